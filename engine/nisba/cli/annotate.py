"""Show the mentions that the rules find in documents."""

import re
import sys
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any

import click
import msgspec
from attrs import evolve, frozen

from nisba.cli._rules import load_rules, rules_options
from nisba.cli._run import RunOptions, execute, run_options
from nisba.tools.job import Job, Outcome, Work
from nisba.writers.table import shown

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine
    from nisba.extraction.triple import Argument, Triple
    from nisba.readers.document import Document

_COLORS = ("cyan", "green", "yellow", "magenta", "blue", "red")


@click.command(
    epilog="""\b
Examples:
  nisba annotate article.txt               coloured text on a terminal, JSON lines in a pipe
  nisba annotate --rules my.rules news/ -o mentions.jsonl

Exit status: 0 fine; 1 some documents could not be read or worked on; 2 misuse; 130 ended by Ctrl-C (--resume
goes on with an unfinished -o FILE)."""
)
@run_options
@rules_options
@click.option(
    "--to",
    "target",
    type=click.Choice(["jsonl", "color"]),
    help="Format of the output.  [color on a terminal; else jsonl]",
)
@click.pass_context
def command(
    ctx: click.Context, /, rules: tuple[str, ...], morphology: str, target: str | None, **options: Any
) -> None:
    """Show the mentions that the rules find in documents: people, places, organisations.

    PATH and the formats of the input are those of nisba extract.
    """
    asked = RunOptions(**options)
    inputs = asked.inputs()
    if target is None:
        target = "color" if asked.output is None and sys.stdout.isatty() else "jsonl"
    engine = load_rules(rules, morphology)
    writer = MentionWriter(target == "color")
    job = Job(partial(_load, rules, morphology, writer), partial(_annotate, engine, writer))
    ctx.exit(execute(asked, inputs, writer, engine, job))


@frozen
class MentionWriter:
    """Mentions as JSON lines, or as the text with its mentions coloured."""

    color: bool

    def header(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, document: "Document", triples: "list[Triple]") -> bytes:
        """Nothing: what is annotated has no triples."""
        return b""

    def mentions(self, document: "Document", found: "list[Argument]") -> bytes:
        """The mentions of a document; their offsets are those of its text."""
        if self.color:
            return _colored(document.text, found)
        rows = [evolve(m, start=m.start + document.offset, end=m.end + document.offset) for m in found]
        return b"".join(msgspec.json.encode(_row(document.doc, row)) + b"\n" for row in rows)


def _load(rules: tuple[str, ...], morphology: str, writer: MentionWriter) -> Work:
    return partial(_annotate, load_rules(rules, morphology), writer)


def _annotate(engine: "Engine", writer: MentionWriter, document: "Document") -> Outcome:
    found = engine.annotate(document.text, document.annotations)
    return Outcome(writer.mentions(document, found), len(found))


def _row(doc: str, mention: "Argument") -> dict[str, object]:
    return {
        "doc": doc,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type,
        "canonical": mention.canonical,
        "attributes": mention.attributes,
    }


def _colored(text: str, found: "list[Argument]") -> bytes:
    """The text, each mention in the colour of its type and its type after it; of two that overlap, the first."""
    from rich.console import Console
    from rich.text import Text

    types = sorted({mention.type for mention in found})
    line = Text()
    at = 0
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if mention.start < at:
            continue
        color = _COLORS[types.index(mention.type) % len(_COLORS)]
        line.append(_lines_shown(text[at : mention.start]))
        line.append(_lines_shown(text[mention.start : mention.end]), f"bold {color}")
        line.append(f" [{mention.type}]", f"dim {color}")
        at = mention.end
    line.append(_lines_shown(text[at:]))
    out = StringIO()
    Console(file=out, force_terminal=True, color_system="standard", highlight=False, soft_wrap=True).print(
        line
    )
    return out.getvalue().encode()


def _lines_shown(text: str) -> str:
    return "".join(part if part == "\n" else shown(part) for part in re.split(r"(\n)", text))
