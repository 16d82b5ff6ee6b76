"""Findings as text for people: the place underlined, and what stands there quoted again below."""

import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len

from nisba.diagnostics.diagnostic import Diagnostic, Severity
from nisba.source import Position, Source, Span

_WIDEST = 100
"""Characters of a source line that are shown."""
_LONGEST_QUOTE = 60
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_HARMLESS = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff")


def render(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """All findings and a line that counts them; empty where there are none.

    >>> source = Source("a.rules", "let x = trp")
    >>> print(render([Diagnostic("unknown-name", "there is no list `trp`", source, Span(8, 11))]), end="")
    error[unknown-name]: there is no list `trp`
     --> a.rules:1:9
      |
    1 | let x = trp
      |         ^^^
      | here: ⟨trp⟩
    <BLANKLINE>
    1 error
    """
    found = tuple(diagnostics)
    if not found:
        return ""
    blocks = [_block(diagnostic, color) for diagnostic in found]
    return "\n".join([*blocks, _count(found)]) + "\n"


def _block(diagnostic: Diagnostic, color: bool) -> str:
    d = diagnostic
    place = d.source.position(d.span.start)
    margin = " " * len(str(place.line))
    lines = [
        _styled(f"{d.severity}[{d.code}]", _COLORS[d.severity], color) + f": {visible(d.message)}",
        f"{margin}--> {visible(d.source.name)}:{place.line}:{place.column}",
    ]
    if d.source.text:
        lines += _excerpt(d.source, d.span, place, margin, _COLORS[d.severity], color)
    if d.expected:
        lines.append(f"{margin} = expected: {visible(d.expected)}")
    if d.hint:
        lines.append(f"{margin} = help: {visible(d.hint)}")
    for label in d.labels:
        at = label.source.position(label.span.start)
        shown = _quoted(label.source.slice(label.span))
        name = visible(label.source.name)
        lines.append(f"{margin} = note: {visible(label.text)}: {shown} ({name}:{at.line}:{at.column})")
    return "\n".join(lines) + "\n"


def _excerpt(source: Source, span: Span, place: Position, margin: str, paint: str, color: bool) -> list[str]:
    line = source.line(place.line).rstrip("\r")
    start = min(place.column - 1, len(line))
    end = min(start + span.end - span.start, len(line))
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    last = min(len(line), first + _WIDEST)
    before, shown = visible(line[first:start]), visible(line[start : min(end, last)])
    head, tail = "…" if first else "", "…" if last < len(line) else ""
    carets = "^" * max(1, cell_len(shown))
    rows = [
        f"{margin} |",
        f"{place.line} | {head}{before}{shown}{visible(line[min(end, last) : last])}{tail}".rstrip(),
        f"{margin} | " + " " * (len(head) + cell_len(before)) + _styled(carets, paint, color),
    ]
    text = source.slice(span)
    if text.strip():
        rows.append(f"{margin} | here: {_quoted(text)}")
    return rows


def _quoted(text: str) -> str:
    shown = visible(" ".join(text[: 4 * _LONGEST_QUOTE].split()))
    return f"⟨{shown if len(shown) <= _LONGEST_QUOTE else shown[: _LONGEST_QUOTE - 1] + '…'}⟩"


def visible(text: str) -> str:
    r"""A text that can be shown: no control characters, no marks of direction, tabs as spaces.

    >>> visible("a\tb\x00\u200f")
    'a b�'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _HARMLESS:
        return ""
    if character.isspace():
        return " "
    return "�" if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character


def _count(diagnostics: tuple[Diagnostic, ...]) -> str:
    parts = []
    for severity in Severity:
        number = sum(d.severity is severity for d in diagnostics)
        if number:
            parts.append(f"{number} {severity}{'s' if number > 1 else ''}")
    return ", ".join(parts)


def _styled(text: str, code: str, color: bool) -> str:
    return f"\x1b[1;{code}m{text}\x1b[0m" if color else text
