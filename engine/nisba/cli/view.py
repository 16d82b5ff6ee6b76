"""Draw a text with its mentions and triples as a page for a browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nisba.cli._console import Misuse
from nisba.cli._corpus import corpus, corpus_options, write_report
from nisba.cli._rules import load_rules, rules_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nisba.readers.document import Document


@click.command(
    epilog="""\b
Examples:
  nisba view article.txt -o article.html
  nisba view "زار بلينكن تركيا أمس" -o page.html
  nisba view news.jsonl --limit 20 --rules my.rules -o page.html

Exit status: 0 fine; 1 the rules have errors, or the page cannot be written; 2 misuse."""
)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT|FILE…")
@rules_options
@corpus_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The page to write.",
)
def command(
    texts: tuple[str, ...],
    rules: tuple[str, ...],
    morphology: str,
    source: str | None,
    text_field: str,
    limit: int | None,
    output: Path,
) -> None:
    """Draw texts with their mentions and triples: hover over a triple to see its parts in the text.

    What is neither a file nor a folder is taken as the text itself. The page is one file that needs no network.
    """
    from nisba.tools.view import drawn, page

    documents = _documents(texts, source, text_field, limit)
    engine = load_rules(rules, morphology)
    title = texts[0] if len(texts) == 1 and len(texts[0]) < 80 else "nisba"
    write_report(page([drawn(engine, document) for document in documents], title), output)


def _documents(
    texts: tuple[str, ...], source: str | None, text_field: str, limit: int | None
) -> "Iterator[Document]":
    from itertools import chain, islice

    from nisba.readers.document import Document
    from nisba.readers.opening import STDIN, is_remote

    found: list[Iterator[Document]] = []
    for i, text in enumerate(texts):
        if text == STDIN or is_remote(text) or _is_there(text):
            found.append(corpus((text,), source, text_field, limit))
        elif text.isascii():
            raise Misuse(f"no such file: {text}")
        else:
            found.append(iter([Document(f"text {i + 1}" if len(texts) > 1 else "text", text)]))
    return islice(chain.from_iterable(found), limit)


def _is_there(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False
