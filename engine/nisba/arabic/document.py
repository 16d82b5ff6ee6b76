"""Sentences and their tokens, with their places in the document."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from attrs import frozen

from nisba.arabic.sentences import sentence_spans
from nisba.arabic.tokens import Chunk, Kind, Token

__all__ = ["Kind", "Sentence", "Token", "sentences"]


@frozen(eq=False)
class Sentence:
    """``document[start:end]``: offsets are code points, end exclusive. What its chunks hold is worked out when asked."""

    document: str
    start: int
    end: int
    chunks: Sequence[Chunk]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs."""
        return tuple(chain.from_iterable([chunk.tokens for chunk in self.chunks]))

    @cached_property
    def marks(self) -> dict[int, list[Token]]:
        """The transparent marks (quotation marks, brackets, #) between the tokens.

        ``marks[i]`` stand in front of token ``i``; ``marks[len(tokens)]`` behind the last one.
        """
        marks: dict[int, list[Token]] = {}
        count = 0
        for chunk in self.chunks:
            if len(chunk.pieces) == len(chunk.tokens):
                count += len(chunk.tokens)
                continue
            for piece in chunk.pieces:
                if piece.group == "mark":
                    marks.setdefault(count, []).append(piece.token)
                else:
                    count += 1
        return marks

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token starts."""
        starts: list[int] = []
        place = self.start - self.chunks[0].pieces[0].start
        for chunk in self.chunks:
            place = self.document.index(chunk.text, place)
            starts += [place + piece.start for piece in chunk.pieces if piece.group != "mark"]
            place += len(chunk.text)
        return tuple(starts)

    def span(self, token: int) -> tuple[int, int]:
        """Where a token starts and ends: ``document[start:end]`` is its surface."""
        start = self.starts[token]
        return start, start + len(self.tokens[token].surface)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that have a token.

    >>> [len(s.tokens) for s in sentences("زار «بلينكن» تركيا. ثم عاد")]
    [4, 2]
    """
    for start, end, chunks in sentence_spans(text):
        yield Sentence(text, start, end, chunks)
