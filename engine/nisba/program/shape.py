"""What can be said of a pattern without matching it: its captures, its size, whether it can match nothing."""

from collections.abc import Iterator

from attrs import evolve

from nisba.program import patterns as p
from nisba.source import Span

LARGEST = 15_000
"""So many states a pattern may need once its repetitions are written out: far more than a person writes, and less
than the matcher bears (``matching.construction.MAX_STATES``)."""


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
    """How many states a pattern needs, repetitions written out, as ``matching.automaton`` builds them.

    >>> size(p.Repetition(p.Word("جدا"), 3, 3))
    3
    """
    return _states(element)[0]


def _states(element: p.Element) -> tuple[int, int, int]:
    """The states for an element as it is, where it must take a token, and where it may take none.

    The two others are needed inside optional iterations, each of which takes at least one token.
    """
    match element:
        case p.Sequence(items):
            parts = [_states(item) for item in items]
            return (
                sum(full for full, _, _ in parts),
                1 + sum(1 + sum(part) for part in parts),
                sum(nothing for _, _, nothing in parts),
            )
        case p.Alternation(items):
            full, taking, nothing = zip(*(_states(item) for item in items), strict=True)
            return 1 + sum(full), 1 + sum(taking), 1 + sum(nothing)
        case p.Repetition(item, least, most):
            full_, taking_, nothing_ = _states(item)
            optional = (1 if most is None else max(0, most - least)) * (1 + taking_)
            required = least * (1 + full_ + taking_ + nothing_)
            return optional + least * full_, 2 * optional + taking_ + 1 + required, least * nothing_
        case p.Not(item):
            inside = 1 + _states(item)[0]
            return inside, 1, inside
        case p.Capture(_, item):
            full_, taking_, _ = _states(item)
            return full_ + 2, taking_ + 2, 1
        case _:
            return 1, 1, 1


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
