"""From a ``rule`` statement to a rule: patterns, frames, conditions, what it emits, examples."""

from collections.abc import Iterable
from typing import TypeVar

from attrs import define, field

from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.attached import in_context
from nisba.program.checks import check_pattern, check_same_captures
from nisba.program.frames import expand
from nisba.program.resolver import UNKNOWN, Resolver
from nisba.program.shape import LARGEST, always_captured, captures, size
from nisba.program.signatures import Types, check_emit, types_of
from nisba.source import Source, Span
from nisba.syntax import nodes as n

Clause = TypeVar("Clause", bound=n.Node)


def resolve_rule(rule: n.RuleDecl, source: Source, resolver: Resolver) -> m.Rule:
    """The resolved rule; what is wrong in it is noted with the resolver's findings."""
    return _RuleResolution(rule, source, resolver).resolve()


def operand(node: n.Operand) -> m.Operand:
    """The argument that a node of the tree stands for."""
    return m.Operand(
        capture=node.capture.text if node.capture else None,
        key=node.key.text if node.key else None,
        text=node.string.text if node.string else None,
        inherited=node.inherited,
    )


@define
class _RuleResolution:
    rule: n.RuleDecl
    source: Source
    resolver: Resolver
    alternatives: list[tuple[str, p.Element, Span]] = field(factory=list)
    """Origin, pattern, and the place of the clause it came from."""
    captured: list[dict[str, list[p.Capture]]] = field(factory=list)
    """The captures of each alternative."""
    used: dict[str, None] = field(factory=dict)
    """The captures that some clause speaks of."""
    known: dict[str, list[p.Capture]] = field(factory=dict)

    def resolve(self) -> m.Rule:
        self._patterns()
        conditions = tuple(self._condition(clause.condition) for clause in self._clauses(n.WhereClause))
        emits = tuple(self._emit(clause) for clause in self._clauses(n.EmitClause))
        examples = tuple(self._example(clause) for clause in self._clauses(n.Example))
        places = [span for _, _, span in self.alternatives]
        check_same_captures(self.captured, places, self.used, self.source, self.resolver.findings)
        self._sure_arguments()
        return m.Rule(
            name=self.rule.name.text,
            alternatives=tuple(in_context(element) for _, element, _ in self.alternatives),
            origins=tuple(origin for origin, _, _ in self.alternatives),
            conditions=conditions,
            emits=emits,
            examples=examples,
            source=self.source,
            span=self.rule.name.span,
        )

    def _clauses(self, kind: type[Clause]) -> list[Clause]:
        return [clause for clause in self.rule.clauses if isinstance(clause, kind)]

    # -------------------------------------------------------- patterns

    def _patterns(self) -> None:
        findings = self.resolver.findings
        for clause in self.rule.clauses:
            match clause:
                case n.MatchClause(pattern=pattern):
                    element = self.resolver.resolve(pattern, self.source)
                    check_pattern(element, self.source, pattern.span, findings)
                    self.alternatives.append(("match", element, pattern.span))
                case n.FrameClause():
                    self._frame(clause)
                case _:
                    pass
        if not self.alternatives:
            findings.error(
                "missing-match", f"the rule `{self.rule.name.text}` has no pattern", self.source, self.rule.name.span,
                expected="`match PATTERN` or `frame <VERB> (SUBJECT) (COMPLEMENT)`",
            )  # fmt: skip
        if not self._clauses(n.EmitClause):
            findings.error(
                "missing-emit", f"the rule `{self.rule.name.text}` emits nothing", self.source, self.rule.name.span,
                expected="`emit (ARG, relation, ARG)`",
            )  # fmt: skip
        if sum(size(element) for _, element, _ in self.alternatives) > LARGEST:
            self.resolver.too_large(self.source, self.rule.name.span)
        self.captured = [captures(element) for _, element, _ in self.alternatives]
        for held in self.captured:
            for name, found in held.items():
                self.known.setdefault(name, []).extend(found)

    def _frame(self, frame: n.FrameClause) -> None:
        lexeme = self.resolver.lexeme(frame.lexeme, self.source)
        subject = self.resolver.resolve(frame.subject, self.source)
        complements = [self.resolver.resolve(part, self.source) for part in frame.complements]
        # The parts are checked in the order in which they are written, so that a mistake is told once.
        check_pattern(
            p.sequence(lexeme, subject, *complements), self.source, frame.span, self.resolver.findings
        )
        verb = self.resolver.declared.verbs.get(lexeme.lemma)
        orders = expand(lexeme, subject, complements, verb is None or bool(verb.masdars))
        if not orders:
            self.resolver.findings.error(
                "no-masdar", f"the verb `{lexeme.lemma}` has no masdar", self.source, frame.lexeme.span,
                hint=f"declare it: `verb {lexeme.lemma} … masdar …`",
            )  # fmt: skip
            orders = [("frame", p.sequence(lexeme, subject, *complements))]
        self.alternatives += [(origin, element, frame.span) for origin, element in orders]

    # -------------------------------------------------------- captures

    def _capture(self, name: n.Name) -> str:
        """The name of a capture that some alternative has; one that none has is noted."""
        if name.text not in self.known:
            # Where there is no pattern at all, that is the mistake.
            if not self.alternatives or any(element == UNKNOWN for _, element, _ in self.alternatives):
                return name.text
            here = "captures here are " + ", ".join(self.known) if self.known else "the rule captures nothing"
            quoted = "" if name.text.isascii() else f'; a text is quoted: "{name.text}"'
            self.resolver.findings.unknown(
                "unknown-capture", name.text, self.source, name.span, kind="capture", known=self.known,
                otherwise=here + quoted,
            )  # fmt: skip
        self.used[name.text] = None
        return name.text

    def _operand(self, node: n.Operand) -> m.Operand:
        if node.capture is not None:
            self._capture(node.capture)
        return operand(node)

    def _sure_arguments(self) -> None:
        """Subjects and objects must be there whatever way a pattern is read."""
        findings = self.resolver.findings
        told: set[str] = set()
        for emit in self._clauses(n.EmitClause):
            for argument in (emit.subject, emit.object):
                name = argument.capture.text if argument.capture else None
                if name is None or name in told or name not in self.known:
                    continue
                for (_, element, _), held in zip(self.alternatives, self.captured, strict=True):
                    place = held.get(name)
                    if place and name not in always_captured(element):
                        told.add(name)
                        findings.error(
                            "capture-missing",
                            f"`{name}` is an argument of the triple, but the pattern can match without it",
                            self.source,
                            place[0].span or self.rule.name.span,
                            hint="only a qualifier may be left out; take it out of the optional or alternative part",
                        )
                        break

    # -------------------------------------------------------- conditions, triples, examples

    def _condition(self, node: n.Condition) -> m.Condition:
        match node:
            case n.Compare(left=left, right=right, negated=negated):
                return m.Compare(self._operand(left), self._operand(right), negated)
            case n.InList(operand=value, words=words):
                self._words(words)
                return m.InList(self._operand(value), words.text)
            case n.Agree(left=a, right=b):
                return m.Agree(self._capture(a), self._capture(b))
            case n.Near(left=a, right=b, distance=distance):
                return m.Near(self._capture(a), self._capture(b), distance)
            case n.And(items=items):
                return m.And(tuple(self._condition(item) for item in items))
            case n.Or(items=items):
                return m.Or(tuple(self._condition(item) for item in items))
            case n.NotCondition(item=item):
                return m.Negation(self._condition(item))
            case _:
                raise TypeError(f"no condition: {node!r}")

    def _words(self, name: n.Name) -> None:
        words = self.resolver.declared.words
        self.resolver.used.add(name.text)
        if name.text not in words:
            self.resolver.findings.unknown(
                "unknown-name", name.text, self.source, name.span, kind="list", known=words,
                otherwise=f"declare it: `words {name.text} = …`",
            )  # fmt: skip

    def _emit(self, emit: n.EmitClause) -> m.Emit:
        subject, object_ = self._operand(emit.subject), self._operand(emit.object)
        types = {name: _types(found) for name, found in self.known.items()}
        check_emit(emit, types, self.source, self.resolver.declared, self.resolver.findings)
        qualifiers = tuple((q.key.text, self._operand(q.value)) for q in emit.qualifiers)
        repeated_keys(emit.qualifiers, self.source, self.resolver)
        return m.Emit(subject, emit.relation.text, object_, qualifiers)

    def _emitted(self) -> str | None:
        """The relations of the rule's triples, where an example names none of them."""
        names = dict.fromkeys(clause.relation.text for clause in self._clauses(n.EmitClause))
        return f"this rule emits {', '.join(names)}" if names else None

    def _example(self, example: n.Example) -> m.Example:
        declared, findings = self.resolver.declared, self.resolver.findings
        for triple in example.triples:
            if triple.relation.text not in declared.relations:
                findings.unknown(
                    "unknown-relation", triple.relation.text, self.source, triple.relation.span, kind="relation",
                    known=declared.relations, otherwise=self._emitted(),
                )  # fmt: skip
        triples = tuple(
            m.ExampleTriple(t.subject.text, t.relation.text, t.object.text) for t in example.triples
        )
        return m.Example(example.kind, example.text.text, triples, example.span)


def repeated_keys(qualifiers: Iterable[n.Qualifier], source: Source, resolver: Resolver) -> None:
    """Note qualifiers or attributes whose key stands twice."""
    seen: set[str] = set()
    for qualifier in qualifiers:
        if qualifier.key.text in seen:
            resolver.findings.error(
                "duplicate-name", f"the key `{qualifier.key.text}` stands twice", source, qualifier.key.span,
                hint="give one of them another name",
            )  # fmt: skip
        seen.add(qualifier.key.text)


def _types(found: list[p.Capture]) -> Types:
    return types_of(capture.item for capture in found)
