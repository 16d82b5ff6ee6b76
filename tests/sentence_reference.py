"""The definition of where sentences end, and of which tokens and marks they hold: piece by piece, from left to right.

Nothing is shared with the engine but how a text without whitespace is cut to pieces.
"""

import re
from collections.abc import Iterator

from attrs import field, frozen

from nisba.arabic.tokens import Kind, Piece, chunk_of


@frozen
class Stood:
    """A piece with the place where it stands in the text, and the pieces of its chunk."""

    start: int
    chunk: tuple[Piece, ...]
    index: int

    @property
    def piece(self) -> Piece:
        return self.chunk[self.index]

    @property
    def surface(self) -> str:
        return self.piece.token.surface

    @property
    def end(self) -> int:
        return self.start + len(self.surface)


@frozen
class Reference:
    """The pieces of one sentence."""

    pieces: list[Stood] = field(factory=list)

    @property
    def tokens(self) -> list[Stood]:
        return [stood for stood in self.pieces if stood.piece.group != "mark"]

    @property
    def marks(self) -> dict[int, list[str]]:
        """The marks in front of each token, by its number."""
        marks: dict[int, list[str]] = {}
        count = 0
        for stood in self.pieces:
            if stood.piece.group == "mark":
                marks.setdefault(count, []).append(stood.surface)
            else:
                count += 1
        return marks


def reference_sentences(text: str) -> Iterator[Reference]:
    """The sentences of a text that have a token."""
    offset = 0
    for line in text.splitlines(keepends=True):
        for sentence in _of_line(line, offset):
            if sentence.tokens:
                yield sentence
        offset += len(line)


def _of_line(line: str, offset: int) -> Iterator[Reference]:
    sentence, ended = Reference(), False
    for match in re.finditer(r"\S+", line):
        chunk = chunk_of(match.group()).pieces
        for index, piece in enumerate(chunk):
            stood = Stood(offset + match.start() + piece.start, chunk, index)
            if ended and not _closes(stood, sentence):
                if _opens_words(stood) or piece.group not in ("stop", "sign"):
                    yield sentence
                    sentence, ended = Reference(), False
                elif stood.surface in "،,؛;:":
                    ended = False
            sentence.pieces.append(stood)
            if piece.group == "stop" and _ends(stood, sentence):
                ended = True
    yield sentence


def _opens_words(stood: Stood) -> bool:
    """Whether a piece is the first of a chunk that has a token, but no stop."""
    groups = {piece.group for piece in stood.chunk}
    return stood.index == 0 and bool(groups - {"mark"}) and "stop" not in groups


def _closes(stood: Stood, sentence: Reference) -> bool:
    """Whether a mark behind a stop closes what the sentence opened."""
    if stood.piece.group != "mark" or stood.surface not in "»”’›)]}>﴾'\"" or _opens_words(stood):
        return False
    quotes = [other for other in sentence.pieces if other.surface == '"']
    return stood.surface != '"' or len(quotes) % 2 == 1


def _ends(stood: Stood, sentence: Reference) -> bool:
    """Whether a stop ends its sentence, of which it is the last piece so far."""
    index, chunk = stood.index, stood.chunk
    before = chunk[index - 1].token if index else None
    behind = chunk[index + 1].token.surface if index + 1 < len(chunk) else ""
    ellipsis = len(stood.surface) > 1 or stood.surface == "…"
    if ellipsis and behind in (")", "]", "}"):
        return False
    if before is None:
        return True
    if ellipsis:
        opened = before.surface in "([{«“‹" or (before.surface == '"' and index == 1)
        return not opened and before.folded not in ("و", "ف")
    return not (before.kind is Kind.NUMBER and len(sentence.tokens) == 2)
