"""Where a run's bytes go: a stream, or a file that is written beside its place and can be gone on with."""

import errno
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec
from attrs import frozen

from nisba.writers.writer import FileWriter, Writer


class OutputError(ValueError):
    """An output that cannot be begun: another run is writing it, or its unfinished run was another one."""


@frozen
class Done:
    """How far a run got: items worked on, what they gave, and how long the files were then (bytes)."""

    items: int = 0
    results: int = 0
    problems: int = 0
    output: int = 0
    errors: int = 0


class Output(Protocol):
    """The place of a run's bytes."""

    def begin(self) -> Done:
        """Open it; say how far an earlier run got."""

    def write(self, data: bytes) -> None:
        """Add bytes at its end, all of them or an OSError."""

    def record(self, done: Done) -> None:
        """Note that everything up to here is written."""

    def finish(self) -> None:
        """Put the whole in its place."""

    def close(self) -> None:
        """Let go, finished or not."""


class Stream:
    """Standard output, or what is no regular file (a pipe, a device)."""

    def __init__(self, writer: Writer, path: Path | None = None) -> None:
        """Take a path, or none for standard output."""
        self._writer = writer
        self._path = path
        self._descriptor = -1

    def begin(self) -> Done:
        """Write the header; nothing was done before."""
        if self._path is None:
            sys.stdout.flush()
            self._descriptor = sys.stdout.fileno()
        else:
            self._descriptor = os.open(self._path, os.O_WRONLY)
        self.write(self._writer.header())
        return Done()

    def write(self, data: bytes) -> None:
        """Write through: no buffer that a forked process could write a second time."""
        _write(self._descriptor, data)

    def record(self, done: Done) -> None:
        """Nothing: a stream cannot be gone on with."""

    def finish(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Close what was opened here."""
        if self._path is not None and self._descriptor >= 0:
            os.close(self._descriptor)


class Resumable:
    """A file, written as ``.NAME.part`` beside its place, with a journal ``.NAME.journal`` of how far it got."""

    def __init__(self, writer: Writer, target: Path, run: str, resume: bool) -> None:
        """Take the fingerprint of the run: only the same run is gone on with."""
        self._writer = writer
        self._target = target.resolve()
        self._part = self._target.with_name(f".{self._target.name}.part")
        self._whole = self._target.with_name(f".{self._target.name}.whole")
        self._journal_path = self._target.with_name(f".{self._target.name}.journal")
        self._run = run
        self._resume = resume
        self._file: IO[bytes] | None = None
        self._journal: IO[bytes] | None = None

    def begin(self) -> Done:
        """Go on where the journal says, or start.

        Raises:
            OutputError: where another run is writing the same file, or the unfinished run was another one.
        """
        self._journal = self._locked()
        done, valid = self._unfinished(self._journal.read()) if self._resume else (None, 0)
        self._journal.truncate(valid)
        if done is None:
            self._file = self._part.open("wb", buffering=0)
            self.write(self._writer.header())
            self._note({"run": self._run})
            done = Done(output=self._file.tell())
        else:
            self._file = self._part.open("r+b", buffering=0)
            self._file.truncate(done.output)
            self._file.seek(done.output)
        return done

    def write(self, data: bytes) -> None:
        """Add bytes to the part."""
        assert self._file is not None
        _write(self._file.fileno(), data)

    def record(self, done: Done) -> None:
        """Add to the journal, with the part's length, once the part is on the disk."""
        assert self._file is not None
        os.fsync(self._file.fileno())
        self._note(msgspec.to_builtins(done))

    def finish(self) -> None:
        """Rename the part into place, or what the writer makes of it."""
        assert self._file is not None
        os.fsync(self._file.fileno())
        self._file.close()
        if isinstance(self._writer, FileWriter):
            _remove(self._whole)
            with self._part.open("rb") as spool:
                self._writer.finish(spool, self._whole)
            _put(self._whole, self._target)
            self._part.unlink()
        else:
            self._part.replace(self._target)
        _sync_folder(self._target.parent)
        if sys.platform == "win32":  # it removes no open file
            self.close()
        self._journal_path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the files; what is unfinished stays for ``--resume``."""
        for file in (self._file, self._journal):
            if file is not None:
                with suppress(OSError):
                    file.close()

    def _note(self, record: object) -> None:
        assert self._journal is not None
        _write(self._journal.fileno(), msgspec.json.encode(record) + b"\n")

    def _locked(self) -> IO[bytes]:
        """The journal, made where it was not there, and nobody else's as long as it is open."""
        while True:
            journal = self._journal_path.open("a+b", buffering=0)
            if not _lock(journal):
                journal.close()
                raise OutputError(
                    f"another run is writing {self._target.name}: wait for its end, or name another file"
                )
            if _is_at(journal, self._journal_path):
                journal.seek(0)
                return journal
            journal.close()  # the other run came to its end just now, and took its journal away

    def _unfinished(self, journal: bytes) -> tuple[Done | None, int]:
        """How far the run got, and the length of the journal up to there; a torn last line does not count."""
        records, valid = _records(journal)
        if not records or not self._part.exists():
            return None, 0
        if records[0].get("run") != self._run:
            raise OutputError(
                f"the unfinished run of {self._target.name} was another one (inputs, rules or options differ); "
                "start over without --resume"
            )
        if len(records) == 1:
            return None, 0
        done = msgspec.convert(records[-1], Done)
        return (done, valid) if self._part.stat().st_size >= done.output else (None, 0)


def _records(data: bytes) -> tuple[list[dict[str, Any]], int]:
    """The journal's records up to the first one that is torn, and their length in bytes."""
    records, valid = [], 0
    for line in data.splitlines(keepends=True):
        try:
            record = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError:
            break
        if not line.endswith(b"\n"):
            break
        records.append(record)
        valid += len(line)
    return records, valid


def fingerprint(parts: Iterable[str]) -> str:
    """A short name for everything that a run's output depends on."""
    import hashlib

    digest = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogateescape")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def _lock(file: IO[bytes]) -> bool:
    """Lock a file for this process alone (not for those that it forks) while it is open; False where another one has it.

    Where the system or the file system knows no locks, runs are not kept apart.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """Put the names of a folder on the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _put(whole: Path, target: Path) -> None:
    """Rename into place; the files of a folder one by one, so that what else is in it stays."""
    if not whole.is_dir():
        whole.replace(target)
        return
    target.mkdir(exist_ok=True)
    for file in whole.iterdir():
        file.replace(target / file.name)
    whole.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
