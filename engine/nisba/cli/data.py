"""Install, list and remove data that does not ship with nisba."""

from pathlib import Path

import click

from nisba.arabic.morphology import data
from nisba.cli._console import Failure, Misuse

_NAME = click.argument("name", default=data.MORPHOLOGY.name, metavar="[NAME]")


@click.group(
    epilog="""\b
Examples:
  nisba data list
  nisba data install
  nisba data install morphology-db-msa-r13 --from morphology_db.zip"""
)
def command() -> None:
    """Install, list and remove data that does not ship with nisba: the database of --morphology camel (GPL-2.0)."""


@command.command(epilog="Example: nisba data install")
@_NAME
@click.option(
    "--from",
    "archive",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A file fetched by hand, instead of the download.",
)
def install(name: str, archive: Path | None) -> None:
    """Fetch NAME, check its SHA-256 and put it into the data folder."""
    _known(name)
    try:
        click.echo(data.install(name, archive=archive))
    except data.DataError as error:
        raise Failure(str(error)) from error


@command.command("list", epilog="Example: nisba data list")
def list_() -> None:
    """List what can be installed, and what is."""
    installed = data.installed()
    for name, known in data.DATA_SETS.items():
        state = "installed" if name in installed else "not installed"
        click.echo(f"{name}  {state}  {known.licence}  {known.description}")


@command.command(epilog="Example: nisba data remove morphology-db-msa-r13")
@_NAME
def remove(name: str) -> None:
    """Delete NAME from the data folder."""
    _known(name)
    if not data.remove(name):
        raise Failure(f"{name} is not installed")


@command.command(epilog="Example: nisba data path")
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the data folder, or the file of NAME."""
    if name is None:
        click.echo(data.folder())
        return
    _known(name)
    try:
        click.echo(data.path(name))
    except data.DataError as error:
        raise Failure(str(error)) from error


def _known(name: str) -> None:
    if name not in data.DATA_SETS:
        raise Misuse(f"there is no data set {name!r}; there are: {', '.join(data.DATA_SETS)}")
