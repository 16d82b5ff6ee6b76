"""What can be said of a pattern without matching it: its captures, its size, whether it can match nothing."""

from collections.abc import Iterator

from attrs import evolve

from nisba.program import patterns as p
from nisba.source import Span

LARGEST = 5_000
"""So many elements a pattern may unfold to, repetitions written out: far more than a person writes, and well within
what the matcher's construction bears."""


def children(element: p.Element) -> tuple[p.Element, ...]:
    """The elements directly inside an element."""
    if isinstance(element, p.Sequence | p.Alternation):
        return element.items
    if isinstance(element, p.Repetition | p.Not | p.Capture):
        return (element.item,)
    return ()


def walk(element: p.Element) -> Iterator[p.Element]:
    """An element and everything inside it, in the order of the text."""
    waiting = [element]
    while waiting:
        following = waiting.pop()
        yield following
        waiting.extend(reversed(children(following)))


def captures(element: p.Element) -> dict[str, list[p.Capture]]:
    """The captures of a pattern by name, in the order of the text.

    >>> list(captures(p.Sequence((p.Capture("X", p.AnyWord()), p.Capture("Y", p.AnyWord())))))
    ['X', 'Y']
    """
    found: dict[str, list[p.Capture]] = {}
    for inner in walk(element):
        if isinstance(inner, p.Capture):
            found.setdefault(inner.name, []).append(inner)
    return found


def always_captured(element: p.Element) -> frozenset[str]:
    """The captures that every way through a pattern passes.

    >>> x = p.Capture("X", p.AnyWord())
    >>> sorted(always_captured(p.Alternation((x, p.Word("ب")))))
    []
    """
    match element:
        case p.Sequence(items):
            return frozenset[str]().union(*(always_captured(item) for item in items))
        case p.Alternation(items):
            return frozenset[str].intersection(*(always_captured(item) for item in items))
        case p.Repetition(item, least):
            return always_captured(item) if least else frozenset()
        case p.Capture(name, item):
            return always_captured(item) | {name}
        case _:
            return frozenset()


def nullable(element: p.Element) -> bool:
    """Whether a pattern can match without taking anything.

    >>> nullable(p.Repetition(p.Word("جدا"), 0, 1)), nullable(p.Word("جدا"))
    (True, False)
    """
    match element:
        case p.Mark() | p.Boundary() | p.Not():
            return True
        case p.Gap(least):
            return least == 0
        case p.Sequence(items):
            return all(nullable(item) for item in items)
        case p.Alternation(items):
            return any(nullable(item) for item in items)
        case p.Repetition(item, least):
            return least == 0 or nullable(item)
        case p.Capture(_, item):
            return nullable(item)
        case _:
            return False


def size(element: p.Element) -> int:
    """About how many elements a pattern unfolds to, repetitions written out.

    >>> size(p.Repetition(p.Word("جدا"), 3, 3))
    3
    """
    match element:
        case p.Sequence(items) | p.Alternation(items):
            return 1 + sum(size(item) for item in items)
        case p.Repetition(item, least, most):
            # An optional iteration is built twice over: with what must take a token, and with what need not.
            optional = 1 if most is None else max(0, most - least)
            return size(item) * (least + 2 * optional)
        case p.Not(item) | p.Capture(_, item):
            return 1 + size(item)
        case _:
            return 1


def placed(element: p.Element, span: Span) -> p.Element:
    """The element with every span in it replaced: a fragment, where it is used, points at that use."""
    match element:
        case p.Sequence(items) | p.Alternation(items):
            return evolve(element, items=tuple(placed(item, span) for item in items), span=span)
        case p.Repetition(item) | p.Not(item) | p.Capture(_, item):
            return evolve(element, item=placed(item, span), span=span)
        case _:
            return evolve(element, span=span)


def depth(element: p.Element) -> int:
    """How many levels of groups a pattern has.

    >>> depth(p.Repetition(p.Word("جدا"), 0, 1))
    2
    """
    return 1 + max((depth(child) for child in children(element)), default=0)
