"""Whether a sentence speaks of the past or of the future at one of its words.

Arabic verbs carry no marks that a folded word shows for certain. What decides a weekday is
the nearest cue before it, or else behind it: the future prefix سـ or سوف, words of planning
(من المقرر, يعتزم), or a verb that tells of the past.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from geonews.text.words import Word
from geonews.timex.lexicon import keys

__all__ = ["Tense", "follows_future_verb", "is_arranged", "tense_at"]


class Tense(Enum):
    """What the nearest cue says."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


_PLANNED = keys(
    "سوف لن المقرر المتوقع المرتقب المنتظر المزمع يعتزم تعتزم يعتزمون اعتزامه اعتزامها عزمه عزمها "
    "يستعد تستعد يستعدون ينوي تنوي يخطط تخطط يترقب تترقب ينتظر يرتقب يتوقع مرتقب مرتقبه مقرره "
    "المقرره المرتقبه المنتظره المزمعه المتوقعه يتعين ينبغي"
)
_FUTURE_PARTICLES = keys("سوف لن وسوف ولن")
_PAST_VERBS = frozenset(
    verb + ending
    for verb in keys(
        "قال اعلن اكد اضاف وصل شن قتل اصيب ذكر افاد كشف اوضح اشار بدا عقد التقي استقبل بحث "
        "ناقش وقع شهد نفذ اطلق قصف استهدف دمر هاجم اعتقل اوقف ضبط احبط اندلع انفجر سقط توفي "
        "لقي نقل دعا طالب حذر رفض وافق صادق اقر قرر اصدر نشر بث نفي ادان استنكر رحب عبر اعرب "
        "ابلغ اجري شارك حضر زار غادر عاد سافر توجه دخل خرج انسحب سيطر استعاد خسر فاز تعادل "
        "انتهي انطلق تظاهر احتج اضرب خرق انتهك اغلق فتح منع سمح حكم قضي ادين مثل سجل ارتفع "
        "انخفض تراجع بلغ صرح لفت اعتبر كتب غرد اتهم هدد ارسل تلقي سلم تسلم ضرب هز اسفر ادي "
        "تسبب حدث جري تم كان صار اصبح بات ظل نظم احتضن افتتح دشن اختتم تراس عين اقال استقال "
        "انتخب صوت فقد نجا انقذ عثر اختفي خطف حرر افرج قدم طلب حصل جاء اتي مر تعرض شيع دفن"
    )
    for ending in ("", "ت", "وا", "ا", "ه", "ها")
)
_NOT_FUTURE_WORDS = keys(
    "سيره سيول سيلا سيوف سيدي سيما سيسي سيان سييه سيين سينا سنين سنوي سندا سنان سنجق ستره "
    "ستار ستاد ستيل سنتي ستات سيده سيدات سيدنا سيدتي سيناء سيولا سيوله سيرته سيرتها سيلان "
    "سيرين سيرغي سيدني سيتي سيرك ستون ستين ستيف ستيفن ستوديو ستاره ستايل سترات سنوات سنوسي "
    "سندات سندان سنجار سنتر"
)
_NOT_FUTURE_STARTS = tuple(
    keys(
        "سيار سياس سياد سياق سياح سياج سيطر سيناريو سيناتور سيبيري سيمفون سيليكون سيراليون سيجار "
        "سيكولوج سيميا سيلفا سيلفي ستراتيج ستالين ستوكهول ستانفورد ستاندرد ستيني ستماي ستمي "
        "ستراسبور سنوي سنغافور سنغال سنتيم سنسكر"
    )
)
_FUTURE_VERB = re.compile("[وف]?س[يتن][^\\W\\d_]{2,}")
_FIRST_PERSON = re.compile("[وف]?سأ")
_FEMININE_PAST = re.compile("(?!ال|بال|لل|ت|ي|وت|وي|وال)[^\\W\\d_]{2,}[^ا]ت$")
_NOT_PAST = keys(
    "تحت وقت بيت صوت بنت كويت انترنت زيت موت سبت غشت حيت حضرموت بيروت ثابت خافت ساكت صامت مؤقت "
    "موقت هاتفت الوقت وقت كليت توقيت بتوقيت حديت كبريت يخت تخت نحت بحت ليت لوقت بوقت مباغت اوت "
    "انت ذلكت منبت"
)
_PRESENT_VERBS = keys(
    "تبدا تنطلق تستضيف تعقد تجري تشهد تنظم تحتضن تلتقي تستانف تتواصل تحتفل تواجه تلعب تصل"
)
_INSISTING = keys(
    "اكد اكدت اكدوا يوكد توكد موكدا موكده شدد شددت شددوا يشدد تشدد مشددا مشدده التاكيد اصر اصرت يصر"
)
_AGREEING = keys("اتفق اتفقت اتفقا اتفقوا يتفق تتفق الاتفاق اتفاق توافقا توافقوا")
_PRESENT = re.compile("و?ي[^\\W\\d_]{3,}")

