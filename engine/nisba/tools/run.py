"""A run: every input through the job into the output, to the end, whatever single documents do."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec
from attrs import evolve, frozen

from nisba.program.model import Program
from nisba.readers.document import Item, Problem
from nisba.readers.formats import Input, Options, read
from nisba.readers.opening import STDIN, is_remote
from nisba.source import Source
from nisba.tools.job import Job, Outcome, alone
from nisba.tools.output import Done, Output

RECORD_EVERY = 0.5
"""Seconds between two notes of how far the run got."""


@frozen
class Summary:
    """What a run came to. ``problems`` counts those of the runs it went on from, too."""

    items: int
    results: int
    problems: int


def run(
    items: Iterable[Item],
    job: Job,
    output: Output,
    *,
    workers: int = 1,
    errors: "ErrorFile | None" = None,
    report: Callable[[Problem], None] = lambda problem: None,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Work on all items and finish the output.

    Args:
        items: documents and problems; the same, in the same order, where an earlier run is gone on with.
        job: what is done with each document.
        output: where the bytes go.
        workers: processes to work in, at most eight for each core.
        errors: a file for the problems.
        report: called for each problem, in the order of the items.
        tick: called after each item.

    Raises:
        OSError: where the output cannot be written; what was written can be gone on with.
        OutputError: where another run is writing the output, or its unfinished run was another one.
    """
    try:
        done = output.begin()
        if errors is not None:
            done = evolve(done, errors=errors.begin(done.errors))
        noted = time.monotonic()
        try:
            for outcome in _outcomes(job, islice(items, done.items, None), workers):
                output.write(outcome.output)
                listed = 0
                if outcome.problem is not None:
                    report(outcome.problem)
                    listed = errors.write(outcome.problem) if errors is not None else 0
                done = Done(
                    items=done.items + 1,
                    results=done.results + outcome.results,
                    problems=done.problems + (outcome.problem is not None),
                    output=done.output + len(outcome.output),
                    errors=done.errors + listed,
                )
                tick()
                if time.monotonic() - noted > RECORD_EVERY:
                    _record(done, output, errors)
                    noted = time.monotonic()
        finally:
            with suppress(OSError):
                _record(done, output, errors)
        output.finish()
    finally:
        output.close()
        if errors is not None:
            errors.close()
    return Summary(done.items, done.results, done.problems)


def _record(done: Done, output: Output, errors: "ErrorFile | None") -> None:
    """Note how far the run got: what the note counts is on the disk before it."""
    if errors is not None:
        errors.sync()
    output.record(done)


def _outcomes(job: Job, items: Iterable[Item], workers: int) -> Iterator[Outcome]:
    if workers <= 1:
        return alone(job, items)
    from nisba.tools.workers import ordered  # a start in one process goes without multiprocessing

    return ordered(job, items, workers)


def documents(inputs: Iterable[Input], options: Options) -> Iterator[Item]:
    """The documents of all inputs, one input after the other."""
    for source in inputs:
        yield from read(source, options)


def size(source: Input) -> int | None:
    """The stored bytes of an input; none where that cannot be known."""
    if source.path == STDIN or is_remote(source.path):
        return None
    try:
        return Path(source.path).stat().st_size
    except OSError:
        return None


def sources(program: Program) -> Iterator[Source]:
    """The rules file of each rule and of each entity pattern of a program."""
    yield from (rule.source for rule in program.rules)
    yield from (pattern.source for pattern in program.entity_patterns)


def described(program: Program) -> Iterator[str]:
    """Everything in a program that its triples depend on, as texts in a fixed order, for a fingerprint."""
    yield from sorted({source.text for source in sources(program)})
    yield from map(str, program.verbs.values())
    yield from map(str, program.annotations)
    for words in program.words.values():
        yield f"{words.name}={'|'.join(words.phrases)}"
    for entities in program.entity_lists:
        yield entities.type
        for entry in entities.entries:
            yield f"{entry.form}\t{entry.canonical}\t{entry.attributes}"


class ErrorFile:
    """The problems of a run as JSON lines, so that a program can read them."""

    def __init__(self, path: Path) -> None:
        """Take the file to write."""
        self._path = path
        self._file: IO[bytes] | None = None

    def begin(self, keep: int) -> int:
        """Open it; keep so many bytes of an earlier run, if they are still there, and say how many are kept."""
        if not (keep and self._path.is_file()):
            self._file = self._path.open("wb", buffering=0)
            return 0
        self._file = self._path.open("r+b", buffering=0)
        kept = min(keep, self._path.stat().st_size)
        self._file.truncate(kept)
        return self._file.seek(kept)

    def write(self, problem: Problem) -> int:
        """Add a problem; give the bytes it takes."""
        assert self._file is not None
        return self._file.write(msgspec.json.encode(problem) + b"\n")

    def sync(self) -> None:
        """Put it on the disk, where it is on one."""
        assert self._file is not None
        with suppress(OSError):  # a pipe or a device
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close it."""
        if self._file is not None:
            self._file.close()
