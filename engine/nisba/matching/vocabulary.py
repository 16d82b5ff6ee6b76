"""What the rules know of words: every form that a list, a lexeme or a literal names, looked up once a spelling."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, islice, pairwise

import re2
from attrs import frozen

from nisba.arabic.clitics import Cut, cuts, validated
from nisba.arabic.document import Kind, Token
from nisba.arabic.folding import fold, fold_with_offsets, reading_form
from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.arabic.morphology.protocol import Category, Morphology, VerbForm
from nisba.matching.keys import element_key, exact_key, same_punctuation
from nisba.matching.names import naming_words
from nisba.program import patterns as p
from nisba.program.model import EntityEntry, Program
from nisba.sealed import Sealed

Key = str | int
"""What an edge is looked up by: the key of an element (see ``matching.keys``), or an entity entry's number."""

ARTICLE = "ال"
CONJUNCTIONS = frozenset("وف")
BEFORE_LEXEMES = frozenset("وفسل")

WHOLE = 16
"""The boundary behind a token, counted from the one in front of it."""

INNER = 15
"""Inner places of a token are numbered in four bits."""

SPELLINGS = 30_000
"""So many distinct spellings are kept before the older half is forgotten: a bound for texts without end. Each takes
about 2 KB."""

ENTRIES = 64
"""So many entries of lists are sealed together."""

CLAUSE_OPENERS = frozenset(
    fold(w)
    for w in "أن إن بأن لأن كأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها لكن ولكن بينما فيما حيث إذ عندما كي لكي حتى".split()
) | {":", "؛", ";"}
"""Complementisers and conjunctions that open another clause (Ryding 2005, chapters 18 and 19)."""


_KINDS = {"any": (Kind.WORD, Kind.NUMBER, Kind.OTHER), "Word": (Kind.WORD,), "Number": (Kind.NUMBER,)}
"""The kinds of token that elements of these keys take."""


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


class Node:
    """A node of the tree of phrases: the words that can follow, and what ends here."""

    __slots__ = ("follow", "keys")

    def __init__(self) -> None:
        self.follow: dict[str, Node] = {}
        self.keys: list[Key] = []


