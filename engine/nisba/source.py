"""A named piece of text and places in it, the ground that every message stands on."""

from bisect import bisect_right
from functools import cached_property

from attrs import define, field, frozen


@frozen(order=True)
class Span:
    """A piece of a source: code point offsets, end exclusive."""

    start: int
    end: int


@frozen
class Position:
    """A place for people: line and column, both counted from 1, the column in code points."""

    line: int
    column: int


@define(frozen=True, slots=False)
class Source:
    r"""A rules file (or any other text that messages point into).

    Lines end at ``\n`` only, as Lark counts them.

    >>> source = Source("a.rules", "words a = ب\nwords c = د\n")
    >>> source.position(12)
    Position(line=2, column=1)
    >>> source.line(2)
    'words c = د'
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Line and column of a code point offset (the end of the text included)."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
