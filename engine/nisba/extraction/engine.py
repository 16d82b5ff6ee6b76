"""The engine: rules in, texts through, triples out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from nisba.arabic.document import Sentence, sentences
from nisba.arabic.folding import fold
from nisba.arabic.morphology.providers import provider
from nisba.arabic.tokens import LONGEST_KEPT, Chunk
from nisba.extraction.arguments import argument, combinations, mention_argument
from nisba.extraction.cache import kept
from nisba.extraction.conditions import holds
from nisba.extraction.factuality import Judge, Judgement, SentenceJudge
from nisba.extraction.memory import LINKED_TYPE, Memory
from nisba.extraction.triple import Argument, SentenceSpan, Triple
from nisba.matching.compile import Matchers, RuleMatcher, compile_program
from nisba.matching.index import ALL_NEEDS, Start
from nisba.matching.lattice import Lattice
from nisba.matching.machine import ALL, READINGS, Reading, Search, Shortcuts
from nisba.matching.mentions import Annotation, find_mentions
from nisba.matching.screen import Screen
from nisba.matching.vocabulary import SPELLINGS
from nisba.packaged import packaged
from nisba.program.model import Emit, Program
from nisba.program.paths import SHIPPED, located
from nisba.sealed import Sealed
from nisba.source import Source

SPEAKER_REACH = 1_000
"""So many code points behind the place where it was named, a subject is no longer inherited."""


@frozen
class Match:
    """One firing of a rule: the anchor's token and the reading chosen."""

    matcher: RuleMatcher
    token: int
    reading: Reading


