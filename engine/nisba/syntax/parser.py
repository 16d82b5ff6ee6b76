"""From a source to its tree, or to everything that is wrong with it."""

from typing import Any

from attrs import define, evolve, field
from lark import TextSlice
from lark.exceptions import UnexpectedInput

from nisba.diagnostics.diagnostic import Diagnostic
from nisba.sealed import no_collection
from nisba.source import Source, Span
from nisba.syntax import nodes as n
from nisba.syntax.build import Builder, build
from nisba.syntax.grammar import CLAUSE_KEYWORDS, RULE_KEYWORDS, grammar
from nisba.syntax.recovery import explain_failure, hidden_names, misplaced, no_keyword
from nisba.syntax.scan import Chunk, Scan, Token, scan

MOST_BYTES = 1 << 20
"""The largest rules file, in bytes of UTF-8."""
MOST_ERRORS = 1000


def parse(source: Source) -> tuple[n.File | None, tuple[Diagnostic, ...]]:
    """The tree of a rules file and what is wrong with it, in the order of the text.

    Where something is wrong, the tree holds the statements that could be read whole, and ``broken`` names the others.
    There is no tree of a file that is too large. Nothing is raised, whatever the text.

    >>> file, problems = parse(Source("a.rules", "words trip = زيارة | جولة"))
    >>> file.statements[0].name.text, problems
    ('trip', ())
    >>> file, problems = parse(Source("a.rules", "words = زيارة"))
    >>> [(p.code, p.source.slice(p.span)) for p in problems]
    [('unexpected-word', '=')]
    """
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        return None, (
            Diagnostic(
                "file-too-large",
                f"this file has {size:,} bytes",
                source,
                Span(0, 0),
                expected=f"at most {MOST_BYTES:,} bytes (1 MiB)",
                hint="put part of it in another file and `import` it; long word lists go into `words … from`",
            ),
        )
    # All of a growing tree is live: looking through it again and again doubles the time.
    with no_collection():
        return _parsed(source)


def _parsed(source: Source) -> tuple[n.File | None, tuple[Diagnostic, ...]]:
    found = scan(source)
    builder = Builder(source)
    if all(chunk.sound for chunk in found.chunks):
        try:
            statements = build(grammar().parse(source.text, start="file"), builder)
        except UnexpectedInput:
            return _piecewise(source, found)
        return _file(source, found, statements, (), builder.problems)
    return _piecewise(source, found)


def parse_pieces(source: Source) -> tuple[n.File | None, tuple[Diagnostic, ...]]:
    """What ``parse`` does with a file that has errors: statement by statement, clause by clause."""
    return _piecewise(source, scan(source))


@define
class _Draft:
    """A statement to which clauses are being added; ``node`` is None where its head could not be read."""

    keyword: str
    node: n.Statement | None
    name: n.Name | None
    clauses: list[n.Node] = field(factory=list)
    whole: bool = True

    def accepts(self, keyword: str) -> bool:
        if self.keyword == "rule":
            return keyword in RULE_KEYWORDS
        if self.keyword == "entity":
            pattern = self.node is None or isinstance(self.node, n.EntityPatternDecl)
            return pattern and keyword in ("match", "mark")
        return False

    def finished(self) -> n.Statement | None:
        if not self.whole or self.node is None:
            return None
        if self.clauses and isinstance(self.node, n.RuleDecl | n.EntityPatternDecl):
            span = Span(self.node.span.start, self.clauses[-1].span.end)
            return evolve(self.node, clauses=tuple(self.clauses), span=span)  # type: ignore[arg-type]
        return self.node


def _piecewise(source: Source, found: Scan) -> tuple[n.File | None, tuple[Diagnostic, ...]]:
    builder = Builder(source)
    problems: list[Diagnostic] = []
    drafts: list[_Draft] = []
    hidden: list[Token] = []
    for chunk in found.chunks:
        if len(problems) > MOST_ERRORS:
            break
        draft = drafts[-1] if drafts else None
        if chunk.keyword in CLAUSE_KEYWORDS:
            clause = _read(source, chunk, "clause", builder, problems)
            if draft is None or not draft.accepts(chunk.keyword):
                owner = draft.keyword if draft is not None and draft.keyword in ("rule", "entity") else None
                problems.append(misplaced(source, chunk, owner))
                if owner is not None and draft is not None:
                    draft.whole = False
            elif clause is None:
                hidden += hidden_names(source, chunk)
                draft.whole = False
            else:
                draft.clauses.append(clause)
        elif chunk.keyword:
            node = _read(source, chunk, "statement", builder, problems)
            hidden += hidden_names(source, chunk) if node is None else ()
            drafts.append(_Draft(chunk.keyword, node, _name(chunk), whole=node is not None))
        elif chunk.sound:
            problems.append(no_keyword(source, chunk))
            hidden += hidden_names(source, chunk)
    finished = [(draft, draft.finished()) for draft in drafts]
    statements = [statement for _, statement in finished if statement is not None]
    names = [draft.name for draft, statement in finished if statement is None] + [*map(_as_name, hidden)]
    broken = tuple(name for name in names if name is not None)
    return _file(source, found, statements, broken, builder.problems + problems)


def _read(source: Source, chunk: Chunk, start: str, builder: Builder, problems: list[Diagnostic]) -> Any:
    """A chunk's node; None, and the reason among the problems, where it has none."""
    if not chunk.sound:
        return None
    span = chunk.span
    try:
        tree = grammar().parse(TextSlice(source.text, span.start, span.end), start=start)
    except UnexpectedInput as error:
        problems.extend(explain_failure(source, chunk, error))
        return None
    return build(tree, builder)


def _name(chunk: Chunk) -> n.Name | None:
    """The name that a statement declares, as far as can be told of one that cannot be read."""
    if chunk.keyword in ("import", "") or len(chunk.tokens) < 2:
        return None
    return _as_name(chunk.tokens[1])


def _as_name(token: Token) -> n.Name | None:
    if token.kind not in ("LOWER_NAME", "UPPER_NAME", "ARABIC_WORD", "CAPTURE_NAME"):
        return None
    return n.Name(text=token.text, span=token.span)


def _file(
    source: Source,
    found: Scan,
    statements: list[n.Statement],
    broken: tuple[n.Name, ...],
    problems: list[Diagnostic],
) -> tuple[n.File, tuple[Diagnostic, ...]]:
    everything = [*found.problems, *problems, *(p for s in statements for p in _missing(source, s))]
    everything.sort(key=lambda problem: problem.span)
    if len(everything) > MOST_ERRORS:
        last = everything[MOST_ERRORS - 1]
        message = f"only the first {MOST_ERRORS} errors of this file are shown"
        everything[MOST_ERRORS - 1 :] = [Diagnostic("too-many-errors", message, source, last.span)]
    file = n.File(
        source=source,
        statements=tuple(statements),
        comments=tuple(found.comments),
        broken=broken,
        span=Span(0, len(source.text)),
    )
    return file, tuple(everything)


def _missing(source: Source, statement: n.Statement) -> list[Diagnostic]:
    """An entity of which nothing says how it is found."""
    if not isinstance(statement, n.EntityPatternDecl) or statement.clauses:
        return []
    name = statement.name
    return [
        Diagnostic(
            "missing-match",
            f"nothing says how a `{name.text}` is found",
            source,
            name.span,
            expected='`from "file.tsv"`, `from annotations "LABEL"`, or `match` and `mark` clauses',
        )
    ]
