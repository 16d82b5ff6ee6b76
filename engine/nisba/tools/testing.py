"""Runs the examples of rules through the whole engine and says which fail, and how."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from nisba.arabic.folding import fold, reading_form
from nisba.diagnostics.diagnostic import Diagnostic
from nisba.extraction.engine import Engine
from nisba.extraction.trace_not import Miss, nearest_miss
from nisba.extraction.triple import Triple
from nisba.matching.compile import RuleMatcher
from nisba.matching.mentions import Annotation
from nisba.program.model import Example, ExampleTriple, Program, Relation, Rule
from nisba.source import Source


class Verdict(StrEnum):
    """What became of an example. ``UNEXPECTED`` is a ``todo`` that the rules can do by now."""

    PASSED = "passed"
    FAILED = "failed"
    TODO = "todo"
    UNEXPECTED = "unexpected"


@frozen
class Outcome:
    """One example and what the rule made of it.

    ``missing`` are the triples that should have come out and did not, ``forbidden`` those that came out though a
    ``no`` example speaks of them; ``got`` is everything that the rule gave.
    """

    matcher: RuleMatcher
    example: Example
    verdict: Verdict
    got: tuple[Triple, ...] = ()
    missing: tuple[ExampleTriple, ...] = ()
    forbidden: tuple[Triple, ...] = ()

    @property
    def name(self) -> str:
        """The example's name in reports: rule, kind and line."""
        return named(self.matcher.rule, self.example)

    def reason(self) -> str:
        """What is wrong, in one sentence; empty where nothing is."""
        if self.verdict is Verdict.UNEXPECTED:
            return "this `todo` passes now: make it a `yes`"
        if self.forbidden:
            return "must not come out: " + "; ".join(map(written, self.forbidden))
        if not self.missing:
            return ""
        negated = {key_of(t) for t in self.got if t.polarity != "asserted"}
        expected = "; ".join(map(shown, self.missing))
        if all(key_of(triple) in negated for triple in self.missing):
            return f"came out negated, not asserted: {expected}"
        came = "; ".join(map(written, self.got)) or "nothing"
        return f"expected {expected}; came out: {came}"


Key = tuple[str, str, str]


def named(rule: Rule, example: Example) -> str:
    """An example's name: rule, kind and line (``visit:yes:12``)."""
    return f"{rule.name}:{example.kind}:{rule.source.position(example.span.start).line}"


def comparable(text: str) -> str:
    """An argument's text as examples are compared: folded, without marks.

    >>> comparable("«أنتوني  بلينكن»") == comparable("انتونى بلينكن")
    True
    """
    return fold(reading_form(text))


def key_of(triple: Triple | ExampleTriple) -> Key:
    """What two triples that say the same share."""
    if isinstance(triple, Triple):
        return comparable(triple.subject.text), triple.relation, comparable(triple.object.text)
    return comparable(triple.subject), triple.relation, comparable(triple.object)


def shown(triple: ExampleTriple) -> str:
    """A triple of an example, as rules write it."""
    return f"({triple.subject}, {triple.relation}, {triple.object})"


def written(triple: Triple) -> str:
    """A triple that came out, as rules write it, with its polarity where it is not asserted."""
    text = f"({triple.subject.text}, {triple.relation}, {triple.object.text})"
    return text if triple.polarity == "asserted" else f"{text} [{triple.polarity}]"


def triples_of(
    engine: Engine, matcher: RuleMatcher, text: str, annotations: Iterable[Annotation] = ()
) -> list[Triple]:
    """The triples that one rule gives for a text, whatever other rules give (but for subjects that it inherits)."""
    if any(emit.subject.inherited for emit in matcher.rule.emits):
        return [t for t in engine.extract(text, tuple(annotations)) if t.rule == matcher.rule.name]
    found: list[Triple] = []
    for lattice in engine.lattices(text, tuple(annotations)):
        found.extend(engine.triples(lattice, engine.fire(matcher, lattice)))
    return found


