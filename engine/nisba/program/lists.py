"""Reads the files that rules take their lists from: entity tables and word lists."""

import re
from pathlib import Path

from attrs import frozen

from nisba.diagnostics.diagnostic import Label
from nisba.encodings import conversion_hint
from nisba.program.findings import Findings, near_miss
from nisba.program.model import EntityEntry
from nisba.program.paths import SHIPPED, shipped
from nisba.program.reads import read_bytes
from nisba.source import Source, Span

_SPACED = re.compile(r" {2}|\w=")
"""What a form has where spaces were typed for a tab: two of them, or a key and its value."""


@frozen
class Wanted:
    """A list file that a statement names: where it is, and the place of its name in the rules."""

    path: Path
    source: Source
    span: Span


def read_entities(wanted: Wanted, findings: Findings) -> tuple[EntityEntry, ...]:
    """The rows of an entity table: form, optional canonical name, optional ``key=value`` columns, parted by tabs.

    Empty lines and lines that begin with ``#`` are skipped. Every row that cannot be read is an error of its own,
    with the table's file and line.
    """
    text = _read(wanted, findings)
    if text is None:
        return ()
    table = Source(str(wanted.path), text)
    entries = []
    start = 0
    for line in text.split("\n"):
        row = line.rstrip("\r")
        if row and not row.startswith("#") and not row.isspace():
            cells = row.split("\t")
            form = cells[0].strip()
            if len(cells) == 1 and form and not _SPACED.search(form):
                entries.append(EntityEntry(form, form))
            else:
                wrong, entry = _row(cells)
                if entry is not None:
                    entries.append(entry)
                else:
                    _malformed(wanted, table, Span(start, start + len(row)), wrong, findings)
        start += len(line) + 1
    return tuple(entries)


def read_words(wanted: Wanted, findings: Findings) -> tuple[str, ...]:
    """The phrases of a word list, one a line; ``#`` starts a comment."""
    text = _read(wanted, findings)
    if text is None:
        return ()
    phrases = (" ".join(line.partition("#")[0].split()) for line in text.split("\n"))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def _row(cells: list[str]) -> tuple[str, EntityEntry | None]:
    """What is wrong with a row, or its entry."""
    form = cells[0].strip()
    if not form:
        return "the form in the first column is missing", None
    if _SPACED.search(form):
        return "tabs part the columns, not spaces", None
    rest = cells[1:]
    canonical = form
    if rest and not _is_attribute(rest[0]):
        canonical = rest[0].strip() or form
        del rest[0]
    attributes: dict[str, str] = {}
    for cell in rest:
        key, equals, value = cell.partition("=")
        key = key.strip()
        if not equals or not key.replace("-", "_").isidentifier():
            if not cell.strip():
                continue
            return f"the column `{cell.strip()}` is no `key=value`", None
        if key in attributes:
            return f"the attribute `{key}` stands twice", None
        attributes[key] = value.strip()
    return "", EntityEntry(form, canonical, tuple(attributes.items()))


def _is_attribute(cell: str) -> bool:
    """Whether the column behind the form is an attribute already: a canonical name was left out."""
    key, equals, _ = cell.partition("=")
    return bool(equals) and key.isascii() and key.isidentifier()


def _malformed(wanted: Wanted, table: Source, span: Span, wrong: str, findings: Findings) -> None:
    findings.error(
        "malformed-row",
        wrong,
        table,
        span,
        expected="form, then an optional canonical name, then `key=value` columns, parted by tabs",
        labels=(Label(wanted.source, wanted.span, "the table is named here"),),
    )


def _read(wanted: Wanted, findings: Findings) -> str | None:
    try:
        return read_text(wanted.path)
    except (OSError, ValueError) as error:
        unreadable(wanted, error, findings)
        return None


def read_text(path: Path) -> str:
    """The text of a file.

    Raises ``OSError`` where there is none or it is no plain file (a device could be read for ever), and ``ValueError``
    where the path is none or the text is not UTF-8.
    """
    if path.exists() and not path.is_file():
        raise IsADirectoryError(path) if path.is_dir() else OSError(path)
    text = read_bytes(path).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unreadable(wanted: Wanted, error: Exception, findings: Findings) -> None:
    """Note why a file cannot be read, and the file beside it that has almost the name."""
    written = wanted.source.slice(wanted.span).strip('"') or str(wanted.path)
    match error:
        case UnicodeDecodeError():
            message = f"`{written}` is not UTF-8: its byte {error.start} begins no character"
            hint = conversion_hint(error.object) or "save the file as UTF-8"
            findings.error("bad-encoding", message, wanted.source, wanted.span, hint=hint)
            return
        case FileNotFoundError() | NotADirectoryError():
            message = f"there is no {'shipped ' if written.startswith(SHIPPED) else ''}file `{written}`"
        case IsADirectoryError():
            message = f"`{written}` is a folder"
        case PermissionError():
            message = f"`{written}` may not be read"
        case _:
            message = f"`{written}` is no file that can be read"
    near = (
        _near_file(wanted.path, written)
        if isinstance(error, FileNotFoundError | NotADirectoryError)
        else None
    )
    findings.error(
        "missing-file",
        message,
        wanted.source,
        wanted.span,
        expected="the path of a file, relative to the folder of this file",
        hint=near,
    )


def _near_file(path: Path, written: str) -> str | None:
    """A hint at the file of the same kind in the same folder whose name comes near, or at a shipped file."""
    try:
        beside = sorted(file.stem for file in path.parent.iterdir() if file.suffix == path.suffix)
    except OSError:
        beside = []
    near = near_miss(path.stem, beside)
    if near is not None:
        return f"did you mean `{near}{path.suffix}`, in the same folder?"
    ours = shipped(written)
    return None if ours is None else f"did you mean `{ours}`, which ships with nisba?"
