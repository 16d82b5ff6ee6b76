"""The words that deny, foresee, allow, ask for and report: the data of the factuality rules.

Negation after Ryding, A Reference Grammar of Modern Standard Arabic (2005), chapter 37; moods and modal expressions
after chapters 34 and 35; verbs of saying and «أن» after chapter 19. The verbs are conjugated as the rules' own are, so
that «لم تنفِ», «ينفيان» and «نفوا» are one cue.
"""

from enum import StrEnum

from nisba.arabic.folding import fold
from nisba.program.model import Verb


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _phrases(*texts: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(word) for word in text.split()) for text in texts)


class Cue(StrEnum):
    """What a verb, or its noun of action, does to its complement."""

    DENY = "deny"
    REFUSE = "refuse"
    """Did not let it happen, while the opposite is open: who has not refused has not done it either."""
    FAIL = "fail"
    """Denies what «في» or «أن» brings: «فشل في زيارة»."""
    REQUEST = "request"
    WISH = "wish"
    """Asks for what «في» or «أن» brings: «رغب في زيارة»."""
    PLAN = "plan"
    ALLOW = "allow"
    ABLE = "able"
    """Possible in the imperfect; the perfect says that it was done: «استطاع أن يزور»."""
    EXPECT = "expect"
    """Foresees also a clause with «أنّ»."""
    SAY = "say"
    QUOTE = "quote"
    """Passes on what somebody else says: «نقلت الوكالة عن الوزير»."""
    SUPPORT = "support"
    """Says nothing itself: «لم يتم …», «لم يكن قد …»."""


BEFORE_VERBS = _words("لم لن لا ما ليس ليست ليسا ليسوا لست لسنا ألا")
"""Negative particles in front of a finite verb; ألا is أن لا. لما is left out: newswire writes it for ل + ما."""

BEFORE_NOUNS = _words("عدم دون بدون غير انعدام لا ليس ليست")
"""Negative nouns and particles in front of a noun: عدم زيارة, دون لقاء, لا وجود."""

WITHOUT = _words("دون بدون عدم")
"""In front of أن: دون أن يزور."""

EXCEPT = _words("إلا سوى غير")
"""Behind a negation they assert: لم يزر إلا …, ليس سوى … (Ryding, chapter 37)."""

THERE = _words("هناك ثمة هنالك وجود يوجد توجد")
"""Behind ليس and لا they deny that something exists."""

NO_NEGATION = _phrases(
    "لا يزال", "لا تزال", "لا يزالون", "ما زال", "ما زالت", "ما زالوا", "لا سيما", "لا بد", "لا شك", "لا محالة", "ما دام", "ما إن",
    "ما لبث", "لم يلبث", "لم تلبث", "لا ريب", "لا غير", "لا بأس",
)  # fmt: skip
"""A negative particle, and no negation."""

RELATIVE_MA = fold("ما")
"""It denies only where a clause begins; behind a comma it resumes the clause («، ما أدى إلى …»)."""

RELATIVES = _words(
    "الذي التي الذين اللذين اللتين اللذان اللتان اللواتي اللاتي حيث بينما فيما عندما بعدما حين حينما"
)
"""They begin another clause."""