def run_example(engine: Engine, matcher: RuleMatcher, example: Example) -> Outcome:
    """Run one example of a rule.

    ``yes`` and ``todo``: the rule itself gives every triple, asserted. ``no`` with triples: it gives none of them
    asserted; ``no`` without: it gives nothing asserted. Arguments are compared by their folded texts, and the two
    sides of a symmetric relation may change places.
    """
    annotations = annotations_for(engine.program, example)
    got = tuple(triples_of(engine, matcher, example.text, annotations))
    relations = engine.program.relations
    asserted = {key for t in got if t.polarity == "asserted" for key in _keys(t, relations)}
    if example.kind == "no":
        named = {key_of(triple) for triple in example.triples}
        forbidden = tuple(
            t
            for t in got
            if t.polarity == "asserted" and (not named or named.intersection(_keys(t, relations)))
        )
        return Outcome(
            matcher, example, Verdict.FAILED if forbidden else Verdict.PASSED, got, forbidden=forbidden
        )
    missing = tuple(triple for triple in example.triples if key_of(triple) not in asserted)
    if example.kind == "todo":
        return Outcome(matcher, example, Verdict.TODO if missing else Verdict.UNEXPECTED, got, missing)
    return Outcome(matcher, example, Verdict.FAILED if missing else Verdict.PASSED, got, missing)


def _keys(triple: Triple, relations: dict[str, Relation]) -> Iterator[Key]:
    subject, relation, object_ = key_of(triple)
    yield subject, relation, object_
    if relations[relation].symmetric:
        yield object_, relation, subject


def annotations_for(program: Program, example: Example) -> tuple[Annotation, ...]:
    """What a caller would annotate in an example: its arguments, where the relation asks for annotated types.

    Rules that rely on ``entity T from annotations`` could have no examples otherwise.
    """
    if not program.annotations:
        return ()
    found: dict[tuple[int, int, str], Annotation] = {}
    for triple in example.triples:
        relation = program.relations[triple.relation]
        for text, types in ((triple.subject, relation.subject), (triple.object, relation.object)):
            start = example.text.find(text)
            for label, type_ in program.annotations:
                if start >= 0 and type_ in types:
                    end = start + len(text)
                    found.setdefault((start, end, label), Annotation(start, end, label))
    return tuple(found.values())


def nearest(engine: Engine, outcome: Outcome) -> Miss | None:
    """What kept a rule from giving a triple that an example expects; None where its pattern did match."""
    if not outcome.missing:
        return None
    example = outcome.example
    lattices = engine.lattices(example.text, annotations_for(engine.program, example), every=True)
    return nearest_miss(engine, outcome.matcher, lattices)


def run_tests(engine: Engine, name: str = "", files: Iterable[Path] = ()) -> Iterator[Outcome]:
    """Run the examples of the rules whose names hold ``name``, rule by rule.

    ``files``: only rules that stand in these files, or directly in these folders (none: all rules).
    """
    for matcher in chosen(engine, name, files):
        for example in matcher.rule.examples:
            yield run_example(engine, matcher, example)


def chosen(engine: Engine, name: str = "", files: Iterable[Path] = ()) -> Iterator[RuleMatcher]:
    """The rules whose names hold ``name`` and which stand in ``files`` (see ``stands_in``)."""
    files = tuple(files)
    for matcher in engine.matchers.rules:
        if name in matcher.rule.name and stands_in(matcher.rule.source, files):
            yield matcher


def stands_in(source: Source, files: Iterable[Path]) -> bool:
    """Whether a source is one of these files, or lies directly in one of these folders (none: any source)."""
    wanted = {path.resolve() for path in files}
    place = Path(source.name).resolve()
    return not wanted or not wanted.isdisjoint({place, place.parent})


def failing_examples(engine: Engine, files: Iterable[Path] = ()) -> tuple[Diagnostic, ...]:
    """A diagnostic for every ``yes`` and ``no`` example that fails; ``files`` as for ``run_tests``.

    >>> import nisba
    >>> engine = nisba.compile('''
    ... entity Country from annotations "LOC"
    ... relation visited (Country -> Country)
    ... rule visit
    ...   match X:Country زار Y:Country
    ...   emit (X, visited, Y)
    ...   yes "العراق زار تركيا" => (العراق, visited, تركيا)
    ...   yes "العراق يزور تركيا" => (العراق, visited, تركيا)
    ... ''')
    >>> [d.source.slice(d.span)[:22] for d in failing_examples(engine)]
    ['yes "العراق يزور تركيا']
    """
    return tuple(
        Diagnostic(
            "example-fails",
            f"a `{outcome.example.kind}` example of the rule `{outcome.matcher.rule.name}` fails",
            outcome.matcher.rule.source,
            outcome.example.span,
            hint=outcome.reason(),
        )
        for outcome in run_tests(engine, files=files)
        if outcome.verdict is Verdict.FAILED
    )
