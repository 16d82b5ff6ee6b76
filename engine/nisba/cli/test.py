"""Run the examples of rules: yes, no and todo."""

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nisba.cli._console import Misuse, give_up
from nisba.cli._rules import DEFAULT, load_rules, morphology_option, paths_of

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine
    from nisba.tools.testing import Outcome

PAUSE = 0.5
"""Seconds between two looks at the files that ``--watch`` watches."""


@click.command(
    epilog="""\b
Examples:
  nisba test                               the rules of the news pack
  nisba test my.rules -k visit             the rules with «visit» in their names
  nisba test rules/ --watch                again whenever a file changes
  nisba test my.rules --fuzz --save        what breaks the rules, kept as examples
  nisba test rules/ --junit report.xml     for continuous integration

Exit status: 0 all examples hold; 1 some fail, or the rules have errors; 2 misuse."""
)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("-k", "name", default="", metavar="NAME", help="Only rules with NAME in their names.")
@click.option("--fuzz", is_flag=True, help="Try the yes examples in other words too.")
@click.option("--save", is_flag=True, help="With --fuzz: write what it finds into the rules as examples.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes; Ctrl-C ends it.")
@click.option(
    "--junit",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the outcomes to FILE as JUnit XML too.",
)
@morphology_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    name: str,
    fuzz: bool,
    save: bool,
    watch: bool,
    junit: Path | None,
    morphology: str,
) -> None:
    """Run the examples of rules: yes, no and todo.

    PATH is a rules file, a folder of them, or the name of a shipped pack; the examples of the rules in it are run,
    not those of files that it imports. An example counts for the rule that it stands in: another rule that finds
    the same does not make it pass.

    With --fuzz, changes are made to the sentences of yes examples that must not matter (spelling, diacritics,
    quotation marks, other names of the same type, a date put in, a longer text) and some that must (a negation, the
    arguments exchanged). What breaks a rule is told with the smallest change that does; --save keeps it in the rules
    file, as a todo where a triple is lost and as a no where one comes out that should not.
    """
    named = paths or DEFAULT
    if save and not fuzz:
        raise Misuse("--save needs --fuzz")
    if save and not paths:
        raise Misuse("--save changes rules files: name them")
    if fuzz:
        ctx.exit(max(_run(named, name, junit, morphology), _fuzz(named, name, save, morphology)))
    if not watch:
        ctx.exit(_run(named, name, junit, morphology))
    while True:
        before = _stamps(named)
        click.clear()
        with suppress(click.exceptions.Exit):  # The rules have errors, which were shown.
            _run(named, name, junit, morphology)
        click.echo("\nwaiting for a change; Ctrl-C ends")
        while _stamps(named) == before:
            time.sleep(PAUSE)


def _run(named: tuple[str, ...], name: str, junit: Path | None, morphology: str) -> int:
    from nisba.tools.testing import Verdict, run_tests

    engine = load_rules(named, morphology)
    outcomes = []
    for outcome in run_tests(engine, name, paths_of(named)):
        outcomes.append(outcome)
        if outcome.verdict in (Verdict.FAILED, Verdict.UNEXPECTED):
            click.echo("\n".join(_report(engine, outcome)))
    if junit is not None:
        from nisba.tools.junit import render

        try:
            junit.write_text(render(outcomes), encoding="utf-8")
        except OSError as error:
            give_up(error)
    counts = {v: sum(o.verdict is v for o in outcomes) for v in Verdict}
    told = [f"{number} {verdict}" for verdict, number in counts.items() if number]
    color = "red" if counts[Verdict.FAILED] else "green"
    click.echo(click.style(", ".join(told) or "no examples", fg=color, bold=True))
    return 1 if counts[Verdict.FAILED] else 0


def _fuzz(named: tuple[str, ...], name: str, save: bool, morphology: str) -> int:
    from nisba.diagnostics.text import visible
    from nisba.extras import MissingExtra
    from nisba.tools import fuzz as tool

    found = []
    try:
        for weakness in tool.fuzz(load_rules(named, morphology), name, paths_of(named)):
            found.append(weakness)
            rule = weakness.matcher.rule
            line = rule.source.position(weakness.example.span.start).line
            place = click.style(f"{visible(rule.source.name)}:{line}", bold=True)
            click.echo(f"{place}: {visible(rule.name)}: {visible(weakness.sentence())}")
            click.echo(f"    sentence  {visible(weakness.text)}\n")
        if save:
            for path in tool.save(found):
                click.echo(f"saved in {path}")
    except MissingExtra as error:
        raise Misuse(str(error)) from error
    except OSError as error:
        give_up(error)
    color = "red" if found else "green"
    click.echo(
        click.style(f"fuzz: {len(found)} weakness{'' if len(found) == 1 else 'es'}", fg=color, bold=True)
    )
    return 1 if found else 0


def _report(engine: "Engine", outcome: "Outcome") -> list[str]:
    from nisba.diagnostics.text import visible
    from nisba.tools.testing import Verdict, nearest, shown, written

    rule, example = outcome.matcher.rule, outcome.example
    line = rule.source.position(example.span.start).line
    head = "passes by now" if outcome.verdict is Verdict.UNEXPECTED else "fails"
    color = "yellow" if outcome.verdict is Verdict.UNEXPECTED else "red"
    lines = [
        click.style(f"{visible(rule.source.name)}:{line}", bold=True)
        + f": {visible(rule.name)}: "
        + click.style(f"{example.kind} {head}", fg=color),
        f"    sentence  {visible(example.text)}",
    ]
    if outcome.verdict is Verdict.UNEXPECTED:
        return [*lines, "    make it a yes", ""]
    lines += [f"    expected  {visible(shown(t))}" for t in outcome.missing]
    lines += [f"    must not  {visible(written(t))}" for t in outcome.forbidden]
    lines += [f"    came out  {visible(written(t))}" for t in outcome.got if t not in outcome.forbidden]
    if not outcome.got:
        lines.append("    came out  nothing")
    miss = nearest(engine, outcome)
    if miss is not None:
        lines.append(f"    nearest   {visible(miss.sentence())}")
        lines += [f"              {visible(change)}" for change in miss.changes]
    return [*lines, ""]


def _stamps(named: tuple[str, ...]) -> dict[Path, float]:
    """When the rules and lists of the named folders, and of the folders beside them, were changed."""
    folders = {path if path.is_dir() else path.parent for path in paths_of(named)}
    found: dict[Path, float] = {}
    for folder in folders | {sibling for f in folders for sibling in _siblings(f)}:
        for file in (*folder.glob("*.rules"), *folder.glob("*.tsv"), *folder.glob("*.txt")):
            try:
                found[file] = file.stat().st_mtime
            except OSError:
                continue
    return found


def _siblings(folder: Path) -> list[Path]:
    """The folders beside one that holds rules, where imports and lists may lie."""
    try:
        return [path for path in folder.resolve().parent.iterdir() if path.is_dir()]
    except OSError:
        return []
