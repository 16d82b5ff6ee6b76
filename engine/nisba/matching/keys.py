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


def element_key(element: p.Element) -> str | None:
    """The key of an element made of words; None for any other.

    >>> element_key(p.Word("أعلن")), element_key(p.WordList("trip")), element_key(p.AnyWord())
    ('w:اعلن', 'l:trip', None)
    """
    match element:
        case p.Word(text, exact):
            return f"x:{same_punctuation(text)}" if exact else f"w:{fold(text)}"
        case p.WordList(name):
            return f"l:{name}"
        case p.Lexeme(lemma, form):
            return f"v:{lemma}:{form or ''}"
        case _:
            return None
