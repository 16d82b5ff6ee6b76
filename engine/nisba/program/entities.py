"""From ``entity T`` with ``match`` and ``mark`` lines to entity patterns, ordered so that each sees what it needs."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from attrs import frozen

from nisba.diagnostics.diagnostic import Label
from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.attached import in_context
from nisba.program.checks import check_pattern
from nisba.program.files import RulesFile
from nisba.program.findings import Findings
from nisba.program.resolver import Resolver
from nisba.program.rules import operand, repeated_keys
from nisba.program.shape import LARGEST, always_captured, captures, size, walk
from nisba.source import Source, Span
from nisba.syntax import nodes as n


def resolve_entities(
    declarations: Iterable[tuple[n.EntityPatternDecl, RulesFile]], resolver: Resolver
) -> tuple[m.EntityPattern, ...]:
    """The entity patterns in order of dependency; what is wrong in them is noted with the resolver's findings."""
    patterns = [
        pattern
        for declaration, file in declarations
        for pattern in _resolve(declaration, file.source, resolver)
    ]
    return ordered(patterns, resolver.findings)


def ordered(patterns: list[m.EntityPattern], findings: Findings) -> tuple[m.EntityPattern, ...]:
    """The patterns of each type together, behind those of the types that they name.

    A type whose patterns hold mentions of any type comes as late as it can. Types that need each other are an error.
    """
    types = list(dict.fromkeys(pattern.type for pattern in patterns))
    needs = {t: _needs([pattern for pattern in patterns if pattern.type == t]) for t in types}
    types.sort(key=lambda t: needs[t].any)
    sorter = TopologicalSorter({t: [u for u in types if u in needs[t].types] for t in types})
    try:
        sorter.prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        first = next(pattern for pattern in patterns if pattern.type == cycle[0])
        findings.error(
            "entity-cycle",
            "the patterns of these types need each other: " + " ← ".join(f"`{name}`" for name in cycle),
            first.source,
            first.span,
            hint="find one of them by a list, or by a pattern that does not name the other",
            labels=tuple(
                Label(pattern.source, pattern.span, f"`{pattern.type}` is found here")
                for t in dict.fromkeys(cycle[1:])
                for pattern in patterns
                if pattern.type == t != first.type
            ),
        )
        return tuple(patterns)
    order: list[str] = []
    waiting: list[str] = []
    while sorter.is_active():
        waiting += sorter.get_ready()
        # One at a time, those that name their types first.
        following = min(waiting, key=types.index)
        waiting.remove(following)
        order.append(following)
        sorter.done(following)
    return tuple(pattern for t in order for pattern in patterns if pattern.type == t)


@frozen
class _Needs:
    types: frozenset[str]
    any: bool


def _needs(patterns: Iterable[m.EntityPattern]) -> _Needs:
    """The other types whose mentions the patterns of one type hold."""
    types: set[str] = set()
    any_type = False
    for pattern in patterns:
        for alternative in pattern.alternatives:
            for element in walk(alternative):
                if isinstance(element, p.Mention):
                    any_type |= element.types is None
                    types |= (element.types or frozenset()) - {pattern.type}
    return _Needs(frozenset(types), any_type)


def _resolve(declaration: n.EntityPatternDecl, source: Source, resolver: Resolver) -> list[m.EntityPattern]:
    """One entity pattern for each ``mark``, with the matches above it back to the mark before."""
    findings = resolver.findings
    found = []
    matches: list[tuple[p.Element, Span]] = []
    for clause in declaration.clauses:
        if isinstance(clause, n.MatchClause):
            element = resolver.resolve(clause.pattern, source)
            check_pattern(element, source, clause.pattern.span, findings)
            matches.append((element, clause.pattern.span))
        elif not matches:
            findings.error(
                "missing-match", "this `mark` has no `match` line above it", source, clause.span,
                expected="`match PATTERN`, then `mark CAPTURE`",
            )  # fmt: skip
        else:
            found.append(_marked(declaration, clause, matches, source, resolver))
            matches = []
    if matches:
        findings.error(
            "missing-mark", "no `mark` says which capture of this pattern is the name", source, matches[0][1],
            expected="`mark CAPTURE` below the `match`",
        )  # fmt: skip
    return found


def _marked(
    declaration: n.EntityPatternDecl,
    mark: n.MarkClause,
    matches: list[tuple[p.Element, Span]],
    source: Source,
    resolver: Resolver,
) -> m.EntityPattern:
    findings = resolver.findings
    errors = len(findings.found)
    known = [name for element, _ in matches for name in captures(element)]
    named = [mark.capture, *(q.value.capture for q in mark.attributes if q.value.capture)]
    for name in named:
        if name.text not in known:
            findings.unknown(
                "unknown-capture", name.text, source, name.span, kind="capture", known=known,
                otherwise="captures here are " + ", ".join(known) if known else "the pattern captures nothing",
            )  # fmt: skip
    if mark.capture.text in known:
        for element, span in matches:
            if mark.capture.text not in always_captured(element):
                findings.error(
                    "capture-missing", f"the pattern can match without `{mark.capture.text}`, its name", source, span,
                    expected=f"`{mark.capture.text}` in every alternative, and not optional",
                )  # fmt: skip
    repeated_keys(mark.attributes, source, resolver)
    if sum(size(element) for element, _ in matches) > LARGEST:
        resolver.too_large(source, mark.span)
    if len(findings.found) == errors:
        _unused(matches, {name.text for name in named}, source, findings)
    return m.EntityPattern(
        type=declaration.name.text,
        alternatives=tuple(in_context(element) for element, _ in matches),
        mark=mark.capture.text,
        attributes=tuple((q.key.text, operand(q.value)) for q in mark.attributes),
        source=source,
        span=declaration.name.span,
    )


def _unused(
    matches: Iterable[tuple[p.Element, Span]], used: set[str], source: Source, findings: Findings
) -> None:
    told = set(used)
    for element, _ in matches:
        for name, found in captures(element).items():
            if name not in told and found[0].span is not None:
                told.add(name)
                findings.warning(
                    "unused-capture", f"nothing uses the capture `{name}`", source, found[0].span,
                    hint="leave the name out, or use it in the `mark` line",
                )  # fmt: skip