WILL = _words("سوف")
WILL_NOT = _words("لن")
MAY = _words("قد")
WAS = _words("كان كانت كانوا كانا كانتا")
"""In front of قد they make a pluperfect, whatever the verb's spelling."""
PERHAPS = _words("ربما لعل لعله لعلها لعلهم عسى")
WERE_IT = _words("ليت ليته ليتها")
"""The particle of vain wishes (Ryding 2005, section 19.1)."""
IF = _words("إذا لو")
CONDITIONS = _phrases("في حال", "في حالة", "ما إذا", "عما إذا", "فيما إذا", "ما لم", "شريطة أن", "بشرط أن")
EXPECTED = _phrases(
    "من المقرر", "من المنتظر", "من المتوقع", "من المرتقب", "من المفترض", "من المزمع", "كان مقررا", "يفترض", "ينتظر", "يرتقب",
)  # fmt: skip
POSSIBLE = _phrases(
    "من الممكن", "من المحتمل", "من المرجح", "من الجائز", "يمكن", "يحتمل", "قد يكون", "قد تكون", "هل", "بإمكان", "بإمكانه",
    "بإمكانها", "احتمال", "إمكانية", "فرصة", "يبدو", "يعتقد",
)  # fmt: skip
UNEXPECTED = _phrases(
    "من غير المقرر", "من غير المنتظر", "من غير المتوقع", "من غير المرتقب", "من غير المحتمل", "من غير المرجح", "من غير الممكن",
    "من المستبعد", "من المستحيل", "استحالة", "لم يسبق", "لم يسبق له", "لم يسبق لها", "لم يسبق لهم",
)  # fmt: skip
"""They deny what they govern."""
UNEXPECTED_BUT_TO_COME = frozenset(
    phrase for phrase in UNEXPECTED if phrase[-1] in _words("المقرر المنتظر المتوقع المرتقب المستبعد المرجح")
)
REQUIRED = _phrases(
    "يجب", "ينبغي", "لا بد", "لابد", "من الضروري", "الضروري", "من الواجب", "يتعين", "ضرورة", "من الضرورة", "لزوم", "وجوب",
    "يستوجب", "يتوجب", "يقتضي",
)  # fmt: skip
DUTY = _words("على عليه عليها عليهم علينا")
"""They put a duty on somebody where no verb governs them: «على إيران أن تنسحب»."""
ON = fold("على")

FUTURE_ADJECTIVES = _words(
    "المقبل المقبلة القادم القادمة المرتقب المرتقبة المقرر المقررة المزمع المزمعة مرتقبة مقررة متوقعة مزمعة المتوقعة المنتظرة"
)
"""Behind a noun of action: الزيارة المرتقبة."""

TOMORROW = _words("غدا")
TIMES = _words(
    "الأسبوع الشهر العام السنة اليوم الليلة الصيف الشتاء الربيع الخريف السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة"
)
NEXT = _words("المقبل المقبلة القادم القادمة")
"""«غدا», «الأسبوع المقبل»: behind an imperfect they put it into the future."""

THAT = _words("أن إن بأن أنه أنها أنهم أنهما إنه إنها إنهم إنهما بأنه بأنها بأنهم أنني إنني أننا إننا بأننا")
ADVERBIAL = _words("كما إلا غير رغم حيث ذلك بما علما بعد قبل دون منذ بيد مع قبيل بدون عدم")
"""In front of أن they make an adverbial clause: nobody is quoted in it («إلا أن», «كما أن»)."""
UNTIL = fold("إلى")
BESIDES = _words("إضافة بالإضافة")
"""«إضافة إلى أن» is adverbial; «أشار إلى أن» is not."""

COMPLEMENT_PREPOSITIONS = _words("إلى على عن من")
"""Between a governing verb or noun and its complement: دعا إلى, حث على, امتنع عن, منع من."""
COMPLEMENT_PROCLITICS = frozenset("بل")
IN = fold("في")
CIRCUMSTANCE = _words(
    "هامش ختام إطار نهاية بداية مستهل مناسبة بمناسبة أعقاب سياق ظل ضوء إثر عقب أثناء خلال بعد قبل منذ أجل أمد"
)
"""What follows is the occasion of the main event and not its complement: على هامش لقاء, في ختام زيارة."""

