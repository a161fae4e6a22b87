"""Whether the text says that an event took place: cue words about its trigger, and its date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from geonews.events.clauses import Reader
from geonews.events.lexicon import among, cue_verbs, cue_words
from geonews.events.ontology import Frame, Tense
from geonews.events.reasons import reason
from geonews.events.triggers import Trigger
from geonews.model import EventType, Interval, Modality, Signal
from geonews.timex.tense import is_arranged

__all__ = ["judge_modality"]

_NO_CUE = "no-cue"
_TOLD = {
    _NO_CUE: "no cue against it",
    "future-prefix": "future prefix",
    "to-come": "dated after publication",
    "programme": "item of a programme",
    "long-past": "dated long before publication",
    "beginning": "names a beginning",
    "in-passing": "a conflict named in passing",
    "lasting-verb": "imperfect of something that lasts",
    "lasting-noun": "noun of what goes on",
}
"""Reasons that are no word of the text, by their names."""

_RECALL = timedelta(days=60)
"""What is dated further back than this is recalled by the article, not reported."""

_REACH = 7
"""How many words before a trigger a cue may stand."""

_DENIAL_REACH = 14
"""Who denied, and when, may stand between the verb and what it denies."""

_PLUPERFECT_VERB = 3
_PLUPERFECT_NOUN = 10
"""How many words before a verb, or a noun that is its object, كان and قد may stand."""

_CONDITIONS = frozenset(("اذا", "لو", "ما"))
"""With لم behind they open a condition, and deny nothing."""

_CLAUSE_OPENERS = cue_words("clause_openers")
_ANY = frozenset(("لاي", "باي", "اي"))
"""What any of a kind might do has not been done: لأي قصف."""

_PLANNED = cue_words("planned")
_PLANNED_AFTER = cue_words("planned_after")
_WILL_BE = cue_words("will_be")
_PROGRAMME = cue_words("programme")
_NOT = frozenset(("لم", "لن", "ولم", "ولن"))
_COME_ABOUT = cue_words("come_about")
_AGREED = cue_words("agreed") | cue_verbs("agreeing_verbs")
_DENYING_VERBS = cue_words("denying_verbs")
_HYPOTHETICAL = cue_words("hypothetical")
_ASKED = cue_words("asked")
_AFTERMATH = cue_words("aftermath")
_WAS = frozenset(("كان", "كانت", "وكان", "وكانت"))
_RELATIVES = frozenset(("الذي", "التي", "الذين"))
_RELATIVE_REACH = 3
_MAY = frozenset(("قد", "وقد", "فقد"))
_MAY_VERBS = cue_words("may_verbs")
_ONGOING = cue_words("ongoing")
_NOW = frozenset(("حاليا", "الان"))
_STILL = cue_words("still")
_BACKGROUND = cue_words("background")
_SINCE = frozenset(("منذ", "ومنذ"))
_REPORTED = frozenset(
    {
        EventType.STATEMENT,
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.SUPPORT,
        EventType.THREATEN,
    }
)


def judge_modality(
    reader: Reader, trigger: Trigger, when: Interval | None, published: date | None
) -> tuple[Modality, Signal]:
    """Return the modality of the event that `trigger` evidences, and the rule that decided.

    Cues count within the trigger's clause, at most seven words before it.
    """
    clause = reader.clause(trigger.first)
    before = reader.keys(range(max(clause.start, trigger.first - _REACH), trigger.first))
    after = reader.keys(range(trigger.last + 1, min(clause.stop, trigger.last + 5)))
    near = before[-3:]
    if cue := _denial(trigger, before, near) or _denied_before(reader, trigger):
        return Modality.DENIED, _why(Modality.DENIED, cue)
    if not trigger.verbal and _may_come(after):
        return Modality.HYPOTHETICAL, _why(Modality.HYPOTHETICAL, "قد")
    if cue := _plan(reader, trigger, before, after, when, published):
        return Modality.PLANNED, _why(Modality.PLANNED, cue)
    if not _is_done(reader, trigger) and (cue := _hypothesis(trigger, before, near)):
        return Modality.HYPOTHETICAL, _why(Modality.HYPOTHETICAL, cue)
    if cue := _recall(reader, trigger, near, after, when, published):
        return Modality.BACKGROUND, _why(Modality.BACKGROUND, cue)
    if cue := _duration(reader, trigger, before, after):
        return Modality.ONGOING, _why(Modality.ONGOING, cue)
    return Modality.HAPPENED, _why(Modality.HAPPENED, _NO_CUE)


def _why(modality: Modality, cue: str) -> Signal:
    """Return the reason for a modality: a word of the text, or one of the names of `_TOLD`."""
    if told := _TOLD.get(cue):
        return reason(f"modality-{cue}", f"{modality}: {told}")
    return reason("modality-word", f"{modality}: {cue}", cue)


def _denial(trigger: Trigger, before: list[str], near: list[str]) -> str:
    if trigger.verbal:
        last = before[-1] if before else ""
        conditional = len(before) > 1 and before[-2] in _CONDITIONS
        if last in ("لم", "لن", "ولم", "ولن", "فلم") and not conditional:
            return last
        if last in ("لا", "ولا") and trigger.reading.tense is Tense.IMPERFECT:
            return last
    elif before and before[-1] in ("عدم", "بدون", "دون"):
        return before[-1]
    elif len(before) > 1 and before[-2] in _NOT and before[-1] in _COME_ABOUT:
        return before[-2]  # لم تجر الانتخابات: the noun is what did not come about
    denying = [word for word in before if among(word, _DENYING_VERBS)]
    if denying:
        return denying[-1]
    if "اساس" in near or "صحه" in near:
        return "لا صحة" if "لا" in before else ""
    return ""


def _denied_before(reader: Reader, trigger: Trigger) -> str:
    """Return the denying verb whose object the trigger is, across who denied and when.

    نفت الوزارة، اليوم، إرسال تعزيزات: a noun, or a verb behind أن, with no other verb joined by
    و and no new clause between.
    """
    start = max(reader.sentence(trigger.first).start, trigger.first - _DENIAL_REACH)
    for at in range(trigger.first - 1, start - 1, -1):
        key = reader.words[at].key
        if among(key, _DENYING_VERBS):
            between = reader.keys(range(at + 1, trigger.first))
            return key if not trigger.verbal or "ان" in between[-_REACH:] else ""
        joined = key.startswith("و") and any(
            reading.tense in (Tense.PERFECT, Tense.IMPERFECT)
            for reading in reader.readings[at].values()
        )
        if joined or key in _CLAUSE_OPENERS:
            return ""
    return ""


def _may_come(after: list[str]) -> bool:
    """Tell whether a noun is the subject of قد and an imperfect: محادثات قد تعقد."""
    return any(word in _MAY and verb.startswith(("ي", "ت")) for word, verb in pairwise(after))


def _is_to_come(key: str) -> bool:
    """Tell whether a word behind قد is an imperfect; تسبب and the like are perfects too."""
    return key.startswith("ي") or key in _MAY_VERBS


def _plan(
    reader: Reader,
    trigger: Trigger,
    before: list[str],
    after: list[str],
    when: Interval | None,
    published: date | None,
) -> str:
    if trigger.reading.future:
        return "future-prefix"
    if trigger.reading.tense is Tense.IMPERFECT and before[-2:] == ["علي", "ان"]:
        clause = reader.clause(trigger.first)
        arranged = is_arranged(reader.words, clause.start, trigger.first - 1)
        return "على أن" if arranged else ""
    if trigger.reading.tense is Tense.PERFECT and trigger.rule.frame is not Frame.NOWHERE:
        return ""
    for word in reversed(before):
        if among(word, _PLANNED):
            return word
    if _is_after(when, published):
        return "to-come"
    return "" if trigger.verbal else _plan_of_noun(reader, trigger, before, after)


def _plan_of_noun(reader: Reader, trigger: Trigger, before: list[str], after: list[str]) -> str:
    if cue := next((word for word in after[:4] if among(word, _PLANNED_AFTER)), ""):
        return cue
    if after[:1] and after[0] in _WILL_BE:
        return after[0]
    if "علي" in before[-3:] and any(among(word, _AGREED) for word in before):
        return "علي"  # what was agreed on is to come
    sentence = reader.keys(range(reader.sentence(trigger.first).start, trigger.first))
    return "programme" if any(among(word, _PROGRAMME) for word in sentence[:4]) else ""


def _is_done(reader: Reader, trigger: Trigger) -> bool:
    """Tell whether a relative clause says that somebody did it: الهجوم الذي شنته القوات."""
    behind = range(trigger.last + 1, min(trigger.last + _RELATIVE_REACH, len(reader.words) - 1))
    at = next((i for i in behind if reader.words[i].key in _RELATIVES), None)
    if trigger.verbal or at is None:
        return False
    return any(
        reading.tense is Tense.PERFECT for reading in reader.readings[at + 1].values()
    ) and not reader.words[at + 1].key.startswith(("ي", "ت", "س"))


def _hypothesis(trigger: Trigger, before: list[str], near: list[str]) -> str:
    if trigger.reading.tense is Tense.PERFECT:
        return next((word for word in near if word in ("لو", "اذا", "ربما")), "")
    if trigger.reading.tense is Tense.IMPERFECT and before and before[-1] in _MAY:
        return before[-1]
    if trigger.rule.type in _REPORTED and trigger.verbal:
        return next((word for word in near if word in ("لو", "اذا", "ربما", "حال")), "")
    if not trigger.verbal and before and before[-1] in _AFTERMATH:
        return ""
    cue = next((w for w in reversed(before) if among(w, _HYPOTHETICAL)), "")
    if cue:
        return cue
    if before and not trigger.verbal and before[-1] in _ANY:
        return before[-1]
    if not trigger.verbal and any(w in _MAY and _is_to_come(v) for w, v in pairwise(before)):
        return "قد"
    asked = [w for w in before if among(w, _ASKED)]
    return asked[-1] if asked else ""


def _recall(
    reader: Reader,
    trigger: Trigger,
    near: list[str],
    after: list[str],
    when: Interval | None,
    published: date | None,
) -> str:
    if when and published and when.end and when.end < published - _RECALL:
        return "long-past"
    cue = next((word for word in [*near, *after[:1]] if among(word, _BACKGROUND)), "")
    if cue:
        return cue
    if near and any(word in _SINCE for word in near[-2:]):
        return "منذ"
    if trigger.reading.tense is not Tense.IMPERFECT and _pluperfect(reader, trigger):
        return "كان قد"
    inner = [reader.words[i].key for i in trigger.matched]
    if not trigger.verbal and inner[0] in ("بدايه", "بدء", "اندلاع", "منذ", "البدايه"):
        return "beginning"
    conflict = trigger.rule.state and trigger.rule.type is EventType.ASSAULT
    if conflict and reader.sentence_of[trigger.first] >= reader.lead:
        return "in-passing"
    return ""


def _pluperfect(reader: Reader, trigger: Trigger) -> bool:
    """Tell whether the trigger stands behind كان and قد in its clause: كانت المدينة قد شهدت هجوما.

    A verb is the one that قد belongs to, with a short subject between; a noun may be its object.
    """
    reach = _PLUPERFECT_VERB if trigger.verbal else _PLUPERFECT_NOUN
    start = max(reader.clause(trigger.first).start, trigger.first - reach)
    before = reader.keys(range(start, trigger.first))
    if trigger.verbal and before[-1:] != ["قد"]:
        return False
    if not trigger.verbal and not _WAS.isdisjoint(before[-2:]):
        # كانت هدنة قد انهارت: the subject stands between.
        stop = min(reader.clause(trigger.first).stop, trigger.last + _PLUPERFECT_NOUN)
        return "قد" in reader.keys(range(trigger.last + 1, stop))
    return "قد" in before and not _WAS.isdisjoint(before[: before.index("قد")])


def _duration(reader: Reader, trigger: Trigger, before: list[str], after: list[str]) -> str:
    clause = reader.keys(i for i in reader.clause(trigger.first) if i > trigger.last)
    around = [*before[-3:], *after[:2], *(word for word in clause if word in _NOW)]
    opening = reader.keys(range(*_opening(reader, trigger)))
    cue = next((w for w in (*around, *opening) if among(w, _ONGOING)), "")
    if cue or any(among(word, _STILL) for word in before):
        return cue or "لا يزال"
    if trigger.rule.type in _REPORTED:
        return ""
    in_headline = reader.sentence_of[trigger.first] < max(reader.headline, 1)
    if trigger.reading.tense is Tense.IMPERFECT and trigger.rule.lasting and not in_headline:
        return "lasting-verb"
    if trigger.rule.state and not trigger.verbal:
        return "lasting-noun"
    return ""


def _opening(reader: Reader, trigger: Trigger) -> tuple[int, int]:
    """Return where the first word of a noun's clause stands: تواصل فرق الإطفاء مكافحة حرائق."""
    start = reader.clause(trigger.first).start
    near = not trigger.verbal and trigger.first - start <= _REACH
    return (start, start + 1) if near else (start, start)


def _is_after(when: Interval | None, published: date | None) -> bool:
    return bool(when and published and when.start and when.start > published)
