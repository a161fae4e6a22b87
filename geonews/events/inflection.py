"""Written forms of an Arabic verb or noun, generated from its stems.

Forms are folded (`geonews.text.lookup_key`) and carry no proclitic: the reader of a word
takes those off. Passives need no forms of their own, since they differ in short vowels
only. What is generated and never written does no harm: it matches nothing.
"""

from __future__ import annotations

from geonews.text import lookup_key

__all__ = ["noun_forms", "verb_forms"]

_HAMZAS = ("أ", "ئ", "ؤ", "ء")
"""A verb that ends in one is no weak one, though it folds to the same letters: بدأت, she began."""

_WEAK = ("ا", "ي", "و")
_OBJECTS = ("ه", "ها", "هم", "هما")
_POSSESSORS = ("ه", "ها", "هم", "هما", "نا")


def verb_forms(perfect: str, imperfect: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the perfect and the imperfect forms of a verb.

    Parameters
    ----------
    perfect, imperfect
        Third person masculine singular: وصل (he arrived), يصل (he arrives).

    Returns
    -------
    tuple of frozenset of str
        Third-person forms, with and without object pronouns. The first and the second
        person are left out: reports do not speak so, and they collide with other words
        (أصل, origin; نقل, transport).
    """
    return (
        _perfect(lookup_key(perfect), hamza=perfect.endswith(_HAMZAS)),
        _imperfect(lookup_key(imperfect), hamza=imperfect.endswith(_HAMZAS)),
    )


def _perfect(stem: str, *, hamza: bool) -> frozenset[str]:
    if len(stem) > 2 and stem.endswith(("ا", "ي")) and not hamza:
        core = stem[:-1]
        forms = {stem, core + "ت", core + "تا", core + "وا", core + "يا"}
        bases = (core + "ا", core + "ت")
    else:
        forms = {stem, stem + "ت", stem + "تا", stem + "وا", stem + "ا"}
        bases = (stem, stem + "ت")
    return frozenset(forms | {base + pronoun for base in bases for pronoun in _OBJECTS})


def _imperfect(form: str, *, hamza: bool) -> frozenset[str]:
    stem = form[1:]
    weak = len(stem) > 1 and stem.endswith(_WEAK) and not hamza
    core = stem[:-1] if weak else stem
    dual = (core + "ي" if stem.endswith("ي") else stem) + "ان"
    tails = {stem, dual} | {stem + pronoun for pronoun in _OBJECTS}
    if weak:
        tails.add(core)  # jussive: لم يلتق
    elif len(stem) == 3 and stem[1] in _WEAK:
        tails.add(stem[0] + stem[2])  # jussive: لم يزر
    forms = {prefix + tail for prefix in ("ي", "ت") for tail in tails}
    forms |= {"ي" + core + "ون", "ي" + core + "وا"}
    # A weak verb whose jussive would leave two letters is a word of another kind.
    return frozenset(form for form in forms if len(form) > 2)


def noun_forms(noun: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the forms of a noun, masdar or participle, without article and proclitics.

    Broken plurals are words of their own.

    Returns
    -------
    tuple of frozenset of str
        The bare forms (accusative in alif, feminine, dual, sound plurals), and those with an
        attached pronoun that are no bare form as well.
    """
    stem = lookup_key(noun)
    if len(stem) > 2 and stem.endswith("ه"):  # folded ta marbuta
        core = stem[:-1]
        forms = {stem, core + "ات", core + "تان", core + "تين", core + "تي"}
        bases = (core + "ت", core + "ات")
    elif len(stem) > 2 and stem.endswith(("ي", "ا")):
        core = stem[:-1]
        forms = {stem, stem + "ه", stem + "ات", stem + "ين", stem + "ون", stem + "ا"}
        bases = (core + "ا", core + "ي")
    else:
        forms = {stem, *(stem + end for end in ("ا", "ه", "ات", "ان", "ين", "ون"))}
        bases = (stem, stem + "ات")
    possessed = {base + pronoun for base in bases for pronoun in _POSSESSORS}
    return frozenset(forms), frozenset(possessed - forms)
