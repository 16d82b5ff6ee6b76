"""Writes a catalogue of rules as text, Markdown or a page."""

from html import escape

from nisba.diagnostics.text import visible
from nisba.tools.catalogue import Catalogue, ExampleEntry, RelationEntry, RuleEntry


def to_text(found: Catalogue) -> str:
    """A catalogue for a terminal."""
    lines = []
    for relation in found.relations:
        lines.append(visible(f"{relation.name} {_signature(relation)}  {relation.label}".rstrip()))
        for rule in found.of(relation.name):
            lines.append(f"  {visible(rule.name)} ({visible(rule.where)})")
            lines += [f"    {visible(clause)}" for clause in (*rule.patterns, *rule.conditions, *rule.emits)]
            lines += [f"    {visible(_example(example))}" for example in rule.examples]
        lines.append("")
    lines.append("types")
    lines += [visible(f"  {t.name}: {', '.join(t.made_of)} ({t.where})") for t in found.types]
    return "\n".join(lines) + "\n"


def to_markdown(found: Catalogue, title: str) -> str:
    """A catalogue as a document: the rules under their relations."""
    lines = [f"# Rules of {title}", ""]
    for relation in found.relations:
        lines += [f"## {relation.name}", "", f"`{_signature(relation)}`"]
        about = " · ".join(filter(None, (relation.label, f"<{relation.iri}>" if relation.iri else "")))
        lines += ["", about] if about else []
        for rule in found.of(relation.name):
            lines += ["", f"### {rule.name}", "", f"`{rule.where}`", "", "```", *_clauses(rule), "```"]
            lines += [""] if rule.examples else []
            lines += [f"- {_plain(_example(example))}" for example in rule.examples]
        lines.append("")
    lines += ["## Types", "", "| type | made of | where |", "|---|---|---|"]
    lines += [f"| {t.name} | {_plain(', '.join(t.made_of))} | {t.where} |" for t in found.types]
    return "\n".join(lines) + "\n"


def to_html(found: Catalogue, title: str) -> str:
    """A catalogue as one page that needs nothing else."""
    parts = [_HEAD, f"<h1>Rules of {escape(title)}</h1><nav>"]
    parts += [f'<a href="#{escape(r.name)}">{escape(r.name)}</a>' for r in found.relations]
    parts.append("</nav>")
    for relation in found.relations:
        parts.append(f'<h2 id="{escape(relation.name)}">{escape(relation.name)}</h2>')
        parts.append(f"<p><code>{escape(_signature(relation))}</code> <bdi>{escape(relation.label)}</bdi> ")
        parts.append(f"{escape(relation.iri)}</p>")
        for rule in found.of(relation.name):
            parts.append(f"<h3>{escape(rule.name)} <small>{escape(rule.where)}</small></h3>")
            parts.append("".join(f"<pre dir=auto>{escape(clause)}</pre>" for clause in _clauses(rule)))
            parts += [_html_example(example) for example in rule.examples]
    parts.append("<h2>Types</h2><table>")
    parts += [
        f"<tr><td>{escape(t.name)}</td><td><bdi>{escape(', '.join(t.made_of))}</bdi></td>"
        f"<td>{escape(t.where)}</td></tr>"
        for t in found.types
    ]
    return "\n".join([*parts, "</table>"]) + "\n"


def _signature(relation: RelationEntry) -> str:
    return f"({relation.subject} {'<->' if relation.symmetric else '->'} {relation.object})"


def _clauses(rule: RuleEntry) -> list[str]:
    return [*rule.patterns, *rule.conditions, *rule.emits]


def _triples(example: ExampleEntry) -> str:
    return ", ".join(f"({', '.join(triple)})" for triple in example.triples)


def _example(example: ExampleEntry) -> str:
    return f'{example.kind} "{example.text}"' + (f" => {_triples(example)}" if example.triples else "")


def _plain(text: str) -> str:
    """A text that Markdown does not take for markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)


def _html_example(example: ExampleEntry) -> str:
    triples = f" <span class=triple>{escape(_triples(example))}</span>" if example.triples else ""
    return f"<p dir=rtl class={example.kind}>{escape(example.text)}{triples}</p>"


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>nisba rules</title>
<style>
body { font: 16px/1.6 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
nav a { margin-inline-end: .8rem; }
pre { background: #f5f5f2; margin: 0; padding: .1rem .6rem; white-space: pre-wrap; }
p.yes, p.no, p.todo { border-inline-start: .3rem solid #4a9b57; margin: .4rem 0; padding: 0 .6rem; }
p.no { border-color: #c0504d; }
p.todo { border-color: #c9a227; }
.triple { color: #555; }
small { color: #777; font-weight: normal; }
td { padding: .1rem .8rem .1rem 0; vertical-align: top; }
</style>"""
