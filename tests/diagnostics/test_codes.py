"""The codes: each is explained, drawn by its bad example and not by its good one."""

import re
from pathlib import Path

import pytest

from nisba.diagnostics.code import Code
from nisba.diagnostics.codes import CODES, explain
from nisba.diagnostics.diagnostic import Diagnostic, Severity
from nisba.program.load import check

ENGINE = Path(__file__).parents[2] / "engine" / "nisba"

# Found when rules are run over their examples, not when they are checked.
RUN = {"example-fails"}


def checked(code: Code, text: str, folder: Path) -> tuple[Diagnostic, ...]:
    for name, content in code.files:
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "old.txt").write_text("زيارة", encoding="windows-1256")
    (folder / "rules.rules").write_text(text, encoding="utf-8")
    return check([folder / "rules.rules"])[1]


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_the_bad_example_draws_the_code(code: Code, tmp_path: Path) -> None:
    if code.code not in RUN:
        assert code.code in {d.code for d in checked(code, code.bad, tmp_path)}


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_the_good_example_has_no_error_and_not_the_code(code: Code, tmp_path: Path) -> None:
    found = checked(code, code.good, tmp_path)
    assert [d for d in found if d.severity is Severity.ERROR or d.code == code.code] == []


def test_every_code_that_the_engine_names_is_explained() -> None:
    """Codes stand in the sources as the first argument of a finding."""
    call = re.compile(
        r'(?:Diagnostic|_problem|_near|\.error|\.warning|\.unknown|declared_twice)\(\s*(?:self\.findings,\s*)?"([a-z]+(?:-[a-z]+)+)"'
    )
    named = {code for path in ENGINE.rglob("*.py") for code in call.findall(path.read_text(encoding="utf-8"))}
    assert named - set(CODES) == set()
    assert len(named) > 30


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_shows_both_examples(code: str) -> None:
    shown = explain(code)
    assert shown.startswith(f"{code}: ")
    assert "Wrong:" in shown and "Right:" in shown
