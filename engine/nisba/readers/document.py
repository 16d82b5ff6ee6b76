"""What a reader gives: documents, and problems where there should have been one."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from nisba.matching.mentions import Annotation

PIECE = 1 << 18
"""A document is handed on in pieces of about this many code points, cut between paragraphs."""


@frozen
class Document:
    """A document, or a piece of a long one.

    ``file`` and ``line`` (from 1; 0 where lines mean nothing) say where it stands, for messages. ``offset`` counts
    the code points of the document before this piece; the annotations are relative to the piece.
    """

    doc: str
    text: str = field(repr=False)
    file: str = ""
    line: int = 0
    offset: int = 0
    annotations: "tuple[Annotation, ...]" = ()


@frozen
class Problem:
    """A document, or part of one, that could not be read or worked on, and where it stands."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    doc: str = ""

    def __str__(self) -> str:
        """One line for people."""
        place = ":".join(filter(None, (self.file, str(self.line or ""))))
        about = f" (document {self.doc})" if self.doc and self.doc not in self.file else ""
        return f"{place}: {self.message}{about}" if place else f"{self.message}{about}"


Item = Document | Problem


class Cutter:
    """Cuts a document into pieces while its lines come in: at the first blank line after ``limit`` code points.

    Where no blank line comes, at any line end after twice the limit. No sentence crosses a line end, so the pieces
    hold the same triples as the whole. Only a line longer than that is cut inside: behind a full stop, or else
    behind a space.
    """

    def __init__(self, document: Document, limit: int = PIECE) -> None:
        """Take the document as it is before its first line, its text empty."""
        self._next = document
        self._limit = limit
        self._held: list[str] = []
        self._size = 0

    def add(self, line: str) -> Iterator[Document]:
        """Take a line with its end; give the pieces that it completes, if it does."""
        at = 0
        while len(line) - at > 2 * self._limit:
            end = _end_of_part(line, at, self._limit)
            self._hold(line[at:end])
            yield from self.flush()
            at = end
        self._hold(line[at:])
        if self._size >= self._limit and (self._size >= 2 * self._limit or not line.strip()):
            yield from self.flush()

    def _hold(self, part: str) -> None:
        self._held.append(part)
        self._size += len(part)

    def skip(self, characters: int) -> Iterator[Document]:
        """Leave out a line of so many code points; give the piece before it."""
        yield from self.flush()
        self._next = evolve(self._next, line=self._next.line + 1, offset=self._next.offset + characters)

    def flush(self) -> Iterator[Document]:
        """Give what is held as a piece, if anything is."""
        if not self._held:
            return
        piece = evolve(self._next, text="".join(self._held))
        lines = sum(part.endswith("\n") for part in self._held)
        self._next = evolve(self._next, line=piece.line + lines, offset=piece.offset + self._size)
        self._held, self._size = [], 0
        yield piece


def _end_of_part(line: str, at: int, limit: int) -> int:
    """Where to cut a line that is too long: between one and two limits behind ``at``."""
    least, most = at + limit, at + 2 * limit
    stop = max(line.rfind(mark, least, most) for mark in (". ", "؟ ", "! "))
    return (stop if stop >= 0 else line.rfind(" ", least, most)) + 1 or most


def pieces(document: Document, limit: int = PIECE) -> Iterator[Document]:
    r"""Cut a document that is long.

    >>> [piece.text for piece in pieces(Document("d", "ab\n\ncd\nef"), limit=4)]
    ['ab\n\n', 'cd\nef']
    """
    if len(document.text) <= limit:
        yield document
        return
    cutter = Cutter(evolve(document, text=""), limit)
    parts = [piece for line in io.StringIO(document.text, newline="\n") for piece in cutter.add(line)]
    parts += cutter.flush()
    for piece in parts:
        start, end = piece.offset - document.offset, piece.offset - document.offset + len(piece.text)
        inside = (a for a in document.annotations if start <= a.start and a.end <= end)
        moved = tuple(evolve(a, start=a.start - start, end=a.end - start) for a in inside)
        yield evolve(piece, line=document.line, annotations=moved)
