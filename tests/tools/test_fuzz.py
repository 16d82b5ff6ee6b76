"""Planted weaknesses are found and told by the smallest change; sound rules have none."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import NISBA

import nisba
from nisba.arabic.folding import fold
from nisba.extraction.factuality import SentenceJudge
from nisba.tools.fuzz import Weakness, fuzz, fuzz_example, save
from nisba.tools.fuzz_changes import Change, applied, presented
from nisba.tools.testing import Verdict, run_tests

HEAD = """\
words trip = زيارة | جولة
verb زار يزور masdar زيارة
entity Person from "people.txt"
entity Person
  match T:(السيد | الوزير) N:Person
  mark N
entity Country from "countries.txt"
relation visited (Person -> Country)
relation followed (Person -> Person)

rule planted
"""
YES = '  emit (X, visited, Y)\n  yes "{}" => (بلينكن, visited, {})\n'
SOUND = HEAD + "  match trip X:Person ...{4} (إلى | لـ) Y:Country\n"
TO_TURKEY = YES.format("زيارة بلينكن إلى تركيا", "تركيا")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "people.txt").write_text("بلينكن\nلافروف\nأوباما\n", encoding="utf-8")
    (tmp_path / "countries.txt").write_text("تركيا\nالعراق\nفرنسا\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def weaknesses(rules: str, tries: int = 40) -> list[Weakness]:
    return list(fuzz(nisba.compile(rules), tries=tries))


def told(rules: str) -> list[str]:
    return [weakness.sentence() for weakness in weaknesses(rules)]


def test_a_sound_rule_has_no_weakness() -> None:
    assert told(SOUND + TO_TURKEY) == []
    assert told(SOUND + YES.format("زيارة بلينكن لتركيا", "تركيا")) == []


def test_exact_word_breaks_on_its_other_spelling() -> None:
    found = told(HEAD + '  match trip X:Person ...{4} "إلى" Y:Country\n' + TO_TURKEY)
    assert "writing الى for إلى loses (بلينكن, visited, تركيا)" in found
    assert all("إلى" in sentence for sentence in found)


def test_rule_that_looks_for_marks_breaks_on_quotation_marks() -> None:
    found = told(HEAD + '  match trip !("«") X:Person ...{4} إلى Y:Country\n' + TO_TURKEY)
    assert found == ["putting quotation marks round بلينكن loses (بلينكن, visited, تركيا)"]


def test_rule_without_a_gap_breaks_on_a_date() -> None:
    found = told(HEAD + "  match trip X:Person إلى Y:Country\n" + TO_TURKEY)
    assert found == [
        "inserting أمس behind بلينكن loses (بلينكن, visited, تركيا)",
    ]


def test_rule_that_names_its_argument_breaks_on_another_name() -> None:
    found = told(SOUND.replace("Y:Country", "Y:Country\n  where Y = \"تركيا\"") + TO_TURKEY)  # fmt: skip
    assert all("another Country" in sentence for sentence in found)
    assert found


def test_rule_at_the_start_of_the_sentence_breaks_on_a_conjunction() -> None:
    found = told(HEAD + "  match ^ \"زيارة\" X:Person ...{4} إلى Y:Country\n" + TO_TURKEY)  # fmt: skip
    assert "putting و in front of زيارة loses (بلينكن, visited, تركيا)" in found


def test_rule_that_heeds_no_roles_is_found_by_exchanging_the_arguments() -> None:
    rules = (
        HEAD
        + """\
  match تبع X:Person ...{4} Y:Person
  match تبع Y:Person ...{4} X:Person
  where X = "بلينكن"
  emit (X, followed, Y)
  yes "تبع بلينكن لافروف" => (بلينكن, followed, لافروف)
"""
    )
    assert "exchanging بلينكن and لافروف still gives (بلينكن, followed, لافروف)" in told(rules)
    heeding = rules.replace("  match تبع Y:Person ...{4} X:Person\n", "")
    assert not any("exchanging" in sentence for sentence in told(heeding))


def test_negation_that_is_not_heeded_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = HEAD + "  match <زار> X:Person ...{4} Y:Country\n" + YES.format("زار بلينكن تركيا", "تركيا")
    assert told(rules) == []
    engine = nisba.compile(rules)
    lattice = next(iter(engine.lattices("زار بلينكن تركيا")))
    (match,) = engine.matches(lattice)
    fact = engine.judge.sentence(lattice).judge(match.token, match.reading)
    monkeypatch.setattr(SentenceJudge, "judge", lambda *_: fact)
    (weakness,) = fuzz(engine, tries=10)
    assert weakness.sentence() == "putting ما in front of زار still asserts (بلينكن, visited, تركيا)"
    assert weakness.as_example() == 'no     "ما زار بلينكن تركيا" => (بلينكن, visited, تركيا)'


def test_changes_that_only_together_do_harm_are_shrunk_to_two() -> None:
    rules = (
        HEAD
        + '  match trip !("«" Person ...{6} "«" Country) X:Person ...{4} (إلى | لـ) Y:Country\n'
        + TO_TURKEY
    )
    (weakness,) = weaknesses(rules, tries=600)
    assert {change.words for change in weakness.changes} == {
        "putting quotation marks round بلينكن",
        "putting quotation marks round تركيا",
    }


def test_a_failing_example_is_left_to_the_tests() -> None:
    engine = nisba.compile(SOUND + TO_TURKEY.replace("(بلينكن", "(لافروف"))
    (matcher,) = engine.matchers.rules
    assert fuzz_example(engine, matcher, matcher.rule.examples[0]) == ()


def test_what_is_found_can_be_saved_as_an_example(folder: Path) -> None:
    file = folder / "planted.rules"
    file.write_text(HEAD + '  match trip X:Person ...{4} "إلى" Y:Country\n' + TO_TURKEY, encoding="utf-8")
    found = list(fuzz(nisba.load(file), tries=5))
    assert save(found) == [file]
    again = [outcome.verdict for outcome in run_tests(nisba.load(file))]
    assert again == [Verdict.PASSED] + [Verdict.TODO] * len(found)
    mended = file.read_text(encoding="utf-8").replace('"إلى"', "إلى")
    file.write_text(mended, encoding="utf-8")
    assert {o.verdict for o in run_tests(nisba.load(file))} == {Verdict.PASSED, Verdict.UNEXPECTED}


def test_command_tells_and_saves(folder: Path) -> None:
    def run(*options: str) -> tuple[int, str]:
        command = [*NISBA, "test", *options]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=120, env=os.environ, check=False
        )
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    rules = HEAD + '  match trip X:Person ...{4} "إلى" Y:Country\n' + TO_TURKEY
    (folder / "planted.rules").write_text(rules, encoding="utf-8")
    status, out = run("planted.rules", "--fuzz", "--save")
    assert status == 1
    assert "writing الى for إلى loses" in out and "saved in planted.rules" in out
    status, out = run("planted.rules")
    assert status == 0 and "todo" in out
    assert run("planted.rules", "--save")[0] == 2


@pytest.mark.parametrize("word", ["تركيا", "إلى", "لافروف", "الأمم", "مؤتمر", "ءة"])
def test_presentation_forms_fold_to_the_word(word: str) -> None:
    assert fold(presented(word)) == fold(word)
    assert all(ord(c) >= 0xFE70 for c in presented(word))


def test_changes_of_one_piece_are_not_made_together() -> None:
    assert applied("زار تركيا", [Change("", 0, 3, "جاء"), Change("", 1, 1, "x")]) is None
    assert applied("زار", [Change("", 0, 0, "و"), Change("", 0, 0, "ف")]) is None