class Engine:
    """Compiled rules, ready to read texts. Safe to use from several threads; cheap to keep, costly to make.

    >>> import nisba
    >>> engine = nisba.compile('''
    ... words trip = زيارة | جولة
    ... entity Person from annotations "PER"
    ... entity Country from annotations "LOC"
    ... relation visited (Person -> Country)
    ... rule visit
    ...   match trip X:Person (إلى | لـ) Y:Country
    ...   emit (X, visited, Y)
    ... ''')
    >>> mentions = [nisba.Annotation(6, 12, "PER"), nisba.Annotation(14, 19, "LOC")]
    >>> [(t.subject.text, t.relation, t.object.text) for t in engine.extract("زيارة بلينكن لتركيا", mentions)]
    [('بلينكن', 'visited', 'تركيا')]
    """

    def __init__(self, program: Program, morphology: str = "light", shortcuts: Shortcuts = ALL) -> None:
        """Compile a program. ``shortcuts`` change the time that it takes, never what is found."""
        self.shortcuts = shortcuts
        self._program: Sequence[Program] = (program,)
        self.relations = program.relations
        self._labels = program.annotations
        self.morphology = provider(morphology, program.verbs.values())
        self.matchers: Matchers = compile_program(program, self.morphology)
        self.judge = Judge(self.matchers.vocabulary)
        self._remembers = LINKED_TYPE in {leaf for leaves in program.types.values() for leaf in leaves}
        self._idle: set[Chunk] = set()
        """Chunks at which no anchor can start: a sentence of such alone costs nothing more."""
        self._screen: Screen | None = None
        self._inheriting = frozenset(
            emit.relation for rule in program.rules for emit in rule.emits if emit.subject.inherited
        )

    def __getstate__(self) -> dict[str, object]:
        """Without what can be worked out again; what not every text needs is sealed."""
        return {
            **self.__dict__,
            "_idle": set(),
            "_screen": None,
            "_program": Sealed(self._program),
            "matchers": evolve(self.matchers, rules=Sealed(self.matchers.rules)),
        }

    @property
    def program(self) -> Program:
        """What was compiled."""
        return self._program[0]

    def with_annotations(self, labels: Iterable[tuple[str, str]]) -> "Engine":
        """This engine, in which annotations count as mentions by more (label, entity type) pairs than the rules declare.

        Nothing is compiled again.
        """
        program = self.program
        program = evolve(program, annotations=(*program.annotations, *labels))
        other = object.__new__(Engine)
        other.__dict__.update(self.__dict__, _program=(program,), _labels=program.annotations, _idle=set())
        return other

    # ------------------------------------------------------------ texts

    def extract(self, text: str, mentions: Iterable[Annotation] = (), doc: str = "") -> list[Triple]:
        """The triples of a text, in the order of the text.

        ``mentions`` are annotations for ``entity … from annotations``; ``doc`` is the document's name in the triples.
        Offsets are code points of ``text``, end exclusive. Raises ``TypeError`` for what is no text, ``ValueError`` for an
        annotation that goes beyond it.
        """
        annotations = tuple(mentions)
        found: list[Triple] = []
        speaker: Argument | None = None
        for lattice in self.lattices(text, annotations):
            if speaker is not None and lattice.sentence.start - speaker.end > SPEAKER_REACH:
                speaker = None
            triples = self.triples(lattice, self.matches(lattice), doc, speaker)
            speaker = next((t.subject for t in triples if t.relation in self._inheriting), speaker)
            found.extend(triples)
        return found

    def extract_many(self, texts: Iterable[str | tuple[str, str]]) -> Iterator[Triple]:
        """The triples of many texts, one after another: texts, or (document name, text) pairs.

        Raises ``TypeError`` for a single text, which ``extract`` takes.
        """
        if isinstance(texts, str):
            raise TypeError("several texts are expected; extract() takes one")
        for number, item in enumerate(texts):
            doc, text = (str(number), item) if isinstance(item, str) else item
            yield from self.extract(text, doc=doc)

    def annotate(self, text: str, mentions: Iterable[Annotation] = ()) -> list[Argument]:
        """The mentions of a text, in its order."""
        annotations = tuple(mentions)
        found: list[Argument] = []
        for lattice in self.lattices(text, annotations, every=True):
            found.extend(
                mention_argument(lattice, m) for m in sorted(lattice.mentions, key=lambda m: (m.start, m.end))
            )
        return found

    # ------------------------------------------------------------ stages, also used by the tools

    def lattices(
        self, text: str, annotations: Sequence[Annotation] = (), every: bool = False
    ) -> Iterator[Lattice]:
        """The sentences in which some rule can fire (or ``every`` one), with their mentions."""
        if not isinstance(text, str):
            raise TypeError(f"a text is expected, not {type(text).__name__}")
        for annotation in annotations:
            if annotation.end > len(text):
                raise ValueError(f"{annotation} goes beyond the text of {len(text)} code points")
        memory = Memory()
        passed: list[Sentence] = []
        skips = self.shortcuts.idle_sentences and not every and not self.matchers.index.always
        for sentence in sentences(text):
            idle = skips and self._is_idle(sentence)
            lattice = None if idle else self._lattice(text, sentence)
            if lattice is None or not (every or self.matchers.index.possible(lattice.keys())):
                if self._remembers:
                    passed.append(sentence)
                continue
            # Names in the sentences passed over may be shortened in this one.
            for each in (*(self._lattice(text, earlier) for earlier in passed), lattice):
                each.learn(memory.stems() | _annotated_stems(text, each, annotations))
                self._find_mentions(each, annotations)
                memory.link(each)
            passed.clear()
            yield lattice

    def _is_idle(self, sentence: Sentence) -> bool:
        """Whether no anchor can start in a sentence; notes the chunks in which none can."""
        if self._idle.issuperset(sentence.chunks):
            return True
        if len(self._idle) >= SPELLINGS:
            self._idle.clear()
        spelling, anchors = self.matchers.vocabulary.spelling, self.matchers.index.by_anchor.keys()
        if self._screen is None:
            self._screen = Screen(self.matchers.vocabulary, anchors)
        for chunk in sentence.chunks:
            if chunk not in self._idle:
                for token in chunk.tokens if self._screen.passes(chunk.text) else ():
                    known = spelling(token)
                    if known.phrases or not known.keys.isdisjoint(anchors):
                        return False
                if len(chunk.text) <= LONGEST_KEPT:
                    self._idle.add(chunk)
        return True

    def _lattice(self, text: str, sentence: Sentence) -> Lattice:
        return Lattice(text, sentence, self.matchers.vocabulary)

    def candidates(self, lattice: Lattice) -> list[int]:
        """The numbers of the rules that have an anchor in the sentence."""
        return list(self.matchers.index.starts(lattice.keys()))

    def matches(self, lattice: Lattice) -> Iterator[Match]:
        """Every firing of every rule in a sentence."""
        index, words = self.matchers.index, lattice.keys()
        met = (
            index.met(words) | index.met(lattice.mention_places().keys())
            if self.shortcuts.needs
            else ALL_NEEDS
        )
        for number, starts in index.starts(words, met).items():
            yield from self.fire(self.matchers.rules[number], lattice, starts)

    def fire(
        self, matcher: RuleMatcher, lattice: Lattice, starts: Sequence[Start] | None = None
    ) -> Iterator[Match]:
        """The firings of one rule in a sentence, from these starts (None: from all)."""
        conditions = matcher.rule.conditions
        if conditions:
            search = Search(matcher.automaton, lattice, READINGS, self.shortcuts)
            fired = search.fire(
                starts, lambda reading: all(holds(c, lattice, matcher, reading.captures) for c in conditions)
            )
        else:
            fired = Search(matcher.automaton, lattice, shortcuts=self.shortcuts).fire(starts)
        for token, reading in fired:
            yield Match(matcher, token, reading)

    def triples(
        self, lattice: Lattice, matches: Iterable[Match], doc: str = "", speaker: Argument | None = None
    ) -> list[Triple]:
        """The triples of matches in one sentence: of those that say the same, the one with the better reading.

        ``speaker`` is the last subject before the sentence that a triple may inherit.
        """
        judge = self.judge.sentence(lattice)
        best: dict[tuple[object, ...], tuple[tuple[int, str], Triple]] = {}
        inheriting: list[tuple[Match, Emit]] = []
        for match in matches:
            for emit in match.matcher.rule.emits:
                if emit.subject.inherited:
                    inheriting.append((match, emit))
                else:
                    self._emit(judge, match, emit, doc, None, best)
        for match, emit in sorted(inheriting, key=lambda pair: pair[0].token):
            begins = lattice.offset(match.token << 4)
            before = [
                triple.subject
                for _, triple in best.values()
                if triple.relation in self._inheriting and 0 <= triple.subject.end <= begins
            ]
            inherited = max(before, key=lambda subject: subject.start, default=speaker)
            if inherited is not None:
                self._emit(judge, match, emit, doc, inherited, best)
        triples = [triple for _, triple in best.values()]
        triples.sort(key=lambda t: (t.subject.start, t.object.start, t.object.end, t.relation, t.rule))
        return triples

    def _emit(
        self,
        judge: SentenceJudge,
        match: Match,
        emit: Emit,
        doc: str,
        inherited: Argument | None,
        best: dict[tuple[object, ...], tuple[tuple[int, str], Triple]],
    ) -> None:
        """Put the triples that a match emits among the best ones."""
        lattice, matcher, rule = judge.lattice, match.matcher, match.matcher.rule
        fact: Judgement | None = None
        rank = (matcher.automaton.layout.skipped(match.reading.key), rule.name)
        span = SentenceSpan(lattice.sentence.start, lattice.sentence.end)
        symmetric = self.relations[emit.relation].symmetric
        for left, right in combinations(lattice, matcher, match.reading, emit, symmetric):
            subject = (
                argument(lattice, matcher, emit.subject, left)
                if inherited is None
                else evolve(inherited, attributes=inherited.attributes | {"inherited": "true"})
            )
            object_ = argument(lattice, matcher, emit.object, right)
            if subject is None or object_ is None:
                continue
            same = (emit.relation, _place(subject), _place(object_))
            if same in best and best[same][0] <= rank:
                continue
            fact = fact or judge.judge(match.token, match.reading)
            qualifiers = {
                key: value
                for key, operand in emit.qualifiers
                if (value := argument(lattice, matcher, operand, left)) is not None
            }
            triple = Triple(
                doc, rule.name, rule.where, emit.relation, subject, object_, qualifiers,
                fact.polarity, fact.modality, fact.attribution, span,
            )  # fmt: skip
            best[same] = (rank, triple)

    def _find_mentions(self, lattice: Lattice, annotations: Sequence[Annotation]) -> None:
        find_mentions(lattice, self.matchers.entities, annotations, self._labels, self.shortcuts)


