"""How far two Arabic spellings of a name are from one another.

A foreign name has as many Arabic spellings as writers: كوريتيبا and كوريتابا, سيرجيبي and
سيرغيبي. The distance is that of Damerau and Levenshtein (1964, 1966; letters left out, put in,
changed for one another, or two neighbours swapped), where a change that writers make costs
less than one that makes another name: a vowel letter, a letter of the same sound, a space.
"""

from __future__ import annotations

from itertools import combinations

__all__ = ["NO_LIKENESS", "spelling_distance"]

NO_LIKENESS = 1.0
"""What is returned for spellings that have nothing to do with one another."""

_SWAP = 0.6
_VOWEL_FOR_VOWEL = 0.4
_VOWELS = frozenset("اويء")

_SPACE, _VOWEL, _DOUBLED, _AFFRICATE, _ARTICLE, _LAST_HA, _WEAK = (
    0.1,
    0.3,
    0.2,
    0.25,
    0.3,
    0.25,
    0.6,
)
"""What a letter costs that one spelling has and the other lacks; others cost 1."""

_ALIKE = {
    "طتث": 0.25,
    "غك": 0.2,
    "غج": 0.2,
    "قك": 0.2,
    "غجكقخ": 0.3,
    "صسث": 0.3,
    "زظذ": 0.3,
    "ضدظ": 0.3,
    "دذ": 0.3,
    "حه": 0.3,
    "عا": 0.3,
    "اه": 0.3,
    "سز": 0.4,
    "هخ": 0.4,
    "شس": 0.5,
    "شج": 0.5,
    "جي": 0.5,
    "زج": 0.5,
    "فو": 0.5,
    "تد": 0.5,
    "بف": 0.6,
    "نم": 0.7,
    "لر": 0.8,
}
"""Letters that stand for one sound of another language, and what taking one for the other costs;
chosen by eye, and checked on the pairs of spellings that GeoNames has of one place."""


def _costs() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for letters, cost in (*_ALIKE.items(), ("".join(sorted(_VOWELS)), _VOWEL_FOR_VOWEL)):
        for one, other in combinations(letters, 2):
            for pair in ((one, other), (other, one)):
                costs[pair] = min(cost, costs.get(pair, 1.0))
    return costs


_CHANGED = _costs()


def spelling_distance(one: str, other: str, *, most: float = 0.3) -> float:
    """Return the distance of two look-up keys, per letter of the longer one.

    Parameters
    ----------
    one, other
        As `geonews.text.lookup_key` returns them.
    most
        Distances above this are not worked out: `NO_LIKENESS` is returned.

    Examples
    --------
    >>> spelling_distance("سيرغيبي", "سيرجيبي") < 0.05
    True
    """
    longer = max(len(one), len(other))
    if not one or not other:
        return NO_LIKENESS if longer else 0.0
    ceiling = most * longer
    left, put = _gaps(one), _gaps(other)
    before: list[float] = []
    row = [0.0]
    for cost in put:
        row.append(row[-1] + cost)
    for at, letter in enumerate(one):
        above, row = row, [row[0] + left[at]]
        for to, opposite in enumerate(other):
            changed = 0.0 if letter == opposite else _CHANGED.get((letter, opposite), 1.0)
            cost = min(above[to] + changed, above[to + 1] + left[at], row[to] + put[to])
            if before and to and letter == other[to - 1] != opposite == one[at - 1]:
                cost = min(cost, before[to - 1] + _SWAP)
            row.append(cost)
        if min(row) > ceiling:
            return NO_LIKENESS
        before = above
    distance = row[-1] / longer
    return distance if distance <= most else NO_LIKENESS


def _gaps(key: str) -> list[float]:
    """Return what each letter of a key costs where the other spelling lacks it."""
    padded = f" {key} "
    return [_gap(*padded[at : at + 3]) for at in range(len(key))]


def _gap(before: str, letter: str, after: str) -> float:
    if letter == " ":
        return _SPACE
    if letter in _VOWELS:
        return _VOWEL
    if letter == before:
        return _DOUBLED
    if letter == "ت" and after == "ش":
        return _AFFRICATE
    if letter == "ه" and after == " ":
        return _LAST_HA
    if letter == "ل" and before == "ا":
        return _ARTICLE
    return _WEAK if letter in "هعغ" else 1.0
