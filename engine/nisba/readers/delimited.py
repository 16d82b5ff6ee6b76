"""CSV and TSV: a record a row, its text and its name in columns."""

import csv
from collections import deque
from collections.abc import Iterator

from attrs import define, field

from nisba.readers.document import Document, Item, Problem, pieces
from nisba.readers.few import briefly
from nisba.readers.formats import Input, Options, printable
from nisba.readers.jsonl import from_record, without_field
from nisba.readers.lines import LONGEST, Line, bad_utf8, lines, long_line
from nisba.readers.opening import opened

_DELIMITERS = (",", "\t", ";")

_LONGEST_RECORD = 2 * LONGEST
"""Code points of a record's lines: where quotes close and open again, none of its fields need be long."""


@define
class _Rows:
    """The decoded lines of a file, and the problems met while decoding them."""

    source: Input
    options: Options
    problems: list[Problem] = field(factory=list)
    number: int = 0
    """The line that was given last."""
    record: list[str] = field(factory=list)
    """The lines given since a record began."""
    size: int = 0
    """Their code points."""
    again: deque[str] = field(factory=deque)
    """Lines to give once more."""
    failure: OSError | None = None
    """Why there are no more lines: those to give once more come first."""
    _lines: Iterator[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lines = self._decoded()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line; there can be one even after the last, where the record there was given up."""
        if self.size > _LONGEST_RECORD:
            raise csv.Error(f"record larger than record limit ({_LONGEST_RECORD})")
        line = self.again.popleft() if self.again else next(self._lines)
        self.number += 1
        self.record.append(line)
        self.size += len(line)
        return line

    def begin_record(self) -> None:
        """What is given from now on is another record."""
        self.record.clear()
        self.size = 0

    def give_up_record(self) -> None:
        """Go on behind the first line of the record: a quote that nothing closes takes no other record with it."""
        self.again.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1

    def _decoded(self) -> Iterator[str]:
        try:
            with opened(self.source.path, self.options.meter) as stream:
                for line in lines(stream):
                    text = self._text(line)
                    yield text.removeprefix("\ufeff") if line.number == 1 else text
        except OSError as error:
            self.failure = error

    def _text(self, line: Line) -> str:
        file = printable(self.source.path)
        if line.data is None:
            self.problems.append(long_line(file, line))
            return "\n"
        try:
            return line.data.decode()
        except UnicodeDecodeError:
            self.problems.append(bad_utf8(file, line.number))
            return line.data.decode(errors="replace")


def read(source: Input, options: Options) -> Iterator[Item]:
    """A document for each row. The first row names the columns; commas, tabs or semicolons part them.

    Of rows that are broken the first are reported, and at the end how many more there are.
    """
    rows = _Rows(source, options)
    yield from briefly(_items(rows, source, options))
    if rows.failure:
        raise rows.failure


def _items(rows: _Rows, source: Input, options: Options) -> Iterator[Item]:
    file = printable(source.path)
    csv.field_size_limit(LONGEST)
    first = next(rows, None)
    if first is None:
        return
    try:
        header, delimiter = _header(first, options.text_field)
    except csv.Error as error:
        yield from rows.problems
        yield Problem("broken-record", f"not CSV: {error}", file, 1)
        return
    if options.text_field not in header:
        yield from rows.problems
        yield without_field(header, options, file, 1)
        return
    reader = csv.reader(rows, delimiter=delimiter, strict=True)
    while True:
        rows.begin_record()
        line = rows.number + 1
        item: Item | None
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            open_quote = "; is a quote of this line left open?" if len(rows.record) > 1 else ""
            rows.give_up_record()
            item = Problem("broken-record", f"not CSV: {error}{open_quote}", file, line)
        else:
            item = from_record(dict(zip(header, row, strict=False)), source, options, line) if row else None
        yield from rows.problems
        rows.problems.clear()
        if isinstance(item, Document):
            yield from pieces(item)
        elif item is not None:
            yield item
    yield from rows.problems


def _header(line: str, text_field: str) -> tuple[list[str], str]:
    """The columns' names, and the delimiter with which the text's column is one of them."""
    for delimiter in _DELIMITERS:
        names = next(csv.reader([line], delimiter=delimiter), [])
        if text_field in names:
            return names, delimiter
    names = next(csv.reader([line]), [])
    if any("\n" in name for name in names):
        raise csv.Error("a quote in the first row is not closed there")
    return names, ","