class Vocabulary:
    """All words of a program, and the analysis of every spelling that a text has shown so far."""

    def __init__(self, program: Program, morphology: Morphology, patterns: Iterable[p.Element]) -> None:
        self.morphology = morphology
        self.single: dict[str, list[Key]] = {}
        self.exact: set[str] = set()
        self.exact_behind: dict[str, dict[tuple[str, ...], None]] = {}
        """Exact words behind proclitics that a pattern names: these."""
        self.asked: dict[str, set[str]] = {}
        """Of folded words, the proclitics that a pattern puts in front of them: a cut that its author asks for."""
        self.roots: dict[str, Node] = {}
        self.names: set[str] = set()
        """The first words of entities: a token that is one is not cut."""
        self.naming = naming_words(program)
        """The words of which entity patterns make names and titles."""
        self.lemmas = tuple(program.verbs)
        self.variants: list[tuple[object, ...]] = []
        self._forms: dict[str, int | tuple[int, ...]] = {}
        """Of each form, lemma and variant as one number: tens of thousands of objects would slow every start."""
        self.entries: Sequence[tuple[str, EntityEntry]] = ()
        self.kinds: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        """The keys of the elements that take any word, or any of its kind."""
        self.regexes: dict[str, None] = {}
        self.proclitics: dict[str, dict[str, str]] = {}
        """By the letters of proclitics that patterns name: their keys by reach."""
        self.enclitics: dict[str, str] = {}
        """By the pronouns that patterns name: their keys."""
        self._regex_set: re2.Set | None = None
        self._spellings: dict[str, Spelling] = {}
        for element in patterns:
            self._collect(element)
        for words in program.words.values():
            for phrase in words.phrases:
                self._add(phrase, f"l:{words.name}")
        entries = [(listing.type, entry) for listing in program.entity_lists for entry in listing.entries]
        for number, (_, entry) in enumerate(entries):
            self._add(entry.form, number)
            self.names.add(fold(entry.form.partition(" ")[0]))
        self.entries = entries
        variants: dict[tuple[object, ...], int] = {}
        for number, verb in enumerate(program.verbs.values()):
            for form in morphology.forms(verb):
                variant = (form.kind, form.person, form.gender, form.number, form.passive, form.bound)
                code = variants.setdefault(variant, len(variants)) * len(self.lemmas) + number
                known = self._forms.get(form.form)
                if known is None:
                    self._forms[form.form] = code
                else:
                    self._forms[form.form] = (*(known if isinstance(known, tuple) else (known,)), code)
        self.variants = list(variants)

    def __getstate__(self) -> dict[str, object]:
        """Without what can be worked out again when it is asked for."""
        return {
            **self.__dict__,
            "_regex_set": None,
            "_spellings": {},
            "entries": Sealed(self.entries, ENTRIES),
        }

    def _collect(self, element: p.Element) -> None:
        match element:
            case p.Word(text, exact, behind):
                if behind:
                    self.asked.setdefault(fold(text), set()).update(behind)
                if not exact:
                    self._add(text, f"w:{fold(text)}")
                elif behind:
                    self.exact_behind.setdefault(same_punctuation(text), {})[behind] = None
                else:
                    self.exact.add(same_punctuation(text))
            case p.Sequence(items) | p.Alternation(items):
                for item in items:
                    self._collect(item)
            case p.Repetition(item) | p.Not(item) | p.Capture(_, item):
                self._collect(item)
            case p.AnyWord() | p.Builtin():
                key = element_key(element)
                for kind in _KINDS.get(key or "", ()):
                    self.kinds[kind] = list(dict.fromkeys((*self.kinds[kind], key or "")))
            case p.Regex(text):
                self.regexes[text] = None
            case p.Proclitic(text, reach):
                self.proclitics.setdefault(fold(text), {})[reach] = element_key(element) or ""
            case p.Enclitic(text):
                self.enclitics[fold(text)] = element_key(element) or ""
            case _:
                pass

    def _add(self, phrase: str, key: Key) -> None:
        words = [fold(word) for word in phrase.split()]
        if not words:
            return
        if len(words) == 1:
            keys = self.single.setdefault(words[0], [])
        else:
            node = self.roots.setdefault(words[0], Node())
            for word in words[1:]:
                node = node.follow.setdefault(word, Node())
            keys = node.keys
        if key not in keys:
            keys.append(key)

    def knows(self, stem: str) -> bool:
        """Whether a list, a lexeme, a word of the rules or the morphology has this folded form."""
        return (
            stem in self.single or stem in self.roots or stem in self._forms or self.morphology.is_stem(stem)
        )

    def is_whole(self, word: str) -> bool:
        """Whether a token of this folded form needs no cutting. Lists of words and literals do not decide: a rule
        that names «وقال» must not hide «قال» from another."""
        return word in self.names or word in self._forms or self.morphology.is_stem(word)

    def forms(self, stem: str) -> Iterator[tuple[str, VerbForm]]:
        """The forms of declared verbs that are spelled so, with their lemmas."""
        codes = self._forms.get(stem, ())
        for code in codes if isinstance(codes, tuple) else (codes,):
            variant, lemma = divmod(code, len(self.lemmas))
            yield self.lemmas[lemma], VerbForm(stem, *self.variants[variant])  # type: ignore[arg-type]

    def meant(self, lemma: str, form: VerbForm, proclitics: tuple[str, ...]) -> bool:
        """Whether a form is likely to be meant by its spelling behind these proclitics.

        Without vowels «أعلن» is «I announce» as much as «he announced», and «نجيب» «we answer» as much as a name: news
        speaks of others. Behind the س of the future there is only the imperfect: «سأعلن».
        """
        if proclitics[-1:] == ("س",):
            return form.kind == "imperfect"
        if form.person != 1:
            return True
        same = (other for name, other in self.forms(form.form) if name == lemma)
        return form.form not in self.naming and all(other.person == 1 or other.bound for other in same)

    def in_list(self, name: str, text: str) -> bool:
        """Whether a text is a phrase of the ``words`` list of this name."""
        words = [fold(word) for word in text.split()]
        if not words:
            return False
        if len(words) == 1:
            return f"l:{name}" in self.single.get(words[0], ())
        node = self.roots.get(words[0])
        for word in words[1:]:
            node = node.follow.get(word) if node is not None else None
        return node is not None and f"l:{name}" in node.keys

    def matching(self, stem: str) -> Iterator[str]:
        """The keys of the regular expressions of patterns that match a whole folded form."""
        if self.regexes and self._regex_set is None:
            together = re2.Set.FullMatchSet()
            for text in self.regexes:
                together.Add(text)
            together.Compile()
            self._regex_set = together
        if self._regex_set is not None:
            texts = tuple(self.regexes)
            for number in sorted(self._regex_set.Match(stem) or ()):
                yield f"r:{texts[number]}"

    @staticmethod
    def follow(node: Node, tokens: Sequence[Token], first: int) -> Iterator[tuple[Key, int]]:
        """The phrases that go on from the token behind ``first``: (key, number of tokens)."""
        at = first + 1
        while True:
            for key in node.keys:
                yield key, at - first
            if at >= len(tokens):
                return
            following = node.follow.get(tokens[at].folded)
            if following is None:
                return
            node, at = following, at + 1

    # ------------------------------------------------------------ spellings

    def spelling(self, token: Token) -> Spelling:
        """The analysis of a token's spelling."""
        found = self._spellings.get(token.surface)
        if found is None:
            if len(self._spellings) >= SPELLINGS:
                for surface in [*islice(self._spellings, SPELLINGS // 2)]:
                    self._spellings.pop(surface, None)
            found = self._spellings[token.surface] = self._analyse(token)
        return found

    def spellings(self, tokens: Iterable[Token]) -> list[Spelling]:
        """The analyses of the spellings of tokens."""
        known = self._spellings
        return [known.get(token.surface) or self.spelling(token) for token in tokens]

    def spelling_with(self, token: Token, stems: frozenset[str]) -> Spelling:
        """The analysis of a spelling in a text that proves these folded stems («لظريف», once ظريف was named)."""
        return self._analyse(token, stems)

    def _analyse(self, token: Token, stems: frozenset[str] = frozenset()) -> Spelling:
        folded = token.folded
        ta_marbuta = reading_form(token.surface).endswith("ة")
        if token.kind != Kind.WORD:
            return _Analysis(token, self, (Cut((), folded, 0, len(folded), "", False),)).result()
        found = validated(folded, lambda s: s in stems or self.knows(s), ta_marbuta, self.is_whole)
        return _Analysis(token, self, tuple(dict.fromkeys((*found, *self._asked(folded))))).result()

    def _asked(self, folded: str) -> Iterator[Cut]:
        """The segmentations that patterns ask for: «السلام» by ``الـ سلام``, though it is known as a whole."""
        for cut in cuts(folded) if self.asked else ():
            if cut.proclitics and not cut.enclitic and cut.proclitics[-1] in self.asked.get(cut.stem, ()):
                yield cut


class _Analysis:
    """Gathers the edges of one spelling over its segmentations."""

    def __init__(self, token: Token, vocabulary: Vocabulary, cuts: Sequence[Cut]) -> None:
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
        spelled = {same_punctuation(token.surface), reading_form(token.surface)}
        for text in vocabulary.exact & spelled:
            self.edges[(exact_key(text, ()), 0, 0, 0)] = None
        for text in vocabulary.exact_behind.keys() & spelled:
            for behind in vocabulary.exact_behind[text]:
                self.edges[(exact_key(text, behind), 0, 0, 0)] = None
        self._number(cuts)
        self._tests()

    def _number(self, cuts: Sequence[Cut]) -> None:
        """Number the inner places from left to right, as the machine needs them, and gather what each cut offers."""
        found: dict[InnerPlace, None] = {}
        usable: list[tuple[Cut, list[InnerPlace]]] = []
        uncut = not any(cut.proclitics or cut.enclitic for cut in cuts)
        offsets = () if uncut else fold_with_offsets(self.token.surface)[1]
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
        for letters, reaches in vocabulary.proclitics.items():
            for reach, key in reaches.items():
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

    def _edges(self) -> Iterator[tuple[tuple[str, ...], int, int, int, int]]:
        """The edges of words: neighbours that differ in nothing but the key are one."""
        words = [
            (key, (start, stem, end or WHOLE, 1 if key.startswith("l:") else 0))
            for key, start, stem, end in self.edges
            if isinstance(key, str)
        ]
        for way, same in groupby(words, lambda edge: edge[1]):
            yield tuple(key for key, _ in same), *way

    def result(self) -> Spelling:
        token = self.token
        category = self.category
        return Spelling(
            folded=token.folded,
            places=self.places,
            edges=tuple(self._edges()),
            keys=frozenset(key for key, *_ in self.edges if isinstance(key, str)),
            entries=tuple(
                (key, stem, end or WHOLE) for key, _, stem, end in self.edges if isinstance(key, int)
            ),
            phrases=tuple(self.phrases),
            stems=tuple(self.stems),
            proclitics=tuple(self.proclitics),
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
