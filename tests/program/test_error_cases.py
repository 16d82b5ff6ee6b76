"""Each finding of the program has a file in cases/errors that draws it, and is told as its ``.out`` file says.

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
PROGRAM = Path(check.__code__.co_filename).parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PROGRAM.glob("*.py")))
# Empty patterns are for the most part found by the parser, and its case shows them.
NAMED = [code for code in CODES if f'"{code}"' in SOURCES and code != "empty-pattern"]


@pytest.mark.parametrize("code", NAMED)
def test_case_is_told_as_expected(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    _, diagnostics = check([Path(f"{code}.rules")])
    told = render(diagnostics).replace("\\", "/")
    expected = CASES / f"{code}.out"
    if os.environ.get("NISBA_WRITE_CASES"):
        expected.write_text(told, encoding="utf-8")
    assert code in {d.code for d in diagnostics}
    assert told == expected.read_text(encoding="utf-8")


def test_the_codes_of_the_program_were_found() -> None:
    assert len(NAMED) > 30
