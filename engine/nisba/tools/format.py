"""Rules files in their canonical form."""

import difflib

from attrs import frozen

from nisba.diagnostics.diagnostic import Diagnostic, Severity
from nisba.source import Source
from nisba.syntax.parser import parse
from nisba.syntax.printer import print_file


@frozen
class Formatted:
    """What became of a file: its canonical text, or the errors that keep it from having one."""

    source: Source
    text: str | None
    errors: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file is not in its canonical form."""
        return self.text is not None and self.text != self.source.text

    def diff(self) -> str:
        """The change as a unified diff; empty where there is none."""
        if self.text is None:
            return ""
        before, after = (text.splitlines(keepends=True) for text in (self.source.text, self.text))
        name = self.source.name
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(before, after, name, name)
        )


def format_source(source: Source) -> Formatted:
    r"""Format a file, unless it cannot be read.

    >>> format_source(Source("a.rules", "words   trip=زيارة|جولة")).text
    'words trip = زيارة | جولة\n'
    """
    file, found = parse(source)
    errors = tuple(d for d in found if d.severity is Severity.ERROR)
    if file is None or errors:
        return Formatted(source, None, errors)
    return Formatted(source, print_file(file))
