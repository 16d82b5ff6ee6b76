"""List what rules declare: relations, signatures, rules with examples."""

import sys
from importlib import import_module
from pathlib import Path

import click

from nisba.cli._corpus import write_report
from nisba.cli._rules import DEFAULT, paths_of


@click.command(
    epilog="""\b
Examples:
  nisba rules                              the news pack
  nisba rules my.rules --relation visited
  nisba rules my.rules --to markdown -o RULES.md

Exit status: 0 fine; 1 the rules have errors; 2 misuse."""
)
@click.argument("packs", nargs=-1, metavar="[PACK…]")
@click.option(
    "--to",
    "target",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="Format of the list.",
)
@click.option(
    "--relation", "relations", multiple=True, metavar="NAME", help="Only this relation; may be repeated."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to a file."
)
def command(packs: tuple[str, ...], target: str, relations: tuple[str, ...], output: Path | None) -> None:
    """List what rules declare: relations with signatures and labels, their rules with examples, types.

    PACK is a shipped pack, a rules file or a folder of them.
    """
    import msgspec
    from attrs import evolve

    from nisba.cli._console import Misuse
    from nisba.diagnostics.diagnostic import Severity
    from nisba.program import check
    from nisba.tools.catalogue import catalogue

    names = packs or DEFAULT
    paths = paths_of(names)
    errors = [d for d in check(paths)[1] if d.severity is Severity.ERROR]
    if errors:
        from nisba.diagnostics.text import render

        click.echo(render(errors, color=sys.stderr.isatty()), err=True, nl=False)
        raise click.exceptions.Exit(1)
    found = catalogue(paths)
    if relations:
        known = {relation.name for relation in found.relations}
        for name in relations:
            if name not in known:
                raise Misuse(f"no relation {name}: there are {', '.join(sorted(known))}")
        found = evolve(
            found,
            relations=tuple(r for r in found.relations if r.name in relations),
            rules=tuple(r for r in found.rules if set(relations) & set(r.relations)),
        )
    if target == "json":
        text = msgspec.json.format(msgspec.json.encode(found.to_dict()), indent=1).decode() + "\n"
    else:
        report = import_module("nisba.tools.catalogue_report")
        title = ", ".join(packs) or paths[0].name
        text = report.to_text(found) if target == "text" else getattr(report, f"to_{target}")(found, title)
    write_report(text, output)
