"""The seat of a hamza at the end of a stem, once an ending or an enclitic follows.

The seat follows the neighbouring vowels (Ryding 2005, section 2.3.5), and newspapers disagree about some of them:
بدأوا، بدؤوا and بدءوا are all current. All that are current are given.
"""

_HAMZAS = "أؤئء"
_NOT_JOINED = "اأآدذرزوؤ"
"""Letters that are not joined to the next: only behind them a hamza stands on the line before و."""


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
    spellings = [body + seat + ending for seat in _seats(body, hamza, ending[0])]
    if hamza == "أ" and ending.startswith("ا"):
        spellings.insert(0, f"{body}آ{ending[1:]}")
    return tuple(spellings)


def before_enclitic(stem: str, vowels: str) -> tuple[str, ...]:
    """Every spelling of a stem in hamza before an object or possessive pronoun: يقرؤه، لقائه.

    Args:
        vowels: the short vowels that may follow the hamza, of ``a``, ``i`` and ``u``: the cases, or the moods.

    >>> before_enclitic("لقاء", "aui")
    ('لقاء', 'لقاؤ', 'لقائ')
    """
    body, hamza = stem[:-1], stem[-1:]
    if hamza not in ("أ", "ء"):
        return (stem,)
    if body.endswith("ي"):
        return (body + "ئ", stem)
    return tuple(body + {"a": hamza, "u": "ؤ", "i": "ئ"}[vowel] for vowel in vowels)


def _seats(body: str, hamza: str, following: str) -> str:
    """The letters that may carry the hamza before an ending that begins with ``following``."""
    if following == "و":
        if hamza == "أ":
            return "أؤء" if body[-1:] in tuple(_NOT_JOINED) else "أؤ"
        if hamza == "ئ":
            return "ئؤ"
        if hamza == "ء":
            return "ئؤء" if body.endswith("ي") else "ؤء"
    if following in "ايتن" and hamza == "ء":
        if body.endswith("ي"):
            return "ئء" if following in "اي" else "ئ"
        if following == "ي":
            return "ءئ"
    if following == "ي" and hamza == "أ":
        return "أئ"
    return hamza
