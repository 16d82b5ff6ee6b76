"""Running a command and watching what it and its processes use."""

import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

EVERY = 0.1
"""Seconds between two looks."""


@frozen
class Used:
    """Seconds of wall and CPU time, and the greatest sum of all processes' memory in MB.

    Memory is the proportional set size: what processes share is counted once.
    """

    wall: float
    cpu: float
    memory: float


def watched(command: list[str]) -> Used:
    """Run a command to its end.

    Raises:
        CalledProcessError: where it fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_kilobytes, _family(process.pid))))
        time.sleep(EVERY)
    wall = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Used(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak / 1024)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    for child in children.split():
        yield from _family(int(child))


def _kilobytes(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
