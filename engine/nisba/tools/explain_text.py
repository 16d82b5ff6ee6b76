"""An explanation for a terminal: one piece of the sentence a row, Arabic in columns of its own, set to the right."""

import io

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nisba.diagnostics.text import visible
from nisba.extraction.trace import Firing, Met
from nisba.extraction.trace_not import Miss
from nisba.tools.explain import Explanation, RuleShape, Sentence
from nisba.tools.testing import written

_STYLES = {"anchor": "bold green", "element": "", "gap": "dim", "clitic": "cyan"}


def render(explanation: Explanation, *, width: int = 100, color: bool = False) -> str:
    """The explanation as text. Rows run down the page, so that it reads well whichever way a terminal sets Arabic."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, highlight=False, legacy_windows=False
    )
    for rule in explanation.shapes:
        console.print(_shape(rule))
    for sentence in explanation.sentences:
        console.print(_sentence(sentence))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _shape(rule: RuleShape) -> Group:
    rows = _table("", "pattern")
    for number, alternative in enumerate(rule.alternatives, 1):
        rows.add_row(f"{number} {alternative.origin}", _text(alternative.pattern))
    anchors = " | ".join(rule.anchors) or "none: it is tried at every word"
    head = Text.assemble((f"rule {visible(rule.rule)}", "bold"), f"  {visible(rule.where)}")
    return Group(head, _text(f"anchor: {anchors}"), Padding(rows, (0, 0, 1, 2)))


def _sentence(sentence: Sentence) -> Group:
    parts: list[Text | Padding] = [Text(visible(" ".join(sentence.text.split())), style="bold")]
    if sentence.mentions:
        known = ", ".join(f"{text} ({type_})" for text, type_ in sentence.mentions)
        parts.append(_text(f"mentions: {known}", "dim"))
    parts += [Padding(_firing(firing), (1, 0, 0, 2)) for firing in sentence.firings]
    parts += [Padding(_miss(miss), (1, 0, 0, 2)) for miss in sentence.misses]
    if not sentence.firings and not sentence.misses:
        parts.append(_text("  no rule fires or comes near; --rule NAME tells what a rule lacks"))
    return Group(*parts, Text())


def _firing(firing: Firing) -> Group:
    head = Text.assemble(
        ("✓ ", "green"),
        (visible(firing.rule), "bold"),
        f"  {visible(firing.where)}  alternative {firing.alternative} ({firing.origin})",
    )
    rows = _table("text", "met", "capture", "")
    for met in firing.met:
        shown = "…" + visible(met.text) if met.role == "gap" else visible(met.text)
        rows.add_row(
            Text(shown, style=_STYLES[met.role], justify="right"),
            _text(visible(met.element)),
            _text(" ".join(met.captures), "magenta"),
            _text(_remarks(met), "dim"),
        )
    lines: list[Text | Table] = [_text(firing.pattern, "dim"), rows]
    if firing.marks:
        lines.append(_text("passed over: " + " ".join(firing.marks), "dim"))
    lines += [Text.assemble(("→ ", "green"), visible(written(t)), _facts(t.modality)) for t in firing.triples]
    if not firing.triples:
        lines.append(_text("→ nothing: an argument is missing, or has no such attribute", "yellow"))
    return Group(head, *lines)


def _facts(modality: str) -> str:
    return "" if modality == "asserted" else f" [{modality}]"


def _remarks(met: Met) -> str:
    parts = ["anchor"] if met.role == "anchor" else []
    if met.note:
        parts.append(met.note)
    if met.through:
        parts.append(f"{met.through} let through")
    if met.folded:
        parts.append(f"compared as {met.folded}")
    return visible("; ".join(parts))


def _miss(miss: Miss) -> Group:
    head = Text.assemble(
        ("✗ ", "red"), (visible(miss.rule), "bold"), f"  {visible(miss.where)}",
        f"  from {visible(miss.anchor)}" if miss.anchor else "",
    )  # fmt: skip
    lines = [_text("  " + visible(miss.sentence()))]
    lines += [Text.assemble(("  ↳ ", "yellow"), visible(change)) for change in miss.changes]
    return Group(head, *lines)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="dim")
    for name in columns:
        table.add_column(name, justify="right" if name == "text" else "left", overflow="fold")
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style)
