"""Lists what rules declare: types, relations with their signatures, rules with their patterns and examples."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import asdict, frozen

from nisba.program.files import Loader, RulesFile
from nisba.program.findings import Findings
from nisba.syntax import nodes as n


@frozen
class TypeEntry:
    """A type: what it is made of (a list, annotations, patterns; or the types of a union), and where."""

    name: str
    made_of: tuple[str, ...]
    where: str


@frozen
class RelationEntry:
    """A relation, its signature as written, and how many rules emit it."""

    name: str
    subject: str
    object: str
    symmetric: bool
    label: str
    iri: str
    rules: int
    where: str


@frozen
class ExampleEntry:
    """An example of a rule: its kind, its text, and its triples as (subject, relation, object)."""

    kind: str
    text: str
    triples: tuple[tuple[str, str, str], ...]


@frozen
class RuleEntry:
    """A rule: its clauses as written, and its examples."""

    name: str
    where: str
    relations: tuple[str, ...]
    patterns: tuple[str, ...]
    conditions: tuple[str, ...]
    emits: tuple[str, ...]
    examples: tuple[ExampleEntry, ...]


@frozen
class Catalogue:
    """Everything that rules declare, each in the order of the files."""

    types: tuple[TypeEntry, ...]
    relations: tuple[RelationEntry, ...]
    rules: tuple[RuleEntry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    def of(self, relation: str) -> tuple[RuleEntry, ...]:
        """The rules that emit a relation."""
        return tuple(rule for rule in self.rules if relation in rule.relations)


def catalogue(paths: Iterable[Path]) -> Catalogue:
    """What rules files and all that they import declare.

    Of files with errors it lists what can be read; ``nisba.program.check`` tells the errors.
    """
    loader = Loader(Findings())
    loader.load(paths)
    rules = [_rule(file, node) for file, node in _statements(loader.files) if isinstance(node, n.RuleDecl)]
    emitted = Counter(relation for rule in rules for relation in rule.relations)
    relations = [
        _relation(file, node, emitted[node.name.text])
        for file, node in _statements(loader.files)
        if isinstance(node, n.RelationDecl)
    ]
    return Catalogue(tuple(_types(loader.files)), tuple(relations), tuple(rules))


def _statements(files: Iterable[RulesFile]) -> Iterator[tuple[RulesFile, n.Statement]]:
    for file in files:
        for statement in file.tree.statements:
            yield file, statement


def _types(files: list[RulesFile]) -> Iterator[TypeEntry]:
    made: dict[str, list[str]] = {}
    wheres: dict[str, str] = {}
    for file, node in _statements(files):
        match node:
            case n.TypeDecl():
                name, what = node.name, [member.text for member in node.members]
            case n.EntityListDecl():
                name, what = node.name, [PurePosixPath(node.path.text).name]
            case n.EntityAnnotationsDecl():
                name, what = node.name, [f"annotations {node.label.text}"]
            case n.EntityPatternDecl():
                name, what = node.name, [f"patterns ({_where(file, node)})"]
            case _:
                continue
        made.setdefault(name.text, []).extend(what)
        wheres.setdefault(name.text, _where(file, node))
    for name_, parts in made.items():
        yield TypeEntry(name_, tuple(parts), wheres[name_])


def _relation(file: RulesFile, node: n.RelationDecl, rules: int) -> RelationEntry:
    return RelationEntry(
        name=node.name.text,
        subject=" | ".join(name.text for name in node.subject),
        object=" | ".join(name.text for name in node.object),
        symmetric=node.symmetric,
        label=node.label.text if node.label else "",
        iri=node.iri.text if node.iri else "",
        rules=rules,
        where=_where(file, node),
    )


def _rule(file: RulesFile, node: n.RuleDecl) -> RuleEntry:
    emits = [clause for clause in node.clauses if isinstance(clause, n.EmitClause)]
    examples = [clause for clause in node.clauses if isinstance(clause, n.Example)]
    return RuleEntry(
        name=node.name.text,
        where=_where(file, node),
        relations=tuple(dict.fromkeys(emit.relation.text for emit in emits)),
        patterns=tuple(
            _written(file, c) for c in node.clauses if isinstance(c, n.MatchClause | n.FrameClause)
        ),
        conditions=tuple(_written(file, c) for c in node.clauses if isinstance(c, n.WhereClause)),
        emits=tuple(_written(file, emit) for emit in emits),
        examples=tuple(
            ExampleEntry(
                example.kind,
                example.text.text,
                tuple((t.subject.text, t.relation.text, t.object.text) for t in example.triples),
            )
            for example in examples
        ),
    )


def _where(file: RulesFile, node: n.Node) -> str:
    name = file.source.name.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{file.source.position(node.span.start).line}"


def _written(file: RulesFile, clause: n.Node) -> str:
    """A clause as it stands in the file, on one line and without comments."""
    start, end = clause.span.start, clause.span.end
    text = file.source.text[start:end]
    for comment in sorted(file.tree.comments, key=lambda c: -c.span.start):
        if start <= comment.span.start < end:
            text = text[: comment.span.start - start] + text[comment.span.end - start :]
    return " ".join(text.split())
