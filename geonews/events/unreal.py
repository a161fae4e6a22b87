"""What is told of and is no event: charges, conditions, wishes, purposes, the known in passing."""

from __future__ import annotations

from collections.abc import Sequence

from geonews.events.clauses import Reader
from geonews.events.lexicon import among, cue_verbs, cue_words
from geonews.events.ontology import Tense
from geonews.events.readings import read_word
from geonews.events.reports import Report, confidence
from geonews.model import EventType, Modality

__all__ = ["real_reports"]

_ARTICLES = ("ال", "وال", "فال", "بال", "لل", "كال")
_CHARGE_REACH = 8
_CHARGE_NEAR = 2
_CHARGES = cue_words("charges")
_CONDITIONS = frozenset(("اذا", "لو", "واذا", "ولو"))
_CONDITION_REACH = 3
_JOINED_CONDITION_REACH = 8
_COUNTING = frozenset(("بعد", "قبل", "وبعد", "وقبل", "عقب", "منذ"))
_LATE = 12
"""Words into its sentence from which on a known thing is named in passing."""

_NOT_THERE = cue_words("occasions") | cue_words("absences")
_RELATIVES = frozenset(("الذي", "التي", "الذين"))
_REPLIES = cue_words("replies")
_SAID = frozenset({EventType.REQUEST, EventType.STATEMENT, EventType.ACCUSE, EventType.THREATEN})
_SPANS = cue_words("spans")
_SURE = 0.84
"""Confidence from which on a definite noun late in a sentence is told for its own sake."""

_UNDERGOING = cue_verbs("undergoing_verbs")
_UNQUALIFIED = frozenset({Modality.HAPPENED, Modality.ONGOING})
_WISHED = cue_words("asked") | cue_words("obliged")


def real_reports(reader: Reader, reports: Sequence[Report]) -> list[Report]:
    """Return the reports of what happens, or is said to, in their order."""
    unreal = {report.trigger.matched for report in reports if _is_unreal(reader, report)}
    real = []
    last: dict[EventType, Report] = {}
    for report in reports:
        before = last.get(report.type)
        takes_up = before is not None and before.trigger.matched in unreal
        if report.trigger.matched not in unreal and not (takes_up and _is_taken_up(report, before)):
            real.append(report)
        last[report.type] = report
    return real


def _is_unreal(reader: Reader, report: Report) -> bool:
    """Tell whether a report is of what somebody says, wants or does something for."""
    return (
        _is_charge(reader, report)
        or _is_condition(reader, report)
        or _is_wished_for(report)
        or _is_purpose(reader, report)
        or _is_mentioned_only(reader, report)
        or _is_in_passing(reader, report)
        or _describes(reader, report)
        or (report.type is EventType.REJECT and report.modality is Modality.DENIED)
    )


def _is_taken_up(report: Report, before: Report | None) -> bool:
    """Tell whether a noun takes up what is unreal: هذا التعذيب, of which someone is accused."""
    trigger = report.trigger
    if trigger.verbal or not trigger.reading.definite or report.setting.location is not None:
        return False
    return before is not None and before.trigger.rule is trigger.rule


def _is_charge(reader: Reader, report: Report) -> bool:
    """Tell whether a noun names what someone is accused of.

    بتهمة ترحيل (charged with deporting), اتهم فلانا بتعذيبه (accused one of torturing him).
    """
    trigger = report.trigger
    start = reader.clause(trigger.first).start
    before = reader.keys(range(max(start, trigger.first - _CHARGE_REACH), trigger.first))
    if before and among(before[-1], _CHARGES) and trigger.reading.tense is not Tense.IMPERFECT:
        return True  # خطف behind بتهمة is kidnapping, though written as "he kidnapped" is
    if trigger.verbal:
        return False
    if not reader.words[trigger.first].key.startswith("ب"):
        return any(among(word, _CHARGES) for word in before[-_CHARGE_NEAR:])
    # Who accuses and who is accused, with their titles, may stand between.
    sentence = reader.sentence(trigger.first).start
    opening = reader.keys(range(sentence, min(sentence + _CHARGE_NEAR, trigger.first)))
    return any(among(word, _CHARGES) for word in (*before, *opening))


