"""Suggests rules for example sentences with marked arguments, ranked by how they do on them and on a corpus."""

from collections.abc import Iterable, Iterator, Sequence
from operator import contains
from pathlib import Path

from attrs import define, evolve, field, frozen

from nisba.diagnostics.diagnostic import Severity
from nisba.extraction.engine import Engine
from nisba.extraction.triple import Triple
from nisba.matching.lattice import Lattice
from nisba.program.load import check_source
from nisba.program.model import Program
from nisba.readers.document import Document
from nisba.source import Source
from nisba.syntax.printer import print_clause, print_example, quote
from nisba.tools.candidates import Pattern, merged, patterns_of
from nisba.tools.coverage import EXAMPLES, Context, context
from nisba.tools.marked import Marked

MOST = 600
"""So many candidates are compiled."""
FINALISTS = 40
"""So many of the best are tried on a corpus."""
NAME = "suggestion_"


@define
class Suggestion:
    """A pattern and how it does: examples found, triples that no example has, matches in a corpus."""

    pattern: Pattern
    order: int
    """Its number among the candidates, of which the more specific come first."""
    found: int = 0
    wrong: int = 0
    examples: int = 0
    places: dict[tuple[str, int, int], None] = field(factory=dict)
    """The matches in the corpus: document, start and end."""
    contexts: list[Context] = field(factory=list)
    shown: list[tuple[Marked, Triple | None]] = field(factory=list)
    """The examples that hold, with the triple that came out (None: rightly nothing)."""

    @property
    def hits(self) -> int:
        """How often it matches in the corpus."""
        return len(self.places)

    @property
    def texts(self) -> frozenset[str]:
        """The texts of the examples found."""
        return frozenset(example.text for example, triple in self.shown if triple is not None)

    @property
    def precision(self) -> float:
        """The part of what came out of the examples that is right (0 where nothing did)."""
        return self.found / (self.found + self.wrong) if self.found else 0.0

    @property
    def rank(self) -> tuple[object, ...]:
        """Better is smaller: right and complete on the examples, then often in the corpus, then simple."""
        gaps = sum(element.startswith("...") for element in self.pattern)
        return (-self.precision, -self.found, -self.hits, gaps, len(self.pattern), self.order)


@frozen
class Wanted:
    """What is to be suggested: the relation, the names of its subject and object, the rules to build on."""

    relation: str
    subject: str
    object: str
    files: tuple[Path, ...]


def suggest(
    engine: Engine, wanted: Wanted, examples: Sequence[Marked], corpus: Iterable[Document] = ()
) -> list[Suggestion]:
    """Rules for the examples, the best first; those that find no example are left out.

    A rule that finds what those before it miss stands before one that does not.

    ``engine`` has the rules whose types, lists and verbs the suggestions may use.

    Raises:
        NoSentenceError: where the arguments of an example do not stand in one sentence.
    """
    patterns = merged(patterns_of(engine, example) for example in examples if example.arguments)[:MOST]
    trial = _Trial(engine, wanted, patterns)
    for example in examples:
        trial.example(example)
    best = _covering(sorted((s for s in trial.suggestions.values() if s.found), key=lambda s: s.rank))[
        :FINALISTS
    ]
    for suggestion in best:
        suggestion.examples = sum(bool(example.arguments) for example in examples)
    finalists = trial.only(best)
    for document in corpus:
        for lattice in finalists.lattices(document.text, document.annotations):
            for suggestion, start, end in trial.hits(finalists, lattice):
                first = document.offset + lattice.offset(start)
                suggestion.places[document.doc, first, document.offset + lattice.offset(end, end=True)] = None
                if len(suggestion.contexts) < EXAMPLES:
                    suggestion.contexts.append(context(document.doc, lattice, start, end))
    different: dict[object, Suggestion] = {}
    for suggestion in sorted(best, key=lambda s: s.rank):
        # Of those that match the same everywhere one is enough: the simplest and most specific.
        same = (
            (suggestion.found, suggestion.wrong, tuple(suggestion.places))
            if suggestion.places
            else suggestion.order
        )
        different.setdefault(same, suggestion)
    return _covering(list(different.values()))


def _covering(ranked: list[Suggestion]) -> list[Suggestion]:
    """Those in front that together find all that any finds, none of them without an example of its own; then the rest."""
    front: list[Suggestion] = []
    found: set[str] = set()
    for suggestion in ranked:
        new = suggestion.texts - found
        if new:
            front.append(suggestion)
            found |= new
    return front + [suggestion for suggestion in ranked if suggestion not in front]


def missed(
    engine: Engine, wanted: Wanted, examples: Iterable[Marked], found: Iterable[Suggestion]
) -> Iterator[tuple[Marked, list[str]]]:
    """The examples that no suggestion finds, each with what is odd about its arguments."""
    texts = frozenset[str]().union(*(suggestion.texts for suggestion in found))
    relation = engine.program.relations.get(wanted.relation)
    for example in examples:
        if not example.arguments or example.text in texts:
            continue
        reasons = []
        for name, taken in (
            (wanted.subject, relation.subject if relation else None),
            (wanted.object, relation.object if relation else None),
        ):
            start, end = example.arguments[name]
            near = [m for m in engine.annotate(example.text) if m.start < end and start < m.end]
            same = [m for m in near if (m.start, m.end) == (start, end)]
            if near and not same:
                largest = max(near, key=lambda m: m.end - m.start)
                reasons.append(
                    f"for {name} the rules know «{largest.text}» there ({largest.type}): mark that"
                )
            elif same and taken is not None and not any(m.type in taken for m in same):
                kinds = " and ".join(dict.fromkeys(m.type for m in same))
                reasons.append(f"{name} is {kinds}, which the signature of {wanted.relation} does not take")
        yield example, reasons


