"""What a writer is, and the formats that can be written."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Literal, Protocol, runtime_checkable

from attrs import evolve, field, frozen

from nisba.extraction.triple import Triple
from nisba.program.model import Relation
from nisba.readers.document import Document


class Writer(Protocol):
    """Turns each document's triples to bytes, which go one after the other into the output.

    A writer is sent to worker processes: it holds options only.
    """

    def header(self) -> bytes:
        """What stands before everything."""

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """The bytes of a document (or of a piece of one)."""


@runtime_checkable
class FileWriter(Writer, Protocol):
    """A writer of a format that cannot grow at its end: the encoded bytes are only a spool."""

    def finish(self, spool: IO[bytes], target: Path) -> None:
        """Write the target from the spool."""


@runtime_checkable
class FolderWriter(FileWriter, Protocol):
    """A writer whose target is a folder."""

    folder: Literal[True]


@frozen
class Options:
    """How to write."""

    format: str = ""
    relations: Mapping[str, Relation] = field(factory=dict)
    include_negated: bool = False
    """Graph formats leave negated triples out without it."""
    width: int = 120
    color: bool = False


@frozen
class Format:
    """A format: its name, the module that writes it, and the endings of its files."""

    name: str
    module: str
    endings: tuple[str, ...]


FORMATS = {
    f.name: f
    for f in (
        Format("jsonl", "jsonl", (".jsonl", ".ndjson")),
        Format("table", "table", ()),
        Format("csv", "delimited", (".csv",)),
        Format("nquads", "rdf", (".nq",)),
        Format("turtle", "rdf", (".ttl",)),
        Format("parquet", "parquet", (".parquet",)),
        Format("sqlite", "sqlite", (".sqlite", ".sqlite3", ".db")),
        Format("brat", "brat", ()),
    )
}


def writer(format_name: str, options: Options | None = None) -> Writer:
    """The writer of a format.

    Raises:
        MissingExtra: where a package for the format is not installed.
    """
    module = import_module(f"nisba.writers.{FORMATS[format_name].module}")
    made: Writer = module.make(evolve(options or Options(), format=format_name))
    return made


def format_of(path: str) -> str | None:
    """The format that a file's ending stands for.

    >>> format_of("out/triples.jsonl"), format_of("triples")
    ('jsonl', None)
    """
    ending = Path(path).suffix.lower()
    return next((f.name for f in FORMATS.values() if ending in f.endings), None)
