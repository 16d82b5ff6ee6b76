"""The analysis of one spelling: what the rules know of it under each of its segmentations."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from nisba.arabic.clitics import Cut
from nisba.arabic.document import Kind, Token
from nisba.arabic.folding import fold, fold_with_offsets, reading_form
from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.matching.keys import exact_key, same_punctuation

if TYPE_CHECKING:
    from nisba.matching.vocabulary import Node, Vocabulary

Key = str | int
"""What an edge is looked up by: the key of an element (see ``matching.keys``), or an entity entry's number."""

ARTICLE = "ال"
CONJUNCTIONS = frozenset("وف")
BEFORE_LEXEMES = frozenset("وفسل")

WHOLE = 16
"""The boundary behind a token, counted from the one in front of it."""

INNER = 15
"""Inner places of a token are numbered in four bits."""

CLAUSE_OPENERS = frozenset(
    fold(w)
    for w in "أن إن بأن لأن كأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها لكن ولكن بينما فيما حيث إذ عندما كي لكي حتى".split()
) | {":", "؛", ";"}
"""Complementisers and conjunctions that open another clause (Ryding 2005, chapters 18 and 19)."""


@frozen
class InnerPlace:
    """A place inside a token: its code point offset in the surface, and whether ل swallowed the article behind it
    (للعراق: ل, العراق) or in front of it (للجنة: ل, ال, لجنة)."""

    offset: int
    restored: bool = False
    behind_swallowed: bool = False


@frozen
class Spelling:
    """One distinct spelling, analysed. Numbers are inner places; as an end, 0 is the end of the token."""

    folded: str
    places: tuple[InnerPlace, ...]
    edges: tuple[tuple[tuple[str, ...], int, int, int, int], ...]
    """Of words: (keys, start, stem, end, what it counts for in "the longer mention"); the end of the token is 16 here."""
    keys: frozenset[str]
    """Those of all edges."""
    entries: tuple[tuple[int, int, int], ...]
    """Entries of entities: (number, stem, end), the end of the token as in ``edges``."""
    phrases: tuple[tuple["Node", int, int], ...]
    """Phrases of several words that can begin here: (node after the first word, start, stem)."""
    stems: tuple[tuple[str, int, int], ...]
    proclitics: tuple[tuple[str, int, int], ...]
    enclitics: tuple[tuple[str, int, int], ...]
    forms: tuple[tuple[str, VerbForm, int, int, int], ...]
    """(lemma, form, start, stem, end)"""
    category: Category
    attached: int
    """The inner place behind a conjunction or preposition (0: there is none)."""
    conjunction: int
    """The inner place behind a conjunction (0: there is none)."""
    content: bool
    """Whether a noun phrase can hold it."""
    opens_clause: bool


_NO_INNER: tuple[InnerPlace, ...] = (InnerPlace(0),)


