"""Measure what each rule and entity pattern costs over a corpus, and why."""

from pathlib import Path

import click

from nisba.cli._corpus import corpus, corpus_options, write_report
from nisba.cli._rules import load_rules, rules_options


@click.command(
    epilog="""\b
Examples:
  nisba profile news/                      the news pack, the costly first
  nisba profile news.jsonl --rules my.rules --limit 500
  nisba profile news/ --to json -o profile.json

Exit status: 0 fine; 1 the rules have errors; 2 misuse."""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@rules_options
@corpus_options
@click.option(
    "--to",
    "target",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Format of the report.",
)
@click.option(
    "--rows", type=click.IntRange(min=0), default=20, show_default=True, help="Rows in a table; 0: all."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to a file."
)
def command(
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    morphology: str,
    source: str | None,
    text_field: str,
    limit: int | None,
    target: str,
    rows: int,
    output: Path | None,
) -> None:
    """Measure what each rule and entity pattern costs over a corpus: time, candidates, and the reason.

    PATH is a file or a folder, as for nisba extract. A rule is tried in each sentence that holds one of its anchors;
    an anchor that is frequent and seldom leads to a match costs most.
    """
    import msgspec

    from nisba.tools.profile import profile, to_json, to_table

    documents = corpus(paths, source, text_field, limit)
    found = profile(load_rules(rules, morphology), documents)
    if target == "json":
        text = msgspec.json.format(msgspec.json.encode(to_json(found)), indent=1).decode() + "\n"
    else:
        text = to_table(found, rows or None)
    write_report(text, output)
