"""The words that deny, foresee, allow, ask for and report: the data of the factuality rules.

Negation after Ryding, A Reference Grammar of Modern Standard Arabic (2005), chapter 37; moods and modal expressions
after chapters 25, 34 and 35; verbs of saying after chapter 19. The verbs are conjugated as the rules' own are, so that
«لم تنفِ», «ينفيان» and «نفوا» are one cue.
"""

from enum import StrEnum

from nisba.arabic.folding import fold
from nisba.program.model import Verb


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _phrases(*texts: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(word) for word in text.split()) for text in texts)


class Cue(StrEnum):
    """What a verb does to its complement."""

    DENY = "deny"
    REQUEST = "request"
    PLAN = "plan"
    ALLOW = "allow"
    SAY = "say"
    SUPPORT = "support"
    """Says nothing itself: «لم يتم …», «لم يكن قد …»."""


BEFORE_VERBS = _words("لم لن لا ما لما ليس ليست ليسا ليسوا لست لسنا ألا")
"""Negative particles in front of a finite verb (Ryding 37.1 and 37.2); ألا is أن لا."""

BEFORE_NOUNS = _words("عدم دون بدون غير انعدام لا ولا ليس ليست")
"""Negative nouns and particles in front of a noun (Ryding 37.2.1.4, 37.2.3): عدم زيارة, دون لقاء, لا وجود."""

WITHOUT = _words("دون بدون عدم")
"""In front of أن: دون أن يزور (Ryding 37.2.4)."""

EXCEPT = _words("إلا سوى غير")
"""Behind a negation they assert: لم يزر إلا …, ليس سوى … (Ryding 37.3)."""

NO_NEGATION = _phrases(
    "لا يزال", "لا تزال", "لا يزالون", "ما زال", "ما زالت", "ما زالوا", "لا سيما", "لا بد", "لا شك", "لا محالة", "ما دام", "ما إن",
    "ما لبث", "لم يلبث", "لم تلبث", "لا ريب", "لا غير",
)  # fmt: skip
"""A negative particle, and no negation (Ryding 36.5 and 37.2.2.2)."""

WILL = _words("سوف")
MAY = _words("قد")
PERHAPS = _words("ربما لعل لعله لعلها عسى قد")
IF = _words("إذا لو لولا إن")
CONDITIONS = _phrases("في حال", "في حالة", "ما إذا", "عما إذا", "فيما إذا", "ما لم")
EXPECTED = _phrases(
    "من المقرر", "من المنتظر", "من المتوقع", "من المرتقب", "من المفترض", "ومن المقرر", "ومن المنتظر", "ومن المتوقع", "كان مقررا",
    "يفترض",
)  # fmt: skip
POSSIBLE = _phrases(
    "من الممكن",
    "من المحتمل",
    "من المرجح",
    "من الجائز",
    "يمكن",
    "يحتمل",
    "قد يكون",
    "هل",
    "بإمكان",
    "احتمال",
    "إمكانية",
)
REQUIRED = _phrases(
    "يجب", "ينبغي", "لا بد", "من الضروري", "من الواجب", "يتعين", "ضرورة", "من الضرورة", "لزوم", "وجوب"
)
FUTURE_ADJECTIVES = _words(
    "المقبل المقبلة القادم القادمة المرتقب المرتقبة المقرر المقررة المزمع المزمعة مرتقبة مقررة متوقعة مزمعة المتوقعة"
)
"""Behind a noun of action: الزيارة المرتقبة."""

THAT = _words(
    "أن إن بأن أنه أنها أنهم أنهما إنه إنها إنهم إنهما بأنه بأنها بأنهم أنني إنني أننا إننا بأننا كأن لأن"
)
SOURCES = _words("بحسب حسب وفق وفقا طبقا حسبما وفقما")
"""They name who is quoted: بحسب مصدر, وفقا لـ."""

AUXILIARIES = _words("كان كانت كانوا يكون تكون يكونوا قد وقد كن يكن تكن أصبح بات باتت")

