"""Make a folder with a small pack of rules that works, to begin from."""

from pathlib import Path

import click

from nisba.cli._console import Failure, Misuse


@click.command(
    epilog="""\b
Examples:
  nisba new visits                         visits/visits.rules, lists of names, README.md
  nisba test visits

Exit status: 0 fine; 1 it cannot be written; 2 the folder is there already."""
)
@click.argument("pack", type=click.Path(path_type=Path))
def command(pack: Path) -> None:
    """Make a folder with a pack of rules that works: two lists of names, a list of words, two rules with examples.

    PACK is the path of the folder; the rules file is called like it.
    """
    from nisba.diagnostics.text import visible
    from nisba.tools.starter import make_pack

    try:
        files = make_pack(pack)
    except FileExistsError as error:
        raise Misuse(str(error)) from error
    except OSError as error:
        raise Failure(f"{pack}: {error.strerror or error}") from error
    for file in files:
        click.echo(visible(str(file)))
    click.echo(f"next: nisba test {visible(str(pack))}")