_REACH = 60
"""How many words away a cue still counts; keeps a text without a full stop from costing the
square of its length."""


def tense_at(text: str, words: Sequence[Word], first: int, last: int, at: int) -> Tense:
    """Return what the cues around word `at` of the sentence ``first:last`` say.

    Parameters
    ----------
    text
        The untouched text, where سأ (I shall) still has its hamza.
    words
        Words of the whole text.
    first, last
        Indices of the sentence's words, half-open.
    at
        Index of the word where a time stands.
    """
    for i in range(at - 1, max(first, at - _REACH) - 1, -1):
        tense = _cue(text, words[i])
        if tense is Tense.NONE and is_arranged(words, first, i):
            tense = Tense.FUTURE
        if tense is not Tense.NONE:
            return tense
        if i == first and _is_present(words[i].key):
            return Tense.FUTURE
    for i in range(at + 1, min(last, at + _REACH)):
        tense = _cue(text, words[i])
        if tense is not Tense.NONE:
            return tense
    return Tense.NONE


def follows_future_verb(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the word before `at` is a verb of the future: سيعقد, سوف يعقد."""
    if at < 1:
        return False
    if at > 1 and words[at - 2].key in _FUTURE_PARTICLES:
        return bool(_PRESENT.fullmatch(words[at - 1].key)) or words[at - 1].key.startswith("ا")
    key = words[at - 1].key
    return _is_future_verb(text, words[at - 1], key, key[1:] if key[:1] in ("و", "ف") else key)


def is_arranged(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether word `at` arranges what is to come: the أن of على أن, the على of اتفق على.

    أكد على أن insists instead. `first` is the index of the first word that may count.
    """
    if words[at].key == "علي" and at - 1 >= first:
        return words[at - 1].key.removeprefix("و") in _AGREEING
    if words[at].key != "ان" or at - 1 < first or words[at - 1].key != "علي":
        return False
    return at - 2 < first or words[at - 2].key.removeprefix("و") not in _INSISTING


def _cue(text: str, word: Word) -> Tense:
    key = word.key
    bare = key[1:] if key[:1] in ("و", "ف") else key
    if key in _PLANNED or bare in _PLANNED or _is_future_verb(text, word, key, bare):
        return Tense.FUTURE
    if key in _PAST_VERBS or bare in _PAST_VERBS:
        return Tense.PAST
    if _FEMININE_PAST.fullmatch(key) and key not in _NOT_PAST:
        return Tense.PAST
    return Tense.NONE


def _is_future_verb(text: str, word: Word, key: str, bare: str) -> bool:
    if _FIRST_PERSON.match(text, word.start, word.end):
        return True
    return (
        _FUTURE_VERB.fullmatch(key) is not None
        and bare not in _NOT_FUTURE_WORDS
        and not bare.startswith(_NOT_FUTURE_STARTS)
    )


def _is_present(key: str) -> bool:
    """Whether a sentence's first word is a verb of the present, which headlines plan with."""
    return bool(_PRESENT.fullmatch(key)) or key.removeprefix("و") in _PRESENT_VERBS
