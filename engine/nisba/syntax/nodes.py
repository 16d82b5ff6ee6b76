"""The syntax tree: one frozen record for each construct of the language, faithful to the text.

Spans (code points of the rules file) do not take part in equality.
"""

from attrs import field, frozen

from nisba.source import Source, Span


@frozen(kw_only=True)
class Node:
    """Anything in the tree: it knows the piece of the source that it was read from."""

    span: Span = field(eq=False, repr=False)


@frozen
class Name(Node):
    """A name of the author's: a rule, relation, type, list, fragment or capture."""

    text: str


@frozen
class String(Node):
    """A quoted text, its quotation marks removed and escapes resolved."""

    text: str


@frozen
class Comment(Node):
    """A comment with its ``#``; ``span`` is its place."""

    text: str


# ---------------------------------------------------------------- patterns


@frozen
class Pattern(Node):
    """What a pattern is made of."""


@frozen
class Literal(Pattern):
    """A bare word or number: its folded form, with و or ف in front let through."""

    text: str


@frozen
class Quoted(Pattern):
    """A quoted word, words or mark: exactly this spelling, nothing in front."""

    text: str


@frozen
class LexemeRef(Pattern):
    """``<أعلن>`` or ``<أعلن masdar>``."""

    lemma: str
    form: str | None = None


@frozen
class Reference(Pattern):
    """A lower-case (or Arabic-named, declared) name used as an element: a ``words`` list or a ``let`` fragment."""

    name: str


@frozen
class TypeRef(Pattern):
    """A capitalised name used as an element: a type of mention or a built-in type."""

    name: str


@frozen
class Proclitic(Pattern):
    """``لـ``: the letters without the tatweel."""

    text: str


@frozen
class Enclitic(Pattern):
    """``ـها``: the letters without the tatweel."""

    text: str


@frozen
class Regex(Pattern):
    """``/…/`` over the folded form of one token, slashes removed."""

    text: str


@frozen
class AnyWord(Pattern):
    """``_``."""


@frozen
class Gap(Pattern):
    """``...``, ``...{n}``, ``...{m,n}``: skips ``least`` to ``most`` tokens."""

    least: int
    most: int


@frozen
class SentenceStart(Pattern):
    """``^``."""


@frozen
class SentenceEnd(Pattern):
    """``$``."""


@frozen
class Sequence(Pattern):
    """Elements one after another; two or more."""

    items: tuple[Pattern, ...]


@frozen
class Alternation(Pattern):
    """Alternatives in the order of the text; two or more."""

    items: tuple[Pattern, ...]


@frozen
class Repetition(Pattern):
    """``?`` ``*`` ``+`` ``{m,n}``; ``most`` is None where there is no upper bound."""

    item: Pattern
    least: int
    most: int | None


@frozen
class Not(Pattern):
    """``!( … )``: what follows is not this."""

    item: Pattern


@frozen
class Capture(Pattern):
    """``X``, ``X:Type``, ``x:( … )``, ``each X:Type``; ``pattern`` is None for the untyped ``X``."""

    name: Name
    pattern: Pattern | None
    each: bool = False


# ---------------------------------------------------------------- conditions and arguments


@frozen
class Operand(Node):
    """``X``, ``X.key`` or ``"text"``: an argument of a triple or a side of a comparison; ``_``: a subject unsaid.

    Exactly one of ``capture``, ``string`` and ``inherited`` is set; ``key`` only with ``capture``.
    """

    capture: Name | None = None
    key: Name | None = None
    string: String | None = None
    inherited: bool = False


@frozen
class Condition(Node):
    """What a ``where`` clause is made of."""


@frozen
class Compare(Condition):
    """``left = right`` or, negated, ``left != right``."""

    left: Operand
    right: Operand
    negated: bool


@frozen
class InList(Condition):
    """``X in words_name``."""

    operand: Operand
    words: Name


@frozen
class Agree(Condition):
    """``agree(V, X)``: same gender; unknown agrees."""

    left: Name
    right: Name


