"""Lines of bytes with their numbers, each no longer than memory allows."""

from collections.abc import Iterator
from typing import IO

from attrs import field, frozen

from nisba.readers.document import Problem

LONGEST = 10 << 20
"""A line of more bytes than this is not read: it is reported and skipped."""

_CONTINUATION = bytes(range(0x80, 0xC0))


@frozen
class Line:
    """A line with its end; ``data`` is None where it was too long. Lines count from 1."""

    number: int
    data: bytes | None = field(repr=False)
    characters: int = 0
    """Code points of a line that was too long: the offsets after it depend on them."""


def lines(stream: IO[bytes], longest: int = LONGEST) -> Iterator[Line]:
    r"""The lines of a stream, in bounded memory.

    >>> import io
    >>> [line.data for line in lines(io.BytesIO(b"ab\ncdefgh\ni"), longest=4)]
    [b'ab\n', None, b'i']
    """
    number = 0
    while data := stream.readline(longest + 1):
        number += 1
        if len(data) <= longest:
            yield Line(number, data)
            continue
        characters = len(data.translate(None, _CONTINUATION))
        while not data.endswith(b"\n") and (data := stream.readline(longest)):
            characters += len(data.translate(None, _CONTINUATION))
        yield Line(number, None, characters)


def long_line(file: str, line: Line, doc: str = "") -> Problem:
    """The report of a line that was too long."""
    return Problem(
        "long-line", f"the line is longer than {LONGEST >> 20} MiB and left out", file, line.number, doc
    )


def bad_utf8(file: str, number: int, doc: str = "") -> Problem:
    """The report of a line with bytes that are no UTF-8."""
    return Problem("bad-utf8", "not UTF-8; the bad bytes are read as U+FFFD", file, number, doc)
