"""What the tables of all connectors share: texts and document names in, flat rows out, columns as the CSV writer has them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from nisba.extraction.engine import Engine, load
from nisba.writers.delimited import COLUMNS, row

Rules: TypeAlias = Engine | str | Path | Iterable[str | Path]
"""An engine, or what ``nisba.load`` takes: a shipped pack, a file, a folder, several of these."""

Row: TypeAlias = list[str | int | None]


def engine_of(rules: Rules, morphology: str) -> Engine:
    """The engine itself, or the one that rules make (of a ready engine the morphology is its own)."""
    return rules if isinstance(rules, Engine) else load(rules, morphology)


def rows(engine: Engine, texts: Iterable[str | None], docs: Iterable[object]) -> Iterator[Row]:
    """A row for each triple of each text, negated ones too.

    Args:
        engine: the compiled rules.
        texts: the texts; None is a text that is missing, and gives no rows.
        docs: the name of each document; what is not text is made text, None stays None.

    Raises:
        TypeError: for a text that is neither text nor missing.
    """
    for text, doc in zip(texts, docs, strict=True):
        if text is None:
            continue
        if not isinstance(text, str):
            raise TypeError(f"document {doc}: a text is expected, not {type(text).__name__}")
        name = None if doc is None else str(doc)
        for triple in engine.extract(text, doc=name or ""):
            yield [name, *row(triple)[1:]]


def columns(found: Iterable[Row]) -> dict[str, list[str | int | None]]:
    """Rows by column, every column there also where there are no rows.

    >>> columns([])["subject"]
    []
    """
    by_column = list(zip(*found, strict=True)) or [()] * len(COLUMNS)
    return {name: list(values) for name, values in zip(COLUMNS, by_column, strict=True)}
