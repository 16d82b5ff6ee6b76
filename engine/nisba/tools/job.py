"""What a run does with one document, which never ends the run."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from nisba.extraction.triple import Triple
from nisba.readers.document import Document, Item, Problem
from nisba.writers.writer import Writer


@frozen
class Outcome:
    """What became of an item: its bytes for the output, how many results they hold, or what went wrong."""

    output: bytes = b""
    results: int = 0
    problem: Problem | None = None


Work = Callable[[Document], Outcome]
"""What is done with a document, or with a piece of a long one."""


class Job:
    """Loads the work once, in each process that needs it, and does it; what it raises becomes a problem.

    Only ``load`` travels to another process.
    """

    def __init__(self, load: Callable[[], Work], work: Work | None = None) -> None:
        """Take what loads the work, and the work where this process has it already."""
        self._load = load
        self._work = work

    def __getstate__(self) -> dict[str, Any]:
        """What travels."""
        return {"_load": self._load, "_work": None}

    def prepare(self) -> Work:
        """Load now (before processes are forked, which then share it)."""
        if self._work is None:
            self._work = self._load()
        return self._work

    def __call__(self, document: Document) -> Outcome:
        """Work on a document."""
        work = self.prepare()
        try:
            return work(document)
        except Exception as error:
            return Outcome(problem=failed(document, "failed-document", _described(error)))


def alone(job: Job, items: Iterable[Item]) -> Iterator[Outcome]:
    """The outcome of every item, worked out in this process."""
    for item in items:
        yield Outcome(problem=item) if isinstance(item, Problem) else job(item)


@frozen
class Extraction:
    """The work of extracting triples and encoding them; ``extract`` gives offsets in the text it is given."""

    extract: Callable[[Document], Sequence[Triple]]
    writer: Writer

    def __call__(self, document: Document) -> Outcome:
        """Extract, and encode with offsets in the whole document."""
        triples = [moved(triple, document.offset) for triple in self.extract(document)]
        return Outcome(self.writer.encode(document, triples), len(triples))


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
