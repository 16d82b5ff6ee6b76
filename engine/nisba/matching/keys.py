"""The keys under which a sentence's words are looked up."""

from nisba.arabic.folding import fold
from nisba.program import patterns as p


def element_key(element: p.Element) -> str | None:
    """The key of an element made of words; None for any other.

    >>> element_key(p.Word("أعلن")), element_key(p.WordList("trip")), element_key(p.AnyWord())
    ('w:اعلن', 'l:trip', None)
    """
    match element:
        case p.Word(text, exact):
            return f"x:{text}" if exact else f"w:{fold(text)}"
        case p.WordList(name):
            return f"l:{name}"
        case p.Lexeme(lemma, form):
            return f"v:{lemma}:{form or ''}"
        case _:
            return None
