"""What the project says of itself: pinned versions without hosts, extras that messages name, one version."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_constraints_pin_everything_with_hashes_and_name_no_host() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and line[0] not in " #"]
    assert pins
    for number, line in enumerate(lines):
        assert "://" not in line
        assert not line.startswith("-")
        if line in pins:
            assert re.match(r"[a-z0-9.-]+==\S+( ; .+)? \\$", line), line
            assert lines[number + 1].strip().startswith("--hash=sha256:")


def test_constraints_pin_every_dependency_of_the_project() -> None:
    pinned = set(
        re.findall(r"^([a-z0-9.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    )
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    tested = [*PROJECT["dependency-groups"]["dev"], *PROJECT["dependency-groups"]["connectors"]]
    for requirement in [*tested, *(r for group in groups for r in group)]:
        name = re.split(r"[\[<>=]", requirement)[0].lower().replace("_", "-")
        assert name in pinned


def test_every_extra_that_a_message_names_exists() -> None:
    named = set()
    for module in (ROOT / "engine").rglob("*.py"):
        named |= set(re.findall(r'needed\("[\w.]+", "(\w+)"\)', module.read_text(encoding="utf-8")))
    assert named
    assert named <= set(PROJECT["project"]["optional-dependencies"])


def test_the_installed_version_is_the_projects() -> None:
    assert version("nisba") == PROJECT["project"]["version"]
