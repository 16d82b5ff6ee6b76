"""From paths to syntax trees: folders, imports, each file once."""

import os
from collections.abc import Iterable
from pathlib import Path

from attrs import define, field, frozen

from nisba.diagnostics.diagnostic import Label
from nisba.program.findings import Findings
from nisba.program.lists import Wanted, read_text, unreadable
from nisba.program.paths import located
from nisba.source import Source, Span
from nisba.syntax import nodes as n
from nisba.syntax.parser import parse


@frozen
class RulesFile:
    """A parsed file and the folder that its paths are relative to."""

    tree: n.File
    folder: Path

    @property
    def source(self) -> Source:
        """The text that the tree was read from."""
        return self.tree.source


@define
class Loader:
    """Reads rules files and what they import. ``files`` holds them, what is imported before what imports it."""

    findings: Findings
    files: list[RulesFile] = field(factory=list)
    _done: set[Path] = field(factory=set)
    _open: list[Path] = field(factory=list)

    def load(self, paths: Iterable[Path]) -> None:
        """Read files, and all the ``*.rules`` files of folders in sorted order."""
        for path in paths:
            inside = sorted(path.glob("*.rules")) if path.is_dir() else [path]
            if not inside:
                self.findings.error(
                    "missing-file",
                    f"the folder {path} holds no .rules file",
                    Source(str(path), ""),
                    Span(0, 0),
                )
            for file in inside:
                self._file(file, None, Span(0, 0))

    def add(self, source: Source, folder: Path) -> None:
        """Parse a source, then read what it imports."""
        tree, diagnostics = parse(source)
        self.findings.found.extend(diagnostics)
        if tree is None:
            self.findings.incomplete = True
            return
        self.findings.broken.update(name.text for name in tree.broken)
        for statement in tree.statements:
            if isinstance(statement, n.Import):
                target = located(folder, statement.path.text)
                self._file(target, source, statement.path.span)
        self.files.append(RulesFile(tree, folder))

    def _file(self, path: Path, importer: Source | None, span: Span) -> None:
        """Read a file unless it has been read; ``importer`` and ``span`` say who asks for it."""
        # Not resolve(), which raises where the path is none.
        real = Path(os.path.realpath(path)) if "\0" not in str(path) else path
        if real in self._open:
            chain = [*self._open[self._open.index(real) :], real]
            self.findings.error(
                "import-cycle",
                "these files import each other: " + " → ".join(file.name for file in chain),
                importer or Source(str(path), ""),
                span,
                hint="move what both need into a file of its own",
            )
            return
        if real in self._done:
            return
        self._done.add(real)
        try:
            text = read_text(path)
        except (OSError, ValueError) as error:
            unreadable(Wanted(path, importer or Source(str(path), ""), span), error, self.findings)
            self.findings.incomplete = True
            return
        self._open.append(real)
        self.add(Source(str(path), text), path.parent)
        self._open.pop()


def declared_twice(
    findings: Findings, code: str, what: str, name: n.Name, source: Source, first: tuple[Source, Span]
) -> None:
    """Note that a name is declared a second time, and where the first was."""
    findings.error(
        code,
        f"{what} `{name.text}` is declared twice",
        source,
        name.span,
        hint="give one of them another name, or leave one out",
        labels=(Label(*first, "first declared here"),),
    )
