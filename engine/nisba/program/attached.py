"""What the proclitics that a pattern names mean for the elements beside them."""

from collections.abc import Iterable

from attrs import evolve

from nisba.program import patterns as p

Letters = tuple[str, ...]


def in_context(element: p.Element) -> p.Element:
    """The pattern of a whole rule, its words and its denied proclitics knowing what stands in front of them.

    A word knows the proclitics that the pattern puts in front of it: the author asks for that cut. A denied proclitic
    (``!(لـ)``) is looked for anywhere in the word that follows, and, where the pattern begins with it, also right in
    front: «لدعم» begins with ل wherever one begins to read it.

    >>> word = in_context(p.Sequence((p.Proclitic("ال"), p.Word("سلام", exact=True)))).items[1]
    >>> word.behind
    ('ال',)
    >>> in_context(p.Sequence((p.Not(p.Proclitic("ل")), p.Lexeme("دعم")))).items[0].item
    Proclitic(text='ل', reach='start')
    """
    return _read(element, (), begins=True)[0]


def _read(element: p.Element, behind: Letters, begins: bool) -> tuple[p.Element, Letters, bool]:
    """The element, the proclitics that may end it, and whether what follows may still begin the pattern."""
    match element:
        case p.Proclitic(text):
            return element, (text,), False
        case p.Word():
            return (evolve(element, behind=behind) if behind else element), (), False
        case p.Mark() | p.Boundary():
            return element, behind, begins
        case p.Not(item):
            return evolve(element, item=_denied(item, begins)), behind, begins
        case p.Capture(_, item, each):
            if each:
                return element, (), False
            item, ends, begins = _read(item, behind, begins)
            return evolve(element, item=item), ends, begins
        case p.Repetition(item, least):
            item, ends, after = _read(item, behind, begins)
            if least:
                return evolve(element, item=item), ends, after
            return evolve(element, item=item), _joined([ends, behind]), begins
        case p.Alternation(items):
            read = [_read(item, behind, begins) for item in items]
            return (
                evolve(element, items=tuple(item for item, _, _ in read)),
                _joined(ends for _, ends, _ in read),
                any(after for _, _, after in read),
            )
        case p.Sequence(items):
            found = []
            for item in items:
                item, behind, begins = _read(item, behind, begins)
                found.append(item)
            return evolve(element, items=tuple(found)), behind, begins
        case _:
            return element, (), False


def _denied(element: p.Element, begins: bool) -> p.Element:
    match element:
        case p.Proclitic():
            return evolve(element, reach="start" if begins else "word")
        case p.Alternation(items):
            return evolve(element, items=tuple(_denied(item, begins) for item in items))
        case _:
            return element


def _joined(several: Iterable[Letters]) -> Letters:
    return tuple(dict.fromkeys(letters for ends in several for letters in ends))
