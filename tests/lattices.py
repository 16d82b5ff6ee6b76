"""Ground facts made by hand: sentences written with their clitics cut, and tables of edges.

So the definition can be read from small examples, and the machine tried on more than real words can offer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from nisba.program import patterns as p

LET_THROUGH = {p.Word: "وف", p.WordList: "وف", p.Mention: "وف", p.Builtin: "وف", p.Lexeme: "وفسل"}
QUOTES = "«»"
PUNCTUATION = "،,.؛:"


@frozen
class Edge:
    """A way through a part of the sentence."""

    end: int
    stem: int
    tokens: int = 0


@frozen
class Sentence:
    """A sentence with its clitics cut: ``Sentence("و|زار بلينكن ل|تركيا", mentions={"تركيا": "Country"})``.

    ``+`` stands in front of an enclitic. ``lists`` has the phrases of ``words`` lists and the forms of lexemes,
    ``clauses`` the words that a gap of a frame may not skip.
    """

    text: str
    mentions: Mapping[str, str] = field(factory=dict)
    lists: Mapping[str, Sequence[str]] = field(factory=dict)
    clauses: frozenset[str] = frozenset()
    relative: tuple[tuple[int, int], ...] = ()

    @property
    def tokens(self) -> list[list[str]]:
        """The pieces of each token, an enclitic with its ``+``."""
        visible = [word.strip(QUOTES) for word in self.text.split()]
        return [word.replace("+", "|+").split("|") for word in visible if word]

    @property
    def size(self) -> int:
        """The number of tokens."""
        return len(self.tokens)

    def places(self, token: int) -> Iterator[int]:
        """The places of a token."""
        return iter(range(token << 4, (token << 4) + len(self.tokens[token])))

    def mark(self, text: str, place: int) -> bool:
        """Whether a quotation mark stands there."""
        marks: list[str] = [""]
        for word in self.text.split():
            if word[0] in QUOTES:
                marks[-1] += word[0]
            if word.strip(QUOTES):
                marks.append("")
            if word[-1] in QUOTES and len(word) > 1:
                marks[-1] += word[-1]
        return not place & 15 and text in marks[place >> 4]

    def skippable(self, token: int) -> bool:
        """Whether a frame's gap may skip the token."""
        return self.tokens[token][-1] not in self.clauses

    def relatives(self) -> tuple[tuple[int, int], ...]:
        """The relative clauses."""
        return self.relative

    def edges(self, element: p.Element, place: int) -> list[Edge]:
        """The edges of an element."""
        token, inner = place >> 4, place & 15
        if token >= self.size or inner >= len(self.tokens[token]):
            return []
        pieces = self.tokens[token]
        match element:
            case p.Word(text, exact=True):
                return [Edge(place + 16, place)] if pieces == [text] else []
            case p.Proclitic(text):
                return [Edge(place + 1, place)] if pieces[inner] == text and inner + 1 < len(pieces) else []
            case p.Enclitic(text):
                return [Edge((token + 1) << 4, place)] if pieces[inner] == f"+{text}" else []
        stem = place
        if pieces[inner] in tuple(LET_THROUGH.get(type(element), "")) and inner + 1 < len(pieces):
            stem = place + 1
        return list(self._phrases(element, stem))

    def each(self, item: p.Element, place: int) -> list[Edge]:
        """Members joined by an attached «و», and every shorter beginning of such a list."""
        found = []
        todo = self.edges(item, place)
        while todo:
            found += todo
            todo = [
                Edge(further.end, edge.stem, edge.tokens + further.tokens)
                for edge in todo
                if edge.end >> 4 < self.size and self.tokens[edge.end >> 4][0] == "و"
                for further in self.edges(item, edge.end)
            ]
        return found

    def _phrases(self, element: p.Element, stem: int) -> Iterator[Edge]:
        """What begins at the stem."""
        token = stem >> 4
        words = [pieces[0] for pieces in self.tokens[token:]]
        words[0] = self.tokens[token][stem & 15]
        whole = len(self.tokens[token]) == (stem & 15) + 1
        end = (token + 1) << 4 if whole else stem + 1
        match element:
            case p.Word(text):
                if words[0] == text:
                    yield Edge(end, stem)
            case p.Regex(text):
                if re.fullmatch(text, words[0]):
                    yield Edge(end, stem)
            case p.AnyWord() | p.Builtin("Word"):
                if words[0] not in PUNCTUATION and (whole or len(words[0]) > 1):
                    yield Edge(end, stem)
            case p.Lexeme(lemma):
                if words[0] in self.lists[lemma]:
                    yield Edge(end, stem)
            case p.WordList(name):
                yield from self._named(self.lists[name], words, stem)
            case p.Mention(types):
                forms = [form for form, kind in self.mentions.items() if types is None or kind in types]
                yield from self._named(forms, words, stem)
            case _:
                raise TypeError(element)

    def _named(self, forms: Sequence[str], words: list[str], stem: int) -> Iterator[Edge]:
        for form in forms:
            length = len(form.split())
            if words[:length] == form.split():
                yield Edge(((stem >> 4) + length) << 4, stem, length)


@frozen
class Table:
    """A sentence of which only the edges are known.

    ``inner``: the number of inner places of each token; ``rows``: edges by element and place; ``marks``: where each
    mark stands.
    """

    inner: tuple[int, ...]
    rows: Mapping[p.Element, Mapping[int, Sequence[Edge]]]
    marks: frozenset[tuple[str, int]] = frozenset()
    stops: frozenset[int] = frozenset()
    relative: tuple[tuple[int, int], ...] = ()

    @property
    def size(self) -> int:
        """The number of tokens."""
        return len(self.inner)

    def places(self, token: int) -> Iterator[int]:
        """The places of a token."""
        return iter(range(token << 4, (token << 4) + 1 + self.inner[token]))

    def edges(self, element: p.Element, place: int) -> Sequence[Edge]:
        """The edges of an element."""
        return self.rows.get(element, {}).get(place, ())

    def each(self, item: p.Element, place: int) -> Sequence[Edge]:
        """The edges of lists of an element."""
        return self.rows.get(p.Capture("", item, each=True), {}).get(place, ())

    def mark(self, text: str, place: int) -> bool:
        """Whether the mark stands there."""
        return (text, place) in self.marks

    def skippable(self, token: int) -> bool:
        """Whether a frame's gap may skip the token."""
        return token not in self.stops

    def relatives(self) -> tuple[tuple[int, int], ...]:
        """The relative clauses."""
        return self.relative