SOURCES = _words("بحسب حسب وفق وفقا طبقا حسبما وفقما")
"""They name who is quoted: بحسب مصدر, وفقا لـ."""
SAYING_NOUNS = _words(
    "قول تعبير وصف تصريح تصريحات رأي كلام رواية شهادة ما لما به عن على لسان نص بيان بلاغ تقرير"
)
"""Between such a word and who is quoted: «على حد قول الوزير», «وفق ما أكد الوزير»."""
TO_THE_EXTENT = _phrases("على حد قول", "على حد تعبير", "على حد وصف", "على لسان")
ABOUT = fold("عن")
NOT_SAYING = _words("إضافة بالإضافة إفادة يذكر ويذكر يشار ويشار")
"""Spelled like a form of a verb of saying: «إضافة إلى أن» and the impersonal «يذكر أن» name no speaker."""
MEANING = fold("بين")
"""It is a verb of saying with a shadda or at the start of a sentence only; elsewhere it is between."""
CAN_SPEAK = _words(
    "مصدر مصادر مسؤول مسؤولون مسؤولين متحدث متحدثة ناطق تقرير تقارير بيان بلاغ صحيفة صحف وكالة وكالات وزارة وزير وزيرة رئيس رئيسة"
    " رئاسة حكومة سلطات شهود شاهد مراسل مراسلة مراسلنا مراسلتنا خبير خبراء محلل محللون محامي محام نائب مدير عضو أمين سفارة سفير"
    " منظمة هيئة لجنة حركة حزب شرطة جيش موقع قناة إذاعة شبكة معهد مركز دراسة إحصاءات قيادي قائد مكتب ناشط ناشطون نشطاء"
    " مسؤولة كاتب نقابة اتحاد جمعية بنك شركة مرصد استطلاع وسائل ديوان والي محكمة نيابة مجلس مفوضية قاضي طبيب مدرب لاعب"
)
"""Nouns that stand for somebody, or for a text, that says something."""

BE = _words("يكون تكون يكونوا يكونا تكونا")
AUXILIARIES = _words("كان كانت كانوا يكون تكون يكونوا قد كن يكن تكن أصبح بات باتت")

