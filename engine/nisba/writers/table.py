"""A table for people, one for each document that has triples."""

import re
from io import StringIO

from attrs import frozen

from nisba.extraction.triple import Triple
from nisba.readers.document import Document
from nisba.writers.writer import Options

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")

LONGEST = 100
"""Of an argument, such as the clause that somebody said, so many code points are shown."""
WIDE = 110
"""Columns of the terminal; in a narrower one a table has no column for rules."""


def make(options: Options) -> "TableWriter":
    """The writer, for the width and the colours of a terminal."""
    return TableWriter(options.width, options.color)


@frozen
class TableWriter:
    """Arguments, relation, and what qualifies them; offsets, attributes and long texts are left to the other formats."""

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
        detailed = any(map(details, triples))
        longest = max(len(triple.object.text) for triple in triples)
        table.add_column("subject", overflow="fold", max_width=self.width // 5)
        table.add_column("relation", no_wrap=True)
        table.add_column("object", overflow="fold", min_width=min(self.width // 4, longest))
        if detailed:
            table.add_column("details", overflow="fold", max_width=self.width // 6)
        # A rule's name is cut, and in a narrow terminal left out, before a text is broken into columns of words.
        ruled = self.width >= WIDE
        if ruled:
            table.add_column(
                "rule", no_wrap=True, overflow="ellipsis", max_width=self.width // 7, style="dim"
            )
        for triple in triples:
            note = Text(shown(details(triple)), "red" if triple.polarity == "negated" else "")
            table.add_row(
                Text(shown(triple.subject.text)),
                Text(triple.relation, "cyan"),
                Text(shown(triple.object.text)),
                *([note] if detailed else []),
                *([Text(triple.rule)] if ruled else []),
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
    """A text without what would move the cursor or turn the direction of a terminal's line; the end of a long one cut.

    >>> shown("word " * 50)[-10:]
    'word word…'
    """
    clean = _CONTROL.sub(" ", text)
    return clean if len(clean) <= LONGEST else clean[:LONGEST].rsplit(None, 1)[0] + "…"
