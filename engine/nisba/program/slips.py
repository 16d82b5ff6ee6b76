"""Patterns that are well-formed, but were hardly meant as they stand."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from nisba.program import patterns as p
from nisba.program.shape import nullable, walk
from nisba.source import Source, Span

_LETTERS = frozenset("وفبلكس")
"""Letters that Arabic writes attached to the next word: alone they are hardly a word of the text."""
_UNTYPED = p.Alternation((p.Mention(None), p.Builtin("Phrase")))


@frozen
class Slip:
    """A warning about a part of a pattern."""

    code: str
    message: str
    span: Span | None
    hint: str


def slips(pattern: p.Element, source: Source) -> Iterator[Slip]:
    """What is odd about a pattern, in the order of the text."""
    for element in walk(pattern):
        if isinstance(element, p.Word) and element.text in _LETTERS and not element.exact:
            yield Slip(
                "letter-alone",
                f"`{element.text}` is a word of its own here",
                element.span,
                f"attached to the next word it is written with a tatweel: `{element.text}ـ`",
            )
        if isinstance(element, p.Sequence):
            for first, second in pairwise(element.items):
                yield from _pair(first, second, source)
            for culprit, why in _impossible(element.items):
                hint = "take it out, or make it an alternative of its own"
                yield Slip("never-matches", f"this can never match: {why}", culprit.span, hint)


def _pair(first: p.Element, second: p.Element, source: Source) -> Iterator[Slip]:
    """«X Person», where «X:Person» is meant."""
    untyped = isinstance(first, p.Capture) and first.item == _UNTYPED and not first.each
    if not untyped or not isinstance(second, p.Mention) or first.span is None or second.span is None:
        return
    name, kind = source.slice(first.span), source.slice(second.span)
    if name.isalnum() and source.text[first.span.end : second.span.start].isspace():
        yield Slip(
            "capture-beside-type",
            f"`{name}` may be anything here, and a `{kind}` stands behind it",
            Span(first.span.start, second.span.end),
            f"to capture the `{kind}`, write `{name}:{kind}`",
        )


def _impossible(items: tuple[p.Element, ...]) -> Iterator[tuple[p.Element, str]]:
    """The parts of a sequence that cannot be met, and why."""
    for index, item in enumerate(items):
        before, behind = items[:index], items[index + 1 :]
        if item == p.Boundary(False) and any(map(_takes, before)):
            yield item, "the start of the sentence lies behind a word"
        elif item == p.Boundary(True) and any(map(_takes, behind)):
            yield item, "the end of the sentence lies before a word"
        elif isinstance(item, p.Not) and behind and _bare(behind[0]) == _bare(item.item):
            yield item, "what must not stand here is what must"


def _takes(element: p.Element) -> bool:
    """Whether the element takes at least one token, whatever it matches."""
    return not nullable(element) and not isinstance(element, p.Proclitic | p.Enclitic)


def _bare(element: p.Element) -> p.Element:
    return element.item if isinstance(element, p.Capture) and not element.each else element
