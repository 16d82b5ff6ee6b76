"""Each file of cases/errors draws the finding that it is named after."""

from pathlib import Path

import pytest

from nisba.program import check

CASES = Path(__file__).parents[1] / "cases" / "errors"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.rules")), ids=lambda path: path.stem)
def test_case_draws_the_finding_it_is_named_after(path: Path) -> None:
    _, diagnostics = check([path])
    assert path.stem in {d.code for d in diagnostics}
