"""What a run does with one document: extract and encode, and never let one document end the run."""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from nisba.extraction.triple import Triple
from nisba.readers.document import Document, Problem
from nisba.writers.writer import Writer

Extract = Callable[[Document], Sequence[Triple]]
"""Gives the triples of a document's text; their offsets are those of the text."""


@frozen
class Outcome:
    """What became of an item: its bytes for the output, how many triples they hold, or what went wrong."""

    output: bytes = b""
    triples: int = 0
    problem: Problem | None = None


class Job:
    """Loads what extracts once, in each process that needs it, and works on documents.

    Only ``load`` and the writer travel to another process.
    """

    def __init__(self, load: Callable[[], Extract], writer: Writer, extract: Extract | None = None) -> None:
        """Take what loads an extracting function, the writer, and what is loaded in this process already."""
        self._load = load
        self._writer = writer
        self._extract = extract

    def __getstate__(self) -> dict[str, Any]:
        """What travels."""
        return {**self.__dict__, "_extract": None}

    def prepare(self) -> None:
        """Load now (before processes are forked, which then share it)."""
        if self._extract is None:
            self._extract = self._load()

    def __call__(self, document: Document) -> Outcome:
        """Work on a document; what it raises becomes a problem."""
        self.prepare()
        assert self._extract is not None
        try:
            triples = [moved(triple, document.offset) for triple in self._extract(document)]
            return Outcome(self._writer.encode(document, triples), len(triples))
        except Exception as error:
            return Outcome(problem=failed(document, "failed-document", _described(error)))


def failed(document: Document, code: str, message: str) -> Problem:
    """The report of a document that could not be worked on."""
    return Problem(code, message, document.file, document.line, document.doc)


def moved(triple: Triple, by: int) -> Triple:
    """A triple found in a piece, its offsets those of the whole document."""
    if by == 0:
        return triple

    def there(value: Any) -> Any:
        return value if value.start < 0 else evolve(value, start=value.start + by, end=value.end + by)

    return evolve(
        triple,
        subject=there(triple.subject),
        object=there(triple.object),
        qualifiers={key: there(value) for key, value in triple.qualifiers.items()},
        attribution=None if triple.attribution is None else there(triple.attribution),
        sentence=there(triple.sentence),
    )


def _described(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"could not be worked on: {type(error).__name__}: {error}{place}"
