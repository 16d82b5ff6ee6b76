"""Findings as SARIF 2.1.0, the format that code hosts and editors read."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from nisba.diagnostics.codes import CODES
from nisba.diagnostics.diagnostic import Diagnostic
from nisba.diagnostics.json import encodable
from nisba.source import Source, Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """One run with all findings, indented, with a line end."""
    found = tuple(diagnostics)
    codes = sorted({d.code for d in found})
    driver = {"name": "nisba", "version": _version(), "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, codes.index(d.code)) for d in found],
    }
    raw = msgspec.json.encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})
    return msgspec.json.format(raw, indent=2).decode() + "\n"


@cache
def _version() -> str:
    try:
        return version("nisba")
    except PackageNotFoundError:
        return "0"


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if code in CODES:
        rule["shortDescription"] = {"text": CODES[code].title}
        rule["fullDescription"] = {"text": CODES[code].explanation}
    return rule


def _result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    d = diagnostic
    parts = [d.message, d.expected and f"Expected: {d.expected}", d.hint and f"Help: {d.hint}"]
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": index,
        "level": str(d.severity),
        "message": {"text": encodable("\n".join(part for part in parts if part))},
        "locations": [_location(d.source, d.span)],
    }
    if d.labels:
        result["relatedLocations"] = [
            {**_location(label.source, label.span), "message": {"text": encodable(label.text)}}
            for label in d.labels
        ]
    if d.edits:
        replacements = [
            {
                "deletedRegion": _region(d.source, e.span),
                "insertedContent": {"text": encodable(e.replacement)},
            }
            for e in d.edits
        ]
        change = {"artifactLocation": {"uri": _uri(d.source)}, "replacements": replacements}
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def _location(source: Source, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(source)}, "region": _region(source, span)},
    }


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _uri(source: Source) -> str:
    path = Path(encodable(source.name))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
