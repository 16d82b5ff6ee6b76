"""Counts how often each rule, each alternative of a pattern and each entry of a list fired over a corpus."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from attrs import define, field, frozen

from nisba.arabic.folding import fold
from nisba.extraction.engine import Engine
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.mentions import listed, longest
from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.notation import notation
from nisba.readers.document import Document
from nisba.tools.alignment import Part, align, alternations, numbered

EXAMPLES = 3
"""So many contexts are kept of each row."""
CONTEXT = 60
"""Code points shown on each side of a match."""


class Kind(StrEnum):
    """What a row counts."""

    RULE = "rule"
    ALTERNATIVE = "alternative"
    CHOICE = "choice"
    WORDS = "words"
    ENTITY = "entity"


@frozen
class Context:
    """A place where something fired: what stands before it, it, and what stands behind."""

    doc: str
    before: str
    match: str
    after: str


@frozen(order=True)
class Name:
    """What a row is about, the same in every run of the same rules.

    ``of`` is the rule, list or type; ``place`` says which alternative («2», «2.1»: the first item of its second
    alternation), and is empty where there is one only; ``text`` shows it; ``where`` is its file and line.
    """

    kind: Kind
    of: str
    place: str
    text: str
    where: str


@define
class Row:
    """How often something fired, and some of the places."""

    name: Name
    count: int = 0
    examples: list[Context] = field(factory=list)

    def add(self, times: int, examples: Iterable[Context]) -> None:
        """Count more firings."""
        self.count += times
        self.examples += list(examples)[: EXAMPLES - len(self.examples)]


@define
class Coverage:
    """The rows of a corpus; those of several corpora, or parts of one, add up."""

    documents: int = 0
    rows: dict[Name, Row] = field(factory=dict)

    def row(self, name: Name) -> Row:
        """The row of this name."""
        found = self.rows.get(name)
        if found is None:
            found = self.rows[name] = Row(name)
        return found

    def merge(self, other: "Coverage") -> None:
        """Add what another run counted."""
        self.documents += other.documents
        for name, row in other.rows.items():
            self.row(name).add(row.count, row.examples)

    def of(self, kinds: Iterable[Kind]) -> "Coverage":
        """The rows of some kinds alone."""
        wanted = frozenset(kinds)
        return Coverage(self.documents, {n: r for n, r in self.rows.items() if n.kind in wanted})

    def ranked(self) -> list[Row]:
        """The rows: kind by kind, what fired least first."""
        order = list(Kind)
        return sorted(self.rows.values(), key=lambda row: (order.index(row.name.kind), row.count, row.name))

    def percent(self, kind: Kind | None = None) -> float:
        """How many of 100 rows (of a kind) fired; 100 where there is none."""
        rows = [row for row in self.rows.values() if kind is None or row.name.kind is kind]
        return 100.0 * sum(row.count > 0 for row in rows) / len(rows) if rows else 100.0


def measure(engine: Engine, documents: Iterable[Document], left_out: Path | None = None) -> Coverage:
    """How often the parts of an engine's rules fired over documents.

    Rules and entity patterns in files of the folder ``left_out``, and of the folders in it, are not reported.

    Every sentence is gone through, also those in which no rule has an anchor: entries of lists occur there too.
    """
    watch = _Watch(engine)
    seen: set[str] = set()
    for document in documents:
        seen.add(document.doc)
        for lattice in engine.lattices(document.text, document.annotations, every=True):
            watch.sentence(document.doc, lattice)
    watch.coverage.documents = len(seen)
    if left_out is not None:
        watch.leave_out(left_out)
    return watch.coverage


@frozen
class _Watched:
    """A rule or entity pattern: its parts, and the names of the rows that its choices count for."""

    parts: tuple[Part, ...]
    whole: Name
    names: dict[tuple[int, int], Name]
    file: Path


class _Watch:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.coverage = Coverage()
        program = engine.program
        self.rules = [
            self._watched(rule, rule.name, rule.where, rule.origins)
            for rule in (matcher.rule for matcher in engine.matchers.rules)
        ]
        marks: Counter[tuple[str, str]] = Counter()
        self.entities = []
        for pattern in (matcher.pattern for matcher in engine.matchers.entities.matchers):
            # A statement with several ``mark`` lines is several patterns: «b2» is the second match of the second.
            mark = marks[pattern.type, where := _where(pattern)]
            marks[pattern.type, where] += 1
            prefix = "" if not mark else chr(ord("a") + mark) if mark < 26 else f"m{mark}."
            self.entities.append(self._watched(pattern, pattern.type, where, (), prefix))
        self.words = {
            (words.name, _folded(phrase)): Name(Kind.WORDS, words.name, "", phrase, "")
            for words in program.words.values()
            for phrase in words.phrases
        }
        self.entries = {
            (entities.type, _folded(entry.form)): Name(Kind.ENTITY, entities.type, "", entry.form, "")
            for entities in program.entity_lists
            for entry in entities.entries
        }
        for name in (*self.words.values(), *self.entries.values()):
            self.coverage.row(name)

    def _watched(
        self,
        rule: m.Rule | m.EntityPattern,
        of: str,
        where: str,
        origins: Sequence[str],
        prefix: str = "",
    ) -> _Watched:
        types, alternatives = self.engine.program.types, rule.alternatives
        parts = numbered(alternatives)
        whole = Name(Kind.RULE, of, "", of, where)
        names = {}
        for i, alternative in enumerate(alternatives):
            origin = f"{origins[i]}: " if origins else ""
            text = origin + notation(alternative, types)
            names[0, i] = Name(Kind.ALTERNATIVE, of, f"{prefix}{i + 1}", text, where)
        for part in alternations(parts):
            for i, item in enumerate(part.parts):
                text = notation(item.element, types)
                names[part.number, i] = Name(Kind.CHOICE, of, f"{prefix}{part.number}.{i + 1}", text, where)
        for name in (whole, *names.values()):
            self.coverage.row(name)
        return _Watched(parts, whole, names, Path(rule.source.name))

    def leave_out(self, folder: Path) -> None:
        """Drop the rows of rules and entity patterns in a folder."""
        for watched in (*self.rules, *self.entities):
            if folder.resolve() in watched.file.resolve().parents:
                for name in (watched.whole, *watched.names.values()):
                    self.coverage.rows.pop(name, None)

    # ------------------------------------------------------------ sentences

    def sentence(self, doc: str, lattice: Lattice) -> None:
        """Count everything that fires in a sentence."""
        for number, reading in lattice.firings:
            self._fired(doc, lattice, self.entities[number], reading)
        for mention in longest(listed(lattice)):
            name = self.entries.get((mention.type, _folded(lattice.text(mention.start, mention.end))))
            if name is not None:
                self._count(name, doc, lattice, mention.start, mention.end)
        for number in self.engine.candidates(lattice):
            matcher = self.engine.matchers.rules[number]
            for match in self.engine.fire(matcher, lattice):
                self._fired(doc, lattice, self.rules[number], match.reading)
                for condition in matcher.rule.conditions:
                    self._condition(doc, lattice, condition, match.reading)

    def _fired(self, doc: str, lattice: Lattice, watched: _Watched, reading: Reading) -> None:
        aligned = align(watched.parts, lattice, reading)
        names = dict.fromkeys([watched.whole, *(watched.names[choice] for choice in aligned.choices)])
        for name in names:
            self._count(name, doc, lattice, reading.start, reading.end)
        for element, start, end in aligned.leaves:
            self._words(doc, lattice, element, start, end)

    def _words(self, doc: str, lattice: Lattice, element: p.Element, start: int, end: int) -> None:
        """Count the list entries that an element met; in a coordinated list, those of all members."""
        if isinstance(element, p.WordList):
            name = self.words.get((element.name, _folded(lattice.text(start, end))))
            if name is not None:
                self._count(name, doc, lattice, start, end)
        elif isinstance(element, p.Capture) and element.each:
            for words in _lists(element.item):
                for place, edges in lattice.forward(words).items():
                    for edge in edges:
                        if start <= edge.stem and place < edge.end <= end:
                            self._words(doc, lattice, words, edge.stem, edge.end)

    def _condition(self, doc: str, lattice: Lattice, condition: m.Condition, reading: Reading) -> None:
        """Count the entries that ``X in list`` found (under ``not`` none was found)."""
        match condition:
            case m.InList(m.Operand(str() as capture, None), words) if capture in reading.captures:
                self._words(doc, lattice, p.WordList(words), *reading.captures[capture])
            case m.And(items) | m.Or(items):
                for item in items:
                    self._condition(doc, lattice, item, reading)
            case _:
                pass

    def _count(self, name: Name, doc: str, lattice: Lattice, start: int, end: int) -> None:
        row = self.coverage.row(name)
        row.add(1, [context(doc, lattice, start, end)] if len(row.examples) < EXAMPLES else ())


def context(doc: str, lattice: Lattice, start: int, end: int) -> Context:
    """What stands between two places of a sentence, and around it in the sentence."""
    text, span = lattice.document, lattice.sentence
    first, last = lattice.offset(start), lattice.offset(end, end=True)
    before = text[max(span.start, first - CONTEXT) : first]
    after = text[last : min(span.end, last + CONTEXT)]
    return Context(doc, *(" ".join(part.split("\n")) for part in (before, text[first:last], after)))


def _where(pattern: m.EntityPattern) -> str:
    file = pattern.source.name.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{file}:{pattern.source.position(pattern.span.start).line}"


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in text.split())


def _lists(element: p.Element) -> Iterator[p.WordList]:
    match element:
        case p.WordList():
            yield element
        case p.Sequence(items) | p.Alternation(items):
            for item in items:
                yield from _lists(item)
        case p.Repetition(item) | p.Capture(_, item):
            yield from _lists(item)
        case _:
            return
