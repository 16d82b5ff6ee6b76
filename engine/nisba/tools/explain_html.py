"""An explanation as one page of HTML, its Arabic set from right to left by the browser."""

from collections.abc import Iterable
from html import escape

from nisba.diagnostics.text import visible
from nisba.extraction.trace import Firing
from nisba.extraction.trace_not import Miss
from nisba.tools.explain import Explanation, RuleShape, Sentence
from nisba.tools.testing import written

_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em}
.ar{font-size:1.25em}.dim{color:#666}.anchor{background:#cdeccd}.gap{color:#999}.clitic{color:#067}
section{border:1px solid #ccc;border-radius:.4em;margin:1em 0;padding:.5em 1em}
section.fired{border-right:.4em solid #2a2}section.missed{border-right:.4em solid #c33}
table{border-collapse:collapse;margin:.5em 0}td,th{border-bottom:1px solid #ddd;padding:.2em .6em;text-align:start}
"""


def render(explanation: Explanation) -> str:
    """The page. It loads nothing from elsewhere and runs no script."""
    body = [*map(_shape, explanation.shapes), *map(_sentence, explanation.sentences)]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>nisba explain</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _shape(rule: RuleShape) -> str:
    rows = ([alternative.origin, alternative.pattern] for alternative in rule.alternatives)
    anchors = " | ".join(rule.anchors) or "none"
    return (
        f"<h1>{_bdi(rule.rule)} <small>{_bdi(rule.where)}</small></h1><p>anchor: {_bdi(anchors)}</p>"
        + _table(("alternative", "pattern"), rows)
    )


def _sentence(sentence: Sentence) -> str:
    parts = [f'<h2 class="ar" dir="rtl">{_safe(sentence.text)}</h2>']
    if sentence.mentions:
        known = ", ".join(f"{_bdi(text)} ({_safe(type_)})" for text, type_ in sentence.mentions)
        parts.append(f'<p class="dim">mentions: {known}</p>')
    parts += [_firing(firing) for firing in sentence.firings]
    parts += [_miss(miss) for miss in sentence.misses]
    if not sentence.firings and not sentence.misses:
        parts.append("<p>no rule fires or comes near</p>")
    return "\n".join(parts)


def _firing(firing: Firing) -> str:
    line = " ".join(
        f'<span class="{met.role}" title="{_safe(met.element)}">{_safe(met.text)}</span>'
        for met in firing.met
    )
    rows = (
        [
            met.text,
            met.element,
            " ".join(met.captures),
            "; ".join(
                part
                for part in (
                    "anchor" if met.role == "anchor" else "",
                    met.note,
                    f"{met.through} let through" if met.through else "",
                    f"compared as {met.folded}" if met.folded else "",
                )
                if part
            ),
        ]
        for met in firing.met
    )
    triples = "".join(
        f"<li>{_bdi(written(triple))} {_safe(triple.modality)}</li>" for triple in firing.triples
    )
    return (
        f'<section class="fired"><h3>✓ {_bdi(firing.rule)} <small>{_bdi(firing.where)}, alternative '
        f'{firing.alternative} ({_safe(firing.origin)})</small></h3><p class="ar" dir="rtl">{line}</p>'
        f'<p class="dim">{_bdi(firing.pattern)}</p>'
        + _table(("text", "met", "capture", ""), rows)
        + f"<ul>{triples or '<li>nothing</li>'}</ul></section>"
    )


def _miss(miss: Miss) -> str:
    changes = "".join(f"<li>{_bdi(change)}</li>" for change in miss.changes)
    return (
        f'<section class="missed"><h3>✗ {_bdi(miss.rule)} <small>{_bdi(miss.where)}</small></h3>'
        f"<p>{_bdi(miss.sentence())}</p><ul>{changes}</ul></section>"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{_bdi(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return "<table><tr>" + "".join(f"<th>{_safe(name)}</th>" for name in head) + f"</tr>{lines}</table>"


def _bdi(text: str) -> str:
    """Set apart, so that its direction does not mix with what stands around it."""
    return f"<bdi>{_safe(text)}</bdi>"


def _safe(text: str) -> str:
    return escape(visible(text))
