"""A sentence as the machine sees it: places, and edges that each element of a pattern can take between them.

A place is ``token << 4 | inner``: inner 0 is the boundary in front of the token, others lie inside it, where a
validated segmentation cuts («لـ|تركيا»). The end of a sentence of n tokens is ``n << 4``.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nisba.arabic.document import Kind, Sentence, Token
from nisba.arabic.folding import reading_form
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.matching.coordination import list_edges
from nisba.matching.edges import NO_EDGES, Edge, Edges, Table
from nisba.matching.gaps import after_gap, before_gap
from nisba.matching.keys import element_key
from nisba.matching.needs import ANY_MENTION, mention_key
from nisba.matching.relatives import RELATIVES, relative_clauses
from nisba.matching.spans import MentionSpan
from nisba.matching.spelling import Spelling
from nisba.matching.vocabulary import Vocabulary
from nisba.program import patterns as p

if TYPE_CHECKING:
    from nisba.matching.machine import Reading

LONGEST_PHRASE = 10
"""A noun phrase of more words than this is cut: an annotated one has at most eight, and a runaway helps nobody."""

LONGEST_CLAUSE = 200
"""A clause of more words is cut: no sentence of a person is that long, and lists without a full stop are."""

SHORTEST_QUOTATION = 5
"""Fewer words between quotation marks inside a sentence are taken for a name or a term, not for speech."""

OPENING_QUOTES = frozenset("«“„‹‘")
CLOSING_QUOTES = frozenset("»”›’")
STRAIGHT_QUOTES = frozenset('"‟')


class Lattice:
    """The edges over one sentence, worked out for an element when a pattern first asks for it."""

    def __init__(self, document: str, sentence: Sentence, vocabulary: Vocabulary) -> None:
        self.document = document
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.size = len(self.tokens)
        self.spellings: list[Spelling] = vocabulary.spellings(self.tokens)
        self.mentions: list[MentionSpan] = []
        self.firings: list[tuple[int, Reading]] = []
        """Which entity patterns fired, by number, and how: for the tools, since longer mentions cover shorter ones."""
        self.boundaries = boundaries(self.size)
        self.gap_rows: dict[p.Gap, dict[int, int]] = {}
        """Where gaps lead that step over relative clauses: see ``matching.gaps``."""
        self._tables: dict[str | p.Element, Table] = {}
        self._keys: set[str] | None = None
        self._several: list[tuple[str, int, Edge]] | None = None
        self._leaving: dict[int, list[tuple[tuple[str, ...], Edge]]] = {}
        self._reaching: dict[int, list[tuple[tuple[str, ...], int, Edge]]] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._hits: list[tuple[int, Edge]] = []
        self._runs: list[int] | None = None
        self._quotations: list[tuple[int, int]] | None = None
        self._relatives: tuple[tuple[int, int], ...] | None = None
        self._skippable: int | None = None
        self._covered: set[int] | None = None
        self._standing: dict[frozenset[str], int] = {}
        self._mention_places: dict[str, int] | None = None
        self._mentions_at: dict[tuple[int, int], list[MentionSpan]] | None = None

    def learn(self, stems: frozenset[str]) -> None:
        """Cut the proclitics of words whose folded stems the document proves, though no list knows them."""
        ends = tuple(stems)
        for i, token in enumerate(self.tokens) if ends else ():
            if token.folded.endswith(ends, 1) and token.kind == Kind.WORD:
                spelling = self.vocabulary.spelling_with(token, stems)
                if spelling != self.spellings[i]:
                    self.spellings[i] = spelling
                    self._keys, self._several = None, None
                    self._runs, self._relatives, self._skippable = None, None, None
                    for known in (
                        self._leaving, self._reaching, self._starts, self._ends,
                        self._hits, self._tables, self._standing, self.gap_rows,
                    ):  # fmt: skip
                        known.clear()

    # ------------------------------------------------------------ places

    def places(self, token: int) -> Iterator[int]:
        """The places of a token: its boundary, then those inside it."""
        base = token << 4
        return iter(range(base, base + len(self.spellings[token].places)))

    def offset(self, place: int, end: bool = False) -> int:
        """The place as a code point offset of the document; ``end``: as the end of a piece."""
        token, inner = place >> 4, place & 15
        if inner:
            return self.sentence.starts[token] + self.spellings[token].places[inner].offset
        if end:
            return self.sentence.span(token - 1)[1] if token else self.sentence.start
        return self.sentence.starts[token] if token < self.size else self.sentence.end

    def restores_article(self, place: int) -> bool:
        """Whether ل swallowed the article behind this place («لـ|لعراق»)."""
        return bool(place & 15) and self.spellings[place >> 4].places[place & 15].restored

    def text(self, start: int, end: int) -> str:
        """The reading form of what lies between two places."""
        piece = self.document[self.offset(start) : self.offset(end, end=True)]
        return reading_form("ا" + piece if self.restores_article(start) else piece)

    def mark(self, text: str, place: int) -> bool:
        """Whether this transparent mark stands at the place."""
        return not place & 15 and any(m.surface == text for m in self.sentence.marks.get(place >> 4, ()))

    # ------------------------------------------------------------ gaps

    def skippable(self, token: int) -> bool:
        """Whether a frame's gap may skip the token: nothing that begins another clause.

        A word of a name is no verb, whatever it looks like: «في 3 مارس 2021» holds March, not «he practised».
        """
        if not self.spellings[token].opens_clause:
            return True
        if self._covered is None:
            self._covered = {i for m in self.mentions for i in range(m.start + 15 >> 4, m.end >> 4)}
        return token in self._covered

    def reach(self, place: int, gap: p.Gap) -> int:
        """How many tokens the gap can skip to the right of a place."""
        if place & 15:
            return 0
        token = place >> 4
        most = min(gap.most, self.size - token)
        if gap.clause:
            for skipped in range(most):
                if not self.skippable(token + skipped):
                    return skipped
        return most

    def reach_back(self, place: int, gap: p.Gap) -> int:
        """How many tokens the gap can skip to the left of a place."""
        if place & 15:
            return 0
        token = place >> 4
        most = min(gap.most, token)
        if gap.clause:
            for skipped in range(most):
                if not self.skippable(token - 1 - skipped):
                    return skipped
        return most

    def relatives(self) -> tuple[tuple[int, int], ...]:
        """The relative clauses whose end shows: (token of the pronoun, token behind the clause)."""
        if self._relatives is None:
            any_ = any(token.folded in RELATIVES for token in self.tokens)
            self._relatives = relative_clauses(self) if any_ else ()
        return self._relatives

    @property
    def skippable_places(self) -> int:
        """The boundaries in front of the tokens that a frame's gap may skip, as a set of places."""
        if self._skippable is None:
            self._skippable = self.boundaries
            for token in range(self.size):
                if not self.skippable(token):
                    self._skippable ^= 1 << (token << 4)
        return self._skippable

    def skips(self, place: int, gap: p.Gap) -> list[int]:
        """How many tokens the gap can skip to the right of a place, in ascending order."""
        return [(far - place) >> 4 for far in places_in(after_gap(self, gap, 1 << place))]

    def skips_back(self, place: int, gap: p.Gap) -> list[int]:
        """How many tokens the gap can skip to the left of a place, in ascending order."""
        return [(place - near) >> 4 for near in places_in(before_gap(self, gap, 1 << place))][::-1]

    # ------------------------------------------------------------ edges

    def edges(self, element: p.Element, place: int) -> list[Edge]:
        """The edges that an element can take from a place."""
        return self.forward(element).get(place, [])

    def each(self, item: p.Element, place: int) -> list[Edge]:
        """The edges of coordinated lists of ``item`` from a place."""
        return self.edges(p.Capture("", item, each=True), place)

    def table(self, asked: str | p.Element) -> Table:
        """The edges of an element: of a key of words, or of one that has no key."""
        found = self._tables.get(asked)
        if found is None:
            edges = self._of_words(asked) if isinstance(asked, str) else self._find(asked)
            found = self._tables[asked] = Table(edges) if edges else NO_EDGES
        return found

    def _of_words(self, key: str) -> Edges:
        leaving = self.leaving()
        return {
            place: [edge for keys, edge in leaving[place] if key in keys]
            for place in places_in(self.starts().get(key, 0))
        }

    def forward(self, element: p.Element) -> Edges:
        """All edges of an element, by the place that they leave."""
        return self.table(element_key(element) or element).edges

    def backward(self, element: p.Element) -> dict[int, list[tuple[int, Edge]]]:
        """All edges of an element as (place left, edge), by the place that they reach."""
        return self.table(element_key(element) or element).backward

    def leaving(self) -> Mapping[int, list[tuple[tuple[str, ...], Edge]]]:
        """By place: the edges that leave it of all that a word's spelling decides, with the keys of what they match."""
        if not self._leaving:
            self._read_words()
        return self._leaving

    def starts(self) -> Mapping[str, int]:
        """By key of words: the places that its edges leave, as a set."""
        if not self._leaving:
            self._read_words()
        return self._starts

    def _read_words(self) -> None:
        leaving, starts = self._leaving, self._starts
        for i, spelling in enumerate(self.spellings):
            base = i << 4
            for keys, start, stem, end, tokens in spelling.edges:
                place = base + start
                leaving.setdefault(place, []).append((keys, Edge(base + end, base + stem, tokens)))
                bit = 1 << place
                for key in keys:
                    starts[key] = starts.get(key, 0) | bit
        for key, place, edge in self._phrases():
            leaving.setdefault(place, []).append(((key,), edge))
            starts[key] = starts.get(key, 0) | 1 << place

    def reaching(self) -> Mapping[int, list[tuple[tuple[str, ...], int, Edge]]]:
        """By place: the edges of words that reach it, with the keys of what they match and the place they leave."""
        if not self._reaching:
            for place, edges in self.leaving().items():
                for keys, edge in edges:
                    self._reaching.setdefault(edge.end, []).append((keys, place, edge))
        return self._reaching

    def ends(self) -> Mapping[str, int]:
        """By key of words: the places that its edges reach, as a set."""
        if not self._ends:
            for place, edges in self.reaching().items():
                for keys, _, _ in edges:
                    for key in keys:
                        self._ends[key] = self._ends.get(key, 0) | 1 << place
        return self._ends

    def standing(self, keys: frozenset[str]) -> int:
        """The tokens at which words or mentions of one of these keys start, as a set of their boundaries."""
        found = self._standing.get(keys)
        if found is None:
            starts, mentions = self.starts(), self.mention_places()
            places = 0
            for key in starts.keys() & keys:
                places |= starts[key]
            # Each token's places are 16 bits: any of them becomes the lowest.
            for shift in (8, 4, 2, 1):
                places |= places >> shift
            found = places & self.boundaries
            for key in mentions.keys() & keys:
                found |= mentions[key]
            self._standing[keys] = found
        return found

    def hold(self, mentions: list[MentionSpan], changed: frozenset[str]) -> None:
        """Take these for the mentions of the sentence, and drop what those of the ``changed`` types told."""
        self.mentions = mentions
        stale = [asked for asked in self._tables if not isinstance(asked, str) and _speaks_of(asked, changed)]
        for asked in stale:
            del self._tables[asked]
        self._skippable, self._covered, self._mention_places = None, None, None
        self._mentions_at = None
        self._standing.clear()
        self.gap_rows.clear()

    def mentions_at(self, places: tuple[int, int]) -> list[MentionSpan]:
        """The mentions that lie exactly between two places."""
        if self._mentions_at is None:
            self._mentions_at = {}
            for mention in self.mentions:
                self._mentions_at.setdefault((mention.start, mention.end), []).append(mention)
        return self._mentions_at.get(places, [])

    def keys(self) -> set[str]:
        """The keys of all that a word's spelling decides."""
        if self._keys is None:
            self._keys = set()
            for spelling in self.spellings:
                self._keys |= spelling.keys
            self._keys.update(key for key, _, _ in self._phrases())
        return self._keys

    def _phrases(self) -> list[tuple[str, int, Edge]]:
        """The phrases of several words: their keys, the places that they leave, their edges."""
        if self._several is None:
            self._several = []
            for i, spelling in enumerate(self.spellings):
                base = i << 4
                for number, stem, end in spelling.entries:
                    self._hits.append((number, Edge(base + end, base + stem, 1)))
                for node, start, stem in spelling.phrases:
                    for key, length in self.vocabulary.follow(node, self.tokens, i):
                        edge = Edge((i + length) << 4, base + stem, length)
                        if isinstance(key, int):
                            self._hits.append((key, edge))
                        else:
                            self._several.append((key, base + start, edge))
        return self._several

    def mention_places(self) -> dict[str, int]:
        """By key: the tokens at which mentions of a type start, as a set of their boundaries."""
        found = self._mention_places
        if found is None:
            found = self._mention_places = {}
            for mention in self.mentions:
                place = 1 << (mention.start & ~15)
                for key in (ANY_MENTION, mention_key(mention.type)):
                    found[key] = found.get(key, 0) | place
        return found

    def entries(self) -> list[tuple[int, Edge]]:
        """The entity entries whose forms occur: (number of the entry, edge)."""
        self._phrases()
        return self._hits

    def _find(self, element: p.Element) -> Edges:
        match element:
            case p.Builtin("Phrase"):
                return self._noun_phrases()
            case p.Builtin("Clause"):
                return self._clauses()
            case p.Builtin("Quote"):
                return self._quotes()
            case p.Mention(types):
                return self._mentions(types)
            case p.Capture(_, item, True):
                return list_edges(self, item)
            case _:
                raise TypeError(f"no edges for {element!r}")

    def _mentions(self, types: frozenset[str] | None) -> Edges:
        found: Edges = {}
        for mention in self.mentions:
            if types is None or mention.type in types:
                length = (mention.end >> 4) - (mention.start >> 4) + (1 if mention.end & 15 else 0)
                edge = Edge(mention.end, mention.start, length)
                starts = [mention.start]
                through = self.spellings[mention.start >> 4].conjunction
                if mention.start & 15 and mention.start & 15 == through:
                    starts.append(mention.start & ~15)
                for start in starts:
                    edges = found.setdefault(start, [])
                    if edge not in edges:
                        edges.append(edge)
        return found

    # ------------------------------------------------------------ built-in types

    def run_end(self, token: int) -> int:
        """The token behind the run of content words that ``token`` lies in (itself where it is none)."""
        if self._runs is None:
            self._runs = [0] * (self.size + 1)
            for i in range(self.size - 1, -1, -1):
                if not self.spellings[i].content:
                    self._runs[i] = i
                elif (
                    i + 1 < self.size and self.spellings[i + 1].content and not self.spellings[i + 1].attached
                ):
                    self._runs[i] = self._runs[i + 1]
                else:
                    self._runs[i] = i + 1
        return self._runs[token]

    def _noun_phrases(self) -> Edges:
        """Runs of content words and each beginning of one: what follows in the pattern may be a word of the run."""
        found: Edges = {}
        for i, spelling in enumerate(self.spellings):
            if spelling.content:
                stem = (i << 4) + spelling.attached
                end = min(self.run_end(i), i + LONGEST_PHRASE)
                edges = [Edge(at << 4, stem, at - i) for at in range(end, i, -1)]
                found[stem] = edges
                if spelling.attached and spelling.attached == spelling.conjunction:
                    found[i << 4] = edges
        return found

    def _clauses(self) -> Edges:
        """From each word to the end of the quotation that it stands in, or of the sentence.

        A quotation of a few words that goes on behind its closing mark is a name («إيلاف» …): its end ends nothing.
        """
        found: Edges = {}
        ends = [self.size] * self.size
        for start, end in sorted(self.quotations(), key=lambda q: q[0] - q[1]):
            if end - start >= SHORTEST_QUOTATION or end >= self.size - 1:
                ends[start:end] = [end] * (end - start)
        for i, behind in enumerate(ends):
            end = min(behind, i + LONGEST_CLAUSE)
            while end > i and self.tokens[end - 1].kind == Kind.PUNCTUATION:
                end -= 1
            pronouns = {start for _, start, _ in self.spellings[i].enclitics}
            for place in self.places(i) if end > i else ():
                if place & 15 not in pronouns:
                    found[place] = [Edge(end << 4, place, end - i)]
        return found

    def _quotes(self) -> Edges:
        found: Edges = {}
        for start, end in self.quotations():
            if end > start:
                found[start << 4] = [Edge(end << 4, start << 4, end - start)]
        return found

    def quotations(self) -> list[tuple[int, int]]:
        """The quotations of the sentence as (first token, token behind the last); an open one ends with it."""
        if self._quotations is not None:
            return self._quotations
        found: list[tuple[int, int]] = []
        opened: list[int] = []
        for at in sorted(self.sentence.marks):
            for mark in self.sentence.marks[at]:
                toggles = mark.surface in STRAIGHT_QUOTES
                if mark.surface in CLOSING_QUOTES or (toggles and opened):
                    if opened:
                        found.append((opened.pop(), at))
                elif mark.surface in OPENING_QUOTES or toggles:
                    opened.append(at)
        found.extend((at, self.size) for at in opened)
        self._quotations = found
        return found

    # ------------------------------------------------------------ grammar of words

    def category(self, token: int) -> Category:
        """What kind of word the token is."""
        return self.spellings[token].category

    def verb_forms(self, place: int, end: int) -> tuple[tuple[str, VerbForm], ...]:
        """The verb forms (with their lemmas) that lie between two places of one token."""
        spelling = self.spellings[place >> 4]
        return tuple(
            (lemma, form)
            for lemma, form, start, stem, stop in spelling.forms
            if stem == place & 15 and (end & 15 == stop or not end & 15)
        )


def boundaries(tokens: int) -> int:
    """The boundaries in front of so many tokens, as a set of places."""
    return ((1 << (tokens << 4)) - 1) // 0xFFFF


def places_in(places: int) -> Iterator[int]:
    """The places of a set, in ascending order.

    >>> list(places_in(boundaries(3)))
    [0, 16, 32]
    """
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def _speaks_of(element: p.Element, types: frozenset[str]) -> bool:
    """Whether an element's edges depend on mentions of some of these types."""
    match element:
        case p.Mention(wanted):
            return wanted is None or not wanted.isdisjoint(types)
        case p.Capture(_, item) | p.Repetition(item):
            return _speaks_of(item, types)
        case p.Alternation(items) | p.Sequence(items):
            return any(_speaks_of(item, types) for item in items)
        case _:
            return False
