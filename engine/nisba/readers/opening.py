"""Opening what a reader reads: files, standard input and remote paths, packed or not."""

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from attrs import define, field

from nisba.extras import needed

STDIN = "-"
PACKED = (".gz", ".bz2", ".xz", ".zst")
"""File name endings of packed files. They matter to names only: packing is told by the first bytes."""

_BUFFER = 1 << 16

_PACKED_BUFFER = 1 << 14
"""Packed bytes that are read at a time."""

_ZSTANDARD_BUFFER = 1 << 10
"""The same for zstandard: a frame can hold ten thousand times as many, and is not unpacked in steps."""

_STEP = 1 << 13
"""Bytes that are unpacked at a time: where damage is met, those of its step are lost."""


@define
class Meter:
    """How many stored bytes were read so far, for progress."""

    read: int = 0


def is_remote(path: str) -> bool:
    """Whether a path is a URL that fsspec opens.

    >>> is_remote("s3://bucket/news.jsonl"), is_remote("news.jsonl")
    (True, False)
    """
    return "://" in path


@contextmanager
def opened(path: str, meter: Meter | None = None) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a file, of standard input (``-``) or of a remote path.

    Of what is damaged all that comes before the damage is given first.

    Raises:
        OSError: where it cannot be opened, or, at the end, where reading it ended before its time.
        MissingExtra: where a package for it is not installed.
    """
    with ExitStack() as stack:
        raw: Any
        if path == STDIN:
            raw = sys.stdin.buffer
        elif is_remote(path):
            raw = stack.enter_context(needed("fsspec", "remote").open(path, "rb"))
        else:
            raw = stack.enter_context(Path(path).open("rb", buffering=0))
        stored = _Stream(raw.read1 if hasattr(raw, "read1") else raw.read, meter)
        buffered = io.BufferedReader(stored, _BUFFER)
        parts = _parts(buffered)
        unpacked = _Stream(parts.read) if parts else stored
        yield io.BufferedReader(unpacked, _BUFFER) if parts else buffered
        if failure := stored.failure or unpacked.failure:
            raise failure


class _Stream(io.RawIOBase):
    """Bytes from any ``read`` function, metered.

    A failure is the end, and is kept: an exception would take with it what stands in the buffers above.
    """

    def __init__(self, read: Callable[[int], bytes], meter: Meter | None = None) -> None:
        self._read = read
        self._meter = meter or Meter()
        self.failure: OSError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if self.failure:
            return 0
        try:
            data = self._read(len(buffer))
        except OSError as error:
            self.failure = error
            return 0
        except Exception as error:  # fsspec's file systems have no error in common
            self.failure = OSError(f"damaged: {error}")
            return 0
        buffer[: len(data)] = data
        self._meter.read += len(data)
        return len(data)


def _parts(stream: "io.BufferedReader[Any]") -> "_Parts | None":
    """How to unpack what a stream holds, if it is packed."""
    head = stream.peek(10)[:10]
    if head.startswith(b"\x1f\x8b"):
        return _Parts(stream, lambda: zlib.decompressobj(wbits=zlib.MAX_WBITS | 16))
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return _Parts(stream, bz2.BZ2Decompressor)
    if head.startswith(b"\xfd7zXZ\x00"):
        return _Parts(stream, lzma.LZMADecompressor)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        start = needed("zstandard", "zstd").ZstdDecompressor().decompressobj
        return _Parts(stream, lambda: _Zstandard(start()), _ZSTANDARD_BUFFER)
    return None


@define
class _Zstandard:
    """An unpacker of zstandard with the face of Python's own ones; it heeds no limit."""

    _unpacker: Any

    def decompress(self, data: bytes, limit: int) -> bytes:
        found: bytes = self._unpacker.decompress(data) if data else b""
        return found

    @property
    def eof(self) -> bool:
        return bool(self._unpacker.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._unpacker.unused_data)


@define
class _Parts:
    """Unpacks part after part (member, stream or frame), zeros between them left out.

    One that breaks off is an error, and so is what stands behind a part and is none: Python's own files for bz2
    and xz end there in silence, and lose a part that is damaged near its beginning.
    """

    _packed: IO[bytes]
    _start: Callable[[], Any]
    _size: int = _PACKED_BUFFER
    _part: Any = None
    _first: bool = True
    _rest: bytes = b""
    _ready: memoryview = field(factory=lambda: memoryview(b""))
    _given: int = 0

    def read(self, size: int) -> bytes:
        """Some bytes, at most so many; none at the end."""
        try:
            while not self._ready and self._more():
                pass
        except Exception as error:  # zlib, lzma and zstandard have no error in common
            raise OSError(f"damaged: {error} (after {self._given:,} unpacked bytes)") from error
        found = bytes(self._ready[:size])
        self._ready = self._ready[size:]
        self._given += len(found)
        return found

    def _more(self) -> bool:
        """Unpack a step; say whether there can be another."""
        wants = getattr(self._part, "needs_input", True)
        data = self._rest or (self._packed.read(self._size) if wants else b"")
        self._rest = b""
        if self._part is None:
            if not data:
                return False
            data = data if self._first else data.lstrip(b"\0")
            if not data:
                return True
            self._part, self._first = self._start(), False
        part = self._part
        self._ready = memoryview(part.decompress(data, _STEP))
        if part.eof:
            self._part, self._rest = None, part.unused_data
        elif not data and wants and not self._ready:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        else:
            self._rest = getattr(part, "unconsumed_tail", b"")  # of zlib, which keeps no input
        return True
