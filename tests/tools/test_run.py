"""Runs: order, memory, workers that die, outputs that go on after a kill."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
import pytest
from attrs import frozen

from nisba.extraction.triple import Argument, SentenceSpan, Triple
from nisba.readers.document import Document, Item, Problem
from nisba.tools import output as outputs
from nisba.tools import workers as processes
from nisba.tools.job import Extraction, Job, Work
from nisba.tools.output import OutputError, Resumable, Stream
from nisba.tools.run import ErrorFile, Summary, run
from nisba.tools.workers import AHEAD_ITEMS, ordered
from nisba.writers.jsonl import JsonlWriter


def triples(document: Document) -> list[Triple]:
    """A triple for each line of the document that is not empty."""
    found, start = [], 0
    for line in document.text.splitlines(keepends=True):
        word = line.strip()
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "exit":
            os._exit(3)
        if word == "raise":
            raise ZeroDivisionError("by design")
        if word:
            argument = Argument(word, start, start + len(word), "Word", word)
            span = SentenceSpan(start, start + len(line))
            found.append(
                Triple(
                    document.doc,
                    "r",
                    "a.rules:1",
                    "is",
                    argument,
                    argument,
                    {},
                    "asserted",
                    "asserted",
                    None,
                    span,
                )
            )
        start += len(line)
    return found


def load() -> Work:
    return Extraction(triples, JsonlWriter())


def job() -> Job:
    return Job(load)


def many(count: int) -> list[Item]:
    return [Document(f"d{n}", f"{n}\n" * (n % 7), "in.jsonl", n + 1) for n in range(count)]


def finish(
    items: Iterable[Item], target: Path, resume: bool = False, workers: int = 1, name: str = "run"
) -> Summary:
    return run(items, job(), Resumable(JsonlWriter(), target, name, resume), workers=workers)


def test_many_workers_write_what_one_writes(tmp_path: Path) -> None:
    items = many(500)
    items[100] = Problem("no-text", "nothing there", "in.jsonl", 101)
    one = finish(items, tmp_path / "one")
    three = finish(items, tmp_path / "three", workers=3)
    assert one == three == Summary(500, sum(n % 7 for n in range(500) if n != 100), 1)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "three").read_bytes()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["one", "three"]


@pytest.mark.parametrize(("death", "how"), [("kill", "SIGKILL"), ("exit", "exit status 3")])
def test_a_worker_that_dies_is_reported_with_its_document_and_the_rest_is_done(
    tmp_path: Path, death: str, how: str
) -> None:
    items = many(200)
    items[50] = Document("deadly", f"{death}\n", "in.jsonl", 51)
    items[51] = Document("deadly too", f"{death}\n", "in.jsonl", 52)
    problems: list[Problem] = []
    target = tmp_path / "out"
    run(items, job(), Resumable(JsonlWriter(), target, "r", False), workers=2, report=problems.append)
    assert [(p.code, p.doc, p.line, how in p.message) for p in problems] == [
        ("worker-died", "deadly", 51, True),
        ("worker-died", "deadly too", 52, True),
    ]
    docs = [msgspec.json.decode(line)["doc"] for line in target.read_bytes().splitlines()]
    assert docs == [item.doc for n, item in enumerate(many(200)) for _ in range(n % 7) if n not in (50, 51)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_raises_is_reported_and_the_rest_is_done(tmp_path: Path, workers: int) -> None:
    items: list[Item] = [Document("a", "1\n"), Document("b", "raise\n", "b.txt", 1), Document("c", "3\n")]
    problems: list[Problem] = []
    output = Resumable(JsonlWriter(), tmp_path / "out", "r", False)
    summary = run(items, job(), output, workers=workers, report=problems.append)
    assert summary == Summary(3, 2, 1)
    assert [(p.code, p.file, "ZeroDivisionError: by design" in p.message) for p in problems] == [
        ("failed-document", "b.txt", True)
    ]


def test_reading_stays_near_what_is_done() -> None:
    """However long the input, only so many documents wait in memory."""
    read = 0

    def endless() -> Iterator[Item]:
        nonlocal read
        while True:
            read += 1
            yield Document(str(read), "x\n")

    outcomes = ordered(job(), endless(), workers=2)
    for _ in range(100):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert read <= AHEAD_ITEMS + 200


def test_more_processes_than_cores_can_use_are_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(processes, "PER_CORE", 2)
    outcomes = ordered(job(), iter(many(30)), workers=1_000_000)
    next(outcomes)
    assert len(multiprocessing.active_children()) == 2
    assert len(list(outcomes)) == 29


def test_offsets_of_a_piece_are_those_of_the_document() -> None:
    outcome = job()(Document("d", "x\nyy\n", offset=100))
    second = msgspec.json.decode(outcome.output.splitlines()[1])
    assert (second["subject"]["start"], second["subject"]["end"]) == (102, 104)
    assert second["sentence"] == {"start": 102, "end": 105}


@frozen
class Cut(Exception):
    """Stands for whatever ends a run."""


def cut_after(items: list[Item], count: int) -> Iterator[Item]:
    yield from items[:count]
    raise Cut


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_was_cut_goes_on_and_nothing_is_lost_or_doubled(tmp_path: Path, workers: int) -> None:
    items, target = many(300), tmp_path / "out.jsonl"
    finish(items, tmp_path / "whole")
    for count in (70, 71, 200):
        with pytest.raises(Cut):
            finish(cut_after(items, count), target, resume=True, workers=workers)
        assert not target.exists()
    summary = finish(items, target, resume=True, workers=workers)
    assert target.read_bytes() == (tmp_path / "whole").read_bytes()
    assert (summary.items, summary.results) == (300, sum(n % 7 for n in range(300)))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["out.jsonl", "whole"]


def test_what_was_written_after_the_last_note_is_written_again_once(tmp_path: Path) -> None:
    """After kill -9 the part is longer than the journal says, and the journal's last line may be torn."""
    items, target = many(50), tmp_path / "out.jsonl"
    finish(items, tmp_path / "whole")
    with pytest.raises(Cut):
        finish(cut_after(items, 30), target)
    with (
        (tmp_path / ".out.jsonl.part").open("ab") as part,
        (tmp_path / ".out.jsonl.journal").open("ab") as journal,
    ):
        part.write(b'{"doc": "half a li')
        journal.write(b'{"items": 31, "outp')
    with pytest.raises(Cut):
        finish(cut_after(items, 40), target, resume=True)
    finish(items, target, resume=True)
    assert target.read_bytes() == (tmp_path / "whole").read_bytes()


