"""Show why rules fire in a text, and why not."""

import difflib
import shutil
import sys

import click

from nisba.cli._console import Misuse
from nisba.cli._rules import load_rules


@click.command(
    epilog="""\b
Examples:
  nisba explain my.rules "زيارة بلينكن إلى تركيا"
  nisba explain my.rules "زيارة بلينكن إلى جانب" --rule visit
  nisba explain my.rules --rule visit      what the rule looks for, frames written out
  nisba explain news - < article.txt --to html > why.html

Exit status: 0 explained, whether a rule fires or not; 1 the rules have errors; 2 misuse."""
)
@click.argument("rules", metavar="RULES")
@click.argument("text", required=False, metavar="[TEXT|-]")
@click.option("--rule", metavar="NAME", help="Only this rule, and everything that keeps it from firing.")
@click.option(
    "--to",
    "target",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Format of the explanation.",
)
@click.option(
    "--morphology",
    type=click.Choice(["light", "camel"]),
    default="light",
    show_default=True,
    help="What knows the forms of words.",
)
def command(rules: str, text: str | None, rule: str | None, target: str, morphology: str) -> None:
    """Show why rules fire in a text, and why not.

    For each firing: which part of the sentence met which element of the pattern, what gaps skipped, what was cut off
    or let through. Where a rule does not fire: the element that failed, what stands in its place, and the smallest
    change of the rules that would let it match. RULES is a rules file, a folder of them, or a shipped pack.
    """
    if text is None and rule is None:
        raise Misuse("nothing to explain: give a text, or a rule with --rule")
    engine = load_rules((rules,), morphology)
    names = [r.name for r in engine.program.rules]
    if rule is not None and rule not in names:
        near = difflib.get_close_matches(rule, names, n=1)
        raise Misuse(f"no rule {rule!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    from nisba.tools.explain import explain

    read = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text or ""
    explanation = explain(engine, read, rule)
    if target == "json":
        import msgspec

        raw = msgspec.json.encode(explanation.to_dict())
        click.echo(msgspec.json.format(raw, indent=2).decode())
    elif target == "html":
        from nisba.tools.explain_html import render as page

        click.echo(page(explanation), nl=False)
    else:
        from nisba.tools.explain_text import render

        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(render(explanation, width=width, color=sys.stdout.isatty()), nl=False)
