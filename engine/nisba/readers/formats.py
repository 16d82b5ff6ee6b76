"""The formats that can be read, and what a path means: its files, their formats, their documents' names."""

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol

from attrs import field, frozen

from nisba.readers.document import Item, Problem
from nisba.readers.opening import PACKED, STDIN, Meter, is_remote


@frozen
class Format:
    """A format: its name, the module that reads it, and the endings of its files, the usual one first.

    ``beside`` is the ending of the file that belongs to each of them, where there are two.
    """

    name: str
    module: str
    endings: tuple[str, ...]
    beside: str = ""


FORMATS = {
    f.name: f
    for f in (
        Format("text", "text", (".txt",)),
        Format("jsonl", "jsonl", (".jsonl", ".ndjson")),
        Format("csv", "delimited", (".csv", ".tsv")),
        Format("parquet", "parquet", (".parquet",)),
        Format("conllu", "conllu", (".conllu",)),
        Format("brat", "brat", (".ann",), beside=".txt"),
    )
}


@frozen
class Options:
    """How to read: the fields of records that hold the text and the document's name."""

    text_field: str = "text"
    id_field: str = "id"
    meter: Meter = field(factory=Meter, eq=False)


@frozen
class Input:
    """One file to read: its path, its format, and what its document is called (or its documents start with)."""

    path: str
    format: str
    doc: str


class Reader(Protocol):
    """What each format's module offers as ``read``."""

    def __call__(self, source: Input, options: Options) -> Iterator[Item]:
        """The documents of a file, and a problem in the place of each that cannot be read."""


def inputs(paths: Iterable[str], format_name: str | None = None) -> Iterator[Input]:
    """The files that paths name; those of a folder, and of the folders in it, in sorted order.

    Args:
        paths: files, folders, URLs, or ``-`` for standard input.
        format_name: read everything as this; without it a file's ending decides, what has no known ending is
            text, and of a folder only ``.txt`` files are read. Where a format has two files for a document, a file
            without its other stands for itself: reading it says what is missing.
    """
    for path in paths:
        if path == STDIN:
            yield Input(STDIN, format_name or "text", "stdin")
        elif not is_remote(path) and Path(path).is_dir():
            yield from _folder(Path(path), FORMATS[format_name or "text"])
        else:
            yield Input(path, format_name or _format_of(path), _doc_name(PurePosixPath(path).name))


def nothing_in(paths: Iterable[str], format_name: str | None = None) -> str:
    """A message for folders in which ``inputs`` finds no file, which names the formats of those that are there."""
    folders = [path for path in paths if not is_remote(path) and Path(path).is_dir()]
    found = {
        f.name: f.endings[0] for f in FORMATS.values() for folder in folders if any(_folder(Path(folder), f))
    }
    others = "".join(f"; --from {name} reads its {ending} files" for name, ending in found.items())
    endings = " or ".join(FORMATS[format_name or "text"].endings)
    return f"no {endings} file in {', '.join(map(printable, folders))}{others}"


def read(source: Input, options: Options | None = None) -> Iterator[Item]:
    """The documents of one file; what cannot be read becomes a problem, never an exception.

    Raises:
        MissingExtra: where a package for the format is not installed.
    """
    module = import_module(f"nisba.readers.{FORMATS[source.format].module}")
    reader: Reader = module.read
    try:
        yield from reader(source, options or Options())
    except OSError as error:
        yield Problem("unreadable-file", error.strerror or str(error), printable(source.path))


def printable(path: str) -> str:
    """A path as text: bytes in a file name that are no UTF-8 are replaced.

    >>> printable("news.txt")
    'news.txt'
    """
    return os.fsencode(path).decode("utf-8", "replace")


def _folder(folder: Path, wanted: Format) -> Iterator[Input]:
    closed: list[Path] = []
    files: list[Path] = []
    alone: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        files += (Path(place, name) for name in names if _ending(name) in wanted.endings)
        if wanted.beside:
            stems = {_stem(name) for name in names if _ending(name) in wanted.endings}
            alone += (
                Path(place, name)
                for name in names
                if _ending(name) == wanted.beside and _stem(name) not in stems
            )
    if files:  # or else it is no folder of this format
        files += alone
    # A folder that cannot be listed stands for its files: reading it says why.
    for file in sorted([*files, *closed], key=lambda f: f.relative_to(folder).parts):
        inside = file.relative_to(folder).with_name(_bare(file.name)).as_posix()
        yield Input(str(file), wanted.name, _doc_name(inside))


def _bare(name: str) -> str:
    """A file's name without the ending that says how it is packed."""
    return next((name.removesuffix(e) for e in PACKED if name.lower().endswith(e)), name)


def _stem(name: str) -> str:
    return PurePosixPath(_bare(name)).stem


def _ending(name: str) -> str:
    return PurePosixPath(_bare(name)).suffix.lower()


def _doc_name(name: str) -> str:
    bare = _bare(name)
    return printable(bare.removesuffix(PurePosixPath(bare).suffix)) or printable(name)


def _format_of(path: str) -> str:
    ending = _ending(PurePosixPath(path).name)
    return next((f.name for f in FORMATS.values() if ending in f.endings), "text")
