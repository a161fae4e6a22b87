"""The cue words of cues.toml, folded and ready to be asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geonews.gazetteer import class_nouns
from geonews.text import PROCLITICS, lookup_key

__all__ = ["Lexicon"]

_LAMS = ("لل", "ولل", "فلل")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the words beside a name say of it; every word is a look-up key.

    Those of the groups that are asked for with or without proclitics stand there with each.
    """

    class_nouns: Mapping[str, str]
    """Feature class by class noun."""

    class_forms: Mapping[str, str]
    """The same with each proclitic and without."""

    class_lists: Mapping[str, str]
    """Singular by the dual or plural of a class noun, with each proclitic and without."""

    introducers: frozenset[str]
    """What may part a plural class noun from its names."""

    nearness: frozenset[str]
    locative: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    speech_verbs: frozenset[str]
    given_names: frozenset[str]
    organisation_heads: frozenset[str]
    weak_heads: frozenset[str]
    organisation_tails: frozenset[str]
    tail_adjectives: frozenset[str]
    bridges: frozenset[str]
    sport: frozenset[str]
    plainly_sport: frozenset[str]
    """Of those, the words that speak of nothing else."""

    first_of_clubs: frozenset[str]
    clubs: frozenset[str]
    market_heads: frozenset[str]
    trading: frozenset[str]
    papers: frozenset[str]
    works: frozenset[str]
    generic_heads: frozenset[str]
    whole_words: frozenset[str]
    unknown_heads: frozenset[str]
    definite_heads: frozenset[str]
    site_heads: frozenset[str]
    site_forms: frozenset[str]
    """The same with each proclitic and without."""

    street_heads: frozenset[str]
    sites_before_names: frozenset[str]
    sites_of_persons: frozenset[str]
    sacred_heads: frozenset[str]
    first_words: frozenset[str]
    not_names: frozenset[str]
    particles: frozenset[str]
    government_verbs: frozenset[str]
    carriers: frozenset[str]
    that: frozenset[str]
    relations: frozenset[str]
    dealings: frozenset[str]
    attribution: frozenset[str]
    page_titles: frozenset[str]
    phrases_after: Mapping[str, frozenset[str]]
    """By name, the words after which it is no place."""

    phrases_before: Mapping[str, tuple[str, ...]]
    """By name, the beginnings of words before which it is none."""

    list_heads: frozenset[str]
    """Every word after which a list, or a site's name in quotation marks, may begin."""

    place_cues: frozenset[str]
    """Every word that makes the name after it a place's: class nouns, prepositions, directions."""

    @classmethod
    @cache
    def packaged(cls) -> Lexicon:
        """Return the lexicon that ships with geonews, read once per process."""
        text = resources.files("geonews.toponyms").joinpath("cues.toml").read_text("utf-8")
        table, nouns = tomllib.loads(text), class_nouns()
        nearness, locative = table["nearness"]["words"], table["prepositions"]["locative"]
        introducers = _keys(table["introducers"]["words"])
        class_lists = {
            proclitic + lookup_key(noun): lookup_key(singular)
            for singular, plurals in table["class_lists"].items()
            for noun in plurals
            for proclitic in ("", *PROCLITICS)
        }
        return cls(
            list_heads=_forms(table["unknown_names"]["sites"]).union(class_lists),
            place_cues=_forms([*nouns, *nearness, *locative, "من"]) | introducers,
            class_nouns=nouns,
            class_forms=_class_forms(nouns),
            class_lists=class_lists,
            introducers=introducers,
            nearness=_forms(nearness),
            locative=_forms(locative),
            titles=_forms(table["titles"]["words"]),
            offices=_forms(table["titles"]["offices"]),
            kin=_keys(table["kin"]["words"]),
            speech_verbs=_keys(table["speech_verbs"]["words"]),
            given_names=_keys(table["given_names"]["words"]),
            organisation_heads=_forms(table["organisation_heads"]["words"]),
            weak_heads=_forms(table["organisation_heads"]["weak"]),
            organisation_tails=_keys(table["organisation_tails"]["words"]),
            tail_adjectives=_keys(table["organisation_tails"]["adjectives"]),
            bridges=_keys(table["organisation_tails"]["bridges"]),
            sport=_with_proclitics(table["sport"]["words"]),
            plainly_sport=_with_proclitics(table["sport"]["plain"]),
            first_of_clubs=_forms(table["sport"]["first_of_clubs"]),
            clubs=_keys(table["sport"]["clubs"]),
            market_heads=_forms(table["markets"]["heads"]),
            trading=_forms(table["markets"]["words"]),
            papers=_keys(table["page_titles"]["papers"]),
            works=_with_proclitics(table["works"]["words"]),
            generic_heads=_keys(table["generic_heads"]["words"]),
            # باراك is a name, and no clitic before Arak.
            whole_words=_keys(table["whole_words"]["words"] + table["given_names"]["words"]),
            unknown_heads=_keys(table["unknown_names"]["heads"]),
            definite_heads=_keys(table["unknown_names"]["definite_heads"]),
            site_heads=_keys(table["unknown_names"]["sites"]),
            site_forms=_forms(table["unknown_names"]["sites"]),
            street_heads=_keys(table["unknown_names"]["streets"]),
            sites_before_names=_keys(table["unknown_names"]["names_follow"]),
            sites_of_persons=_keys(table["unknown_names"]["named_for"]),
            sacred_heads=_keys(table["unknown_names"]["sacred"]),
            first_words=_keys(table["unknown_names"]["first_words"]),
            not_names=_keys(table["unknown_names"]["not_names"]),
            particles=_keys(table["particles"]["words"]),
            government_verbs=_keys(table["government_verbs"]["words"]),
            carriers=_keys(table["government_verbs"]["carriers"]),
            that=_keys(table["government_verbs"]["that"]),
            relations=_forms(table["government_verbs"]["relations"]),
            dealings=_forms(table["government_verbs"]["dealings"]),
            phrases_after={
                lookup_key(name): _forms(words) for name, words in table["phrases"]["after"].items()
            },
            phrases_before={
                lookup_key(name): tuple(map(lookup_key, words))
                for name, words in table["phrases"]["before"].items()
            },
            page_titles=_keys(table["page_titles"]["words"]),
            attribution=_forms(table["government_verbs"]["attribution"]),
        )

    def class_asked(self, key: str) -> str:
        """Return the feature class that a word asks for, with or without proclitics."""
        return self.class_forms.get(key, "")


def _class_forms(nouns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the class of every form of class nouns; the bare word's own class goes first."""
    forms: dict[str, str] = {}
    for noun, feature_class in nouns.items():
        for form in _forms([noun]):
            forms.setdefault(form, feature_class)
    return forms | dict(nouns)


def _forms(words: Iterable[str]) -> frozenset[str]:
    """Return words bare and with each proclitic; the second lam of لل is the article's."""
    keys = _keys(words)
    articles = {f"{lam}{key[2:]}" for key in keys if key[:2] == "ال" for lam in _LAMS}
    return keys.union(articles, (proclitic + key for proclitic in PROCLITICS for key in keys))


def _with_proclitics(words: Iterable[str]) -> frozenset[str]:
    """Return words with each proclitic, the article and both before them, and bare."""
    words = tuple(words)
    return _forms([*words, *(f"ال{word}" for word in words)])


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(lookup_key, words))
