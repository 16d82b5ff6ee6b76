"""A pytest plugin: every example of a ``.rules`` file is a test, so that ``pytest rules/`` runs them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from nisba.extraction.engine import Engine
    from nisba.matching.compile import RuleMatcher
    from nisba.program.model import Example


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "RulesFile | None":
    """Collect rules files that pytest was pointed at, and those in folders that it walks."""
    if file_path.suffix == ".rules":
        return RulesFile.from_parent(parent, path=file_path)
    return None


class RulesFile(pytest.File):
    """The examples of the rules that stand in one file."""

    def collect(self) -> Iterable["ExampleItem"]:
        """Compile the file, unless no rule stands in it, and give an item for every example."""
        if not _has_rules(self.path):
            return
        from nisba.diagnostics.diagnostic import RulesError
        from nisba.extraction.engine import load
        from nisba.tools.testing import named

        try:
            engine = load(self.path)
        except RulesError as error:
            from nisba.diagnostics.text import render

            raise self.CollectError(render(error.diagnostics)) from error
        for matcher in engine.matchers.rules:
            if Path(matcher.rule.source.name).resolve() == self.path.resolve():
                for example in matcher.rule.examples:
                    yield ExampleItem.from_parent(
                        self,
                        name=named(matcher.rule, example),
                        engine=engine,
                        matcher=matcher,
                        example=example,
                    )


class ExampleItem(pytest.Item):
    """One example. A ``todo`` is an expected failure; one that passes is told as a warning."""

    def __init__(
        self, *, engine: "Engine", matcher: "RuleMatcher", example: "Example", **options: Any
    ) -> None:
        """Take the example and what runs it."""
        super().__init__(**options)
        self.engine = engine
        self.matcher = matcher
        self.example = example

    def runtest(self) -> None:
        """Run the example."""
        from nisba.tools.testing import Verdict, nearest, run_example

        outcome = run_example(self.engine, self.matcher, self.example)
        if outcome.verdict is Verdict.FAILED:
            miss = nearest(self.engine, outcome)
            why = f"\n{miss.sentence()}" if miss is not None else ""
            raise ExampleFailed(f"{self.example.text}\n{outcome.reason()}{why}")
        if outcome.verdict is Verdict.TODO:
            pytest.xfail(outcome.reason())
        if outcome.verdict is Verdict.UNEXPECTED:
            self.warn(pytest.PytestWarning(f"{self.name}: {outcome.reason()}"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The sentence and what is wrong; no traceback through nisba."""
        if isinstance(excinfo.value, ExampleFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the example stands: the file and its line, counted from 0."""
        source = self.matcher.rule.source
        return self.path, source.position(self.example.span.start).line - 1, self.name


class ExampleFailed(Exception):
    """An example failed."""


def _has_rules(path: Path) -> bool:
    """Whether a file may declare a rule: files of entities and lists need not be compiled."""
    return any(line.lstrip().startswith("rule") for line in _lines(path))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from file
