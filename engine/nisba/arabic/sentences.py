"""Find where sentences end.

A line end always ends one, and so do . ! ? ؟ … with the closing quotation marks and brackets behind them, inside a
quotation too; «؛» and «:» do not. Not an end: the stop of an abbreviation or initial (part of its token), an ellipsis
behind an opening mark or before a closing bracket («(سلال وتحف...)»), one behind a bare conjunction («و… »), and the
stop of a number that opens a line («1.»).
"""

from collections.abc import Iterator

from nisba.arabic.tokens import Chunk, Kind, Piece, chunk_of

_CLOSING = frozenset("»”’›)]}>﴾'\"")
_OPENING = frozenset("([{«“‹")
_CLOSING_BRACKETS = frozenset(")]}")
# A comma right behind a stop («…،») shows that the sentence goes on.
_CONTINUING = frozenset("،,؛;:")
_BARE = frozenset("وف")


def sentence_spans(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every sentence that has a token: start and end (code points of the text, end exclusive) and its token surfaces.

    This is the cheap look at a text: no token is built.

    >>> list(sentence_spans("قال «نعم.» ثم مضى"))
    [(0, 10, ('قال', 'نعم', '.')), (11, 17, ('ثم', 'مضى'))]
    """
    offset = 0
    for line in text.splitlines(keepends=True):
        yield from _of_line(line, offset)
        offset += len(line)


def _of_line(line: str, offset: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    surfaces: list[str] = []
    start = -1
    position = end = 0
    ended = False
    quotes = 0
    for text in line.split():
        position = line.index(text, position)
        chunk = chunk_of(text)
        if '"' in text:
            quotes += text.count('"')
        if chunk.plain or not chunk.pieces:
            if ended and chunk.pieces:
                yield offset + start, offset + end, tuple(surfaces)
                surfaces.clear()
                start, ended = -1, False
                quotes = text.count('"')
            if chunk.pieces:
                if start < 0:
                    start = position + chunk.pieces[0].start
                surfaces += chunk.surfaces
                end = position + chunk.pieces[-1].end
            position += len(text)
            continue
        quotes -= text.count('"')
        for index, piece in enumerate(chunk.pieces):
            if ended and not _closes(piece, quotes):
                if piece.surface in _CONTINUING:
                    ended = False
                elif piece.group not in ("stop", "sign"):
                    yield offset + start, offset + end, tuple(surfaces)
                    surfaces.clear()
                    start, ended, quotes = -1, False, 0
            if piece.surface == '"':
                quotes += 1
            if start < 0:
                start = position + piece.start
            end = position + piece.end
            if piece.group != "mark":
                surfaces.append(piece.surface)
            if piece.group == "stop" and _ends(chunk, index, surfaces):
                ended = True
        position += len(text)
    if surfaces:
        yield offset + start, offset + end, tuple(surfaces)


def _closes(piece: Piece, quotes: int) -> bool:
    """Whether a mark behind a stop belongs to the sentence before: a straight quote does where one is open."""
    if piece.group != "mark" or piece.surface not in _CLOSING:
        return False
    return piece.surface != '"' or quotes % 2 == 1


def _ends(chunk: Chunk, index: int, surfaces: list[str]) -> bool:
    """Whether a stop ends its sentence, of which ``surfaces`` are the tokens up to it."""
    before = chunk.pieces[index - 1] if index else None
    ellipsis = len(chunk.pieces[index].surface) > 1 or chunk.pieces[index].surface == "…"
    if before is None:
        return not (
            ellipsis and index + 1 < len(chunk.pieces) and chunk.pieces[1].surface in _CLOSING_BRACKETS
        )
    if ellipsis:
        behind = chunk.pieces[index + 1].surface if index + 1 < len(chunk.pieces) else ""
        opened = before.surface in _OPENING or (before.surface == '"' and index == 1)
        return not (opened or before.folded in _BARE or behind in _CLOSING_BRACKETS)
    return not (len(surfaces) == 2 and before.kind == Kind.NUMBER)
