"""The options of commands that read a corpus to learn about rules, and its documents."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nisba.cli._console import Failure, Misuse

if TYPE_CHECKING:
    from pathlib import Path

    from nisba.readers.document import Document

Function = TypeVar("Function", bound=Callable[..., Any])


def corpus_options(function: Function) -> Function:
    """Give a command ``--from``, ``--text-field`` and ``--limit``."""
    for option in (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read at most N documents."),
        click.option("--text-field", default="text", show_default=True, help="Field that holds the text."),
        click.option("--from", "source", metavar="FORMAT", help="Format of the input.  [by file ending]"),
    ):
        function = option(function)
    return function


def corpus(
    paths: tuple[str, ...], source: str | None, text_field: str, limit: int | None
) -> "Iterator[Document]":
    """The documents that paths name; what cannot be read is told on standard error and passed over.

    Raises:
        Misuse: where a format is unknown, a package for it is not installed, or nothing can be read.
    """
    from itertools import islice
    from pathlib import Path

    from nisba.readers.formats import FORMATS
    from nisba.readers.opening import STDIN, is_remote

    if source is not None and source not in FORMATS:
        raise Misuse(f"no format {source}: one of {', '.join(FORMATS)}")
    for path in paths:
        if path != STDIN and not is_remote(path) and not Path(path).exists():
            raise Misuse(f"no such file or folder: {path}")
    return islice(_documents(paths, source, text_field), limit)


def _documents(paths: tuple[str, ...], source: str | None, text_field: str) -> "Iterator[Document]":
    from nisba.extras import MissingExtra
    from nisba.readers.document import Document
    from nisba.readers.formats import Options, inputs, nothing_in, read

    files = list(inputs(paths, source))
    if not files:
        raise Misuse(nothing_in(paths, source))
    some = False
    try:
        for file in files:
            for item in read(file, Options(text_field)):
                if isinstance(item, Document):
                    some = True
                    yield item
                else:
                    click.echo(f"nisba: {item}", err=True)
    except MissingExtra as error:
        raise Misuse(str(error)) from error
    if not some:
        raise Misuse(f"no document could be read from {', '.join(paths)}")


def write_report(text: str, output: "Path | None") -> None:
    """Write a report to a file, or to standard output.

    Raises:
        Failure: where the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{output}: {error.strerror or error}") from error
