"""Put rules files into their canonical form."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nisba.cli._console import Failure

if TYPE_CHECKING:
    from nisba.source import Source
    from nisba.tools.format import Formatted

STDIN = "-"


@click.command(
    epilog="""\b
Examples:
  nisba fmt my.rules
  nisba fmt --diff rules/                  show what would change
  nisba fmt --check rules/                 tell only, for continuous integration
  nisba fmt - < my.rules                   from standard input to standard output

Exit status: 0 fine; 1 a file would change (--check, --diff) or cannot be read; 2 misuse."""
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…|-", type=click.Path(exists=True, allow_dash=True)
)
@click.option("--check", "mode", flag_value="check", help="Change nothing; name the files that would change.")
@click.option("--diff", "mode", flag_value="diff", help="Change nothing; show what would change.")
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], mode: str | None) -> None:
    """Put rules files into their canonical form. Comments and meaning stay as they are.

    FILE is a rules file or a folder, of which all .rules files are taken, those in its folders too.
    """
    from nisba.tools.format import format_source

    failed = changed = False
    for path in _rules_files(files):
        result = format_source(_source(path))
        if result.text is None:
            from nisba.diagnostics.text import render

            click.echo(render(result.errors, color=sys.stderr.isatty()), err=True, nl=False)
            failed = True
            continue
        changed |= result.changed
        _act(result, path, mode)
    ctx.exit(1 if failed or (changed and mode) else 0)


def _act(result: "Formatted", path: str, mode: str | None) -> None:
    assert result.text is not None
    if mode == "diff":
        click.echo(result.diff(), nl=False)
    elif mode is None and path == STDIN:
        click.echo(result.text, nl=False)
    elif result.changed:
        click.echo(f"{'would change' if mode else 'changed'}: {path}", err=True)
        if mode is None:
            _write(Path(path), result.text)


def _rules_files(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name != STDIN and Path(name).is_dir():
            yield from map(str, sorted(Path(name).rglob("*.rules")))
        else:
            yield name


def _source(path: str) -> "Source":
    from nisba.source import Source

    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
        return Source("<stdin>" if path == STDIN else path, data.decode())
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Failure(f"{path}:{line}: not UTF-8") from error
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error


def _write(path: Path, text: str) -> None:
    """Replace the file in one step, so that no interruption leaves half of it."""
    target = path.resolve()
    mode = target.stat().st_mode
    with tempfile.NamedTemporaryFile(
        "wb", dir=target.parent, prefix=f".{path.name}.", delete=False
    ) as beside:
        beside.write(text.encode())
    Path(beside.name).chmod(mode)
    Path(beside.name).replace(target)
