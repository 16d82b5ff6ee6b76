"""Fold Arabic text to the form that rules compare, and clean it to the form that readers are shown.

Which letters are confused in print follows Habash, Introduction to Arabic Natural Language Processing (2010),
section 3.2 (orthographic normalisation); the Persian letters are those that keyboards and PDF files put in Arabic text.
"""

import re
import unicodedata

INVISIBLE = "\u00ad\u061c\u06dd\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Bidirectional, zero-width and other format characters, as the inside of a character class."""

MARKS = (
    "\u034f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\ufe00-\ufe0f\ufe70-\ufe72\ufe74\ufe76-\ufe7f\ufc5e-\ufc63\ufcf2-\ufcf4\U00010efc-\U00010eff"
)
"""Diacritics, Quranic annotation signs and their presentation forms, as the inside of a character class."""

TRANSPARENT = "«»“”„‟\"'‘’()[]{}<>‹›﴾﴿#"
"""Marks that are no tokens: quotation marks, brackets, and the sign of a hashtag."""

_TATWEEL = "\u0640"
_HAMZA_ABOVE = "\u0654"
_LETTERS_ALONE = re.compile("[ء-غف-ي]+").fullmatch
_DROPPED = re.compile(f"[{INVISIBLE}{MARKS}{_TATWEEL}]")

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیےېۍ", "ي"),
    **dict.fromkeys("ةۃہھۀۂە", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    "ٶ": "ؤ",
    "ٸ": "ئ",
    "ۓ": "ئ",
    "٫": ".",
    "٬": ",",
    "٪": "%",
}
_SEATS = {"و": "ؤ", "ي": "ئ"}


def _composed(char: str) -> str:
    """NFKC where it keeps meaning: presentation forms, ligatures, full-width forms and spaces, not ½ or ²."""
    code = ord(char)
    if (
        0xFB50 <= code <= 0xFDFF
        or 0xFE50 <= code <= 0xFEFC
        or 0xFB00 <= code <= 0xFB06
        or 0xFF01 <= code <= 0xFF5E
        or (code > 0x7F and unicodedata.category(char) == "Zs")
    ):
        return unicodedata.normalize("NFKC", char)
    return char


def _fold_character(char: str) -> str:
    if _DROPPED.match(char):
        return ""
    composed = _composed(char)
    if composed != char:
        return "".join(map(_fold_character, composed))
    letter = _LETTERS.get(char)
    if letter is not None:
        return letter
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


class _Table(dict[int, str]):
    """A table for ``str.translate`` that fills itself: looking up a character that has no entry is slow."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def is_letters_alone(text: str) -> bool:
    """Whether a text is of plain Arabic letters and nothing else, as most words are.

    >>> is_letters_alone("أنقرة"), is_letters_alone("أَنقرة"), is_letters_alone("")
    (True, False, False)
    """
    return _LETTERS_ALONE(text) is not None


def fold(text: str) -> str:
    """The form of a text that rules compare.

    Presentation forms are composed, diacritics, tatweel, bidirectional and zero-width marks removed; alef has one
    form, ى becomes ي, ة becomes ه, Persian letters their Arabic twins, digits ASCII. ؤ, ئ and ء are kept. A second
    folding changes nothing.

    >>> fold("أَنْقَـــرة"), fold("ﷲ"), fold("٣٫٥"), fold("مسئول")
    ('انقره', 'الله', '3.5', 'مسئول')
    """
    if _HAMZA_ABOVE in text:
        return fold_with_offsets(text)[0]
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each of its characters the index in ``text`` of the one that it came from.

    The offsets never descend; one more entry at the end is ``len(text)``.

    >>> fold_with_offsets("لـلّه")
    ('لله', (0, 2, 4, 5))
    """
    if _LETTERS_ALONE(text):
        return text.translate(_TABLE), tuple(range(len(text) + 1))
    folded: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        if char == _HAMZA_ABOVE and folded:
            # NFC composes a combining hamza with its seat; a seat typed as ى or ی is meant too.
            folded[-1] = _SEATS.get(folded[-1], folded[-1])
            continue
        for letter in _TABLE[ord(char)]:
            folded.append(letter)
            offsets.append(index)
    offsets.append(len(text))
    return "".join(folded), tuple(offsets)


_QUOTED = re.escape(TRANSPARENT)
_NOT_READ = re.compile(f"[{INVISIBLE}{MARKS}]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_PROCLITIC_AND_MARK = re.compile(f"{_TATWEEL}[{_QUOTED}]+")
_MARK = re.compile(f"[{_QUOTED}_]")
_READING: dict[int, str] = {}


def _reading_character(char: str) -> str:
    code = ord(char)
    known = _READING.get(code)
    if known is None:
        known = _READING[code] = char if _MARK.match(char) else _NOT_READ.sub("", _composed(char))
    return known


def reading_form(text: str) -> str:
    """A text as it is shown: composed, without diacritics, tatweel, quotation marks, brackets and bidi marks.

    The spelling of alef, ى and ة and the digits stay; ``_`` and the marks are word boundaries, except a mark behind
    tatweel («لـ"داعش"») and an apostrophe inside a word.

    >>> reading_form('#يحيى_رسول  «المُتَحَدِّث»')
    'يحيى رسول المتحدث'
    >>> reading_form('الـ"ناتو"'), reading_form("O'Neil")
    ('الناتو', "O'Neil")
    """
    if _LETTERS_ALONE(text):
        return text
    composed = unicodedata.normalize("NFC", text) if any(c in text for c in "\u0653\u0654\u0655") else text
    clean = "".join(map(_reading_character, composed))
    clean = _PROCLITIC_AND_MARK.sub("", clean).replace(_TATWEEL, "")
    if "'" in clean or "’" in clean:
        pieces = _APOSTROPHE.split(clean)
        signs = _APOSTROPHE.findall(clean)
        pieces = [_MARK.sub(" ", piece) for piece in pieces]
        clean = pieces[0] + "".join(sign + piece for sign, piece in zip(signs, pieces[1:], strict=True))
    else:
        clean = _MARK.sub(" ", clean)
    return " ".join(clean.split())
