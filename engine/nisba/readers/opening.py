"""Opening what a reader reads: files, standard input and remote paths, packed or not."""

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from attrs import define

from nisba.extras import needed

STDIN = "-"
PACKED = (".gz", ".bz2", ".xz", ".zst")
"""File name endings of packed files. They matter to names only: packing is told by the first bytes."""

_BUFFER = 1 << 16

_ZSTANDARD_BUFFER = 1 << 10
"""Packed bytes that are unpacked at a time: a frame can hold ten thousand times as many."""


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

    Raises:
        OSError: where it cannot be opened, or turns out to be damaged while it is read.
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
        read = raw.read1 if hasattr(raw, "read1") else raw.read
        yield _unpacked(io.BufferedReader(_Stream(read, meter or Meter()), _BUFFER))


class _Stream(io.RawIOBase):
    """Bytes from any ``read`` function, metered; every complaint becomes an OSError."""

    def __init__(self, read: Any, meter: Meter | None = None) -> None:
        self._read = read
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            data = self._read(len(buffer))
        except OSError:
            raise
        except Exception as error:  # zlib, lzma, zstandard and fsspec have no error in common
            raise OSError(f"damaged: {error}") from error
        buffer[: len(data)] = data
        if self._meter is not None:
            self._meter.read += len(data)
        return len(data)


def _unpacked(stream: io.BufferedReader) -> IO[bytes]:
    head = stream.peek(10)[:10]
    packed: Any
    if head.startswith(b"\x1f\x8b"):
        packed = gzip.GzipFile(fileobj=stream)
    elif head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        packed = bz2.BZ2File(stream)
    elif head.startswith(b"\xfd7zXZ\x00"):
        packed = lzma.LZMAFile(stream)  # noqa: SIM115 (the stream below it is closed)
    elif head.startswith(b"\x28\xb5\x2f\xfd"):
        packed = _Zstandard(stream, needed("zstandard", "zstd").ZstdDecompressor().decompressobj)
    else:
        return stream
    return cast(IO[bytes], io.BufferedReader(_Stream(packed.read), _BUFFER))


class _Zstandard:
    """Unpacks frame after frame; one that breaks off is an error (zstandard's own stream ends there in silence)."""

    def __init__(self, packed: IO[bytes], start_frame: Any) -> None:
        self._packed = packed
        self._start_frame = start_frame
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._ready:
            data = self._rest or self._packed.read(_ZSTANDARD_BUFFER)
            self._rest = b""
            if not data:
                if self._frame is not None:
                    raise EOFError("Compressed file ended before the end-of-stream marker was reached")
                return b""
            self._frame = self._frame or self._start_frame()
            self._ready = memoryview(self._frame.decompress(data))
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        found = bytes(self._ready[:size])
        self._ready = self._ready[size:]
        return found
