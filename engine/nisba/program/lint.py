"""Warnings: rules that can be used, but hardly say what their author means."""

from collections.abc import Iterable, Iterator

from nisba.diagnostics.diagnostic import Label, Severity
from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.anchors import has_anchor
from nisba.program.declarations import Declarations
from nisba.program.findings import Findings
from nisba.program.resolver import Resolver
from nisba.program.shape import captures, walk
from nisba.program.slips import slips
from nisba.source import Source, Span


def lint(rules: Iterable[m.Rule], entities: Iterable[m.EntityPattern], resolver: Resolver) -> None:
    """Note what is odd about rules and entity patterns without errors, and what no rule uses.

    What a mistake keeps from being used is not told to be unused.
    """
    findings = resolver.findings
    seen: dict[tuple[p.Element, tuple[m.Condition, ...], m.Emit], m.Rule] = {}
    for rule in rules:
        if not any(example.kind == "yes" for example in rule.examples):
            findings.warning(
                "rule-without-example", f"the rule `{rule.name}` has no `yes` example", rule.source, rule.span,
                hint='add one: `yes "sentence" => (subject, relation, object)`',
            )  # fmt: skip
        _unused_captures(rule, findings)
        _unanchored(rule.alternatives, rule.source, rule.span, findings)
        _unreachable(p.Alternation(rule.alternatives), rule.source, rule.span, findings)
        _slips(rule.alternatives, rule.source, rule.span, findings)
        _duplicates(rule, seen, findings)
    for entity in entities:
        _unanchored(entity.alternatives, entity.source, entity.span, findings)
        _unreachable(p.Alternation(entity.alternatives), entity.source, entity.span, findings)
        _slips(entity.alternatives, entity.source, entity.span, findings)
    if not findings.incomplete and not any(d.severity is Severity.ERROR for d in findings.found):
        _unused_names(resolver.declared, resolver.used, findings)


def used_captures(rule: m.Rule) -> set[str]:
    """The captures that a rule's conditions and triples speak of."""
    operands = [
        o for emit in rule.emits for o in (emit.subject, emit.object, *(v for _, v in emit.qualifiers))
    ]
    used = {operand.capture for operand in operands if operand.capture}
    for condition in rule.conditions:
        used.update(_of_condition(condition))
    return used


def _of_condition(condition: m.Condition) -> Iterator[str]:
    match condition:
        case m.Compare(left, right):
            yield from (o.capture for o in (left, right) if o.capture)
        case m.InList(operand):
            if operand.capture:
                yield operand.capture
        case m.Agree(left, right) | m.Near(left, right):
            yield left
            yield right
        case m.And(items) | m.Or(items):
            for item in items:
                yield from _of_condition(item)
        case m.Negation(item):
            yield from _of_condition(item)


def _unused_captures(rule: m.Rule, findings: Findings) -> None:
    told = used_captures(rule)
    for alternative in rule.alternatives:
        for name, found in captures(alternative).items():
            if name not in told:
                told.add(name)
                findings.warning(
                    "unused-capture", f"nothing uses the capture `{name}`", rule.source, found[0].span or rule.span,
                    hint="leave the name out, or use it in `emit` or `where`",
                )  # fmt: skip


def _unanchored(alternatives: Iterable[p.Element], source: Source, span: Span, findings: Findings) -> None:
    told: set[Span] = set()
    for alternative in alternatives:
        place = alternative.span or span
        if not has_anchor(alternative) and place not in told:
            told.add(place)
            findings.warning(
                "pattern-without-anchor",
                "no word must be there for this pattern to match, so it is tried at every word of a text",
                source,
                place,
                hint="name a word, a list or a verb that is always there",
            )


def _unreachable(pattern: p.Element, source: Source, span: Span, findings: Findings) -> None:
    """Alternatives that an earlier one makes needless: the same again."""
    for element in walk(pattern):
        if not isinstance(element, p.Alternation):
            continue
        seen: dict[p.Element, p.Element] = {}
        for item in element.items:
            first = seen.setdefault(item, item)
            if first is not item:
                findings.warning(
                    "unreachable-alternative",
                    "this alternative is the same as an earlier one",
                    source,
                    item.span or span,
                    labels=(Label(source, first.span or span, "the earlier one"),),
                )


def _slips(alternatives: Iterable[p.Element], source: Source, span: Span, findings: Findings) -> None:
    # The orders of a frame repeat its parts.
    for slip in dict.fromkeys(slip for alternative in alternatives for slip in slips(alternative, source)):
        findings.warning(slip.code, slip.message, source, slip.span or span, hint=slip.hint)


def _duplicates(
    rule: m.Rule, seen: dict[tuple[p.Element, tuple[m.Condition, ...], m.Emit], m.Rule], findings: Findings
) -> None:
    """The same pattern with the same triple in another rule."""
    told: set[str] = set()
    for alternative in rule.alternatives:
        for emit in rule.emits:
            first = seen.setdefault((alternative, rule.conditions, emit), rule)
            if first is not rule and first.name not in told:
                told.add(first.name)
                findings.warning(
                    "duplicate-pattern",
                    f"the rule `{first.name}` has the same pattern and emits the same triple",
                    rule.source,
                    alternative.span or rule.span,
                    hint="keep one of them",
                    labels=(Label(first.source, first.span, f"the rule `{first.name}`"),),
                )


def _unused_names(declared: Declarations, used: set[str], findings: Findings) -> None:
    # A file without rules of its own declares for others, of which only some may be here.
    users = {id(file.source) for _, file in [*declared.rules, *declared.entity_patterns]}
    kinds = (("list", declared.words, "unused-words"), ("fragment", declared.lets, "unused-let"))
    for kind, names, code in kinds:
        for name in names:
            source, span = declared.places[name]
            if name not in used and id(source) in users:
                findings.warning(code, f"nothing uses the {kind} `{name}`", source, span)
