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
    hold the same triples as the whole.
    """

    def __init__(self, document: Document, limit: int = PIECE) -> None:
        """Take the document as it is before its first line, its text empty."""
        self._next = document
        self._limit = limit
        self._held: list[str] = []
        self._size = 0

    def add(self, line: str) -> Iterator[Document]:
        """Take a line with its end; give the piece that it completes, if it does."""
        self._held.append(line)
        self._size += len(line)
        if self._size >= self._limit and (self._size >= 2 * self._limit or not line.strip()):
            yield from self.flush()

    def skip(self, characters: int) -> Iterator[Document]:
        """Leave out a line of so many code points; give the piece before it."""
        yield from self.flush()
        self._next = evolve(self._next, line=self._next.line + 1, offset=self._next.offset + characters)

    def flush(self) -> Iterator[Document]:
        """Give what is held as a piece, if anything is."""
        if not self._held:
            return
        piece = evolve(self._next, text="".join(self._held))
        self._next = evolve(self._next, line=piece.line + len(self._held), offset=piece.offset + self._size)
        self._held, self._size = [], 0
        yield piece


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
