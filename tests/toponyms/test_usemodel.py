"""The model of uses: what it is told, what it decides, and that it was learned from our texts."""

from __future__ import annotations

from collections import Counter

import pytest

from geonews.errors import DataError
from geonews.gazetteer import Gazetteer
from geonews.model import Toponym, Use
from geonews.toponyms import ToponymRecognizer
from geonews.toponyms.usemodel import CLASSES, UseModel, _read

GAZETTEER = Gazetteer.packaged()


def only(text: str, recognizer: ToponymRecognizer) -> Toponym:
    (found,) = recognizer(text)
    return found


def test_rules_decide_where_the_model_has_no_weights() -> None:
    rules = ToponymRecognizer(GAZETTEER, use_model=UseModel({}))
    found = only("تحدث الناس عن باكو أمس.", rules)
    assert (found.use, found.signals[-1].name) == (Use.LITERAL, "use-plain")


def test_model_is_followed_where_it_is_sure_and_says_so() -> None:
    sure = UseModel({"p1=عن": (0.0, 0.0, 5.0)})
    found = only("تحدث الناس عن باكو أمس.", ToponymRecognizer(GAZETTEER, use_model=sure))
    assert (found.use, found.signals[-1].name) == (Use.IN_NAME, "use-learned")
    assert found.reasons[-1].startswith("in_name: the words about it")


def test_model_does_not_go_against_a_rule_that_settles_the_use() -> None:
    sure = UseModel({"bias": (0.0, 0.0, 9.0)})
    found = only("وصل الوفد إلى باكو أمس.", ToponymRecognizer(GAZETTEER, use_model=sure))
    assert found.use is Use.LITERAL


def test_shares_add_up_to_one() -> None:
    model = UseModel({"bias": (0.3, -2.0, 700.0), "k=باكو": (1.0, 2.0, -3.0)})
    for told in (Counter(), Counter({"k=باكو": 2}), Counter({"p1=never met": 1})):
        shares = model.shares(told)
        assert sum(shares) == pytest.approx(1)
        assert len(shares) == len(CLASSES)


@pytest.mark.parametrize("line", ["k=باكو\t1\t2", "k=باكو\t1\t2\tthree", "k=باكو"])
def test_damaged_weights_are_refused(line: str) -> None:
    with pytest.raises(DataError, match="damaged"):
        _read([line])


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("أعلنت صحة جازان أمس تسجيل حالات جديدة.", Use.IN_NAME),
        ("رأى محللون أن طهران تدير الأزمة من بعيد.", Use.METONYM),
        ("هطلت أمطار على جازان أمس.", Use.LITERAL),
    ],
)
def test_packaged_model_reads_news(text: str, use: Use) -> None:
    assert ToponymRecognizer(GAZETTEER)(text)[0].use is use


def test_weights_were_learned_from_the_texts_of_this_repository() -> None:
    train = pytest.importorskip("gazetteer.train_uses", reason="needs scipy, of geonews[train]")
    head = train.TARGET.read_text("utf-8").split("\n", 1)[0]
    assert train.digest_of_texts() in head, "run python gazetteer/train_uses.py"


def test_learning_tells_uses_apart() -> None:
    train = pytest.importorskip("gazetteer.train_uses", reason="needs scipy, of geonews[train]")
    told = {
        Use.LITERAL: Counter({"p1=في": 1}),
        Use.METONYM: Counter({"n1=تعلن": 1}),
        Use.IN_NAME: Counter({"p1=جامعه": 1}),
    }
    rows = [
        train.Example("a.txt", use, Use.LITERAL, True, features)
        for use, features in told.items()
        for _ in range(5)
    ]
    model = UseModel(train.fit(rows, penalty=0.1))
    for use, features in told.items():
        shares = model.shares(features)
        assert CLASSES[shares.index(max(shares))] is use
    assert _read(train.lines_of(model.weights)).keys() == model.weights.keys()
