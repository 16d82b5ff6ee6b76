"""Sentences and their tokens, with their places in the document."""

from collections.abc import Iterator

from attrs import field, frozen

from nisba.arabic.sentences import sentence_spans
from nisba.arabic.tokens import Kind, chunk_of

__all__ = ["Kind", "Sentence", "Token", "raw_sentences", "sentence_at", "sentences"]


@frozen
class Token:
    """A token: ``document[start:end]`` is its surface. Offsets are code points, end exclusive."""

    start: int
    end: int
    surface: str
    folded: str
    kind: Kind


@frozen
class Sentence:
    """The visible tokens of a sentence, and the transparent marks (quotation marks, brackets, #) between them.

    ``marks[i]`` stand in front of token ``i``; ``marks[len(tokens)]`` behind the last one.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    marks: dict[int, tuple[Token, ...]] = field(factory=dict, hash=False)


def raw_sentences(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and token surfaces of every sentence: enough to decide whether it is worth its tokens.

    >>> next(raw_sentences("زار بلينكن تركيا."))
    (0, 17, ('زار', 'بلينكن', 'تركيا', '.'))
    """
    return sentence_spans(text)


def sentence_at(text: str, start: int, end: int, offset: int = 0) -> Sentence:
    """The sentence at a place that :func:`raw_sentences` gave; ``offset`` is added to all that it holds."""
    piece_of_text = text[start:end]
    tokens: list[Token] = []
    marks: dict[int, list[Token]] = {}
    position = 0
    base = start + offset
    for chunk in piece_of_text.split():
        position = piece_of_text.index(chunk, position)
        first = base + position
        for piece in chunk_of(chunk).pieces:
            token = Token(first + piece.start, first + piece.end, piece.surface, piece.folded, piece.kind)
            if piece.group == "mark":
                marks.setdefault(len(tokens), []).append(token)
            else:
                tokens.append(token)
        position += len(chunk)
    found = {place: tuple(standing) for place, standing in marks.items()}
    return Sentence(base, end + offset, tuple(tokens), found)


def sentences(text: str, offset: int = 0) -> Iterator[Sentence]:
    """The sentences of a text, each with its tokens; ``offset`` is the place of the text in its document.

    >>> [len(s.tokens) for s in sentences("زار «بلينكن» تركيا. ثم عاد")]
    [4, 2]
    """
    for start, end, _ in sentence_spans(text):
        yield sentence_at(text, start, end, offset)
