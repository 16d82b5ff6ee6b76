"""The options of commands that go through documents, and the run itself."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

from nisba.cli._console import Failure, Misuse, ProgressBar
from nisba.extras import MissingExtra
from nisba.readers import formats as readers
from nisba.readers.opening import STDIN, is_remote
from nisba.tools.job import Job
from nisba.tools.output import Output, OutputError, Resumable, Stream, fingerprint
from nisba.tools.run import ErrorFile, Summary, described, documents, run, size, sources
from nisba.writers.writer import FileWriter, FolderWriter, Writer

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine

Function = TypeVar("Function", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)

_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH…|-]"),
    click.option(
        "--from",
        "source",
        type=click.Choice(list(readers.FORMATS)),
        help="Format of the input.  [by file ending]",
    ),
    click.option(
        "--text-field", default="text", show_default=True, help="Field of a record that holds the text."
    ),
    click.option(
        "--id-field", default="id", show_default=True, help="Field of a record that names the document."
    ),
    click.option(
        "-o", "--output", type=_FILE, metavar="FILE", help="Write to a file, which appears when it is whole."
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes to work in, at most eight for each core. The output is the same.",
    ),
    click.option(
        "--resume", is_flag=True, help="Go on with an unfinished run of the same command. Needs -o."
    ),
    click.option(
        "--errors", type=_FILE, metavar="FILE", help="Write what went wrong to a file too, as JSON lines."
    ),
)


def run_options(function: Function) -> Function:
    """Give a command the options of a run; it passes them on as ``RunOptions(**options)``."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@frozen
class RunOptions:
    """What the options of a run were set to."""

    paths: tuple[str, ...]
    source: str | None
    text_field: str
    id_field: str
    output: Path | None
    workers: int
    resume: bool
    errors: Path | None

    def inputs(self) -> list[readers.Input]:
        """The files to read; standard input where no path is given and something is piped in.

        Raises:
            UsageError: where there is nothing to read, or none of the paths is there.
            Misuse: where the folders hold no file of the format.
        """
        paths = self.paths
        if not paths:
            if sys.stdin.isatty():
                raise click.UsageError("Nothing to read: name a file or a folder, or - for standard input.")
            paths = (STDIN,)
        if not any(path == STDIN or is_remote(path) or Path(path).exists() for path in paths):
            raise click.UsageError(f"No such file or folder: {', '.join(map(readers.printable, paths))}")
        inputs = list(readers.inputs(paths, self.source))
        if not inputs:
            raise Misuse(readers.nothing_in(paths, self.source))
        return inputs


def execute(
    options: RunOptions, inputs: list[readers.Input], writer: Writer, engine: "Engine", job: Job
) -> int:
    """Run, showing problems and progress on standard error; give the exit status."""
    _check_places(options, inputs, writer, engine)
    reading = readers.Options(options.text_field, options.id_field)
    sizes = [size(source) for source in inputs]

    def named() -> Iterator[str]:
        """The same run gives the same bytes: everything that the output depends on names it."""
        from importlib.metadata import version

        yield from (version("nisba"), type(engine.morphology).__name__, repr(writer), repr(reading))
        yield from (*map(repr, inputs), repr(sizes))
        yield from described(engine.program)

    try:
        output = _output(options, writer, named())
        with ProgressBar(reading.meter, None if None in sizes else sum(s or 0 for s in sizes)) as bar:
            summary: Summary = run(
                documents(inputs, reading),
                job,
                output,
                workers=options.workers,
                errors=ErrorFile(options.errors) if options.errors else None,
                report=lambda problem: bar.say(str(problem)),
                tick=bar.tick,
            )
    except (MissingExtra, OutputError) as error:
        raise Misuse(str(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or options.output or "standard output"
        hint = "; --resume goes on from here" if options.output else ""
        raise Failure(f"{place}: {error.strerror or error}{hint}") from error
    if not summary.results and options.output is None and sys.stdout.isatty():
        click.echo("nisba: nothing was found", err=True)
    return 1 if summary.problems else 0


def _check_places(options: RunOptions, inputs: list[readers.Input], writer: Writer, engine: "Engine") -> None:
    """Refuse to write where nothing can be written, or over what is read."""
    for file, folder in ((options.output, isinstance(writer, FolderWriter)), (options.errors, False)):
        if file is None:
            continue
        if not file.absolute().parent.is_dir():
            raise Misuse(f"there is no folder {file.parent}")
        if file.is_dir() and not folder:
            raise Misuse(f"{file} is a folder: name a file in it")
        if file.is_file() and folder:
            raise Misuse(f"{file} is a file: this format writes a folder")
        if file.is_file() and any(_is_same(file, source.path) for source in inputs):
            raise Misuse(f"{file} is one of the inputs: name another file")
        # The program is unpacked only for a file that is there: a start is to be quick.
        if file.is_file() and any(_is_same(file, path) for path in {s.name for s in sources(engine.program)}):
            raise Misuse(f"{file} is one of the rules files: name another file")
    if options.output and options.errors and options.output.resolve() == options.errors.resolve():
        raise Misuse(f"{options.output} cannot be both the output and the file of errors")


def _is_same(file: Path, path: str) -> bool:
    return path != STDIN and not is_remote(path) and Path(path).exists() and file.samefile(path)


def _output(options: RunOptions, writer: Writer, run_parts: Iterable[str]) -> Output:
    path = options.output
    if path is not None and (path.is_file() or path.is_dir() or not path.exists()):
        return Resumable(writer, path, fingerprint(run_parts), options.resume)
    if options.resume:
        raise Misuse("--resume goes on with a file: it needs -o FILE")
    if isinstance(writer, FileWriter):
        raise Misuse("this format is not a stream: it needs -o FILE")
    return Stream(writer, path)