class Analysis:
    """Gathers the edges of one spelling over its segmentations."""

    def __init__(self, token: Token, vocabulary: "Vocabulary", cuts: Sequence[Cut]) -> None:
        self.token = token
        self.vocabulary = vocabulary
        self.edges: dict[tuple[Key, int, int, int], None] = {}
        self.phrases: dict[tuple[Node, int, int], None] = {}
        self.stems: dict[tuple[str, int, int], None] = {}
        self.proclitics: dict[tuple[str, int, int], None] = {}
        self.enclitics: dict[tuple[str, int, int], None] = {}
        self.forms: dict[tuple[str, VerbForm, int, int, int], None] = {}
        self.attached = 0
        self.conjunction = 0
        self.category = vocabulary.morphology.category(token.folded)
        if token.kind == Kind.PUNCTUATION:
            self.category = Category.PUNCTUATION
        # Diacritics and tatweel make no other spelling, unless the rule's author wrote them.
        for text in dict.fromkeys((same_punctuation(token.surface), reading_form(token.surface))):
            if text in vocabulary.exact:
                self.edges[(exact_key(text, ()), 0, 0, 0)] = None
            for behind in vocabulary.exact_behind.get(text, ()):
                self.edges[(exact_key(text, behind), 0, 0, 0)] = None
        self._number(cuts)
        self._tests()

    def _number(self, cuts: Sequence[Cut]) -> None:
        """Number the inner places from left to right, as the machine needs them, and gather what each cut offers."""
        if len(cuts) == 1 and not cuts[0].proclitics and not cuts[0].enclitic:
            self.places = _NO_INNER
            self._stem(cuts[0], [0], 0)
            return
        found: dict[InnerPlace, None] = {}
        usable: list[tuple[Cut, list[InnerPlace]]] = []
        offsets = fold_with_offsets(self.token.surface)[1]
        for cut in cuts:
            bounds = _bounds(cut, offsets)
            # One character can fold to several letters (a ligature): nothing can be cut inside it.
            ascending = all(_before(a, b) for a, b in pairwise([InnerPlace(0), *bounds]))
            if ascending and len(found.keys() | set(bounds)) <= INNER:
                found.update(dict.fromkeys(bounds))
                usable.append((cut, bounds))
        self.places = (InnerPlace(0), *sorted(found, key=_order))
        numbers = {place: number for number, place in enumerate(self.places)}
        for cut, bounds in usable:
            self._add(cut, [0, *(numbers[place] for place in bounds)])

    def _add(self, cut: Cut, bounds: list[int]) -> None:
        starts = bounds[: len(cut.proclitics) + 1]
        end = bounds[-1] if cut.enclitic else 0
        for letters, start, stop in zip(cut.proclitics, starts, starts[1:], strict=False):
            self.proclitics[(letters, start, stop)] = None
        if cut.enclitic:
            self.enclitics[(cut.enclitic, end, 0)] = None
        if cut.stem:
            self._stem(cut, starts, end)

    def _stem(self, cut: Cut, starts: list[int], end: int) -> None:
        vocabulary, stem = self.vocabulary, starts[-1]
        if cut.proclitics and not end and vocabulary.exact_behind:
            self._exact(cut.proclitics[-1], stem)
        if not (end and self.token.folded in BEFORE_PRONOUN):
            # To an element that takes any word, «لدينا» is one: it is no word that ends in ي.
            self.stems[(cut.stem, stem, end)] = None
        through = starts[-2:] if cut.proclitics and cut.proclitics[-1] in CONJUNCTIONS else starts[-1:]
        for key in vocabulary.single.get(cut.stem, ()):
            for start in through:
                self.edges[(key, start, stem, end)] = None
        node = vocabulary.roots.get(cut.stem)
        if node is not None and not cut.enclitic:
            for start in through:
                self.phrases[(node, start, stem)] = None
        for lemma, form in vocabulary.forms(cut.stem):
            if (form.bound and not cut.enclitic) or not vocabulary.meant(lemma, form, cut.proclitics):
                continue
            for start in _lexeme_starts(cut, starts, form):
                for key in _lexeme_keys(lemma, form):
                    self.edges[(key, start, stem, end)] = None
                    if end:
                        self.edges[(key, start, stem, 0)] = None
                self.forms[(lemma, form, start, stem, end)] = None
        prepositions = [
            letters for letters in cut.proclitics if letters not in CONJUNCTIONS and letters != "ال"
        ]
        if cut.proclitics and cut.proclitics[0] in CONJUNCTIONS and not self.conjunction:
            self.conjunction = starts[1]
        if (prepositions or (cut.proclitics and cut.proclitics[0] in CONJUNCTIONS)) and not self.attached:
            before_article = len(cut.proclitics) - (1 if cut.proclitics[-1] == "ال" else 0)
            self.attached = starts[before_article]
            if self.category is Category.CONTENT:
                self.category = vocabulary.morphology.category(cut.stem)

    def _exact(self, proclitic: str, stem: int) -> None:
        """The exact words behind a proclitic: what is left of the surface is spelled so."""
        place = self.places[stem]
        left = self.token.surface[place.offset :]
        text = reading_form("ا" + left if place.restored else left)
        for behind in self.vocabulary.exact_behind.get(text, ()):
            if proclitic in behind:
                self.edges[(exact_key(text, behind), stem, stem, 0)] = None

    def _tests(self) -> None:
        """The edges of the elements that test words, and of the clitics that patterns name."""
        vocabulary, folded = self.vocabulary, self.token.folded
        kinds = vocabulary.kinds[self.token.kind]
        for stem, start, end in self.stems:
            for key in (*kinds, *vocabulary.matching(stem)):
                self.edges[(key, start, start, end)] = None
        for pronoun, start, end in self.enclitics:
            if pronoun in vocabulary.enclitics:
                self.edges[(vocabulary.enclitics[pronoun], start, start, end)] = None
        if folded in vocabulary.enclitics:
            self.edges[(vocabulary.enclitics[folded], 0, 0, 0)] = None
        shown = {letters for letters, _, _ in self.proclitics} | {folded, ARTICLE}
        for letters, reaches in vocabulary.proclitics.items():
            for reach, key in reaches.items() if letters in shown else ():
                self._proclitic(letters, reach, key)

    def _proclitic(self, letters: str, reach: str, key: str) -> None:
        """A proclitic; one that is denied reaches from each place in front of it to the end of the word."""
        # A clitic may be parted from its word by a quotation mark or a tatweel: «لـ"داعش"».
        alone = self.token.folded == letters
        found = [(start, stop) for other, start, stop in self.proclitics if other == letters]
        if not reach:
            for start, stop in ((0, 0), *found) if alone else found:
                self.edges[(key, start, start, stop)] = None
            return
        places = [stop if reach == "start" else start for start, stop in found]
        if letters == ARTICLE:
            # A noun of action is known with its article too.
            places += [start for stem, start, _ in self.stems if self._definite(stem)]
        for place in range(max(places, default=0 if alone else -1) + 1):
            self.edges[(key, place, place, 0)] = None

    def _definite(self, stem: str) -> bool:
        return stem.startswith(ARTICLE) and self.vocabulary.knows(stem.removeprefix(ARTICLE))

    def result(self) -> Spelling:
        """What was gathered."""
        token = self.token
        category = self.category
        shared = self.vocabulary.shared
        edges: list[tuple[tuple[str, ...], int, int, int, int]] = []
        entries: list[tuple[int, int, int]] = []
        names: list[str] = []
        """The keys of all edges, one after another; an edge is of neighbours that differ in nothing but the key."""
        before, first = None, 0
        for key, start, stem, end in self.edges:
            if isinstance(key, int):
                entries.append((key, stem, end or WHOLE))
                continue
            way = (start, stem, end or WHOLE, 1 if key.startswith("l:") else 0)
            if way != before:
                if before is not None:
                    edges.append((shared(tuple(names[first:])), *before))
                before, first = way, len(names)
            names.append(key)
        if before is not None:
            edges.append((shared(tuple(names[first:])), *before))
        return Spelling(
            folded=token.folded,
            places=shared(self.places),
            edges=shared(tuple(edges)),
            keys=shared(frozenset(names)),
            entries=tuple(entries),
            phrases=tuple(self.phrases),
            stems=tuple(self.stems),
            proclitics=shared(tuple(self.proclitics)),
            enclitics=tuple(self.enclitics),
            forms=tuple(self.forms),
            category=category,
            attached=self.attached,
            conjunction=self.conjunction,
            content=category is Category.CONTENT and token.kind in (Kind.WORD, Kind.NUMBER),
            opens_clause=category is Category.VERB or token.folded in CLAUSE_OPENERS,
        )


