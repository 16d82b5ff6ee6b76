"""Show which triples a change of rules adds and removes."""

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from nisba.cli._corpus import corpus, corpus_options
from nisba.cli._rules import load_rules

if TYPE_CHECKING:
    from nisba.tools.difference import Change

COLORS = {"+": "green", "-": "red", "~": "yellow"}


@click.command(
    epilog="""\b
Examples:
  nisba diff old.rules new.rules news/
  git worktree add /tmp/before HEAD && nisba diff /tmp/before/rules/news rules/news seeds/
  nisba diff old.rules new.rules news.jsonl --to jsonl > changes.jsonl

Exit status: 0 the same triples; 1 they differ; 2 misuse."""
)
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, required=True, metavar="CORPUS…")
@click.option(
    "--morphology",
    type=click.Choice(["light", "camel"]),
    default="light",
    show_default=True,
    help="What knows the forms of words.",
)
@corpus_options
@click.option(
    "--to",
    "target",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Format of the changes.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    old: str,
    new: str,
    paths: tuple[str, ...],
    morphology: str,
    source: str | None,
    text_field: str,
    limit: int | None,
    target: str,
) -> None:
    """Show which triples a change of rules adds (+), removes (-) and judges otherwise (~), each with its sentence.

    OLD and NEW are packs, rules files or folders of them; CORPUS is files or folders, as for nisba extract. Which rule
    finds a triple does not matter, only where its arguments stand.
    """
    from nisba.tools.difference import differences

    documents = corpus(paths, source, text_field, limit)
    before, after = load_rules((old,), morphology), load_rules((new,), morphology)
    counts: Counter[str] = Counter()
    for change in differences(before, after, documents):
        counts[change.sign] += 1
        click.echo(_line(change) if target == "jsonl" else _text(change))
    if target == "text":
        click.echo(f"{counts['+']} added, {counts['-']} removed, {counts['~']} judged otherwise")
    ctx.exit(1 if counts else 0)


def _text(change: "Change") -> str:
    from nisba.diagnostics.text import visible

    triple = change.triple
    judged = (
        "" if triple.polarity == triple.modality == "asserted" else f" [{triple.polarity}, {triple.modality}]"
    )
    line = f"{change.sign} ({triple.subject.text}, {triple.relation}, {triple.object.text}){judged}"
    place = f"{triple.doc}:{triple.sentence.start}  {triple.rule} ({triple.where})"
    shown = click.style(visible(line), fg=COLORS[change.sign]) if sys.stdout.isatty() else visible(line)
    details = [f"    {visible(detail)}" for detail in change.details()]
    return "\n".join([shown, *details, f"    {visible(place)}", f"    {visible(change.context)}", ""])


def _line(change: "Change") -> str:
    import msgspec

    row = {
        "change": change.sign,
        "details": change.details(),
        "old": change.old.to_dict() if change.old else None,
        "new": change.new.to_dict() if change.new else None,
        "context": change.context,
    }
    return msgspec.json.encode(row).decode()
