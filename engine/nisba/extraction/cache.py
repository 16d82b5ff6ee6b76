"""Compiled rules kept in the user's cache folder, so that a later start neither parses nor conjugates.

An entry is found by the paths as they were given and by nisba's own code, and holds the digest of every file that was
read for it: it is used only while all of these are what they were. Whatever is wrong with an entry (cut short, of
another version, not readable) means that the rules are compiled anew and the entry is written again.

An entry is a pickle, for it must bring back thousands of small objects in the time of a start (most of them, such as
the automaton of each rule, only when they are first needed). Pickles can run code: so an entry is read only where it and its folder belong to the user and nobody else can write to them, and reading
makes no object but of nisba's own classes.
"""

import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from nisba.program.reads import digest, recorded
from nisba.sealed import Reader, no_collection

Made = TypeVar("Made")

SWITCH = "NISBA_CACHE"
"""The environment variable that turns the cache off: ``NISBA_CACHE=0``."""

MAGIC = b"nisba rules 1\n"
DIGEST = 32

LOADED = time.time() - 1
"""When this process loaded nisba's code, or a little before."""

KEPT = 16
"""So many entries are kept; those that were not used for longest go first."""

Inputs = tuple[dict[str, list[str]], dict[str, str]]
"""The rules files of each folder named, and the digest of each file read."""


def kept(paths: Sequence[Path], make: Callable[[], Made], kind: str = "") -> Made:
    """What ``make`` makes of the rules at these paths, from the cache where it is there.

    ``kind`` tells apart what else ``make`` depends on. What ``make`` raises is passed on.
    """
    file = None if os.environ.get(SWITCH) == "0" else _entry(paths, kind)
    if file is None:
        return make()
    with no_collection():
        found: Made | None = _read(file)
    if found is not None:
        return found
    folders = {str(path): _listing(path) for path in paths if path.is_dir()}
    with recorded() as files:
        made = make()
    _write(file, (folders, files), made)
    return made


def folder() -> Path | None:
    """The cache folder, made where it was not there; None where it is not the user's alone to write to."""
    from platformdirs import user_cache_path

    with suppress(OSError):
        place = user_cache_path("nisba", appauthor=False) / "rules"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _ours(place.stat()):
            return place
    return None


def _entry(paths: Sequence[Path], kind: str) -> Path | None:
    """The file of an entry: named after all that can be known without reading the rules."""
    place = folder()
    if place is None:
        return None
    code = _code()
    if code is None:
        return None
    parts = [kind, sys.implementation.cache_tag or sys.version, sys.platform, code]
    try:
        # Relative paths stand in messages and triples as they were given.
        parts += [str(Path.cwd())] if any(not path.is_absolute() for path in paths) else []
    except OSError:
        return None
    parts += [str(path) for path in paths]
    name = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return place / f"{name}.pickle"


def _code() -> str | None:
    """The digest of nisba's code, word classes and grammar: a change to any makes every entry another one.

    None where one was changed since this process loaded it: what it compiles is not what the files say.
    """
    from nisba.packaged import packaged

    root = Path(__file__).parents[1]
    layers = ("arabic", "diagnostics", "extraction", "matching", "program", "syntax")
    files = [f for layer in layers for f in sorted((root / layer).rglob("*")) if f.suffix in (".py", ".txt")]
    whole = hashlib.blake2b(digest_size=DIGEST)
    for file in (*sorted(root.glob("*.py")), *files, packaged("grammar") / "rules.lark"):
        if file.stat().st_mtime > LOADED:
            return None
        data = file.read_bytes()
        whole.update(b"%d " % len(data) + data)
    return whole.hexdigest()


def _listing(path: Path) -> list[str]:
    return sorted(file.name for file in path.glob("*.rules"))


def _ours(status: os.stat_result) -> bool:
    """Whether only this user can write to a file or folder (where the system knows of owners)."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


# ---------------------------------------------------------------- reading and writing


def _read(file: Path) -> Any:
    """What an entry holds; None where there is none, it is damaged, or the rules are no longer the same."""
    try:
        with file.open("rb") as stream:
            if not _ours(os.fstat(stream.fileno())):
                return None
            data = stream.read()
        start = len(MAGIC) + DIGEST
        body = memoryview(data)[start:]
        if not data.startswith(MAGIC) or data[len(MAGIC) : start] != _digest(body):
            return None
        content = io.BytesIO(body)
        if not _unchanged(Reader(content).load()):
            return None
        found = Reader(content).load()
        with suppress(OSError):
            os.utime(file)
        return found
    except Exception:
        # Whatever an old or foreign entry does, the rules can be compiled.
        return None


def _unchanged(inputs: Inputs) -> bool:
    folders, files = inputs
    return all(_listing(Path(path)) == names for path, names in folders.items()) and all(
        digest(Path(path).read_bytes()) == known for path, known in files.items()
    )


def _write(file: Path, inputs: Inputs, made: object) -> None:
    """Write an entry beside its place and move it there: a reader sees the old one or the new one whole."""
    content = io.BytesIO()
    try:
        pickle.Pickler(content, pickle.HIGHEST_PROTOCOL).dump(inputs)
        pickle.Pickler(content, pickle.HIGHEST_PROTOCOL).dump(made)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
        return  # Phrases nested beyond what a pickle can hold: such rules are compiled each time.
    body = content.getbuffer()
    with suppress(OSError):
        handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".new")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(MAGIC + _digest(body))
                stream.write(body)
            Path(beside).replace(file)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _tidy(file.parent)


def _tidy(place: Path) -> None:
    """Remove the entries that were not used for longest."""
    entries = sorted(place.glob("*.pickle"), key=lambda file: file.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)


def _digest(data: "bytes | memoryview") -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST).digest()
