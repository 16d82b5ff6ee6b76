"""Suggest rules for example sentences with marked arguments."""

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from nisba.cli._console import Failure, Misuse
from nisba.cli._corpus import corpus, corpus_options
from nisba.cli._rules import DEFAULT, load_rules, paths_of, rules_options

if TYPE_CHECKING:
    from nisba.tools.suggest import Suggestion, Wanted


@click.command(
    epilog="""\b
Examples:
  echo '[بلينكن:X] في جولة إلى [تركيا:Y]' | nisba suggest - --relation visited
  nisba suggest examples.txt --corpus news/ --relation visited
  nisba suggest examples.txt --rules my.rules --to json

Exit status: 0 fine; 1 no rule finds an example; 2 misuse."""
)
@click.argument("examples", type=click.File(encoding="utf-8-sig", errors="replace"), metavar="EXAMPLES|-")
@click.option("--relation", default="related", show_default=True, metavar="NAME", help="What the rules emit.")
@click.option(
    "--corpus", "paths", multiple=True, metavar="PATH", help="Where to count hits; may be repeated."
)
@click.option("--rows", type=click.IntRange(min=1), default=5, show_default=True, help="Suggestions to show.")
@rules_options
@corpus_options
@click.option(
    "--to",
    "target",
    type=click.Choice(["rules", "json"]),
    default="rules",
    show_default=True,
    help="Format of the suggestions.",
)
def command(
    examples: IO[str],
    relation: str,
    paths: tuple[str, ...],
    rows: int,
    rules: tuple[str, ...],
    morphology: str,
    source: str | None,
    text_field: str,
    limit: int | None,
    target: str,
) -> None:
    """Suggest rules for example sentences, the best first, ready to paste.

    EXAMPLES has a sentence a line, its two arguments marked: زيارة [بلينكن:X] إلى [تركيا:Y]. The name that comes
    first in the alphabet is the subject. A line without marks is a sentence in which nothing is to be found. The types,
    lists and verbs of the rules are used to generalise.
    """
    from nisba.syntax.grammar import KEYWORDS
    from nisba.tools.candidates import NoSentenceError
    from nisba.tools.marked import MarkedError, read_marked
    from nisba.tools.suggest import Wanted, missed, suggest

    if not relation.isidentifier() or relation in KEYWORDS:
        raise Misuse(f"no name for a relation: {relation}")
    try:
        wished = read_marked(examples)
    except MarkedError as error:
        raise Misuse(str(error)) from error
    names = next(sorted(example.arguments) for example in wished if example.arguments)
    documents = corpus(paths, source, text_field, limit) if paths else ()
    engine = load_rules(rules, morphology)
    wanted = Wanted(relation, names[0], names[1], tuple(_files(rules or DEFAULT)))
    try:
        found = suggest(engine, wanted, wished, documents)
    except NoSentenceError as error:
        raise Misuse(str(error)) from error
    if not found:
        raise Failure(
            "no rule that finds an example: are its arguments whole words, with a word that tells the relation?"
        )
    shown = found[:rows]
    for example, reasons in missed(engine, wanted, wished, shown):
        why = "".join(f"; {reason}" for reason in reasons)
        click.echo(f"nisba: line {example.line}: nothing shown here finds it{why}", err=True)
    declared = relation in engine.program.relations
    click.echo(
        _json(shown, wanted) if target == "json" else _rules(shown, wanted, declared, bool(paths)), nl=False
    )


def _files(rules: tuple[str, ...]) -> list[Path]:
    paths = paths_of(rules)
    return [file for path in paths for file in (sorted(path.glob("*.rules")) if path.is_dir() else [path])]


def _rules(found: "list[Suggestion]", wanted: "Wanted", declared: bool, counted: bool) -> str:
    from nisba.tools.suggest import declaration, rule_text

    parts = [] if declared else [declaration(wanted) + "\n"]
    for number, suggestion in enumerate(found, 1):
        wrong = f"{suggestion.wrong} wrong" if suggestion.wrong else "nothing else"
        hits = f"; hits in the corpus: {suggestion.hits}" if counted else ""
        head = [f"# finds {suggestion.found} of {suggestion.examples} examples, {wrong}{hits}"]
        head += [f"#   {c.before}⟨{c.match}⟩{c.after}" for c in suggestion.contexts]
        parts.append("\n".join(head) + "\n" + rule_text(suggestion, wanted, f"{wanted.relation}_{number}"))
    return "\n".join(parts)


def _json(found: "list[Suggestion]", wanted: "Wanted") -> str:
    import msgspec

    from nisba.tools.suggest import rule_text

    rows = [
        {
            "pattern": " ".join(s.pattern),
            "precision": s.precision,
            "found": s.found,
            "wrong": s.wrong,
            "examples": s.examples,
            "hits": s.hits,
            "contexts": [f"{c.before}⟨{c.match}⟩{c.after}" for c in s.contexts],
            "rule": rule_text(s, wanted, f"{wanted.relation}_{number}"),
        }
        for number, s in enumerate(found, 1)
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"
