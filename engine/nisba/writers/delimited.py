"""CSV: one triple a row, the argument's parts in columns of their own."""

import csv
from io import StringIO
from typing import Any

import msgspec
from attrs import frozen

from nisba.extraction.triple import Argument, Triple
from nisba.readers.document import Document
from nisba.writers.writer import Options

_PARTS = ("text", "type", "canonical", "start", "end", "attributes")

COLUMNS = (
    "doc",
    "subject",
    "relation",
    "object",
    *(f"{argument}_{part}" for argument in ("subject", "object") for part in _PARTS[1:]),
    "qualifiers",
    "polarity",
    "modality",
    "attribution",
    "attribution_start",
    "attribution_end",
    "attribution_verb",
    "attribution_canonical",
    "rule",
    "where",
    "sentence_start",
    "sentence_end",
)
"""Attributes and qualifiers are JSON; a missing attribution is empty cells."""

OFFSETS = frozenset(column for column in COLUMNS if column.endswith(("_start", "_end")))
"""The columns of whole numbers; all others are text."""


def make(options: Options) -> "CsvWriter":
    """The writer; it heeds ``include_negated``."""
    return CsvWriter(options.include_negated)


@frozen
class CsvWriter:
    """A graph's edges as a table: negated triples are left out unless asked for."""

    include_negated: bool

    def header(self) -> bytes:
        """The columns' names."""
        return _rows([COLUMNS])

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """A row for each triple."""
        return _rows([row(t) for t in triples if self.include_negated or t.polarity != "negated"])


def row(triple: Triple) -> list[str | int | None]:
    """The cells of a triple, in the order of ``COLUMNS``; None where there is nothing to say."""
    said = triple.attribution
    return [
        triple.doc,
        triple.subject.text,
        triple.relation,
        triple.object.text,
        *_parts(triple.subject),
        *_parts(triple.object),
        _json({key: value.to_dict() for key, value in triple.qualifiers.items()}),
        triple.polarity,
        triple.modality,
        *((said.text, said.start, said.end, said.verb, said.canonical) if said else [None] * 5),
        triple.rule,
        triple.where,
        triple.sentence.start,
        triple.sentence.end,
    ]


def _parts(argument: Argument) -> list[Any]:
    return [argument.type, argument.canonical, argument.start, argument.end, _json(argument.attributes)]


def _json(value: object) -> str | None:
    return msgspec.json.encode(value).decode() if value else None


def _rows(rows: list[Any]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