VERBS: dict[Cue, tuple[Verb, ...]] = {
    Cue.DENY: (
        Verb("نفى", "ينفي", ("نفي",)), Verb("أنكر", "ينكر", ("إنكار",)), Verb("كذّب", "يكذّب", ("تكذيب",)),
        Verb("ألغى", "يلغي", ("إلغاء",)), Verb("عجز", "يعجز", ("عجز",)), Verb("تعذر", "يتعذر", ("تعذر",)),
    ),
    Cue.REFUSE: (
        Verb("رفض", "يرفض", ("رفض",)), Verb("استبعد", "يستبعد", ("استبعاد",)), Verb("امتنع", "يمتنع", ("امتناع",)),
        Verb("تجنب", "يتجنب", ("تجنب",)), Verb("منع", "يمنع", ("منع",)), Verb("حظر", "يحظر", ("حظر",)),
    ),
    Cue.FAIL: (Verb("فشل", "يفشل", ("فشل",)), Verb("أخفق", "يخفق", ("إخفاق",))),
    Cue.REQUEST: (
        Verb("دعا", "يدعو", ("دعوة",), ("داع", "داعيا", "داعية")), Verb("طلب", "يطلب", ("طلب",)), Verb("طالب", "يطالب", ("مطالبة",)),
        Verb("حث", "يحث", ("حث",)), Verb("ناشد", "يناشد", ("مناشدة",)), Verb("أمر", "يأمر"),
        Verb("أوصى", "يوصي", ("توصية",)), Verb("اقترح", "يقترح", ("اقتراح",)),
        Verb("نصح", "ينصح"), Verb("سأل", "يسأل"), Verb("أراد", "يريد", ("إرادة",)), Verb("تمنى", "يتمنى"),
        Verb("اشترط", "يشترط", ("اشتراط",)),
    ),
    Cue.WISH: (Verb("رغب", "يرغب", ("رغبة",)), Verb("أمل", "يأمل", ("أمل",))),
    Cue.PLAN: (
        Verb("اعتزم", "يعتزم", ("اعتزام",)), Verb("نوى", "ينوي", ("نية",)), Verb("خطط", "يخطط", ("تخطيط", "خطة")),
        Verb("قرر", "يقرر", ("قرار",)), Verb("استعد", "يستعد", ("استعداد",)), Verb("أزمع", "يزمع"),
        Verb("وعد", "يعد", ("وعد",)), Verb("تعهد", "يتعهد", ("تعهد",)),
        Verb("سعى", "يسعى", ("سعي",)), Verb("هدد", "يهدد", ("تهديد",)), Verb("توعد", "يتوعد", ("توعد",)),
        Verb("عزم", "يعزم", ("عزم",)), Verb("أجل", "يؤجل", ("تأجيل",)), Verb("أرجأ", "يرجئ", ("إرجاء",)),
        Verb("تأجل", "يتأجل", ("تأجل",)),
    ),
    Cue.EXPECT: (Verb("توقع", "يتوقع", ("توقع",)),),
    Cue.ALLOW: (
        Verb("احتمل", "يحتمل", ("احتمال",)), Verb("رجح", "يرجح", ("ترجيح",)), Verb("سمح", "يسمح", ("سماح",)),
        Verb("حاول", "يحاول", ("محاولة",)), Verb("شكك", "يشكك", ("تشكيك",)),
    ),
    Cue.ABLE: (Verb("أمكن", "يمكن"), Verb("استطاع", "يستطيع"), Verb("جاز", "يجوز")),
    Cue.SUPPORT: (
        Verb("تم", "يتم"), Verb("جرى", "يجري"), Verb("حدث", "يحدث"), Verb("حصل", "يحصل"), Verb("كان", "يكون"),
        Verb("عاد", "يعود"), Verb("سبق", "يسبق"), Verb("وجد", "يوجد"), Verb("تمكن", "يتمكن"), Verb("نجح", "ينجح"),
        Verb("قام", "يقوم"), Verb("أجرى", "يجري"), Verb("أدى", "يؤدي"), Verb("شهد", "يشهد"), Verb("عقد", "يعقد"),
        Verb("انعقد", "ينعقد"), Verb("التأم", "يلتئم"), Verb("بدأ", "يبدأ"), Verb("عمل", "يعمل"),
    ),
    Cue.SAY: (
        Verb("قال", "يقول", ("قول",)), Verb("أكد", "يؤكد"), Verb("أعلن", "يعلن"), Verb("أضاف", "يضيف"), Verb("ذكر", "يذكر"),
        Verb("أوضح", "يوضح"), Verb("صرح", "يصرح"), Verb("كشف", "يكشف"), Verb("أشار", "يشير"), Verb("لفت", "يلفت"),
        Verb("شدد", "يشدد"), Verb("اعتبر", "يعتبر"), Verb("رأى", "يرى"), Verb("أفاد", "يفيد"), Verb("نقل", "ينقل"),
        Verb("زعم", "يزعم"), Verb("ادعى", "يدعي"), Verb("بين", "يبين"), Verb("تابع", "يتابع"), Verb("أردف", "يردف"),
        Verb("أخبر", "يخبر"), Verb("أبلغ", "يبلغ"), Verb("اعترف", "يعترف"), Verb("أقر", "يقر"), Verb("حذر", "يحذر"),
        Verb("نوه", "ينوه"), Verb("ألمح", "يلمح"), Verb("أعرب", "يعرب"), Verb("نشر", "ينشر"), Verb("اتهم", "يتهم"),
        Verb("توقع", "يتوقع"), Verb("روى", "يروي"), Verb("ظن", "يظن"), Verb("اعتقد", "يعتقد"),
    ),
    Cue.QUOTE: (Verb("نقل", "ينقل"),),
}  # fmt: skip

PARTICIPLES = frozenset({Cue.SAY, Cue.DENY, Cue.REQUEST})
"""Cues whose participles govern as the verb does: نافيا, داعيا, مؤكدا."""

NOT_SPEAKERS = frozenset(
    {"Date", "Month", "Weekday", "Nationality", "Number", "Place", "City", "Region", "Facility"}
)
"""Types of mentions that stand beside a verb of saying and say nothing."""