@frozen
class Near(Condition):
    """``near(X, Y, n)``: at most n tokens between the two."""

    left: Name
    right: Name
    distance: int


@frozen
class And(Condition):
    """All of these."""

    items: tuple[Condition, ...]


@frozen
class Or(Condition):
    """At least one of these."""

    items: tuple[Condition, ...]


@frozen
class NotCondition(Condition):
    """Not this."""

    item: Condition


# ---------------------------------------------------------------- clauses of a rule


@frozen
class MatchClause(Node):
    """``match PATTERN``."""

    pattern: Pattern


@frozen
class FrameClause(Node):
    """``frame <V> (SUBJECT) (COMPLEMENT) …``."""

    lexeme: LexemeRef
    subject: Pattern
    complements: tuple[Pattern, ...]


@frozen
class WhereClause(Node):
    """``where CONDITION``."""

    condition: Condition


@frozen
class Qualifier(Node):
    """``key: ARG`` inside the braces of an ``emit``."""

    key: Name
    value: Operand


@frozen
class EmitClause(Node):
    """``emit (ARG, relation, ARG) {key: ARG}``."""

    subject: Operand
    relation: Name
    object: Operand
    qualifiers: tuple[Qualifier, ...] = ()


@frozen
class ExpectedTriple(Node):
    """``(بلينكن, visited, تركيا)`` of an example: the texts of the arguments and the relation."""

    subject: String
    relation: Name
    object: String


@frozen
class Example(Node):
    """``yes``, ``no`` or ``todo`` with its sentence and triples."""

    kind: str
    text: String
    triples: tuple[ExpectedTriple, ...] = ()


@frozen
class MarkClause(Node):
    """``mark P with key: CAPTURE, key: "text"``."""

    capture: Name
    attributes: tuple[Qualifier, ...] = ()


RuleClause = MatchClause | FrameClause | WhereClause | EmitClause | Example


# ---------------------------------------------------------------- statements


@frozen
class Statement(Node):
    """A statement at the top of a file."""


@frozen
class Import(Statement):
    """``import "file.rules"``."""

    path: String


@frozen
class TypeDecl(Statement):
    """``type A = B | C``."""

    name: Name
    members: tuple[Name, ...]


@frozen
class WordsDecl(Statement):
    """``words name = a | b c`` (``phrases``) or ``words name from "file"`` (``path``)."""

    name: Name
    phrases: tuple[String, ...] = ()
    path: String | None = None


@frozen
class LetDecl(Statement):
    """``let name = PATTERN``."""

    name: Name
    pattern: Pattern


@frozen
class VerbDecl(Statement):
    """``verb PERFECT IMPERFECT masdar … participle …``; ``masdar`` and ``participle`` may stand more than once."""

    perfect: Name
    imperfect: Name
    masdars: tuple[Name, ...] = ()
    participles: tuple[Name, ...] = ()


@frozen
class EntityListDecl(Statement):
    """``entity T from "file.tsv"``."""

    name: Name
    path: String


@frozen
class EntityAnnotationsDecl(Statement):
    """``entity T from annotations "PER"``."""

    name: Name
    label: String


@frozen
class EntityPatternDecl(Statement):
    """``entity T`` with ``match``/``mark`` lines; each mark belongs to the matches above it, back to the mark before."""

    name: Name
    clauses: tuple[MatchClause | MarkClause, ...]


@frozen
class RelationDecl(Statement):
    """``relation r (T1 | T2 -> T3) "label" <iri>``."""

    name: Name
    subject: tuple[Name, ...]
    object: tuple[Name, ...]
    symmetric: bool = False
    label: String | None = None
    iri: String | None = None


@frozen
class RuleDecl(Statement):
    """``rule name`` and its clauses in the order of the text."""

    name: Name
    clauses: tuple[RuleClause, ...]


@frozen
class File(Node):
    """A whole rules file."""

    source: Source = field(eq=False, repr=False)
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...] = field(eq=False, default=())
    broken: tuple[Name, ...] = field(eq=False, default=())
    """The names of statements that could not be read; what uses them is not wrong for that."""
