"""SQLite: triples, their arguments and the arguments' attributes as tables, with every triple in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from attrs import frozen

from nisba.extraction.triple import Argument, Triple
from nisba.writers.jsonl import JsonlWriter
from nisba.writers.spool import chunks
from nisba.writers.writer import Options

SCHEMA = """
CREATE TABLE triple (
    id INTEGER PRIMARY KEY,
    doc TEXT NOT NULL,
    rule TEXT NOT NULL,
    "where" TEXT NOT NULL,
    relation TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    attribution TEXT,
    attribution_start INTEGER,
    attribution_end INTEGER,
    attribution_verb TEXT,
    attribution_canonical TEXT,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL
);
CREATE TABLE argument (
    id INTEGER PRIMARY KEY,
    triple INTEGER NOT NULL REFERENCES triple (id),
    role TEXT NOT NULL CHECK (role IN ('subject', 'object', 'qualifier')),
    key TEXT,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    canonical TEXT NOT NULL
);
CREATE TABLE attribute (
    argument INTEGER NOT NULL REFERENCES argument (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE VIEW fact AS
SELECT t.id, t.doc, s.text AS subject, t.relation, o.text AS object, t.polarity, t.modality, t.attribution
FROM triple t
JOIN argument s ON s.triple = t.id AND s.role = 'subject'
JOIN argument o ON o.triple = t.id AND o.role = 'object';
"""

INDEXES = """
CREATE INDEX triple_relation ON triple (relation);
CREATE INDEX triple_doc ON triple (doc);
CREATE INDEX argument_triple ON argument (triple, role);
CREATE INDEX argument_text ON argument (text);
CREATE INDEX attribute_argument ON attribute (argument);
"""


def make(options: Options) -> "SqliteWriter":
    """The writer; it has no options."""
    return SqliteWriter()


@frozen
class SqliteWriter(JsonlWriter):
    """``SELECT * FROM fact`` is the short form."""

    def finish(self, spool: IO[bytes], target: Path) -> None:
        """Write the database.

        Raises:
            OSError: where it cannot be written (SQLite's own error says the same in other words).
        """
        try:
            with closing(sqlite3.connect(target)) as database, database:
                database.executescript(SCHEMA)
                tables = _Tables()
                for triples in chunks(spool):
                    for triple in triples:
                        tables.add(triple)
                    tables.flush(database)
                database.executescript(INDEXES)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


class _Tables:
    """Rows that wait to be inserted."""

    def __init__(self) -> None:
        self._triples = self._arguments = 0
        self._rows: dict[str, list[tuple[Any, ...]]] = {"triple": [], "argument": [], "attribute": []}

    def add(self, triple: Triple) -> None:
        self._triples += 1
        said = triple.attribution
        self._rows["triple"].append(
            (
                self._triples,
                triple.doc,
                triple.rule,
                triple.where,
                triple.relation,
                triple.polarity,
                triple.modality,
                *((said.text, said.start, said.end, said.verb, said.canonical) if said else [None] * 5),
                triple.sentence.start,
                triple.sentence.end,
            )
        )
        for role, key, argument in _arguments(triple):
            self._arguments += 1
            self._rows["argument"].append(
                (
                    self._arguments,
                    self._triples,
                    role,
                    key,
                    argument.text,
                    argument.start,
                    argument.end,
                    argument.type,
                    argument.canonical,
                )
            )
            self._rows["attribute"] += [(self._arguments, *pair) for pair in argument.attributes.items()]

    def flush(self, database: sqlite3.Connection) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                rows.clear()


def _arguments(triple: Triple) -> Iterator[tuple[str, str | None, Argument]]:
    yield "subject", None, triple.subject
    yield "object", None, triple.object
    for key, value in triple.qualifiers.items():
        yield "qualifier", key, value
