"""Score extracted triples against gold triples: precision, recall, F1."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nisba.cli._console import Misuse
from nisba.cli._rules import load_rules, rules_options

if TYPE_CHECKING:
    from nisba.tools.evaluate import Evaluation, Score


@click.command(
    epilog="""\b
Examples:
  nisba evaluate seeds/gold.jsonl
  nisba evaluate gold.jsonl --rules my.rules --by rule --errors 10
  nisba evaluate gold.jsonl --to html > report.html

GOLD is JSON lines: {"id", "text", "triples": [{"s", "r", "o", "neg", "s_alt", "o_alt"}]}, a sentence a line."""
)
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@rules_options
@click.option(
    "--by",
    type=click.Choice(["relation", "rule"]),
    default="relation",
    show_default=True,
    help="What a row stands for. By rule there is no recall: a missed triple is no rule's.",
)
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="Show N missed and N wrong triples too."
)
@click.option(
    "--to",
    "target",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="Format of the report.",
)
def command(gold: Path, rules: tuple[str, ...], morphology: str, by: str, errors: int, target: str) -> None:
    """Score the triples that rules find in the sentences of GOLD, each a document of its own."""
    from nisba.tools.evaluate import evaluate, read_gold

    try:
        sentences = read_gold(gold)
    except (ValueError, OSError) as error:
        raise Misuse(str(error)) from error
    engine = load_rules(rules, morphology)
    found = {sentence.id: engine.extract(sentence.text, doc=sentence.id) for sentence in sentences}
    result = evaluate(sentences, found, engine.program.relations)
    if target == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(_as_data(result, errors)), indent=2))
    else:
        _print(result, by, errors, html=target == "html")


def _rows(result: "Evaluation", by: str) -> list[tuple[str, "Score"]]:
    rows = list((result.rules if by == "rule" else result.relations).items())
    return [*rows, ("all", result.all)]


def _print(result: "Evaluation", by: str, errors: int, html: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(record=html, width=120 if html else None, file=io.StringIO() if html else sys.stdout)
    table = Table(box=None, header_style="bold")
    table.add_column(by)
    for name in ("P", "R", "F1", "right", "wrong", "missed"):
        table.add_column(name, justify="right")
    for name, score in _rows(result, by):
        no_recall = by == "rule" and name != "all"
        recall, f1 = ("", "") if no_recall else (f"{score.recall:.3f}", f"{score.f1:.3f}")
        missed = "" if no_recall else str(score.missed)
        table.add_row(name, f"{score.precision:.3f}", recall, f1, str(score.right), str(score.wrong), missed)
    console.print(table)
    for title, rows in _errors(result, errors):
        console.print(f"\n[bold]{title}[/bold]")
        for row in rows:
            console.print(
                f"  {row['id']}  ({row['subject']}، {row['relation']}، {row['object']})  {row['rule']}"
            )
            console.print(f"    {row['text']}", style="dim", markup=False)
    if html:
        click.echo(console.export_html())


def _errors(result: "Evaluation", most: int) -> list[tuple[str, list[dict[str, Any]]]]:
    if not most:
        return []
    missed = [
        {"id": m.sentence.id, "subject": m.triple.s, "relation": m.triple.r, "object": m.triple.o, "rule": "",
         "text": m.sentence.text}
        for m in result.missed[:most]
    ]  # fmt: skip
    wrong = [
        {"id": w.sentence.id, "subject": w.triple.subject.text, "relation": w.triple.relation,
         "object": w.triple.object.text, "rule": w.triple.rule, "text": w.sentence.text}
        for w in result.wrong[:most]
    ]  # fmt: skip
    return [("missed", missed), ("wrong", wrong)]


def _as_data(result: "Evaluation", errors: int) -> dict[str, Any]:
    def row(score: "Score", recall: bool = True) -> dict[str, float | int]:
        data: dict[str, float | int] = {
            "precision": score.precision,
            "right": score.right,
            "wrong": score.wrong,
        }
        if recall:
            data |= {"recall": score.recall, "f1": score.f1, "missed": score.missed}
        return data

    return {
        "all": row(result.all),
        "relations": {name: row(score) for name, score in result.relations.items()},
        "rules": {name: row(score, recall=False) for name, score in result.rules.items()},
        **dict(_errors(result, errors)),
    }
