"""Each file of cases/errors draws the finding that it is named after, and is told as its ``.out`` file says.

After a message was changed on purpose: ``NISBA_WRITE_CASES=1 pytest tests/program/test_error_cases.py``, then read
the difference.
"""

import os
from pathlib import Path

import pytest

from nisba.diagnostics.codes import CODES
from nisba.diagnostics.text import render
from nisba.program import check

CASES = Path(__file__).parents[1] / "cases" / "errors"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.rules")), ids=lambda path: path.stem)
def test_case_is_told_as_expected(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    _, diagnostics = check([Path(path.name)])
    told = render(diagnostics).replace("\\", "/")
    expected = path.with_suffix(".out")
    if os.environ.get("NISBA_WRITE_CASES"):
        expected.write_text(told, encoding="utf-8")
    assert path.stem in {d.code for d in diagnostics}
    assert told == expected.read_text(encoding="utf-8")


def test_every_code_of_the_program_has_a_case() -> None:
    program = Path(check.__code__.co_filename).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in program.glob("*.py"))
    named = {code for code in CODES if f'"{code}"' in sources}
    assert len(named) > 30
    assert named - {path.stem for path in CASES.glob("*.rules")} == set()
