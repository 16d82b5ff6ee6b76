"""Writes coverage as a table, as JSON that can be merged, or as a page; reads the JSON back."""

from html import escape
from typing import Any

import msgspec

from nisba.diagnostics.text import visible
from nisba.tools.coverage import Context, Coverage, Kind, Name, Row

FORMAT = 1
"""The version of the JSON form."""

TITLES = {
    Kind.RULE: "rules and entity patterns",
    Kind.ALTERNATIVE: "alternatives (match and frame lines)",
    Kind.CHOICE: "alternatives inside patterns",
    Kind.WORDS: "entries of words lists",
    Kind.ENTITY: "entries of entity lists",
}


class CoverageFormatError(ValueError):
    """A file is no coverage of this version."""


def to_json(coverage: Coverage) -> bytes:
    """Coverage as JSON: what ``from_json`` reads."""
    rows = [
        {
            "kind": row.name.kind.value,
            "of": row.name.of,
            "place": row.name.place,
            "text": row.name.text,
            "where": row.name.where,
            "count": row.count,
            "examples": [
                {"doc": c.doc, "before": c.before, "match": c.match, "after": c.after} for c in row.examples
            ],
        }
        for row in coverage.ranked()
    ]
    data = {"coverage": FORMAT, "documents": coverage.documents, "rows": rows}
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def from_json(data: bytes) -> Coverage:
    """Coverage from its JSON form.

    Raises:
        CoverageFormatError: where it is none, or one of another version.
    """
    try:
        held: dict[str, Any] = msgspec.json.decode(data, type=dict)
        if held.get("coverage") != FORMAT:
            raise CoverageFormatError("not a coverage of this version")
        coverage = Coverage(int(held["documents"]))
        for item in held["rows"]:
            name = Name(Kind(item["kind"]), item["of"], item["place"], item["text"], item["where"])
            coverage.rows[name] = Row(name, int(item["count"]), [Context(**c) for c in item["examples"]])
    except (KeyError, TypeError, ValueError, msgspec.DecodeError) as error:
        raise CoverageFormatError(str(error)) from error
    return coverage


def to_table(coverage: Coverage, most: int | None = 30) -> str:
    """Coverage as text for people: kind by kind, never fired first; at most so many rows of a kind."""
    lines = [f"{coverage.documents} document{'' if coverage.documents == 1 else 's'}"]
    for kind, rows in _by_kind(coverage):
        lines += ["", _headline(coverage, kind, rows)]
        for row in rows[:most]:
            name = row.name
            label = name.of if kind is Kind.RULE else f"{name.of} {name.place} {name.text}".replace("  ", " ")
            lines.append(
                f"{row.count:>7}  {visible(label)}{f'  ({visible(name.where)})' if name.where else ''}"
            )
            if row.examples:
                lines.append(f"         {visible(_shown(row.examples[0]))}")
        if most is not None and len(rows) > most:
            lines.append(f"         and {len(rows) - most} more")
    return "\n".join(lines) + "\n"


def to_html(coverage: Coverage) -> str:
    """Coverage as one page that needs nothing else."""
    parts = [_HEAD]
    for kind, rows in _by_kind(coverage):
        parts.append(f"<h2>{escape(_headline(coverage, kind, rows))}</h2><table>")
        parts.append("<tr><th>count</th><th>of</th><th>what</th><th>where</th><th>example</th></tr>")
        parts += [_html_row(row) for row in rows]
        parts.append("</table>")
    return "\n".join(parts) + "\n"


def _html_row(row: Row) -> str:
    name = row.name
    shown = "".join(
        f"<div dir=rtl>{escape(c.before)}<mark>{escape(c.match)}</mark>{escape(c.after)}</div>"
        for c in row.examples
    )
    status = "" if row.count else " class=never"
    return (
        f"<tr{status}><td>{row.count}</td><td><bdi>{escape(name.of)}</bdi> {escape(name.place)}</td>"
        f"<td><bdi>{escape(name.text)}</bdi></td><td>{escape(name.where)}</td><td>{shown}</td></tr>"
    )


def _by_kind(coverage: Coverage) -> list[tuple[Kind, list[Row]]]:
    ranked = coverage.ranked()
    grouped = [(kind, [row for row in ranked if row.name.kind is kind]) for kind in Kind]
    return [(kind, rows) for kind, rows in grouped if rows]


def _headline(coverage: Coverage, kind: Kind, rows: list[Row]) -> str:
    fired = sum(row.count > 0 for row in rows)
    return f"{TITLES[kind]}: {fired} of {len(rows)} fired ({coverage.percent(kind):.1f} %)"


def _shown(context: Context) -> str:
    return f"{context.before}⟨{context.match}⟩{context.after}"


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>nisba coverage</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 2rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #ddd; padding: .2rem .6rem; text-align: start; vertical-align: top; }
.never td { background: #fdecea; }
mark { background: #fff3a8; }
</style>
<h1>nisba coverage</h1>"""
