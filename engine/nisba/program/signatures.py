"""Checks what rules emit against the signatures of relations."""

from collections.abc import Iterable

from nisba.program import patterns as p
from nisba.program.declarations import Declarations, declared_here
from nisba.program.findings import Findings
from nisba.program.model import BUILTIN_TYPES, Relation
from nisba.source import Source
from nisba.syntax import nodes as n

Types = frozenset[str] | None
"""The leaf types that an argument may have; None: nothing is known of it, and it fits everywhere."""


def types_of(items: Iterable[p.Element]) -> Types:
    """The types of what a capture holds, by its patterns in all alternatives.

    >>> types_of([p.Mention(frozenset({"City"})), p.Builtin("Phrase")]) == {"City", "Phrase"}
    True
    >>> types_of([p.Word("زيارة")])
    """
    found: set[str] = set()
    for item in items:
        match item:
            case p.Mention(None):
                found.add("Mention")
            case p.Mention(frozenset() as types):
                found |= types
            case p.Builtin(name):
                found.add(name)
            case p.Alternation((p.Mention(None), p.Builtin("Phrase"))):
                return None
            case p.Alternation(inner):
                types_inside = types_of(inner)
                if types_inside is None:
                    return None
                found |= types_inside
            case _:
                return None
    return frozenset(found)


def misfits(types: Types, wanted: frozenset[str]) -> frozenset[str]:
    """The types that do not fit one side of a signature.

    >>> sorted(misfits(frozenset({"City", "Country"}), frozenset({"Country"})))
    ['City']
    """
    if types is None:
        return frozenset()
    wrong = types - wanted
    if "Mention" in wanted:
        wrong &= BUILTIN_TYPES
    if "Mention" in wrong and not wanted <= BUILTIN_TYPES:
        # A mention of any type may be one of the wanted type.
        wrong -= {"Mention"}
    return wrong


def check_emit(
    emit: n.EmitClause,
    types: dict[str, Types],
    source: Source,
    declared: Declarations,
    findings: Findings,
) -> None:
    """Note where the arguments of an ``emit`` do not fit its relation. ``types`` are those of the captures."""
    relation = declared.relations.get(emit.relation.text)
    if relation is None:
        findings.unknown(
            "unknown-relation", emit.relation.text, source, emit.relation.span, kind="relation",
            known=declared.relations, otherwise=f"declare it: `relation {emit.relation.text} (Subject -> Object)`",
        )  # fmt: skip
        return
    sides = [(emit.subject, relation.subject, "subject"), (emit.object, relation.object, "object")]
    wrong = [misfits(_operand(operand, types), wanted) for operand, wanted, _ in sides]
    if not any(wrong):
        return
    swapped = not misfits(_operand(emit.subject, types), relation.object) and not misfits(
        _operand(emit.object, types), relation.subject
    )
    if swapped and relation.symmetric:
        return
    for (operand, wanted, side), misfit in zip(sides, wrong, strict=True):
        if misfit and operand.capture is not None and wanted:
            findings.error(
                "signature-mismatch",
                f"`{operand.capture.text}` may be {_either(misfit)}, which `{relation.name}` does not take as {side}",
                source,
                operand.span,
                expected=_signature(relation),
                hint="they fit the other way round" if swapped else None,
                labels=declared_here(declared.relation_places.get(relation.name)),
            )


def _operand(operand: n.Operand, types: dict[str, Types]) -> Types:
    if operand.capture is None or operand.key is not None:
        return None
    return types.get(operand.capture.text)


def _either(types: frozenset[str]) -> str:
    return " or ".join(f"`{name}`" for name in sorted(types))


def _signature(relation: Relation) -> str:
    arrow = "<->" if relation.symmetric else "->"
    subject, object_ = (" | ".join(sorted(side)) for side in (relation.subject, relation.object))
    return f"`{relation.name} ({subject} {arrow} {object_})`"
