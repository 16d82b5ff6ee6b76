"""A table for people, one for each document that has triples."""

import re
from io import StringIO

from attrs import frozen

from nisba.extraction.triple import Triple
from nisba.readers.document import Document
from nisba.writers.writer import Options

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def make(options: Options) -> "TableWriter":
    """The writer, for the width and the colours of a terminal."""
    return TableWriter(options.width, options.color)


@frozen
class TableWriter:
    """Arguments, relation, and what qualifies them; offsets and attributes are left to the other formats."""

    width: int
    color: bool

    def header(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """The document's table, or nothing where it has no triples."""
        if not triples:
            return b""
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(
            title=Text(shown(document.doc), "bold"), title_justify="left", box=SIMPLE_HEAD, pad_edge=False
        )
        for name in ("subject", "relation", "object", "details", "rule"):
            table.add_column(name, overflow="fold", style="dim" if name == "rule" else "")
        for triple in triples:
            table.add_row(
                Text(shown(triple.subject.text)),
                Text(triple.relation, "cyan"),
                Text(shown(triple.object.text)),
                Text(shown(details(triple)), "red" if triple.polarity == "negated" else ""),
                Text(triple.rule),
            )
        out = StringIO()
        console = Console(
            file=out,
            width=self.width,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            highlight=False,
            legacy_windows=False,
        )
        console.print(table)
        return out.getvalue().encode()


def details(triple: Triple) -> str:
    """Polarity and modality where they are not the usual ones, the speaker, the qualifiers."""
    parts = [value for value in (triple.polarity, triple.modality) if value != "asserted"]
    if triple.attribution is not None:
        parts.append(f"said by {triple.attribution.text}")
    parts += [f"{key}: {value.text}" for key, value in triple.qualifiers.items()]
    return "; ".join(parts)


def shown(text: str) -> str:
    """A text without what would move the cursor or turn the direction of a terminal's line."""
    return _CONTROL.sub(" ", text)
