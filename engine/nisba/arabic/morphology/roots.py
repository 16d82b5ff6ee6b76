"""Tell the stem form (I–X) and the weakness of a verb from the spelling of its perfect and imperfect.

The forms and the classes of weak verbs are those of Ryding, *A Reference Grammar of Modern Standard Arabic* (2005),
chapters 21–33. Everything here is read off unvocalised spelling, so form I and II of a sound root (قتل، قتّل) stay
one class: their finite forms are spelled alike.
"""

import unicodedata
from enum import Enum, auto

from attrs import frozen

from nisba.program.model import Verb

SHADDA = "\u0651"
TATWEEL = "\u0640"


class Weakness(Enum):
    """How the stem changes before endings."""

    SOUND = auto()
    """Sound, assimilated and hamzated: nothing but the seat of the hamza changes."""
    HOLLOW = auto()
    """A long vowel before the last radical, shortened before a consonant: قال، قلت."""
    DEFECTIVE = auto()
    """A long vowel at the end: دعا، دعوت، دعت."""
    DOUBLED = auto()
    """The last two radicals written as one: استعد، استعددت."""


@frozen
class Root:
    """A verb's two principal parts without diacritics, hamzas kept, and what they show.

    ``imperfect`` is without its prefix ي. ``form`` is 1 to 10, and 11 for verbs of four radicals.
    """

    perfect: str
    imperfect: str
    form: int
    weakness: Weakness


# Form VIII of roots in س, spelled like a doubled form X (استمع as استمر); Wehr, *Dictionary of Modern Written Arabic*.
_EIGHTH_OF_SIN = frozenset({"استمع", "استلم", "استند", "استبق", "استتر", "استعر", "استرق", "استلب", "استوى"})

_NINTH = frozenset({"احمر", "اصفر", "اخضر", "اسود", "ابيض", "ازرق", "اسمر", "اغبر", "اعوج"})


def bare(text: str) -> str:
    """The letters of a word without diacritics and tatweel; hamzas stay.

    >>> bare("أَعْلَنَ")
    'أعلن'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Mn" and c != TATWEEL)


def root_of(verb: Verb) -> Root:
    """The stem form and the weakness of a declared verb.

    >>> root = root_of(Verb("استقال", "يستقيل"))
    >>> root.form, root.weakness.name, root.imperfect
    (10, 'HOLLOW', 'ستقيل')
    >>> root_of(Verb("اهتم", "يهتم")).weakness.name, root_of(Verb("اتهم", "يتهم")).weakness.name
    ('DOUBLED', 'SOUND')
    """
    perfect, imperfect = bare(verb.perfect), bare(verb.imperfect)[1:]
    form = _form(perfect, imperfect, verb)
    return Root(perfect, imperfect, form, _weakness(perfect, imperfect, form, verb))


def _form(perfect: str, imperfect: str, verb: Verb) -> int:
    length = len(perfect)
    if length <= 3:
        return _short_form(perfect, imperfect, verb)
    if perfect.startswith("ا"):
        return _form_with_wasla(perfect, verb)
    if perfect[1] == "ا" and length == 4:
        return 3
    if perfect.startswith("ت") and imperfect.startswith("ت"):
        if perfect[2] == "ا" or perfect[1] == "آ":
            return 6
        # ترجم (four radicals) is spelled like form V, and inflects like it too.
        return 5 if length == 4 else 11
    if perfect.startswith("أ") and length == 4:
        return 4
    return 11


def _short_form(perfect: str, imperfect: str, verb: Verb) -> int:
    """The form of a verb of two or three letters: I, II, or IV of a doubled root or one in hamza."""
    if imperfect.startswith("ؤ"):
        if perfect.startswith("آ"):
            return 3 if imperfect[1:2] == "ا" else 4
        return 2
    if perfect.startswith("أ") and len(perfect) == 3 and imperfect == perfect[1:]:
        return 4
    if len(perfect) == 3 and SHADDA in verb.perfect[2:-1]:
        return 2
    if len(perfect) == 3 and any(_is_second_form_masdar(bare(m), perfect) for m in verb.masdars):
        return 2
    if len(perfect) == 3 and perfect[0] == "و" and imperfect[0] == "و" and imperfect[-1] != "ى":
        return 2
    return 1


def _is_second_form_masdar(masdar: str, perfect: str) -> bool:
    """تفعيل or تفعلة of this perfect: تعيين of عين, تسمية of سمى."""
    return (
        len(masdar) == 5
        and masdar[0] == "ت"
        and masdar[1] == perfect[0]
        and (masdar[3] == "ي" or masdar.endswith("ة"))
        and masdar[3] != "ا"
    )


def _form_with_wasla(perfect: str, verb: Verb) -> int:
    length = len(perfect)
    if perfect.startswith("است") and (length >= 6 or (length == 5 and _is_doubled_tenth(perfect, verb))):
        return 10
    if perfect[1] == "ن" and perfect[2] != "ت":
        return 7
    if length == 4 and perfect[1] not in "تطدذثظ" and not _has_infix(perfect):
        # Without its hamza, form IV (اعلن for أعلن) looks like form IX, which is rare and a closed class.
        return 9 if perfect in _NINTH else 4
    if length == 5 and not _has_infix(perfect) and perfect[1] not in "تطد":
        return 11
    if length >= 6:
        return 11
    if perfect[1] == "ط" and perfect[3] in "أئ":
        # اطمأن, of four radicals.
        return 11
    return 8


def _has_infix(perfect: str) -> bool:
    """The ت of form VIII, or what it becomes beside an emphatic or a z: اجتمع، اصطدم، ازداد."""
    return (
        perfect[2] == "ت"
        or (perfect[2] == "ط" and perfect[1] in "صضط")
        or (perfect[2] == "د" and perfect[1] in "زذد")
    )


def _is_doubled_tenth(perfect: str, verb: Verb) -> bool:
    if perfect in _EIGHTH_OF_SIN or perfect[-2] == "ا":
        return False
    masdars = [bare(m) for m in verb.masdars]
    eighth = f"{perfect[:4]}ا{perfect[4]}"
    return eighth not in masdars and not perfect.endswith(("ى", "ا"))


def _weakness(perfect: str, imperfect: str, form: int, verb: Verb) -> Weakness:
    if len(perfect) >= 3 and perfect[-1] in "اىي" and imperfect[-1] in "اوىي":
        return Weakness.DEFECTIVE
    if len(perfect) >= 3 and perfect[-2] == "ا":
        return Weakness.DOUBLED if form == 6 else Weakness.HOLLOW
    doubled = (
        len(perfect) == 2
        or (form == 4 and len(perfect) == 3 and perfect[0] == "أ")
        or (form in (7, 9) and len(perfect) == 4)
        or (form == 8 and len(perfect) == 4 and _has_infix(perfect) and perfect[1] not in "تطد")
        or (form == 10 and len(perfect) == 5)
        or (form == 11 and perfect[0] == "ا" and len(perfect) == 5)
    )
    return Weakness.DOUBLED if doubled else Weakness.SOUND
