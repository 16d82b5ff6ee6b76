"""Examples of rules are run, fail for the right reason, and are told in every format."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.cli.conftest import NISBA

import nisba
from nisba.tools import junit
from nisba.tools.testing import Outcome, Verdict, failing_examples, run_tests

HEAD = """\
words trip = زيارة | جولة
entity Person from "people.txt"
entity Country from "countries.txt"
relation visited (Person -> Country)
relation met (Person <-> Person)

rule visit
  match trip X:Person (إلى | لـ) Y:Country
  emit (X, visited, Y)
"""
YES = '  yes "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "people.txt").write_text("بلينكن\nلافروف\nأنتوني بلينكن\n", encoding="utf-8")
    (tmp_path / "countries.txt").write_text("تركيا\nالعراق\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outcomes(examples: str, head: str = HEAD) -> list[Outcome]:
    return list(run_tests(nisba.compile(head + examples)))


def only(examples: str) -> Outcome:
    (outcome,) = outcomes(examples)
    return outcome


@pytest.mark.parametrize(
    ("example", "verdict"),
    [
        (YES, Verdict.PASSED),
        ('  yes "زيارة لافروف إلى تركيا" => (بلينكن, visited, تركيا)\n', Verdict.FAILED),
        ('  yes "زيارة بلينكن للعراق" => ("بلينكن", visited, العراق)\n', Verdict.PASSED),
        ('  yes "زيارة أنتوني بلينكن إلى تركيا" => (انتونى بلينكن, visited, تركيا)\n', Verdict.PASSED),
        ('  yes "زيارة أنتوني بلينكن إلى تركيا" => (بلينكن, visited, تركيا)\n', Verdict.FAILED),
        ('  no "زيارة المتحف"\n', Verdict.PASSED),
        ('  no "زيارة بلينكن إلى تركيا"\n', Verdict.FAILED),
        ('  no "زيارة بلينكن إلى تركيا" => (بلينكن, visited, العراق)\n', Verdict.PASSED),
        ('  no "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)\n', Verdict.FAILED),
        ('  todo "بلينكن في تركيا" => (بلينكن, visited, تركيا)\n', Verdict.TODO),
        ('  todo "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)\n', Verdict.UNEXPECTED),
    ],
)
def test_verdict(folder: Path, example: str, verdict: Verdict) -> None:
    assert only(example).verdict is verdict


def test_a_triple_of_another_rule_does_not_count(folder: Path) -> None:
    other = HEAD + YES + "rule other\n  match سفر X:Person Y:Country\n  emit (X, visited, Y)\n" + YES
    assert [o.verdict for o in outcomes("", other)] == [Verdict.PASSED, Verdict.FAILED]


def test_a_rule_passes_though_another_finds_the_same_with_a_better_reading(folder: Path) -> None:
    again = "rule again\n  match trip ... X:Person ... Y:Country\n  emit (X, visited, Y)\n" + YES
    assert [o.verdict for o in outcomes(YES + again)] == [Verdict.PASSED, Verdict.PASSED]


def test_sides_of_a_symmetric_relation_may_change_places(folder: Path) -> None:
    rule = "rule met\n  match التقى X:Person Y:Person\n  emit (X, met, Y)\n"
    example = '  yes "التقى بلينكن لافروف" => (لافروف, met, بلينكن)\n'
    assert [o.verdict for o in outcomes(YES + rule + example)] == [Verdict.PASSED] * 2


def test_arguments_are_annotated_where_types_come_from_annotations() -> None:
    head = """\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Person -> Country)
rule visit
  match زار X:Person Y:Country
  emit (X, visited, Y)
