"""What is decided for many events at once is what is decided for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from geonews.model import Event
from geonews.query import ManyWhereabouts, Matcher, Query, Sieve, Whereabouts
from tests.samples import ON_A_BUSY_MACHINE, events, make_event, queries

ROUND_THE_EARTH = MultiPolygon([box(0, -4, 180, 4), box(-180, -4, -2, 4)])


def many(told: Sequence[Event]) -> ManyWhereabouts:
    nowhere = float("nan")
    return ManyWhereabouts(
        place_id=[event.place_id for event in told],
        country=[event.country for event in told],
        lon=np.array([nowhere if event.lon is None else event.lon for event in told], float),
        lat=np.array([nowhere if event.lat is None else event.lat for event in told], float),
        extent_km=np.array([event.extent_km for event in told], float),
        where_precision=np.array([event.where_precision or 0 for event in told], float),
    )


@settings(ON_A_BUSY_MACHINE, max_examples=600)
@given(told=st.lists(events(), min_size=1, max_size=40), query=queries())
@example(
    told=[make_event(lon=-1.0, lat=0.0, extent_km=112.0, where_precision=None)],
    query=Query(within=ROUND_THE_EARTH, include_imprecise=True),
)
def test_sieve_passes_what_matches(told: list[Event], query: Query) -> None:
    matcher = Matcher(query)
    expected = [matcher.where_matches(Whereabouts.of(event)) for event in told]
    assert Sieve(query).passes(many(told)).tolist() == expected