VERBS: dict[Cue, tuple[Verb, ...]] = {
    Cue.DENY: (
        Verb("نفى", "ينفي", ("نفي",)), Verb("أنكر", "ينكر", ("إنكار",)), Verb("كذّب", "يكذّب", ("تكذيب",)),
        Verb("استبعد", "يستبعد", ("استبعاد",)), Verb("ألغى", "يلغي", ("إلغاء",)), Verb("امتنع", "يمتنع", ("امتناع",)),
        Verb("تجنب", "يتجنب", ("تجنب",)), Verb("فشل", "يفشل"),
    ),
    Cue.REQUEST: (
        Verb("دعا", "يدعو", ("دعوة",)), Verb("طلب", "يطلب", ("طلب",)), Verb("طالب", "يطالب", ("مطالبة",)),
        Verb("حث", "يحث", ("حث",)), Verb("ناشد", "يناشد", ("مناشدة",)), Verb("أمر", "يأمر", ("أمر",)),
        Verb("أوصى", "يوصي", ("توصية",)), Verb("اقترح", "يقترح", ("اقتراح",)), Verb("رفض", "يرفض", ("رفض",)),
        Verb("نصح", "ينصح"), Verb("سأل", "يسأل"), Verb("أراد", "يريد", ("إرادة",)), Verb("تمنى", "يتمنى"),
    ),
    Cue.PLAN: (
        Verb("اعتزم", "يعتزم", ("اعتزام",)), Verb("نوى", "ينوي", ("نية",)), Verb("خطط", "يخطط", ("تخطيط",)),
        Verb("قرر", "يقرر", ("قرار",)), Verb("استعد", "يستعد", ("استعداد",)), Verb("أزمع", "يزمع"),
        Verb("توقع", "يتوقع", ("توقع",)), Verb("وعد", "يعد", ("وعد",)), Verb("تعهد", "يتعهد", ("تعهد",)),
        Verb("حاول", "يحاول", ("محاولة",)), Verb("سعى", "يسعى", ("سعي",)), Verb("هدد", "يهدد", ("تهديد",)),
        Verb("عزم", "يعزم", ("عزم",)),
    ),
    Cue.ALLOW: (
        Verb("أمكن", "يمكن"), Verb("احتمل", "يحتمل", ("احتمال",)), Verb("رجح", "يرجح", ("ترجيح",)),
        Verb("سمح", "يسمح", ("سماح",)), Verb("استطاع", "يستطيع"), Verb("جاز", "يجوز"),
    ),
    Cue.SUPPORT: (
        Verb("تم", "يتم"), Verb("جرى", "يجري"), Verb("حدث", "يحدث"), Verb("حصل", "يحصل"), Verb("كان", "يكون"),
        Verb("عاد", "يعود"), Verb("سبق", "يسبق"), Verb("وجد", "يوجد"), Verb("تمكن", "يتمكن"), Verb("نجح", "ينجح"),
        Verb("قام", "يقوم"), Verb("أجرى", "يجري"), Verb("أدى", "يؤدي"), Verb("شهد", "يشهد"), Verb("عقد", "يعقد"),
    ),
    Cue.SAY: (
        Verb("قال", "يقول", ("قول",)), Verb("أكد", "يؤكد"), Verb("أعلن", "يعلن"), Verb("أضاف", "يضيف"), Verb("ذكر", "يذكر"),
        Verb("أوضح", "يوضح"), Verb("صرح", "يصرح"), Verb("كشف", "يكشف"), Verb("أشار", "يشير"), Verb("لفت", "يلفت"),
        Verb("شدد", "يشدد"), Verb("اعتبر", "يعتبر"), Verb("رأى", "يرى"), Verb("أفاد", "يفيد"), Verb("نقل", "ينقل"),
        Verb("زعم", "يزعم"), Verb("ادعى", "يدعي"), Verb("بين", "يبين"), Verb("تابع", "يتابع"), Verb("أردف", "يردف"),
        Verb("أخبر", "يخبر"), Verb("أبلغ", "يبلغ"), Verb("اعترف", "يعترف"), Verb("أقر", "يقر"), Verb("حذر", "يحذر"),
        Verb("نوه", "ينوه"), Verb("ألمح", "يلمح"), Verb("أعرب", "يعرب"), Verb("نشر", "ينشر"), Verb("اتهم", "يتهم"),
        Verb("توقع", "يتوقع"), Verb("شهد", "يشهد"), Verb("روى", "يروي"), Verb("ظن", "يظن"), Verb("اعتقد", "يعتقد"),
    ),
}  # fmt: skip

NOT_SPEAKERS = frozenset({"Date", "Month", "Weekday", "Nationality", "Number"})
"""Types of mentions that stand beside a verb of saying and say nothing."""
