"""brat standoff: a text file and beside it an ``.ann`` file with its mentions."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from attrs import evolve

from nisba.readers.document import Document, Item, Problem, pieces
from nisba.readers.few import Few
from nisba.readers.formats import Input, Options, printable
from nisba.readers.lines import bad_utf8
from nisba.readers.opening import PACKED, opened

if TYPE_CHECKING:
    from nisba.matching.mentions import Annotation

LONGEST_QUOTE = 80
"""Code points of a text that a message quotes."""


def read(source: Input, options: Options) -> Iterator[Item]:
    """The document, its text-bound annotations (``T`` lines) as mentions. Either of the two files may be named."""
    text_path, notes_path = _pair(source.path)
    text_file, notes_file = printable(text_path), printable(notes_path)
    contents: dict[str, bytes] = {}
    for path in sorted((text_path, notes_path), key=lambda path: path != source.path):
        try:
            with opened(path, options.meter) as stream:
                contents[path] = stream.read()
        except OSError as error:
            yield _unreadable(path, error, contents)
            if path not in contents:  # else it is damaged, and has what comes before
                return
    for path, file in ((text_path, text_file), (notes_path, notes_file)):
        yield from _bad_lines(contents[path], file, source.doc)
    text, notes = (contents[path].decode(errors="replace") for path in (text_path, notes_path))
    found: list[Annotation] = []
    for number, row in enumerate(notes.removeprefix("\ufeff").split("\n"), 1):
        if not row.startswith("T"):
            continue
        try:
            found.append(_mention(row, text))
        except ValueError as error:
            yield Problem("broken-record", f"not a brat annotation: {error}", notes_file, number, source.doc)
    yield from pieces(evolve(Document(source.doc, text, text_file, 1), annotations=tuple(found)))


def _unreadable(path: str, error: OSError, others: Iterable[str]) -> Problem:
    """The report of a file that cannot be read; one that is missing beside the other was named by nobody."""
    message = error.strerror or str(error)
    if isinstance(error, FileNotFoundError):
        message = next(
            (f"missing beside {PurePosixPath(printable(other)).name}" for other in others), message
        )
    return Problem("unreadable-file", message, printable(path))


def _pair(path: str) -> tuple[str, str]:
    """The paths of the text and of its annotations, the one that is named as it is."""
    packed = next((e for e in PACKED if path.lower().endswith(e)), "")
    bare = path.removesuffix(packed) if packed else path
    ending = PurePosixPath(bare).suffix
    stem = bare.removesuffix(ending)
    text, notes = f"{stem}.txt{packed}", f"{stem}.ann{packed}"
    return path if ending.lower() == ".txt" else text, path if ending.lower() == ".ann" else notes


def _bad_lines(data: bytes, file: str, doc: str) -> Iterator[Problem]:
    """The report of the first line that is not UTF-8, and of how many more there are."""
    few = Few(1)
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError:
            yield from few.add(bad_utf8(file, number, doc))
    yield from few.rest()


def _mention(row: str, text: str) -> "Annotation":
    """The mention of a ``T`` line, which quotes its text. One in several fragments covers what lies between, too."""
    from nisba.matching.mentions import Annotation

    _, *fields = row.split("\t", 2)
    if not fields:
        raise ValueError("no type and offsets")
    label, _, places = fields[0].partition(" ")
    if not label:
        raise ValueError("no type")
    fragments = [fragment.split() for fragment in places.split(";")]
    if not all(len(pair) == 2 and all(map(str.isdecimal, pair)) for pair in fragments):
        raise ValueError(f"{places!r} is no start and end")
    offsets = [(int(start), int(end)) for start, end in fragments]
    if not all(start < end <= len(text) for start, end in offsets):
        raise ValueError(f"{places!r} is not inside the text")
    there = " ".join(text[start:end] for start, end in offsets)
    if fields[1:] and fields[1].split() != there.split():  # a line end is written as a blank
        raise ValueError(f"the text at {places} is {_short(there)}, not {_short(fields[1])}")
    return Annotation(min(start for start, _ in offsets), max(end for _, end in offsets), label)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…")
