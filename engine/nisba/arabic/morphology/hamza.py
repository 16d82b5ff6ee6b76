"""The seat of a hamza at the end of a stem, once an ending or an enclitic follows.

The seat follows the neighbouring vowels (Ryding 2005, section 2.3.5), and newspapers disagree about some of them:
بدأوا، بدؤوا and بدءوا are all current. All that are current are given.
"""

_HAMZAS = "أؤئء"


def joined(stem: str, ending: str) -> tuple[str, ...]:
    """Every current spelling of the stem with the ending.

    >>> joined("بدأ", "وا")
    ('بدأوا', 'بدؤوا', 'بدءوا')
    >>> joined("أعلن", "وا")
    ('أعلنوا',)
    """
    if not ending or stem[-1:] not in tuple(_HAMZAS):
        return (stem + ending,)
    body, hamza = stem[:-1], stem[-1]
    seats = _seats(body, hamza, ending[0])
    return tuple(_contracted(body + seat, ending) for seat in seats)


def before_enclitic(stem: str) -> tuple[str, ...]:
    """Every spelling of a stem in hamza before an object or possessive pronoun: يقرؤه، لقائه.

    >>> before_enclitic("لقاء")
    ('لقاء', 'لقاؤ', 'لقائ')
    """
    if stem[-1:] in ("أ", "ء"):
        return tuple(stem[:-1] + seat for seat in (stem[-1], "ؤ", "ئ"))
    return (stem,)


def _seats(body: str, hamza: str, following: str) -> str:
    """The letters that may carry the hamza before an ending that begins with ``following``."""
    if following == "و":
        if hamza == "أ":
            return "أؤء"
        if hamza == "ئ":
            return "ئؤ"
        if hamza == "ء":
            return "ئؤء" if body.endswith("ي") else "ؤء"
    if following in "ايتن" and hamza == "ء":
        if body.endswith("ي"):
            return "ئء" if following in "اي" else "ء"
        if following == "ي":
            return "ءئ"
    if following == "ي" and hamza == "أ":
        return "أئ"
    return hamza


def _contracted(stem: str, ending: str) -> str:
    """أ and ا are written آ."""
    if stem.endswith("أ") and ending.startswith("ا"):
        return f"{stem[:-1]}آ{ending[1:]}"
    return stem + ending
