"""Find where sentences end.

A line end always ends one, and so do . ! ? ؟ … with the closing quotation marks and brackets behind them, inside a
quotation too; «؛» and «:» do not. Not an end: the stop of an abbreviation or initial (part of its token), an ellipsis
behind an opening mark or before a closing bracket («(سلال وتحف...)»), one behind a bare conjunction («و… »), and the
stop of a number that opens a line («1.»). What is longer than any sentence, as in texts without stops, is cut.
"""

from collections.abc import Iterator

from nisba.arabic.tokens import Chunk, Kind, chunk_of, chunks_of

LONGEST = 2_000
"""Chunks of a sentence. Matching takes time that grows faster than a sentence does, so there must be an end to it."""

_CLOSING = frozenset("»”’›)]}>﴾'\"")
_OPENING = frozenset("([{«“‹")
_CLOSING_BRACKETS = frozenset(")]}")
# A comma right behind a stop («…،») shows that the sentence goes on.
_CONTINUING = frozenset("،,؛;:")
_BARE = frozenset("وف")


def sentence_spans(text: str) -> Iterator[tuple[int, int, list[Chunk]]]:
    """Every sentence that has a token: start and end (code points of the text, end exclusive) and its chunks.

    >>> [(start, end, [chunk.text for chunk in chunks]) for start, end, chunks in sentence_spans("قال «نعم.» ثم مضى")]
    [(0, 10, ['قال', '«نعم.»']), (11, 17, ['ثم', 'مضى'])]
    """
    behind = 0
    for line in text.splitlines():
        for chunks in _cut(_of_line(line)):
            words = [chunk.text for chunk in chunks]
            place = text.index(words[0], behind)
            start = place + chunks[0].pieces[0].start
            written = " ".join(words)
            if text.startswith(written, place):
                behind = place + len(written)
            else:
                behind = place
                for word in words:
                    behind = text.index(word, behind) + len(word)
            if any(chunk.tokens for chunk in chunks):
                yield start, behind - len(words[-1]) + chunks[-1].pieces[-1].end, chunks


def _cut(sentences: Iterator[list[Chunk]]) -> Iterator[list[Chunk]]:
    """The sentences, those that are too long in parts."""
    for chunks in sentences:
        if len(chunks) <= LONGEST:
            yield chunks
        else:
            yield from (chunks[first : first + LONGEST] for first in range(0, len(chunks), LONGEST))


def _of_line(line: str) -> Iterator[list[Chunk]]:
    """The sentences of a line, and what has no token: none is empty."""
    sentence: list[Chunk] = []
    ended, quotes = False, 0
    for chunk in chunks_of(line):
        if chunk.plain:
            if ended:
                yield sentence
                sentence, ended, quotes = [], False, 0
            sentence.append(chunk)
            continue
        first = 0
        for index, piece in enumerate(chunk.pieces):
            if ended and not _belongs(chunk, index, quotes):
                sentence += _part(chunk, first, index)
                yield sentence
                sentence, first, ended, quotes = [], index, False, 0
            elif ended and piece.token.surface in _CONTINUING:
                ended = False
            if piece.group == "stop":
                ended = ended or _ends(chunk, first, index, sentence)
            elif piece.group == "mark" and piece.token.surface == '"':
                quotes += 1
        sentence += _part(chunk, first, len(chunk.pieces))
    if sentence:
        yield sentence


def _part(chunk: Chunk, first: int, behind: int) -> list[Chunk]:
    """Of a chunk the pieces from the first on, up to the one behind the last."""
    pieces = chunk.pieces[first:behind]
    if not pieces or len(pieces) == len(chunk.pieces):
        return [chunk] if pieces else []
    return [chunk_of(chunk.text[pieces[0].start : pieces[-1].end])]


def _belongs(chunk: Chunk, index: int, quotes: int) -> bool:
    """Whether a piece behind a stop belongs to the sentence before: a straight quote does where one is open."""
    piece = chunk.pieces[index]
    surface = piece.token.surface
    if piece.group == "mark":
        belongs = surface in _CLOSING and (surface != '"' or quotes % 2 == 1)
    else:
        belongs = piece.group in ("stop", "sign")
    # Behind a space, what opens a chunk of words is theirs.
    return belongs and (index > 0 or not chunk.tokens or any(p.group == "stop" for p in chunk.pieces))


def _ends(chunk: Chunk, first: int, index: int, sentence: list[Chunk]) -> bool:
    """Whether a stop ends its sentence, which holds the chunks before and the pieces from the first on."""
    pieces = chunk.pieces
    surface = pieces[index].token.surface
    before = pieces[index - 1].token if index else None
    if len(surface) > 1 or surface == "…":
        if index + 1 < len(pieces) and pieces[index + 1].token.surface in _CLOSING_BRACKETS:
            return False
        opened = before is not None and (before.surface in _OPENING or (before.surface == '"' and index == 1))
        return not opened and (before is None or before.folded not in _BARE)
    if before is None or before.kind != Kind.NUMBER:
        return True
    tokens = [piece for piece in pieces[first:index] if piece.group != "mark"]
    return len(tokens) > 1 or any(earlier.tokens for earlier in sentence)
