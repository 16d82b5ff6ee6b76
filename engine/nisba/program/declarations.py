"""What the statements of all files declare, by name: lists, fragments, verbs, types, relations."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from attrs import define, evolve, field

from nisba.diagnostics.diagnostic import Label
from nisba.program.files import RulesFile, declared_twice
from nisba.program.findings import Findings
from nisba.program.lists import Wanted, read_entities, read_words
from nisba.program.model import BUILTIN_TYPES, EntityList, Relation, Verb, Words
from nisba.program.paths import located
from nisba.source import Source, Span
from nisba.syntax import nodes as n

Place = tuple[Source, Span]


@define
class Declarations:
    """Names and what they stand for. ``places`` tells where a name of a list, fragment or type was declared."""

    words: dict[str, Words] = field(factory=dict)
    lets: dict[str, tuple[n.LetDecl, RulesFile]] = field(factory=dict)
    verbs: dict[str, Verb] = field(factory=dict)
    types: dict[str, frozenset[str]] = field(factory=dict)
    """Leaf types of every type name; built-in types that a union names are among them."""
    relations: dict[str, Relation] = field(factory=dict)
    entity_lists: list[EntityList] = field(factory=list)
    annotations: list[tuple[str, str]] = field(factory=list)
    entity_patterns: list[tuple[n.EntityPatternDecl, RulesFile]] = field(factory=list)
    rules: list[tuple[n.RuleDecl, RulesFile]] = field(factory=list)
    places: dict[str, Place] = field(factory=dict)
    verb_places: dict[str, Place] = field(factory=dict)
    relation_places: dict[str, Place] = field(factory=dict)

    def names(self) -> list[str]:
        """Every name that an element of a pattern may have."""
        return [*self.words, *self.lets, *self.types, *sorted(BUILTIN_TYPES)]

    def leaves(self, name: str) -> frozenset[str]:
        """The leaf types of a type that is declared or built in."""
        return frozenset({name}) if name in BUILTIN_TYPES else self.types[name]

    def is_type(self, name: str) -> bool:
        """Whether a type of this name is declared or built in."""
        return name in self.types or name in BUILTIN_TYPES


def gather(files: Iterable[RulesFile], findings: Findings) -> Declarations:
    """The declarations of all files; names that are declared twice or stand for nothing are errors."""
    return _Gathering(findings).gather(files)


class _Gathering:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.declared = Declarations()
        self.unions: dict[str, tuple[n.TypeDecl, Source]] = {}
        self.entities: dict[str, Place] = {}
        self.relations: list[tuple[n.RelationDecl, Source]] = []
        self.rules: dict[str, Place] = {}

    def gather(self, files: Iterable[RulesFile]) -> Declarations:
        for file in files:
            for statement in file.tree.statements:
                self._statement(statement, file)
        for name in self.entities:
            self.declared.types[name] = frozenset({name})
        self._unions()
        for relation, source in self.relations:
            self._relation(relation, source)
        return self.declared

    def _statement(self, statement: n.Statement, file: RulesFile) -> None:
        declared, source = self.declared, file.source
        match statement:
            case n.WordsDecl(name=name) if self._claim(name, "the list", source):
                declared.words[name.text] = Words(name.text, self._phrases(statement, file))
            case n.LetDecl(name=name) if self._claim(name, "the fragment", source):
                declared.lets[name.text] = (statement, file)
            case n.TypeDecl(name=name) if self._claim(name, "the type", source):
                self.unions[name.text] = (statement, source)
            case n.VerbDecl():
                self._verb(statement, source)
            case n.EntityListDecl(name=name) if self._entity(name, source):
                wanted = Wanted(_target(file, statement.path), source, statement.path.span)
                declared.entity_lists.append(EntityList(name.text, read_entities(wanted, self.findings)))
            case n.EntityAnnotationsDecl(name=name) if self._entity(name, source):
                pair = (statement.label.text, name.text)
                if pair not in declared.annotations:
                    declared.annotations.append(pair)
            case n.EntityPatternDecl(name=name) if self._entity(name, source):
                declared.entity_patterns.append((statement, file))
            case n.RelationDecl():
                self.relations.append((statement, source))
            case n.RuleDecl(name=name):
                if name.text in self.rules:
                    declared_twice(
                        self.findings, "duplicate-rule", "the rule", name, source, self.rules[name.text]
                    )
                else:
                    self.rules[name.text] = (source, name.span)
                declared.rules.append((statement, file))
            case _:
                pass

    # -------------------------------------------------------- names

    def _claim(self, name: n.Name, what: str, source: Source) -> bool:
        """Take a name for a list, fragment or union, which share one set of names."""
        if name.text in BUILTIN_TYPES:
            self.findings.error(
                "duplicate-name",
                f"`{name.text}` is a built-in type",
                source,
                name.span,
                hint="choose another name",
            )
            return False
        first = self.declared.places.get(name.text)
        if first is not None:
            declared_twice(self.findings, "duplicate-name", what, name, source, first)
            return False
        self.declared.places[name.text] = (source, name.span)
        return True

    def _entity(self, name: n.Name, source: Source) -> bool:
        """Take a name for an entity type, which several statements may fill."""
        if name.text in self.entities:
            return True
        if not self._claim(name, "the type", source):
            return False
        self.entities[name.text] = (source, name.span)
        return True

    # -------------------------------------------------------- statements

    def _phrases(self, words: n.WordsDecl, file: RulesFile) -> tuple[str, ...]:
        if words.path is not None:
            wanted = Wanted(_target(file, words.path), file.source, words.path.span)
            count = len(self.findings.found)
            phrases = read_words(wanted, self.findings)
            if not phrases and len(self.findings.found) == count:
                self.findings.error(
                    "empty-list", f"`{words.path.text}` holds no phrase", file.source, words.path.span,
                    expected="a phrase a line",
                )  # fmt: skip
            return phrases
        for phrase in words.phrases:
            if not phrase.text.split():
                self.findings.error(
                    "empty-list", "an empty phrase matches nothing", file.source, phrase.span,
                    expected="a word or words",
                )  # fmt: skip
            elif "\n" in file.source.slice(phrase.span):
                self.findings.warning(
                    "phrase-over-lines",
                    f"the words of these lines are one phrase: `{phrase.text}`",
                    file.source,
                    phrase.span,
                    hint="`|` parts the entries of a list; a line end does not",
                )
        return tuple(dict.fromkeys(" ".join(phrase.text.split()) for phrase in words.phrases))

    def _verb(self, verb: n.VerbDecl, source: Source) -> None:
        """Take a verb; one that another file declares too gets the masdars and participles of both."""
        lemma = verb.perfect.text
        new = Verb(
            lemma,
            verb.imperfect.text,
            tuple(masdar.text for masdar in verb.masdars),
            tuple(participle.text for participle in verb.participles),
        )
        old = self.declared.verbs.get(lemma)
        if old is None:
            self.declared.verb_places[lemma] = (source, verb.perfect.span)
            self.declared.verbs[lemma] = new
            return
        first = self.declared.verb_places[lemma]
        if first[0] is source or old.imperfect != new.imperfect:
            declared_twice(self.findings, "duplicate-name", "the verb", verb.perfect, source, first)
            return
        self.declared.verbs[lemma] = evolve(
            old,
            masdars=tuple(dict.fromkeys((*old.masdars, *new.masdars))),
            participles=tuple(dict.fromkeys((*old.participles, *new.participles))),
        )

    def _unions(self) -> None:
        """Work out the leaf types of all unions; each that is made of itself is an error."""
        graph = {
            name: {member.text for member in union.members if member.text in self.unions}
            for name, (union, _) in self.unions.items()
        }
        while True:
            try:
                order = tuple(TopologicalSorter(graph).static_order())
                break
            except CycleError as error:
                inner, outer = error.args[1][:2]
                graph[outer].discard(inner)
                self._cycle(outer, inner)
        for name in order:
            union, source = self.unions[name]
            self.declared.types[name] = frozenset().union(
                *(self._type(member, source) for member in union.members if member.text not in self.unions),
                *(self.declared.types[member] for member in graph[name]),
            )

    def _cycle(self, outer: str, inner: str) -> None:
        union, source = self.unions[outer]
        member = next(member for member in union.members if member.text == inner)
        self.findings.error(
            "type-cycle", f"the type `{inner}` is made of itself", source, member.span,
            hint="a union is made of entity types and of unions that do not contain it",
        )  # fmt: skip

    def _type(self, name: n.Name, source: Source) -> frozenset[str]:
        """The leaf types of a type that is no union still to be worked out."""
        if self.declared.is_type(name.text):
            return self.declared.leaves(name.text)
        known = [*self.declared.types, *self.unions, *sorted(BUILTIN_TYPES)]
        self.findings.unknown(
            "unknown-type", name.text, source, name.span, kind="type", known=known,
            otherwise=f"declare it: `entity {name.text} from …`, or `type {name.text} = …`",
        )  # fmt: skip
        return frozenset()

    def _relation(self, relation: n.RelationDecl, source: Source) -> None:
        name = relation.name
        subject, object_ = (
            frozenset[str]().union(*(self._type(type_, source) for type_ in side))
            for side in (relation.subject, relation.object)
        )
        if name.text in self.declared.relations:
            first = self.declared.relation_places[name.text]
            declared_twice(self.findings, "duplicate-name", "the relation", name, source, first)
            return
        self.declared.relation_places[name.text] = (source, relation.span)
        self.declared.relations[name.text] = Relation(
            name.text,
            subject,
            object_,
            relation.symmetric,
            relation.label.text if relation.label else None,
            relation.iri.text if relation.iri else None,
        )


def _target(file: RulesFile, path: n.String) -> Path:
    return located(file.folder, path.text)


def declared_here(place: Place | None) -> tuple[Label, ...]:
    """A label on the place where something is declared."""
    return () if place is None else (Label(*place, "declared here"),)
