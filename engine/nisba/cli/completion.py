"""Print what a shell needs to complete nisba's commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command(
    epilog="""\b
Examples:
  nisba completion bash >> ~/.bashrc
  nisba completion zsh >> ~/.zshrc
  nisba completion fish > ~/.config/fish/completions/nisba.fish"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete nisba's commands and options."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "nisba", "_NISBA_COMPLETE").source())