def test_another_run_is_not_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        finish(cut_after(many(50), 30), tmp_path / "out", name="one")
    with pytest.raises(OutputError, match="another"):
        finish(many(50), tmp_path / "out", resume=True, name="two")


@pytest.mark.parametrize("resume", [False, True])
def test_two_runs_do_not_write_the_same_file(tmp_path: Path, resume: bool) -> None:
    script = f"""
import sys
from pathlib import Path
from nisba.tools.output import Resumable
from nisba.writers.jsonl import JsonlWriter
held = Resumable(JsonlWriter(), Path({str(tmp_path / "out")!r}), "run", False)
held.begin()
print("begun", flush=True)
sys.stdin.read()
"""
    other = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"begun\n"
    with pytest.raises(OutputError, match="another run is writing out"):
        finish(many(50), tmp_path / "out", resume=resume)
    other.kill()
    other.communicate()
    assert finish(many(50), tmp_path / "out", resume=resume).items == 50
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_file_has_one_journal_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "alias").symlink_to(tmp_path / "real" / "out")
    with pytest.raises(Cut):
        finish(cut_after(many(50), 30), tmp_path / "alias")
    assert sorted(p.name for p in (tmp_path / "real").iterdir()) == [".out.journal", ".out.part"]
    assert finish(many(50), tmp_path / "real" / "out", resume=True).items == 50


def test_a_run_that_ends_while_another_one_comes_does_not_take_its_journal(tmp_path: Path) -> None:
    """The journal that was opened is no longer the one that is there: it is not trusted."""
    journal = tmp_path / ".out.journal"
    journal.write_bytes(b"of a run that ends now\n")
    lock = outputs._lock
    locked: list[IO[bytes]] = []

    def ending(file: IO[bytes]) -> bool:
        if not locked:
            journal.unlink()
        locked.append(file)
        return lock(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "_lock", ending)
        with pytest.raises(Cut):
            finish(cut_after(many(50), 30), tmp_path / "out")
    assert len(locked) == 2
    assert finish(many(50), tmp_path / "out", resume=True).items == 50
    finish(many(50), tmp_path / "whole")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "whole").read_bytes()


def test_without_resume_a_run_starts_over(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        finish(cut_after(many(50), 30), tmp_path / "out")
    assert finish(many(20), tmp_path / "out").items == 20
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_earlier_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("earlier")
    with pytest.raises(Cut):
        finish(cut_after(many(50), 30), target)
    assert target.read_text() == "earlier"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_an_os_error() -> None:
    with pytest.raises(OSError, match="space"):
        run(many(10), job(), Stream(JsonlWriter(), Path("/dev/full")))


def test_the_error_file_goes_on_too(tmp_path: Path) -> None:
    items: list[Item] = [Problem("no-text", f"problem {n}", "in", n) for n in range(1, 6)]
    for source, expected in ((cut_after(items, 3), 3), (items, 5)):
        output = Resumable(JsonlWriter(), tmp_path / "out", "r", True)
        try:
            summary = run(source, job(), output, errors=ErrorFile(tmp_path / "errors.jsonl"))
            assert summary.problems == 5
        except Cut:
            pass
        errors = [msgspec.json.decode(line, type=Problem) for line in (tmp_path / "errors.jsonl").open("rb")]
        assert errors == items[:expected]


def test_an_error_file_that_was_shortened_is_not_filled_with_nothing(tmp_path: Path) -> None:
    items: list[Item] = [Problem("no-text", f"problem {n}", "in", n) for n in range(1, 6)]
    errors = tmp_path / "errors.jsonl"
    for source, kept in ((cut_after(items, 3), b""), (cut_after(items, 4), b""), (items, b"")):
        output = Resumable(JsonlWriter(), tmp_path / "out", "r", True)
        with suppress(Cut):
            run(source, job(), output, errors=ErrorFile(errors))
        last = [msgspec.json.decode(line, type=Problem) for line in errors.open("rb")]
        errors.write_bytes(kept)
    assert last == items[4:]


def test_no_process_is_left_behind() -> None:
    import multiprocessing

    outcomes = ordered(job(), many(50), workers=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
