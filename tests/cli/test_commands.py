"""The group of commands: lazy, helpful, quick to start."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import NISBA, Nisba

import nisba.cli as cli
from nisba.cli import group

COMMANDS = group.list_commands(None)  # type: ignore[arg-type]
HEAVY = (
    "lark",
    "re2",
    "msgspec",
    "rich",
    "camel_tools",
    "nisba.extraction.engine",
    "nisba.readers",
    "platformdirs",
)


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a run of nisba loads."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))\n"
        "from nisba.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split("LOADED ")[1].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_nothing_heavy_is_loaded_to_say_the_version_or_to_list_the_commands(option: str) -> None:
    loaded = loaded_by(option)
    assert not loaded & set(HEAVY)
    assert not {name for name in loaded if name.startswith("nisba.cli.") and "._" not in name}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_shows_an_example(nisba: Nisba, command: str) -> None:
    done = nisba(command, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert "Example" in text
    assert f"nisba {command}" in text


def test_the_list_of_commands_says_what_each_module_says(nisba: Nisba) -> None:
    shown = " ".join(nisba("--help").stdout.decode().split())
    for command in COMMANDS:
        module = Path(nisba_folder() / f"{command}.py").read_text(encoding="utf-8")
        assert module.split('"""')[1].split("\n")[0] in shown


def nisba_folder() -> Path:
    return Path(cli.__file__).parent


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_program(nisba: Nisba, shell: str) -> None:
    assert b"_NISBA_COMPLETE" in nisba("completion", shell).stdout


def test_completion_offers_the_commands() -> None:
    done = subprocess.run(
        NISBA,
        env={"_NISBA_COMPLETE": "bash_complete", "COMP_WORDS": "nisba ex", "COMP_CWORD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "plain,extract" in done.stdout
