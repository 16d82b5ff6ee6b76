"""The typed program: names and imports resolved, frames expanded, signatures checked. Immutable."""

from attrs import field, frozen

from nisba.diagnostics.diagnostic import Diagnostic
from nisba.program.patterns import Element
from nisba.source import Source, Span

BUILTIN_TYPES = frozenset({"Word", "Number", "Phrase", "Clause", "Quote", "Mention"})


@frozen
class Words:
    """A ``words`` list: its phrases as written, each a run of words parted by single spaces."""

    name: str
    phrases: tuple[str, ...]


@frozen
class Verb:
    """A lexeme as declared: perfect and imperfect (third person masculine singular), masdars, participles."""

    perfect: str
    imperfect: str
    masdars: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()


@frozen
class EntityEntry:
    """A row of an entity list."""

    form: str
    canonical: str
    attributes: tuple[tuple[str, str], ...] = ()


@frozen
class EntityList:
    """Mentions of a type from a list."""

    type: str
    entries: tuple[EntityEntry, ...] = field(repr=False)


@frozen
class Operand:
    """An argument: a capture (``capture``), its attribute (``key`` too), a fixed text, or the subject said before."""

    capture: str | None = None
    key: str | None = None
    text: str | None = None
    inherited: bool = False


@frozen
class EntityPattern:
    """Mentions of a type found by a pattern: alternatives, the capture that is the name, the attributes."""

    type: str
    alternatives: tuple[Element, ...]
    mark: str
    attributes: tuple[tuple[str, Operand], ...]
    source: Source = field(eq=False, repr=False)
    span: Span = field(eq=False, repr=False)


@frozen
class Compare:
    """``left = right``, or ``!=`` where negated."""

    left: Operand
    right: Operand
    negated: bool


@frozen
class InList:
    """The operand's text is a phrase of the list."""

    operand: Operand
    words: str


@frozen
class Agree:
    """Two captures agree in gender (unknown agrees)."""

    left: str
    right: str


@frozen
class Near:
    """At most ``distance`` tokens lie between two captures."""

    left: str
    right: str
    distance: int


@frozen
class And:
    """All hold."""

    items: tuple["Condition", ...]


@frozen
class Or:
    """One holds."""

    items: tuple["Condition", ...]


@frozen
class Negation:
    """It does not hold."""

    item: "Condition"


Condition = Compare | InList | Agree | Near | And | Or | Negation


@frozen
class Emit:
    """A triple to put out."""

    subject: Operand
    relation: str
    object: Operand
    qualifiers: tuple[tuple[str, Operand], ...] = ()


@frozen
class ExampleTriple:
    """A triple that an example speaks of, by the texts of its arguments."""

    subject: str
    relation: str
    object: str


@frozen
class Example:
    """A ``yes``, ``no`` or ``todo`` of a rule."""

    kind: str
    text: str
    triples: tuple[ExampleTriple, ...]
    span: Span = field(eq=False, repr=False)


@frozen
class Relation:
    """A relation and its signature: leaf types (None: anything, where built-in types are named)."""

    name: str
    subject: frozenset[str]
    object: frozenset[str]
    symmetric: bool = False
    label: str | None = None
    iri: str | None = None


@frozen
class Rule:
    """A rule ready to be compiled.

    ``alternatives`` are its ``match`` patterns and expanded frames in the order of the text; ``origins`` says of each
    where it came from (``match`` or, for a frame, the order: ``verb-subject-complement`` …).
    """

    name: str
    alternatives: tuple[Element, ...]
    origins: tuple[str, ...]
    conditions: tuple[Condition, ...]
    emits: tuple[Emit, ...]
    examples: tuple[Example, ...]
    source: Source = field(eq=False, repr=False)
    span: Span = field(eq=False, repr=False)

    @property
    def where(self) -> str:
        """File and line of the rule, as triples carry it: ``visits.rules:12``."""
        name = self.source.name.replace("\\", "/").rsplit("/", 1)[-1]
        return f"{name}:{self.source.position(self.span.start).line}"


@frozen
class Program:
    """Everything that a set of rules files declares."""

    words: dict[str, Words]
    verbs: dict[str, Verb]
    types: dict[str, frozenset[str]]
    """Every declared type name, entity types and unions, with the leaf entity types that it stands for."""
    entity_lists: tuple[EntityList, ...]
    entity_patterns: tuple[EntityPattern, ...]
    """In order of dependency: a pattern sees mentions of the types before it and of all lists."""
    annotations: tuple[tuple[str, str], ...]
    """(label, type): annotations with this label are mentions of the type."""
    relations: dict[str, Relation]
    rules: tuple[Rule, ...]
    warnings: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)
