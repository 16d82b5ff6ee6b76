"""Find everything that is wrong with rules files."""

import sys
from collections.abc import Sized
from importlib import import_module

import click

from nisba.cli._rules import paths_of


@click.command(
    epilog="""\b
Examples:
  nisba check my.rules
  nisba check rules/ --strict
  nisba check my.rules --to sarif > findings.sarif
  nisba help unknown-name                  what a finding means

Exit status: 0 fine (warnings too, unless --strict); 1 findings; 2 misuse."""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--to",
    "target",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="Format of the findings.",
)
@click.option("--strict", is_flag=True, help="Warnings are status 1 too.")
@click.option(
    "--examples/--no-examples",
    default=True,
    show_default=True,
    help="Run the rules' examples too.",
)
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], target: str, strict: bool, examples: bool) -> None:
    """Find everything that is wrong with rules files.

    FILE is a rules file, a folder of them, or the name of a shipped pack. Several are checked as one program.
    Rules without an error are run over their examples; one that fails is an error too. Warnings and examples are
    those of the files named; errors are told of what these import, too.
    """
    from nisba.diagnostics.diagnostic import Severity
    from nisba.program import check

    paths = paths_of(files)
    program, found = check(paths)
    if program is not None:
        from nisba.tools.testing import failing_examples, stands_in

        # What is weak in imported files is for those who check them; an error there is everybody's.
        found = tuple(d for d in found if d.severity is Severity.ERROR or stands_in(d.source, paths))
        if examples:
            from nisba.extraction.engine import Engine

            found += failing_examples(Engine(program), paths)
    render = import_module(f"nisba.diagnostics.{target}").render
    click.echo(render(found, color=sys.stdout.isatty()) if target == "text" else render(found), nl=False)
    if target == "text" and program is not None and not found:
        click.echo(f"fine: {_count(program.rules, 'rule')}, {_count(program.relations, 'relation')}")
    bad = any(d.severity is Severity.ERROR or (strict and d.severity is Severity.WARNING) for d in found)
    ctx.exit(1 if bad else 0)


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"
