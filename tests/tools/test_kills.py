"""Runs that are killed at any moment, and killed again: what they leave, gone on with, is what one run writes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings

KILLS = min(5, settings().max_examples // 60)
"""Kills of each format: one while one works, fifty of all formats together in continuous integration."""

RUN = """
import sys, time
from pathlib import Path
from nisba.extraction.triple import Argument, SentenceSpan, Triple
from nisba.readers.document import Document, Problem
from nisba.tools import output, run
from nisba.tools.job import Extraction, Job
from nisba.writers.writer import Options, writer

target, form, workers, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
run.RECORD_EVERY = 0.01
made = writer(form)

def extract(document):
    time.sleep(pause)
    words = [Argument(w, n, n + 1, "Word", w) for n, w in enumerate(document.text.split())]
    span = SentenceSpan(0, len(document.text))
    return [Triple(document.doc, "r", "a.rules:1", "is", w, w, {}, "asserted", "asserted", None, span) for w in words]

def items():
    for n in range(300):
        yield Problem("no-text", "nothing", "in", n) if n % 50 == 7 else Document(f"d{n}", "كلمة " * (n % 7))

place = output.Resumable(made, target, "run", True)
job = Job(lambda: Extraction(extract, made), Extraction(extract, made))
run.run(items(), job, place, workers=workers, errors=run.ErrorFile(target.with_name("errors.jsonl")))
"""


def begun(target: Path, form: str, workers: int, pause: float) -> "subprocess.Popen[bytes]":
    arguments = [str(target), form, str(workers), str(pause)]
    return subprocess.Popen([sys.executable, "-c", RUN, *arguments], start_new_session=True)


def alive(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, of_session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(of_session) == session and state != "Z":
            found.append(int(entry.name))
    return found


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes where Linux shows them")
@pytest.mark.parametrize(
    ("form", "workers", "kills"),
    [
        ("jsonl", 1, 2 * KILLS),
        ("jsonl", 2, 2 * KILLS),
        *((form, 1, KILLS) for form in ("csv", "nquads", "turtle", "parquet", "sqlite", "brat")),
    ],
)
def test_a_run_killed_at_any_moment_goes_on_and_nothing_is_lost_or_doubled(
    tmp_path: Path, form: str, workers: int, kills: int
) -> None:
    (tmp_path / "whole").mkdir()
    assert begun(tmp_path / "whole" / "out", form, 1, 0).wait(120) == 0
    whole = {name: contents(tmp_path / "whole" / name) for name in ("out", "errors.jsonl")}
    chance = random.Random(f"{form}{workers}")
    folder = tmp_path / "0"
    killed = 0
    while killed < kills:
        folder = tmp_path / str(killed)
        folder.mkdir(exist_ok=True)
        process = begun(folder / "out", form, workers, 0.002)
        part = folder / ".out.part"
        # From the first byte on; before it there is nothing to lose.
        while process.poll() is None and not part.exists():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.4))
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait()
        deadline = time.monotonic() + 20
        while alive(process.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert alive(process.pid) == []
        if any(file.name.startswith(".") for file in folder.iterdir()):
            # A run that is killed twice goes on from where the first one was.
            killed += chance.random() < 0.5 and _killed_again(folder, form, workers)
            assert begun(folder / "out", form, workers, 0).wait(120) == 0
        assert {name: contents(folder / name) for name in whole} == whole
        assert sorted(file.name for file in folder.iterdir()) == ["errors.jsonl", "out"]


def _killed_again(folder: Path, form: str, workers: int) -> bool:
    process = begun(folder / "out", form, workers, 0.002)
    time.sleep(0.5)
    process.kill()
    return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("form", ["jsonl", "parquet", "sqlite", "brat"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_run_killed_while_it_puts_the_whole_in_its_place_is_finished(
    tmp_path: Path, form: str, moment: str
) -> None:
    (tmp_path / "whole").mkdir()
    assert begun(tmp_path / "whole" / "out", form, 1, 0).wait(120) == 0
    put = "put(*a)" if moment == "after" else "None"
    patch = f"""
import os, pathlib
from nisba.tools import output
put, replace = output._put, pathlib.Path.replace
def die(*a):
    {put}; os.kill(os.getpid(), 9)
def die_in_replace(self, to):
    {"replace(self, to)" if moment == "after" else "None"}; os.kill(os.getpid(), 9)
output._put = die
if {form!r} == "jsonl": pathlib.Path.replace = die_in_replace
"""
    (tmp_path / "cut").mkdir()
    target = tmp_path / "cut" / "out"
    died = subprocess.run([sys.executable, "-c", patch + RUN, str(target), form, "1", "0"], check=False)
    assert died.returncode == -signal.SIGKILL
    assert begun(target, form, 1, 0).wait(120) == 0
    assert contents(target) == contents(tmp_path / "whole" / "out")
    assert sorted(file.name for file in (tmp_path / "cut").iterdir()) == ["errors.jsonl", "out"]


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[5]), resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits a file's size as Unix does")
@pytest.mark.parametrize("form", ["jsonl", "sqlite", "brat"])
def test_a_run_that_finds_no_room_says_so_and_goes_on_when_there_is(tmp_path: Path, form: str) -> None:
    for name in ("whole", "full"):
        (tmp_path / name).mkdir()
    assert begun(tmp_path / "whole" / "out", form, 1, 0).wait(120) == 0
    target = tmp_path / "full" / "out"
    arguments = [sys.executable, "-c", FULL + RUN, str(target), form, "2", "0", "30000"]
    full = subprocess.run(arguments, capture_output=True, check=False)
    assert full.returncode == 1
    assert b"OSError: [Errno 27] File too large" in full.stderr
    assert not target.exists()
    assert begun(target, form, 2, 0).wait(120) == 0
    assert contents(target) == contents(tmp_path / "whole" / "out")
