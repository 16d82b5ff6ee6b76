"""What the rules know of words: every form that a list, a lexeme or a literal names, looked up once a spelling."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from typing import TypeVar, cast

import re2

from nisba.arabic.clitics import Cut, cuts, validated
from nisba.arabic.document import Kind, Token
from nisba.arabic.folding import fold, reading_form
from nisba.arabic.morphology.protocol import Morphology, VerbForm
from nisba.matching.keys import element_key, exact_key, same_punctuation
from nisba.matching.names import naming_words
from nisba.matching.spelling import Analysis, Key, Spelling
from nisba.program import patterns as p
from nisba.program.model import EntityEntry, Program
from nisba.sealed import Sealed

SPELLINGS = 60_000
"""At most so many distinct spellings are kept: a bound for texts without end. Each takes about 2 KB."""

_SURROGATE = re.compile("[\ud800-\udfff]")

Part = TypeVar("Part", bound=Hashable)

ENTRIES = 64
"""So many entries of lists are sealed together."""

_KINDS = {"any": (Kind.WORD, Kind.NUMBER, Kind.OTHER), "Word": (Kind.WORD,), "Number": (Kind.NUMBER,)}
"""The kinds of token that elements of these keys take."""


class Node:
    """A node of the tree of phrases: the words that can follow, and what ends here."""

    __slots__ = ("follow", "keys")

    def __init__(self) -> None:
        self.follow: dict[str, Node] = {}
        self.keys: list[Key] = []

    def leads_to(self, keys: Set[str]) -> bool:
        """Whether a phrase of one of these keys ends here or behind."""
        nodes = [self]
        while nodes:
            node = nodes.pop()
            if not keys.isdisjoint(node.keys):
                return True
            nodes += node.follow.values()
        return False


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
        self._regex_keys: tuple[str, ...] = ()
        self._shared: dict[object, object] = {}
        """Parts of spellings that are equal, kept once: most words are told apart by little."""
        self._spellings: dict[str, Spelling] = {}
        self._older: dict[str, Spelling] = {}
        """Those that were kept before; what is not asked for until as many are new is forgotten."""
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
            "_older": {},
            "_shared": {},
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

    def words_under(self, keys: Set[str]) -> Iterator[str]:
        """The folded words of which edges under one of these keys begin; of exact words, how they fold."""
        for word, found in self.single.items():
            if not keys.isdisjoint(found):
                yield word
        for word, node in self.roots.items():
            if node.leads_to(keys):
                yield word
        for text in self.exact:
            if exact_key(text, ()) in keys:
                yield fold(text)
        for text, ways in self.exact_behind.items():
            if any(exact_key(text, behind) in keys for behind in ways):
                yield fold(text)
        lemmas = {key.split(":")[1] for key in keys if key.startswith("v:")}
        numbers = {number for number, lemma in enumerate(self.lemmas) if lemma in lemmas}
        for word, codes in self._forms.items() if numbers else ():
            codes = codes if isinstance(codes, tuple) else (codes,)
            if any(code % len(self.lemmas) in numbers for code in codes):
                yield word

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

    def shared(self, part: Part) -> Part:
        """The part of a spelling that is equal to this one, if one was kept: then it is kept once."""
        return cast(Part, self._shared.setdefault(part, part))

    def matching(self, stem: str) -> Iterator[str]:
        """The keys of the regular expressions of patterns that match a whole folded form."""
        if self.regexes and self._regex_set is None:
            together = re2.Set.FullMatchSet()
            for text in self.regexes:
                together.Add(text)
            together.Compile()
            self._regex_keys = tuple(f"r:{text}" for text in self.regexes)
            self._regex_set = together
        if self._regex_set is not None:
            # RE2 reads UTF-8, which has no bytes for half a surrogate pair.
            for number in sorted(self._regex_set.Match(_SURROGATE.sub("\ufffd", stem)) or ()):
                yield self._regex_keys[number]

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
            if len(self._spellings) >= SPELLINGS // 2:
                self._older, self._spellings = self._spellings, {}
                self._shared.clear()
            found = self._older.get(token.surface) or self._analyse(token)
            self._spellings[token.surface] = found
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
            return Analysis(token, self, (Cut((), folded, 0, len(folded), "", False),)).result()
        found = validated(folded, lambda s: s in stems or self.knows(s), ta_marbuta, self.is_whole)
        return Analysis(token, self, tuple(dict.fromkeys((*found, *self._asked(folded))))).result()

    def _asked(self, folded: str) -> Iterator[Cut]:
        """The segmentations that patterns ask for: «السلام» by ``الـ سلام``, though it is known as a whole."""
        for cut in cuts(folded) if self.asked else ():
            if cut.proclitics and not cut.enclitic and cut.proclitics[-1] in self.asked.get(cut.stem, ()):
                yield cut
