"""What the tests of the command line share: rules that know one visit, and a way to run ``nisba``."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

RULES = """\
entity Person from "people.tsv"
entity Country from "countries.tsv"
relation visited (Person -> Country) "زار" <https://example.org/visited>

rule visit
  match زار X:Person Y:Country
  emit  (X, visited, Y)
  yes   "زار بلينكن تركيا" => (بلينكن, visited, تركيا)
"""

NISBA = (sys.executable, "-c", "from nisba.cli import main; main()")

Nisba = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "people.tsv").write_text("بلينكن\tأنتوني بلينكن\trole=وزير\nلافروف\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\nالعراق\n", encoding="utf-8")
    (folder / "visits.rules").write_text(RULES, encoding="utf-8")
    return folder / "visits.rules"


@pytest.fixture
def nisba(tmp_path: Path) -> Nisba:
    """Run ``nisba`` in the test's folder."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", **variables: str
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [*NISBA, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "120", **variables},
            timeout=120,
            check=False,
        )

    return run