def _annotated_stems(text: str, lattice: Lattice, annotations: Sequence[Annotation]) -> frozenset[str]:
    """The first words of the annotations of a sentence, folded: what a proclitic may stand before."""
    span = lattice.sentence
    inside = (a for a in annotations if span.start <= a.start < a.end <= span.end)
    return frozenset(fold(text[a.start : a.end].split()[0]) for a in inside if text[a.start : a.end].strip())


def _place(argument_: Argument) -> tuple[object, ...]:
    return (argument_.start, argument_.end) if argument_.start >= 0 else (argument_.text,)


# ---------------------------------------------------------------- making engines


def load(rules: str | Path | Iterable[str | Path] = "news", morphology: str = "light") -> Engine:
    """An engine from a pack that ships with nisba (``"news"``), a file, a folder, or several of these.

    Raises ``RulesError`` with every diagnostic where the rules cannot be used, ``FileNotFoundError`` where
    there is neither such a file nor such a pack, and ``ValueError`` where no rules are named. What was compiled is kept in the user's cache folder, unless the
    environment says ``NISBA_CACHE=0``.
    """
    named = [rules] if isinstance(rules, str | Path) else list(rules)
    if not named:
        raise ValueError("no rules are named: a pack, a file or a folder is expected")
    paths = [rules_path(name) for name in named]

    def make() -> Engine:
        from nisba.program.load import load_program

        return Engine(load_program(paths), morphology)

    # What camel-tools knows of words is not of our making, and is not kept.
    return kept(paths, make) if morphology == "light" else make()


def compile(source: str, name: str = "<rules>", morphology: str = "light") -> Engine:
    """An engine from the text of a rules file. ``name`` stands in messages and in the triples' ``where``.

    Imports are relative to the working folder. Raises ``RulesError`` with every diagnostic.
    """
    from nisba.program.load import program_from_source

    return Engine(program_from_source(Source(name, source), Path.cwd()), morphology)


def rules_path(name: str | Path) -> Path:
    """Where rules are: the path itself (``nisba:…``: of a shipped file), or the folder of a shipped pack of this name.

    A folder without rules, such as one of texts, does not hide the pack that is called like it.
    """
    path = located(Path(), name) if isinstance(name, str) and name.startswith(SHIPPED) else Path(name)
    pack = packaged("rules") / str(name)
    if path.is_file() or (path.exists() and (not pack.is_dir() or any(path.glob("*.rules")))):
        return path
    if pack.is_dir():
        return pack
    packs = sorted(
        p.name for p in packaged("rules").iterdir() if p.is_dir() and p.name not in ("shared", "lexicon")
    )
    raise FileNotFoundError(
        f"no rules at {name}: neither a file or folder nor a shipped pack ({', '.join(packs)})"
    )
