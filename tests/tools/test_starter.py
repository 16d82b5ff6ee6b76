"""A new pack works at once."""

from pathlib import Path

import pytest

import nisba
from nisba.program import check
from nisba.syntax.parser import parse
from nisba.syntax.printer import print_file
from nisba.tools.starter import make_pack
from nisba.tools.testing import Verdict, run_tests


@pytest.mark.parametrize("name", ["visits", "زيارات"])
def test_a_new_pack_is_fine_formatted_and_passes_its_examples(tmp_path: Path, name: str) -> None:
    files = make_pack(tmp_path / "deep" / name)
    program, found = check([tmp_path / "deep" / name])
    assert (program is not None, found) == (True, ())
    outcomes = list(run_tests(nisba.load(tmp_path / "deep" / name)))
    assert len(outcomes) == 6
    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASSED}
    assert [file.name for file in files] == [f"{name}.rules", "people.tsv", "countries.tsv", "README.md"]


def test_its_rules_are_in_canonical_form(tmp_path: Path) -> None:
    from nisba.source import Source

    rules = make_pack(tmp_path / "visits")[0].read_text(encoding="utf-8")
    tree, found = parse(Source("visits.rules", rules))
    assert tree is not None
    assert not found
    assert print_file(tree) == rules


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits" / "mine.rules").write_text("", encoding="utf-8")
    with pytest.raises(FileExistsError):
        make_pack(tmp_path / "visits")
    assert [file.name for file in (tmp_path / "visits").iterdir()] == ["mine.rules"]
