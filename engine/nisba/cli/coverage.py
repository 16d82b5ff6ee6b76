"""Count how often each rule, alternative and list entry fired over a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nisba.cli._console import Misuse
from nisba.cli._corpus import corpus, corpus_options, write_report
from nisba.cli._rules import load_rules, paths_of, rules_options
from nisba.packaged import packaged

if TYPE_CHECKING:
    from nisba.tools.coverage import Coverage

KINDS = ("rule", "alternative", "choice", "words", "entity")


@click.command(
    epilog="""\b
Examples:
  nisba coverage news/                          the rules of the news pack, never fired first
  nisba coverage news.jsonl --rules my.rules --kind rule --kind alternative
  nisba coverage a.txt --to json -o a.json      a part of a corpus …
  nisba coverage --merge a.json b.json          … and the parts together
  nisba coverage news/ --kind rule --fail-under 90

Exit status: 0 fine; 1 less fired than --fail-under asks; 2 misuse."""
)
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@rules_options
@corpus_options
@click.option(
    "--to",
    "target",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="Format of the report.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Report these only: rules and entity patterns; their match and frame lines; alternatives inside; "
    "entries of words lists; of entity lists.  [default: all]",
)
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="Rows a kind in a table; 0: all.",
)
@click.option("--merge", is_flag=True, help="The paths are reports in JSON: add them up.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 where less than this part of what is reported fired.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to a file."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    morphology: str,
    source: str | None,
    text_field: str,
    limit: int | None,
    target: str,
    kinds: tuple[str, ...],
    rows: int,
    merge: bool,
    fail_under: float | None,
    output: Path | None,
) -> None:
    """Count how often each rule, alternative and list entry fired over a corpus; what never did comes first.

    PATH is a file or a folder, as for nisba extract. A rule is counted where it fires: once for an occurrence of its
    anchor, by the alternatives of the reading that was chosen. Where --rules names rules of your own, what they import
    of the rules that ship with nisba is not reported.
    """
    from nisba.tools.coverage import Kind, measure
    from nisba.tools.coverage_report import to_html, to_json, to_table

    if not paths:
        raise click.UsageError("Nothing to read: name a file or a folder, or - for standard input.")
    if merge:
        found = _merged(paths)
    else:
        documents = corpus(paths, source, text_field, limit)
        found = measure(load_rules(rules, morphology), documents, _left_out(rules))
    found = found.of(Kind(kind) for kind in kinds or KINDS)
    if target == "json":
        text = to_json(found).decode()
    else:
        text = to_html(found) if target == "html" else to_table(found, rows or None)
    write_report(text, output)
    percent = found.percent()
    if fail_under is not None and percent < fail_under:
        click.echo(f"nisba: {percent:.1f} % fired, less than {fail_under:g} %", err=True)
        ctx.exit(1)


def _left_out(rules: tuple[str, ...]) -> Path | None:
    """The shipped rules, where rules are named and none of them ships with nisba."""
    shipped = packaged("rules").resolve()
    named = [path.resolve() for path in paths_of(rules)]
    return shipped if named and not any(shipped in (path, *path.parents) for path in named) else None


def _merged(paths: tuple[str, ...]) -> "Coverage":
    from nisba.tools.coverage import Coverage
    from nisba.tools.coverage_report import CoverageFormatError, from_json

    whole = Coverage()
    for path in paths:
        try:
            whole.merge(from_json(Path(path).read_bytes()))
        except (OSError, CoverageFormatError) as error:
            raise Misuse(f"{path}: {error}") from error
    return whole
