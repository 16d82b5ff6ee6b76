"""The anchor of a pattern: the words at whose occurrences a rule fires."""

from nisba.program import patterns as p


def anchors_of(element: p.Element) -> tuple[p.Element, ...]:
    """The words that anchor a pattern, in the order of the text; none where it has no anchor.

    The anchor is the first required element made of words: a word, a ``words`` list, a lexeme, or a group whose every
    alternative has one. A coordinated list (``each``) is none.

    >>> anchors_of(p.Sequence((p.AnyWord(), p.Word("زيارة"), p.Word("إلى"))))
    (Word(text='زيارة', exact=False),)
    >>> anchors_of(p.Alternation((p.Word("زيارة"), p.AnyWord())))
    ()
    """
    match element:
        case p.Word() | p.WordList() | p.Lexeme():
            return (element,)
        case p.Sequence(items):
            return next((found for item in items if (found := anchors_of(item))), ())
        case p.Alternation(items):
            each_has = [anchors_of(item) for item in items]
            return tuple(dict.fromkeys(a for anchors in each_has for a in anchors)) if all(each_has) else ()
        case p.Repetition(item, least):
            return anchors_of(item) if least > 0 else ()
        case p.Capture(_, item, each):
            return () if each else anchors_of(item)
        case _:
            return ()


def has_anchor(element: p.Element) -> bool:
    """Whether a pattern has an anchor.

    >>> has_anchor(p.Repetition(p.Word("جدا"), 0, 1))
    False
    """
    return bool(anchors_of(element))
