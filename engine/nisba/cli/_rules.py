"""The options that name rules, and loading what they name."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nisba.cli._console import Misuse
from nisba.packaged import packaged

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT = (str(packaged("rules") / "news"),)
"""The pack that is used where no rules are named: the shipped one, whatever folders stand here."""


def morphology_option(function: Function) -> Function:
    """Give a command ``--morphology``."""
    return click.option(
        "--morphology",
        type=click.Choice(["light", "camel"]),
        default="light",
        show_default=True,
        help="What knows the forms of words.",
    )(function)


def rules_options(function: Function) -> Function:
    """Give a command ``--rules`` and ``--morphology``."""
    function = morphology_option(function)
    return click.option(
        "--rules",
        multiple=True,
        metavar="PACK_OR_PATH",
        help="A shipped pack, a rules file or a folder of them; may be repeated.  [default: news]",
    )(function)


def load_rules(rules: tuple[str, ...], morphology: str) -> "Engine":
    """Compile the rules; where they have errors, show them all and leave with status 1."""
    from nisba.diagnostics.diagnostic import RulesError
    from nisba.extraction.engine import load

    missing: tuple[type[Exception], ...] = (FileNotFoundError,)
    if morphology == "camel":
        from nisba.arabic.morphology.camel import MorphologyUnavailableError
        from nisba.arabic.morphology.data import DataError

        missing += (DataError, MorphologyUnavailableError)
    try:
        return load(rules or DEFAULT, morphology)
    except missing as error:
        raise Misuse(str(error)) from error
    except RulesError as error:
        from nisba.diagnostics.text import render

        click.echo(render(error.diagnostics, color=sys.stderr.isatty()), err=True, nl=False)
        raise click.exceptions.Exit(1) from error


def paths_of(names: tuple[str, ...]) -> list[Path]:
    """Where the named files, folders and packs are; a name that is none of these stays, to be reported."""
    from nisba.extraction.engine import rules_path

    paths = []
    for name in names:
        try:
            paths.append(rules_path(name))
        except FileNotFoundError:
            paths.append(Path(name))
    return paths
