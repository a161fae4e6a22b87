"""Display policies: how contested land is shown, and what the map says about that.

``neutral``
    land whose belonging is disputed is hatched and every claimant is named;
``de-facto``
    the side of the one party that administers it, hatched where several do;
``un``
    the party that United Nations documents assign it to, hatched where they leave it open;
``party:XX``
    the view of one party, by its id: what it claims is its own, all else is shown neutrally.

A policy changes hatching, line and assignment. Claimants and administrators stay named under
each of them, and undisputed land looks the same under all, but that de-facto shows land which
one party holds for another, by lease or before a handover, with the holder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geonews.errors import UsageError
from geonews.model import Standing, Territory, TerritoryStatus
from geonews.settings import DEFAULT_POLICY
from geonews.territory.atlas import Atlas

__all__ = ["LineStyle", "TerritoryDisplay", "display", "policy_names", "policy_statement"]

_PARTY_PREFIX = "party:"

_SETTLED = (Standing.UNDISPUTED, Standing.LEASED)

_LANGUAGES = ("ar", "en")


class LineStyle(StrEnum):
    """How the edge of a territory is drawn."""

    SOLID = "solid"
    """A boundary that nobody on record disputes, or the one that a party claims."""

    DASHED = "dashed"
    """A boundary in dispute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryDisplay:
    """How a territory is shown under one policy on one day."""

    territory_id: str
    label: str
    """Name, claimants, administrators and day, in one language; plain text, not HTML."""

    hatched: bool
    assigned_to: str | None
    """Id of the party it is shown as belonging to; None where no side is taken."""

    line: LineStyle


def policy_names(*, atlas: Atlas | None = None) -> tuple[str, ...]:
    """Return every accepted display policy, the default first."""
    atlas = atlas or Atlas.packaged()
    parties = sorted({claim.party for land in atlas.territories for claim in land.claims})
    return (DEFAULT_POLICY, "de-facto", "un", *(_PARTY_PREFIX + party for party in parties))


def display(
    territory: Territory,
    status: TerritoryStatus,
    policy: str = DEFAULT_POLICY,
    lang: str = "ar",
    *,
    atlas: Atlas | None = None,
) -> TerritoryDisplay:
    """Return how a territory is shown.

    Parameters
    ----------
    territory
        The territory.
    status
        What held in it on the day that the map shows.
    policy
        ``neutral``, ``de-facto``, ``un`` or ``party:`` and the id of a claimant.
    lang
        Language of the label, ``ar`` or ``en``.
    atlas
        Names the parties; the packaged one if None.

    Raises
    ------
    geonews.errors.UsageError
        The policy or the language is none of these.
    """
    atlas = atlas or Atlas.packaged()
    _check(policy, lang, atlas)
    assigned = _assigned(territory, status, policy)
    settled = status.standing in _SETTLED
    claimed_line = policy.startswith(_PARTY_PREFIX) and assigned is not None
    return TerritoryDisplay(
        territory_id=territory.id,
        label=_label(territory, status, lang, atlas),
        hatched=assigned is None and not settled,
        assigned_to=assigned,
        line=LineStyle.SOLID if settled or claimed_line else LineStyle.DASHED,
    )


def policy_statement(
    policy: str = DEFAULT_POLICY, lang: str = "ar", *, atlas: Atlas | None = None
) -> str:
    """Return the sentence that a map under this policy carries, as plain text.

    Raises
    ------
    geonews.errors.UsageError
        The policy is unknown, or the language is not ``ar`` or ``en``.
    """
    atlas = atlas or Atlas.packaged()
    _check(policy, lang, atlas)
    name, _, party = policy.partition(":")
    text = atlas.policies[name]
    statement = text.statement_ar if lang == "ar" else text.statement_en
    return statement.format(party=_party_name(party, lang, atlas)) if party else statement


def _check(policy: str, lang: str, atlas: Atlas) -> None:
    if lang not in _LANGUAGES:
        raise UsageError(f"language {lang!r} is not one of {', '.join(_LANGUAGES)}")
    accepted = policy_names(atlas=atlas)
    if policy not in accepted:
        plain = [name for name in accepted if not name.startswith(_PARTY_PREFIX)]
        parties = [name.removeprefix(_PARTY_PREFIX) for name in accepted if name not in plain]
        raise UsageError(
            f"display policy {policy!r} is unknown: give {', '.join(plain)}, "
            f"or {_PARTY_PREFIX} and one of {', '.join(parties)}"
        )


def _assigned(territory: Territory, status: TerritoryStatus, policy: str) -> str | None:
    """Return the party that a policy shows the land with, None where it takes no side."""
    if policy == "de-facto":
        return _only(status.administrators)
    if status.standing in _SETTLED:
        return _only(status.claimants)
    if policy == "un":
        return _un_view(territory, status)
    party = policy.removeprefix(_PARTY_PREFIX)
    return party if party in status.claimants else None


def _only(parties: tuple[str, ...]) -> str | None:
    return parties[0] if len(parties) == 1 else None


def _un_view(territory: Territory, status: TerritoryStatus) -> str | None:
    """Return the party of the United Nations' documents, which its records of the day must bear.

    The view itself has no dates. It is that of today, and is not said of days when the party
    neither claimed nor held the land, as Palestine in the West Bank of 1960.
    """
    records = (*territory.claims, *territory.administrations)
    without_records = all(record.party != territory.un_view for record in records)
    if without_records or territory.un_view in (*status.claimants, *status.administrators):
        return territory.un_view or None
    return None


def _label(territory: Territory, status: TerritoryStatus, lang: str, atlas: Atlas) -> str:
    claimants = _party_names(status.claimants, lang, atlas)
    administrators = _party_names(status.administrators, lang, atlas)
    if lang == "ar":
        return (
            f"{territory.name_ar} — الأطراف المطالبة: {claimants or 'لا طرف'}؛ "
            f"الإدارة: {administrators or 'غير مسجلة'} (في {status.on.isoformat()})"
        )
    return (
        f"{territory.name_en} — claimed by: {claimants or 'no party'}; "
        f"administered by: {administrators or 'not recorded'} (on {status.on.isoformat()})"
    )


def _party_names(parties: Iterable[str], lang: str, atlas: Atlas) -> str:
    comma = "، " if lang == "ar" else ", "
    return comma.join(_party_name(party, lang, atlas) for party in parties)


def _party_name(party: str, lang: str, atlas: Atlas) -> str:
    return atlas.parties[party].name_ar if lang == "ar" else atlas.parties[party].name_en
