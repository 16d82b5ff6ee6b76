"""Findings as JSON: one array of objects, for programs."""

from collections.abc import Iterable
from typing import Any

import msgspec

from nisba.diagnostics.diagnostic import Diagnostic
from nisba.source import Source, Span


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """The array, indented, with a line end. Lines and columns count from 1, offsets from 0, all in code points."""
    raw = msgspec.json.encode([as_object(diagnostic) for diagnostic in diagnostics])
    return msgspec.json.format(raw, indent=2).decode() + "\n"


def as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as plain values."""
    d = diagnostic
    return {
        "code": d.code,
        "severity": str(d.severity),
        "message": encodable(d.message),
        **_place(d.source, d.span),
        "expected": d.expected and encodable(d.expected),
        "hint": d.hint and encodable(d.hint),
        "labels": [{"text": encodable(label.text), **_place(label.source, label.span)} for label in d.labels],
        "edits": [
            {"start": e.span.start, "end": e.span.end, "replacement": encodable(e.replacement)}
            for e in d.edits
        ],
    }


def _place(source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "file": encodable(source.name),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "start": span.start,
        "end": span.end,
        "text": encodable(source.slice(span)[:200]),
    }


def encodable(text: str) -> str:
    """The text with unpaired surrogates, which UTF-8 has no bytes for, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