class _Trial:
    """The candidates as rules of one program, each tried by itself."""

    def __init__(self, engine: Engine, wanted: Wanted, patterns: Sequence[Pattern]) -> None:
        self.base = engine
        self.wanted = wanted
        self.program = self._program(patterns)
        numbers = {rule.name: int(rule.name.removeprefix(NAME)) for rule in self.program.rules}
        self.suggestions = {name: Suggestion(patterns[i], i) for name, i in numbers.items()}
        self.engine = Engine(self.program)

    def _program(self, patterns: Sequence[Pattern]) -> Program:
        """The candidates that can be compiled: some do not fit the signature, or can match nothing."""
        numbers = list(range(len(patterns)))
        while True:
            source = Source("<suggestions>", self._text(patterns, numbers))
            program, diagnostics = check_source(source)
            if program is not None:
                own = tuple(rule for rule in program.rules if rule.source.name == source.name)
                return evolve(program, rules=own)
            errors = [d for d in diagnostics if d.severity is Severity.ERROR and d.source.name == source.name]
            lines = {source.position(error.span.start).line for error in errors}
            text = source.text.split("\n")
            bad = {int(text[at - 1].split()[1].removeprefix(NAME)) for at in lines if NAME in text[at - 1]}
            if not bad:
                # Cannot be: the engine was made of the same files. Without candidates there is nothing to suggest.
                return evolve(self.base.program, rules=())
            numbers = [number for number in numbers if number not in bad]

    def _text(self, patterns: Sequence[Pattern], numbers: Iterable[int]) -> str:
        lines = [f"import {quote(str(file.resolve()))}" for file in self.wanted.files]
        if self.wanted.relation not in self.base.program.relations:
            lines.append(declaration(self.wanted))
        emit = f"({self.wanted.subject}, {self.wanted.relation}, {self.wanted.object})"
        lines += [f"rule {NAME}{i}  match {' '.join(patterns[i])}  emit {emit}" for i in numbers]
        return "\n".join(lines)

    def example(self, example: Marked) -> None:
        """Count what each candidate finds in an example."""
        gold = [{example.arguments.get(name)} for name in (self.wanted.subject, self.wanted.object)]
        came: dict[str, list[Triple]] = {}
        for lattice in self.engine.lattices(example.text):
            for places in gold:
                places |= {name for whole, name in _mentions(lattice) if whole in places}
            for number in self.engine.candidates(lattice):
                matcher = self.engine.matchers.rules[number]
                triples = self.engine.triples(lattice, self.engine.fire(matcher, lattice))
                came.setdefault(matcher.rule.name, []).extend(triples)
        for name, suggestion in self.suggestions.items():
            triples = came.get(name, [])
            right = next((t for t in triples if all(map(contains, gold, _places(t)))), None)
            suggestion.found += right is not None
            suggestion.wrong += len(triples) - (right is not None)
            if right is not None or (not triples and not example.arguments):
                suggestion.shown.append((example, right))

    def only(self, suggestions: Sequence[Suggestion]) -> Engine:
        """An engine with some of the candidates."""
        wanted = {id(suggestion) for suggestion in suggestions}
        rules = tuple(rule for rule in self.program.rules if id(self.suggestions[rule.name]) in wanted)
        return Engine(evolve(self.program, rules=rules))

    def hits(self, engine: Engine, lattice: Lattice) -> Iterator[tuple[Suggestion, int, int]]:
        """Each match in a sentence of a corpus, with its places."""
        for match in engine.matches(lattice):
            yield self.suggestions[match.matcher.rule.name], match.reading.start, match.reading.end


def declaration(wanted: Wanted) -> str:
    """A declaration of the relation that takes anything."""
    return f"relation {wanted.relation} (Mention | Phrase -> Mention | Phrase)"


def rule_text(suggestion: Suggestion, wanted: Wanted, name: str) -> str:
    """A suggestion as a rule, ready to paste, with its examples."""
    lines = [
        print_clause("match", " ".join(suggestion.pattern)),
        print_clause("emit", f"({wanted.subject}, {wanted.relation}, {wanted.object})"),
    ]
    for example, triple in suggestion.shown:
        if triple is None:
            lines.append(print_example("no", example.text, ()))
        elif triple.polarity == "asserted":
            key = (triple.subject.text, wanted.relation, triple.object.text)
            lines.append(print_example("yes", example.text, [key]))
    return "\n  ".join([f"rule {name}", *lines]) + "\n"


def _places(triple: Triple) -> tuple[tuple[int, int], tuple[int, int]]:
    return (triple.subject.start, triple.subject.end), (triple.object.start, triple.object.end)


def _mentions(lattice: Lattice) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the mentions of a sentence stand, and the names in them, which are what triples show."""
    for mention in lattice.mentions:
        whole, name = (
            (lattice.offset(start), lattice.offset(end, end=True))
            for start, end in ((mention.start, mention.end), mention.name)
        )
        yield whole, name
