"""Plain text: a file is a document."""

from collections.abc import Iterator

from nisba.readers.document import Cutter, Document, Item, Problem
from nisba.readers.formats import Input, Options, printable
from nisba.readers.lines import Line, lines, long_line
from nisba.readers.opening import opened


def read(source: Input, options: Options) -> Iterator[Item]:
    """The document, in pieces where it is long.

    Offsets are code points of the file as it stands: a byte order mark and carriage returns count. Bytes that are
    no UTF-8 count, and are read, as U+FFFD; the line is reported. A line that is too long is reported and left out.
    """
    file = printable(source.path)
    with opened(source.path, options.meter) as stream:
        cutter = Cutter(Document(source.doc, "", file, 1))
        for line in lines(stream):
            if line.data is None:
                yield from cutter.skip(line.characters)
                yield long_line(file, line, source.doc)
                continue
            try:
                decoded = line.data.decode()
            except UnicodeDecodeError as error:
                yield _bad_utf8(error, line, file, source.doc)
                decoded = line.data.decode(errors="replace")
            yield from cutter.add(decoded)
        yield from cutter.flush()


def _bad_utf8(error: UnicodeDecodeError, line: Line, file: str, doc: str) -> Problem:
    byte = error.object[error.start]
    message = f"byte {error.start + 1} of the line (0x{byte:02x}) is not UTF-8; it is read as U+FFFD"
    return Problem("bad-utf8", message, file, line.number, doc)
