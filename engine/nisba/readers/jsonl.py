"""JSON Lines: a record a line, its text and its name in fields."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from nisba.readers.document import Document, Item, Problem, pieces
from nisba.readers.formats import Input, Options, printable
from nisba.readers.lines import lines, long_line
from nisba.readers.opening import opened

if TYPE_CHECKING:
    from nisba.matching.mentions import Annotation

_KINDS: tuple[tuple[type, str], ...] = (
    (type(None), "null"),
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "an object"),
    (bytes, "bytes"),
)
_BOM = b"\xef\xbb\xbf"


def read(source: Input, options: Options) -> Iterator[Item]:
    """A document for each record; a line that is none is reported and skipped.

    A record may bring its mentions: ``"mentions": [{"start": 0, "end": 5, "label": "PER"}]``; what is no list of objects is
    another field of that name. A record without a name is called after its file and line.
    """
    file = printable(source.path)
    decode = msgspec.json.Decoder().decode
    with opened(source.path, options.meter) as stream:
        for line in lines(stream):
            if line.data is None:
                yield long_line(file, line)
                continue
            data = line.data.removeprefix(_BOM) if line.number == 1 else line.data
            if not data.strip():
                continue
            try:
                item = from_record(decode(data), source, options, line.number)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                item = Problem("broken-json", f"not JSON: {error}", file, line.number)
            if isinstance(item, Document):
                yield from pieces(item)
            else:
                yield item


def from_record(record: Any, source: Input, options: Options, line: int) -> Item:
    """The document that a record stands for, or what is wrong with the record."""
    file = printable(source.path)
    if not isinstance(record, dict):
        return Problem("broken-record", "not a JSON object", file, line)
    doc = record.get(options.id_field)
    name = f"{source.doc}:{line}" if doc is None else str(doc)
    text = record.get(options.text_field)
    if options.text_field not in record:
        return without_field(record, options, file, line, name)
    if not isinstance(text, str):
        message = f"field {options.text_field!r} holds {_kind(text)}, not text"
        return Problem("no-text", message, file, line, name)
    mentions = record.get("mentions")
    if not isinstance(mentions, list) or not all(isinstance(mention, dict) for mention in mentions):
        mentions = []  # a count, or names alone: another field of this name
    try:
        annotations = tuple(_annotation(mention, len(text)) for mention in mentions)
    except (KeyError, TypeError, ValueError) as error:
        return Problem("broken-record", f"a mention needs start, end and label: {error}", file, line, name)
    return Document(name, text, file, line, 0, annotations)


def _kind(value: object) -> str:
    """What a value is, in words of data.

    >>> [_kind(value) for value in (None, True, 1.5, [1], {})]
    ['null', 'true or false', 'a number', 'a list', 'an object']
    """
    return next((words for type_, words in _KINDS if isinstance(value, type_)), f"a {type(value).__name__}")


def without_field(names: Iterable[object], options: Options, file: str, line: int, doc: str = "") -> Problem:
    """The report of fields of which none is the text's."""
    have = ", ".join(sorted(map(str, names))) or "none"
    message = f"no text in field {options.text_field!r} (fields: {have}); --text-field names another"
    return Problem("no-text", message, file, line, doc)


def _annotation(mention: Any, length: int) -> "Annotation":
    from nisba.matching.mentions import Annotation  # the matcher is loaded by who needs it

    start, end = int(mention["start"]), int(mention["end"])
    if not 0 <= start < end <= length:
        raise ValueError(f"{start}–{end} is not inside the text")
    return Annotation(start, end, str(mention["label"]))
