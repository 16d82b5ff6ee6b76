"""Read documents and write the triples that the rules find in them."""

import gc
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nisba.cli._console import Misuse
from nisba.cli._rules import load_rules, rules_options
from nisba.cli._run import RunOptions, execute, run_options
from nisba.extras import MissingExtra
from nisba.tools.job import Extraction, Job
from nisba.writers.writer import FORMATS, Options, Writer, format_of, writer

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine
    from nisba.extraction.triple import Triple
    from nisba.readers.document import Document


@click.command(
    epilog="""\b
Examples:
  nisba extract article.txt                a table on a terminal, JSON lines in a pipe
  nisba extract news/ -o triples.jsonl     every .txt file of a folder
  nisba extract --text-field body --id-field url crawl.jsonl.gz
  curl -s https://example.org/a.txt | nisba extract -
  nisba extract --rules my.rules --rules news article.txt
  nisba extract big.jsonl --workers 4 -o out.jsonl
  nisba extract big.jsonl --workers 4 -o out.jsonl --resume

Exit status: 0 fine; 1 some documents could not be read or worked on; 2 misuse; 130 ended by Ctrl-C (--resume
goes on with an unfinished -o FILE)."""
)
@run_options
@rules_options
@click.option(
    "--to",
    "target",
    type=click.Choice(list(FORMATS)),
    help="Format of the output.  [by file ending; a table on a terminal; else jsonl]",
)
@click.option("--include-negated", is_flag=True, help="Write negated triples to CSV and RDF too.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    rules: tuple[str, ...],
    morphology: str,
    target: str | None,
    include_negated: bool,
    **options: Any,
) -> None:
    """Read documents and write the triples that the rules find in them.

    PATH is a file, a folder (its .txt files in sorted order, unless --from says else), a URL that fsspec opens, or
    - for standard input. Packed files (gzip, bzip2, xz, zstd) are unpacked. Without --rules the news pack that ships
    with nisba is used.
    """
    asked = RunOptions(**options)
    inputs = asked.inputs()
    terminal = asked.output is None and sys.stdout.isatty()
    if target is None:
        target = "table" if terminal else _by_ending(asked.output)
    # Next to nothing of a run is cyclic garbage: looking for it less often saves a tenth of the time and more.
    gc.set_threshold(100_000, 50, 50)
    engine = load_rules(rules, morphology)
    gc.freeze()
    settings = Options(
        relations=engine.relations,
        include_negated=include_negated,
        width=shutil.get_terminal_size((120, 24)).columns if terminal else 120,
        color=terminal,
    )
    try:
        made = writer(target, settings)
    except MissingExtra as error:
        raise Misuse(str(error)) from error
    job = Job(partial(_load, rules, morphology, made), _work(engine, made))
    ctx.exit(execute(asked, inputs, made, engine, job))


def _by_ending(output: Path | None) -> str:
    """The format that an output's ending stands for: JSON lines where it has none."""
    if output is None or not output.suffix:
        return "jsonl"
    found = format_of(str(output))
    if found is None:
        endings = ", ".join(ending for form in FORMATS.values() for ending in form.endings)
        raise Misuse(
            f"{output}: no format has the ending {output.suffix} (there are {endings}); name one with --to"
        )
    return found


def _load(rules: tuple[str, ...], morphology: str, made: Writer) -> Extraction:
    """What a worker process that was not forked does first."""
    return _work(load_rules(rules, morphology), made)


def _work(engine: "Engine", made: Writer) -> Extraction:
    return Extraction(partial(_extract, engine), made)


def _extract(engine: "Engine", document: "Document") -> "list[Triple]":
    return engine.extract(document.text, document.annotations, document.doc)