def _order(place: InnerPlace) -> tuple[int, bool, bool]:
    return place.offset, place.restored, place.behind_swallowed


def _before(place: InnerPlace, other: InnerPlace) -> bool:
    return place.offset < other.offset or (place.offset == other.offset > 0 and other.behind_swallowed)


def _bounds(cut: Cut, offsets: Sequence[int]) -> list[InnerPlace]:
    """The places inside the token where it is cut: behind each proclitic, in front of the enclitic."""
    lengths = [0, *accumulate(len(letters) for letters in cut.proclitics[:-1])]
    bounds = [InnerPlace(offsets[length]) for length in lengths[1:]]
    if cut.proclitics:
        swallowed = bool(bounds) and cut.stem_start == lengths[-1]
        bounds.append(InnerPlace(offsets[cut.stem_start], cut.restored, swallowed))
    if cut.enclitic and cut.stem:
        bounds.append(InnerPlace(offsets[cut.stem_end]))
    return bounds


def _lexeme_starts(cut: Cut, starts: list[int], form: VerbForm) -> Iterator[int]:
    """The places from which a lexeme's edge may leave: before conjunctions, and س and ل."""
    for i in range(len(starts) - 1, -1, -1):
        yield starts[i]
        if (
            i
            and cut.proclitics[i - 1] not in BEFORE_LEXEMES
            and not (cut.proclitics[i - 1] == "ال" and form.kind in ("masdar", "participle"))
        ):
            return


def _lexeme_keys(lemma: str, form: VerbForm) -> Iterator[str]:
    """The keys of ``<lemma>`` and of the narrower references that the form fits."""
    yield f"v:{lemma}:"
    yield f"v:{lemma}:{form.kind}"
    if form.kind not in ("masdar", "participle"):
        yield f"v:{lemma}:verb"
    if form.kind == "jussive":
        yield f"v:{lemma}:imperfect"