def _is_condition(reader: Reader, report: Report) -> bool:
    """Tell whether a report is what something else hangs on: إذا لم تنتشر قوات, لو انخفضت.

    An imperfect behind حتى is what is waited for, a perfect what came: حتى تستجيب, حتى استجابت.
    """
    first = report.trigger.first
    awaited = first > 0 and reader.words[first - 1].key == "حتي"
    if awaited and report.trigger.reading.tense is Tense.IMPERFECT:
        return True
    joined = first > 0 and reader.words[first - 1].key == "او"  # لو لم تنخفض أو ارتفعت
    reach = _JOINED_CONDITION_REACH if joined else _CONDITION_REACH
    before = reader.keys(range(max(reader.clause(first).start, first - reach), first))
    return not _CONDITIONS.isdisjoint(before) or before[-2:] == ["ما", "لم"]


def _is_wished_for(report: Report) -> bool:
    """Tell whether somebody only asks for it, which is told as his asking, or says that it ought.

    طالب نواب بإقالة المحافظ (deputies demanded that the governor be dismissed).
    """
    hypothetical = report.modality is Modality.HYPOTHETICAL
    return hypothetical and among(report.judged.subject, _WISHED)


def _is_purpose(reader: Reader, report: Report) -> bool:
    """Tell whether a noun behind ل says what something is for: وصلت فرق لتقديم العلاج.

    What is planned, threatened or undergone is told as such: تخطط لافتتاح فرع, تعرض لهجوم.
    """
    trigger = report.trigger
    key = reader.words[trigger.first].key
    if trigger.verbal or report.modality not in _UNQUALIFIED or not key.startswith("ل"):
        return False
    bare = "ال" + key[2:] if key.startswith("لل") else key[1:]
    if reader.readings[trigger.first].keys().isdisjoint(read_word(bare)):
        return False  # the first letter of لقاء is its own
    before = reader.words[trigger.first - 1].key if trigger.first else ""
    return before not in _UNDERGOING


def _is_mentioned_only(reader: Reader, report: Report) -> bool:
    """Tell whether a noun names an occasion, what is absent or replied to, or the known.

    An attack that a time is counted from (بعد يوم من هجوم على حلب) is told by that alone; the
    talks (بعد أيام من المفاوضات) were told of before.
    """
    first = report.trigger.first
    if report.trigger.verbal:
        return False
    before = reader.keys(range(max(reader.sentence(first).start, first - 2), first))
    known = report.trigger.reading.definite and _is_counted_from(reader, first)
    if known or not _NOT_THERE.isdisjoint(before):
        return True
    is_replied_to = len(before) == 2 and before[1] == "علي" and among(before[0], _REPLIES)
    return is_replied_to and report.type in _SAID


def _is_counted_from(reader: Reader, first: int) -> bool:
    """Tell whether a time is counted from a noun: بعد أيام من المفاوضات, قبل يومين من الهجوم."""
    counted = first >= 2 and reader.words[first - 1].key in ("من", "علي")
    if not counted:
        return False
    before = reader.keys(range(max(first - 4, 0), first - 1))
    spans = first - 2 in reader.in_times or before[-1] in _SPANS
    return spans and not _COUNTING.isdisjoint(before)


def _is_in_passing(reader: Reader, report: Report) -> bool:
    """Tell whether a definite noun (المفاوضات, اعتراض تركيا) names, late in a sentence, the known.

    Of single words with the article none there was an event in our own articles and in the news
    measured; of other definite nouns none that is undated and unsure.
    """
    trigger = report.trigger
    late = trigger.first - reader.sentence(trigger.first).start >= _LATE
    if trigger.verbal or not late:
        return False
    with_article = reader.words[trigger.first].key.startswith(_ARTICLES)
    if trigger.reading.definite and with_article and trigger.first == trigger.last:
        return True
    in_lead = reader.sentence_of[trigger.first] < reader.lead
    of_a_name = trigger.first + 1 in reader.in_names and not in_lead
    known = (trigger.reading.definite or of_a_name) and not report.timed
    return known and confidence(reader, report) < _SURE


def _describes(reader: Reader, report: Report) -> bool:
    """Tell whether a relative clause in the imperfect says what somebody is: الذي يتهم بأنه."""
    trigger = report.trigger
    before = reader.words[trigger.first - 1].key if trigger.first else ""
    lasting = trigger.reading.tense is Tense.IMPERFECT and not trigger.reading.future
    bare = report.setting.location is None and not report.timed
    return before in _RELATIVES and lasting and bare
