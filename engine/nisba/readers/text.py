"""Plain text: a file is a document."""

from collections.abc import Iterator

from nisba.encodings import conversion_hint
from nisba.readers.document import Cutter, Document, Item, Problem
from nisba.readers.formats import Input, Options, printable
from nisba.readers.lines import Line, lines, long_line
from nisba.readers.opening import opened


def read(source: Input, options: Options) -> Iterator[Item]:
    """The document, in pieces where it is long.

    Offsets are code points of the file as it stands: a byte order mark and carriage returns count. Bytes that are
    no UTF-8 count, and are read, as U+FFFD; the first such line is reported, and at the end how many more there are.
    A line that is too long is reported and left out.
    """
    file = printable(source.path)
    bad, last = 0, 0
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
                if not bad:
                    yield _bad_utf8(error, line, file, source.doc)
                bad, last = bad + 1, line.number
                decoded = line.data.decode(errors="replace")
            yield from cutter.add(decoded)
        yield from cutter.flush()
        if bad > 1:
            count = "1 more line is" if bad == 2 else f"{bad - 1} more lines are"
            yield Problem("bad-utf8", f"{count} not UTF-8, the last of them this", file, last, source.doc)


def _bad_utf8(error: UnicodeDecodeError, line: Line, file: str, doc: str) -> Problem:
    byte = error.object[error.start]
    message = f"byte {error.start + 1} of the line (0x{byte:02x}) is not UTF-8; it is read as U+FFFD"
    hint = conversion_hint(error.object)
    return Problem("bad-utf8", f"{message}; {hint}" if hint else message, file, line.number, doc)
