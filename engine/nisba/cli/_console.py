"""What commands say on standard error: problems, errors, and how far a long run is."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from nisba.readers.opening import Meter

SHOW_AFTER = 2.0
"""Seconds that a run takes before it shows how far it is."""
REFRESH = 0.2


class Failure(click.ClickException):
    """The command could not do its work: a message and exit status 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Write the message to standard error."""
        click.echo(f"nisba: {self.format_message()}", err=True)


class Misuse(Failure):
    """The command was asked for what cannot be: a message and exit status 2."""

    exit_code = 2


def give_up(problem: Exception) -> NoReturn:
    """End with an exception's own words."""
    raise Failure(str(problem)) from problem


class ProgressBar:
    """A bar on standard error, for runs that are long and watched.

    It is drawn when ``tick`` is called, by no thread of its own: worker processes may be forked while it stands.
    """

    def __init__(self, meter: "Meter", total: int | None) -> None:
        """Take what counts the bytes read, and all the bytes there are (none: unknown)."""
        self._meter = meter
        self._total = total
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._next = time.monotonic() + SHOW_AFTER
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> "ProgressBar":
        """Nothing is shown yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def tick(self) -> None:
        """Draw, if it is time to."""
        if not self._watched or (now := time.monotonic()) < self._next:
            return
        self._next = now + REFRESH
        if self._progress is None:
            self._start()
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self._meter.read, refresh=True)

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        if self._progress is None:
            click.echo(f"nisba: {line}", err=True)
        else:
            self._progress.console.print(f"nisba: {line}", markup=False, highlight=False)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

        columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        self._progress.start()
        self._task = self._progress.add_task("", total=self._total)
