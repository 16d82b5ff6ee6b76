"""Parquet: a record a row, its text and its name in columns."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from attrs import frozen

from nisba.extras import needed
from nisba.readers.document import Document, Item, Problem, pieces
from nisba.readers.few import briefly
from nisba.readers.formats import Input, Options, printable
from nisba.readers.jsonl import from_record, without_field
from nisba.readers.lines import LONGEST
from nisba.readers.opening import STDIN, is_remote, opened

ROWS = 64
"""Rows that are held at a time, at most: fewer where they are long."""

_VIEWS = {"string_view": "large_string", "binary_view": "large_binary"}
"""Types whose lengths Arrow does not tell, and what to make of them."""


def read(source: Input, options: Options) -> Iterator[Item]:
    """A document for each row; the line of a problem is the row's number.

    A row with a cell of more bytes than a line may have is reported and left out. Of rows without a text the first
    are reported, and at the end how many more there are.
    """
    yield from briefly(_items(source, options))


def _items(source: Input, options: Options) -> Iterator[Item]:
    parquet = needed("pyarrow.parquet", "parquet")
    arrow = needed("pyarrow", "parquet")
    file = printable(source.path)
    with ExitStack() as stack:
        try:
            path = _local(source.path, options, stack)
            table: Any = stack.enter_context(parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20))
            names = table.schema_arrow.names
            columns = [n for n in (options.id_field, options.text_field, "mentions") if n in names]
            if options.text_field not in columns:
                yield without_field(names, options, file, 0)
                return
            number = 0
            for batch in table.iter_batches(batch_size=_rows(table.metadata), columns=columns):
                options.meter.read = int(Path(path).stat().st_size * number / max(table.metadata.num_rows, 1))
                for record in _records(batch):
                    number += 1
                    if isinstance(record, _Left):
                        yield Problem(record.code, record.message, file, number)
                        continue
                    item = from_record(record, source, options, number)
                    if isinstance(item, Document):
                        yield from pieces(item)
                    else:
                        yield item
        except arrow.ArrowException as error:
            yield Problem("unreadable-file", f"not Parquet: {error}", file)


def _rows(metadata: Any) -> int:
    """How many rows make about as many bytes as the longest line, by the longest rows of the file."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    longest = max((group.total_byte_size / group.num_rows for group in groups if group.num_rows), default=0)
    return max(1, min(ROWS, int(LONGEST // max(longest, 1))))


@frozen
class _Left:
    """Why a row is left out."""

    code: str
    message: str


_LONG = _Left("long-line", f"a cell of the row is longer than {LONGEST >> 20} MiB, and the row left out")
_BAD = _Left("bad-utf8", "a cell of the row is not UTF-8, and the row left out")


def _records(batch: Any) -> Iterator[Any]:
    """The rows of a batch, or why one is left out. Where a batch is large, or broken, they are made one by one."""
    long: set[int] = set()
    if batch.nbytes > LONGEST:
        long = {
            row for column in batch.columns for row, length in enumerate(_lengths(column)) if length > LONGEST
        }
    else:
        with suppress(UnicodeDecodeError):
            yield from batch.to_pylist()
            return
    for row in range(batch.num_rows):
        try:
            yield _LONG if row in long else batch.slice(row, 1).to_pylist()[0]
        except UnicodeDecodeError:
            yield _BAD


def _lengths(column: Any) -> list[int]:
    """The bytes of each cell of a column of texts, told without making one; none where it has no texts."""
    arrow = needed("pyarrow", "parquet")
    compute = needed("pyarrow.compute", "parquet")
    if kind := _VIEWS.get(str(column.type)):
        column = column.cast(kind)
    try:
        if arrow.types.is_dictionary(column.type):
            lengths = compute.binary_length(column.dictionary).take(column.indices)
        else:
            lengths = compute.binary_length(column)
    except arrow.ArrowNotImplementedError:
        return []
    return [length or 0 for length in lengths.to_pylist()]


def _local(path: str, options: Options, stack: ExitStack) -> str:
    """The path, or that of a copy where it is no file of this machine: Parquet is read from its end."""
    if path != STDIN and not is_remote(path):
        return path
    copy = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".parquet"))  # noqa: SIM115 (the stack closes it)
    with opened(path, options.meter) as stream:
        shutil.copyfileobj(stream, copy)
    copy.flush()
    return copy.name