"""
    example = '  yes "زار بلينكن تركيا" => (بلينكن, visited, تركيا)\n'
    assert [o.verdict for o in outcomes(example, head)] == [Verdict.PASSED]


def test_reason_says_what_was_expected_and_what_came_out(folder: Path) -> None:
    reason = only('  yes "زيارة لافروف إلى تركيا" => (بلينكن, visited, تركيا)\n').reason()
    assert reason == "expected (بلينكن, visited, تركيا); came out: (لافروف, visited, تركيا)"


def test_failing_example_is_a_diagnostic_at_its_place(folder: Path) -> None:
    (found,) = failing_examples(nisba.compile(HEAD + YES + '  no "زيارة بلينكن إلى تركيا"\n'))
    assert found.code == "example-fails"
    assert found.source.slice(found.span).startswith('no "زيارة')
    assert found.hint == "must not come out: (بلينكن, visited, تركيا)"


def test_only_rules_of_the_named_files_run(folder: Path) -> None:
    (folder / "base.rules").write_text(HEAD + YES, encoding="utf-8")
    more = 'import "base.rules"\nrule more\n  match سفر X:Person إلى Y:Country\n  emit (X, visited, Y)\n'
    (folder / "more.rules").write_text(more + '  no "سفر"\n', encoding="utf-8")
    engine = nisba.load(folder / "more.rules")
    assert [o.name for o in run_tests(engine, files=[folder / "more.rules"])] == ["more:no:5"]
    assert [o.name for o in run_tests(engine, files=[folder])] == ["visit:yes:10", "more:no:5"]
    assert [o.name for o in run_tests(engine, "vis")] == ["visit:yes:10"]


def test_junit_report_can_be_read(folder: Path) -> None:
    run = outcomes(YES + '  no "زيارة بلينكن إلى تركيا"\n  todo "بلينكن" => (بلينكن, visited, تركيا)\n')
    suite = ElementTree.fromstring(junit.render(run)).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None and "must not come out" in (failure.get("message") or "")


def run(folder: Path, *command: str) -> tuple[int, str]:
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_command_shows_failures_and_tells_by_its_status(folder: Path) -> None:
    (folder / "good.rules").write_text(HEAD + YES, encoding="utf-8")
    (folder / "bad.rules").write_text(
        HEAD + YES.replace("(بلينكن", "(لافروف") + YES.replace("yes", "todo"), encoding="utf-8"
    )
    assert run(folder, *NISBA, "test", "good.rules") == (0, "1 passed\n")
    status, told = run(folder, *NISBA, "test", "bad.rules", "--junit", "report.xml")
    assert status == 1
    for expected in ("bad.rules:10", "زيارة بلينكن إلى تركيا", "expected  (لافروف", "came out  (بلينكن",
                     "make it a yes", "1 failed, 1 unexpected"):  # fmt: skip
        assert expected in told
    assert "<failure" in (folder / "report.xml").read_text(encoding="utf-8")


def test_command_shows_the_nearest_miss(folder: Path) -> None:
    (folder / "bad.rules").write_text(HEAD + YES.replace("إلى", "نحو"), encoding="utf-8")
    _, told = run(folder, *NISBA, "test", "bad.rules")
    assert "nearest   expected إلى or لـ after بلينكن; found نحو, which is a preposition" in told
    assert "add the alternative نحو: (إلى | نحو)" in told


def test_watch_runs_again_when_a_file_changes(folder: Path) -> None:
    file = folder / "watched.rules"
    file.write_text(HEAD + YES, encoding="utf-8")
    with subprocess.Popen(
        [*NISBA, "test", "--watch", "watched.rules"], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8"
    ) as watching:
        assert watching.stdout is not None
        try:
            told = iter(watching.stdout.readline, "")
            assert any("1 passed" in line for line in told)
            assert any("waiting" in line for line in told)
            file.write_text(HEAD + YES + YES, encoding="utf-8")
            assert any("2 passed" in line for line in told)
        finally:
            watching.terminate()


def test_check_runs_the_examples_unless_told_not_to(folder: Path) -> None:
    (folder / "bad.rules").write_text(HEAD + YES.replace("(بلينكن", "(لافروف"), encoding="utf-8")
    status, told = run(folder, *NISBA, "check", "bad.rules")
    assert status == 1 and "error[example-fails]" in told
    assert run(folder, *NISBA, "check", "--no-examples", "bad.rules")[0] == 0


def test_pytest_collects_rules_files(folder: Path) -> None:
    examples = YES + '  no "زيارة بلينكن إلى تركيا"\n' + '  todo "بلينكن" => (بلينكن, visited, تركيا)\n'
    (folder / "visits.rules").write_text(HEAD + examples, encoding="utf-8")
    (folder / "lists.rules").write_text('entity Person from "people.txt"\n', encoding="utf-8")
    status, told = run(
        folder, sys.executable, "-m", "pytest", "-p", "nisba.tools.pytest_plugin", "-rA", "--color=no"
    )
    assert status == 1
    for expected in (
        "1 failed, 1 passed, 1 xfailed",
        "PASSED visits.rules::visit:yes:10",
        "must not come out",
    ):
        assert expected in told
    assert "Traceback" not in told


def test_pytest_tells_errors_of_a_rules_file(folder: Path) -> None:
    (folder / "visits.rules").write_text(HEAD.replace("emit (X", "emit (Z"), encoding="utf-8")
    status, told = run(folder, sys.executable, "-m", "pytest", "-p", "nisba.tools.pytest_plugin")
    assert status == 2 and "error[unknown-capture]" in told
