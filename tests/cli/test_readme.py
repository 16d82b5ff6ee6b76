"""The README's tour, run command by command, gives what the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nisba.source import Source
from nisba.syntax.parser import parse
from nisba.syntax.printer import print_file

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[tuple[str, str]]:
    """Each command of the console blocks that have prompts, with the output shown."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append((line[2:], ""))
            elif found:
                found[-1] = (found[-1][0], found[-1][1] + line)
    return found


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with the file that the reader is asked to save."""
    ((name, text),) = re.findall(
        r"saved beside them as `(.+?)`:\n\n```text\n(.*?)^```",
        README.read_text(encoding="utf-8"),
        re.M | re.S,
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_rules_of_the_tour_are_in_their_canonical_form(saved: Path) -> None:
    (file,) = saved.glob("*.rules")
    text = file.read_text(encoding="utf-8")
    tree, _ = parse(Source(file.name, text))
    assert tree is not None
    assert print_file(tree) == text


def test_the_tour_shows_what_happens(saved: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command, expected in commands():
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=saved,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stdout == expected, command


def test_the_tour_has_commands_and_outputs() -> None:
    assert len(commands()) >= 7
    assert sum(bool(expected) for _, expected in commands()) >= 3


def test_the_python_example_runs(
    saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(saved)
    for command, _ in commands():
        if ">" in command and "nisba" not in command.split()[0]:
            subprocess.run(["bash", "-c", command], check=True)
    (example,) = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)
    exec(example, {})
    assert capsys.readouterr().out == "أنتوني بلينكن visited تركيا\n"
