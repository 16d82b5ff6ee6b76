"""The command line: ``nisba COMMAND``. Each command is a module of this folder, imported only when it is run."""

import sys
from pathlib import Path

import click

from nisba.cli._group import INTERRUPTED, LazyGroup, version


@click.group(
    cls=LazyGroup,
    folder=Path(__file__).parent,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit status: 0 fine; 1 findings, or a part of the work failed; 2 misuse.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=version, help="Show the version."
)
def group() -> None:
    """Relation triples from Arabic text, by rules.

    \b
    Examples:
      nisba extract article.txt
      nisba check my.rules
      nisba COMMAND --help
    """


def main() -> None:
    """Run the command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        status = group.main(prog_name="nisba", standalone_mode=False)
        return int(status or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
