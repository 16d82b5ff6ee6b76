"""Documents through several processes: in order, in bounded memory, and on when a process dies."""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from attrs import define, field

from nisba.readers.document import Document, Item, Problem
from nisba.tools.job import Job, Outcome, alone, failed

BATCH = 1 << 15
"""Code points that go to a worker at a time (at least one document, at most ``BATCH_DOCUMENTS``)."""
BATCH_DOCUMENTS = 64
AHEAD = 1 << 22
"""Code points that may be read ahead of the oldest document that is not done (with many workers two batches for each)."""
AHEAD_ITEMS = 4096
PER_CORE = 8
"""More processes than so many for each core only take memory: they are not started."""


def ordered(job: Job, items: Iterable[Item], workers: int) -> Iterator[Outcome]:
    """The outcome of every item, in the order of the items.

    With one worker the work is done in this process. With more (``PER_CORE`` at most), a document on which a process dies gets a problem
    as its outcome, and another process takes over.
    """
    if workers <= 1:
        yield from alone(job, items)
        return
    pool = _Pool(job, iter(items), min(workers, PER_CORE * (os.cpu_count() or 1)))
    try:
        yield from pool.outcomes()
    finally:
        pool.close()


Numbered = tuple[int, Document]


@define(eq=False)
class _Worker:
    process: BaseProcess
    connection: "Connection[Any, Any]"
    batch: deque[Numbered] = field(factory=deque)
    """What it was given and has not answered; the first one is what it works on."""


class _Pool:
    def __init__(self, job: Job, items: Iterator[Item], count: int) -> None:
        # Where processes can be forked they share the loaded rules; elsewhere each loads its own.
        can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        self._context: Any = multiprocessing.get_context("fork" if can_fork else "spawn")
        self._job = job
        self._items = enumerate(items)
        self._ready: deque[deque[Numbered]] = deque()
        self._done: dict[int, Outcome] = {}
        self._sizes: dict[int, int] = {}
        self._ahead = self._next = 0
        self._most_ahead = max(AHEAD, 2 * BATCH * count)
        self._most_items = max(AHEAD_ITEMS, 2 * BATCH_DOCUMENTS * count)
        self._exhausted = False
        self._workers: list[_Worker] = []
        job.prepare()
        for _ in range(count):
            self._start()

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self._fill()
            self._hand_out()
            while self._next in self._done:
                self._ahead -= self._sizes.pop(self._next, 0)
                outcome = self._done.pop(self._next)
                self._next += 1
                yield outcome
            busy = {worker.connection: worker for worker in self._workers if worker.batch}
            if busy:
                for connection in wait(list(busy)):
                    self._receive(busy[connection])  # type: ignore[index]
            elif self._exhausted and not self._ready and not self._done:
                return

    def close(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        # A forked process holds a copy of every pipe: it closes ours, or no process would see this one end.
        inherited = [worker.connection for worker in self._workers] + [ours]
        if self._context.get_start_method() != "fork":
            inherited = []
        sys.stdout.flush()
        process = self._context.Process(target=_serve, args=(theirs, self._job, inherited), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _fill(self) -> None:
        """Read ahead: as many batches as there are workers, within the limits."""
        while len(self._ready) < len(self._workers) and not self._exhausted and self._has_room():
            batch: deque[Numbered] = deque()
            size = 0
            while size < BATCH and len(batch) < BATCH_DOCUMENTS and self._has_room():
                number, item = next(self._items, (-1, None))
                if item is None:
                    self._exhausted = True
                    break
                if isinstance(item, Problem):
                    self._done[number] = Outcome(problem=item)
                    continue
                batch.append((number, item))
                self._sizes[number] = len(item.text)
                size += len(item.text)
                self._ahead += len(item.text)
            if batch:
                self._ready.append(batch)

    def _has_room(self) -> bool:
        return self._ahead < self._most_ahead and len(self._done) + len(self._sizes) < self._most_items

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if self._ready and not worker.batch:
                worker.batch = self._ready.popleft()
                try:
                    worker.connection.send([document for _, document in worker.batch])
                except OSError:  # it died since its last batch: nothing of this one is to blame
                    self._ready.appendleft(worker.batch)
                    self._bury(worker)
                    self._start()

    def _receive(self, worker: _Worker) -> None:
        try:
            outcome = worker.connection.recv()
        except (EOFError, OSError):
            how = self._bury(worker)
            number, document = worker.batch.popleft()
            self._done[number] = Outcome(
                problem=failed(document, "worker-died", f"the worker died on it ({how})")
            )
            if worker.batch:
                self._ready.appendleft(worker.batch)
            self._start()
        else:
            number, _ = worker.batch.popleft()
            self._done[number] = outcome

    def _bury(self, worker: _Worker) -> str:
        """Take a dead process out; say how it died."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join()
        code = worker.process.exitcode or 0
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit status {code}"


def _serve(connection: "Connection[Any, Any]", job: Job, inherited: "list[Connection[Any, Any]]") -> None:
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all: the main process ends this one
    with contextlib.suppress(EOFError, OSError):
        while True:
            for document in connection.recv():
                connection.send(job(document))
