"""The README's tour, run command by command, gives what the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[tuple[str, str]]:
    """Each command of the console blocks that have prompts, with the output shown."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append((line[2:], ""))
            elif line.startswith(">") and found and not found[-1][1]:
                found[-1] = (found[-1][0] + line[1:].removeprefix(" "), "")
            elif found:
                found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def test_the_tour_shows_what_happens(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command, expected in commands():
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command, _ in commands():
        if ">" in command and "nisba" not in command.split()[0]:
            subprocess.run(["bash", "-c", command], check=True)
    (example,) = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)
    exec(example, {})
    assert capsys.readouterr().out == "أنتوني بلينكن visited تركيا\n"
