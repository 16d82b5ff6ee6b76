"""Explain a finding's code or a command."""

import difflib

import click

from nisba.cli._console import Misuse


@click.command(
    epilog="""\b
Examples:
  nisba help unknown-name                  a finding: what it means, wrong, right
  nisba help codes                         all codes
  nisba help extract                       a command"""
)
@click.argument("topic", required=False, metavar="[CODE|COMMAND|codes]")
@click.pass_context
def command(ctx: click.Context, /, topic: str | None) -> None:
    """Explain a finding's code or a command."""
    root = ctx.find_root()
    commands = root.command
    assert isinstance(commands, click.Group)
    if topic is None:
        click.echo(root.get_help())
        return
    about = commands.get_command(root, topic)
    if about is not None:
        with click.Context(about, info_name=topic, parent=root) as inner:
            click.echo(about.get_help(inner))
        return
    from nisba.diagnostics.codes import CODES, explain

    if topic == "codes":
        width = max(map(len, CODES))
        click.echo("\n".join(f"{code:{width}}  {entry.title}" for code, entry in CODES.items()))
    elif topic in CODES:
        click.echo(explain(topic), nl=False)
    else:
        near = difflib.get_close_matches(topic, [*CODES, *commands.list_commands(root)], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "; nisba help codes lists all codes"
        raise Misuse(f"no code or command {topic!r}{hint}")
