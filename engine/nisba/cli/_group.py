"""A group of commands that imports a command's module only when the command is run."""

import ast
import difflib
import os
import sys
from pathlib import Path
from typing import Any

import click

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the signal's number, as shells have it."""


class LazyGroup(click.Group):
    """The commands are the modules of a folder (but those whose names start with ``_``).

    A module called ``fmt`` has its command as ``fmt.command``; the first line of its docstring is what lists of
    commands say of it, and is read without importing it.
    """

    def __init__(self, *args: Any, folder: Path, **kwargs: Any) -> None:
        """Take the folder, which is the package ``nisba.cli``."""
        super().__init__(*args, **kwargs)
        self.folder = folder

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(file.stem for file in self.folder.glob("*.py") if not file.stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        from importlib import import_module

        command: click.Command = import_module(f"nisba.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C and a pipe that nobody reads any more end it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # That is no failure; and what Python flushes at its end must go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        return result

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; suggest the nearest one where there is none."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], names, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        rows = [(name, self._about(name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _about(self, name: str) -> str:
        source = (self.folder / f"{name}.py").read_text(encoding="utf-8")
        return (ast.get_docstring(ast.parse(source)) or "").split("\n")[0]


def version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the version and leave."""
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version as installed

        click.echo(f"nisba {installed('nisba')}")
        ctx.exit()
