"""The keys under which a sentence's words are looked up."""

from nisba.arabic.folding import fold
from nisba.program import patterns as p

_PUNCTUATION = str.maketrans("،؛؟٪", ",;?%")


def same_punctuation(text: str) -> str:
    """A text with its Arabic punctuation marks made Latin: the two are the same to rules.

    >>> same_punctuation("،"), same_punctuation("على")
    (',', 'على')
    """
    return text.translate(_PUNCTUATION)


def exact_key(text: str, behind: tuple[str, ...]) -> str:
    """The key of an exact word; of one behind proclitics that the pattern names, these belong to it.

    >>> exact_key("سلام", ()), exact_key("سلام", ("ال",))
    ('x:سلام', 'x:ال ـ سلام')
    """
    return f"x:{' '.join(behind)} ـ {text}" if behind else f"x:{text}"


def element_key(element: p.Element) -> str | None:
    """The key of an element that a word's spelling decides; None for any other.

    >>> element_key(p.Word("أعلن")), element_key(p.WordList("trip")), element_key(p.Regex("ال.+"))
    ('w:اعلن', 'l:trip', 'r:ال.+')
    >>> element_key(p.Mention(None))
    """
    match element:
        case p.Word(text, True, behind):
            return exact_key(same_punctuation(text), behind)
        case p.Word(text):
            return f"w:{fold(text)}"
        case p.WordList(name):
            return f"l:{name}"
        case p.Lexeme(lemma, form):
            return f"v:{lemma}:{form or ''}"
        case p.AnyWord():
            return "any"
        case p.Builtin("Word" | "Number" as name):
            return name
        case p.Regex(text):
            return f"r:{text}"
        case p.Proclitic(text, reach):
            return f"p:{fold(text)}:{reach}"
        case p.Enclitic(text):
            return f"e:{fold(text)}"
        case _:
            return None
