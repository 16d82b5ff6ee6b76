"""``nisba check``, ``fmt``, ``help``, ``annotate`` and ``data`` as their users run them."""

import json
import stat
from pathlib import Path

import pytest
from tests.cli.conftest import RULES, Nisba

from nisba.diagnostics.codes import CODES

BAD = "rule a match أعلن emit (X, said, Y)\n"
CROOKED = "words   trip=زيارة|جولة # رحلات\n"
STRAIGHT = "words trip = زيارة | جولة  # رحلات\n"


def test_check_says_that_sound_rules_are_fine(nisba: Nisba, rules: Path) -> None:
    done = nisba("check", rules)
    assert (done.returncode, done.stdout.decode()) == (0, "fine: 1 rule, 1 relation\n")


def test_check_tells_all_errors_with_their_place(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "bad.rules").write_text(BAD, encoding="utf-8")
    done = nisba("check", "bad.rules")
    assert done.returncode == 1
    for expected in ("error[unknown-relation]", "error[unknown-capture]", "bad.rules:1:28", "3 errors"):
        assert expected in done.stdout.decode()


def test_check_gives_json_and_sarif(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "bad.rules").write_text(BAD, encoding="utf-8")
    found = json.loads(nisba("check", "bad.rules", "--to", "json").stdout)
    assert {d["code"] for d in found} == {"unknown-relation", "unknown-capture"}
    sarif = json.loads(nisba("check", "bad.rules", "--to", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert {r["ruleId"] for r in sarif["runs"][0]["results"]} == {"unknown-relation", "unknown-capture"}


def test_warnings_are_told_and_count_only_when_strict(nisba: Nisba, tmp_path: Path) -> None:
    without_example = "\n".join(
        line for line in RULES.splitlines() if "yes" not in line and "entity" not in line
    )
    declared = 'entity Person from annotations "PER"\nentity Country from annotations "LOC"\n'
    (tmp_path / "a.rules").write_text(declared + without_example, encoding="utf-8")
    done = nisba("check", "a.rules")
    assert done.returncode == 0
    assert "warning[rule-without-example]" in done.stdout.decode()
    assert nisba("check", "a.rules", "--strict").returncode == 1


def test_check_tells_warnings_and_runs_examples_of_the_named_files_only(nisba: Nisba, tmp_path: Path) -> None:
    base = RULES.replace("زار بلينكن تركيا", "بلينكن").replace("from", "from annotations").replace(".tsv", "")
    (tmp_path / "base.rules").write_text(
        base + "rule bare match زار X:Person Y:Country emit (X, visited, Y)", "utf-8"
    )
    (tmp_path / "own.rules").write_text('import "base.rules"\n', encoding="utf-8")
    assert nisba("check", "own.rules").stdout.decode() == "fine: 2 rules, 1 relation\n"
    told = nisba("check", "base.rules").stdout.decode()
    assert "error[example-fails]" in told
    assert "warning[rule-without-example]" in told
    (tmp_path / "base.rules").write_text(base + "rule bare match زار", encoding="utf-8")
    assert "error[missing-emit]" in nisba("check", "own.rules").stdout.decode()


def test_check_of_a_file_that_is_not_there_is_a_finding(nisba: Nisba) -> None:
    done = nisba("check", "gone.rules")
    assert done.returncode == 1
    assert "error[missing-file]" in done.stdout.decode()


def test_fmt_changes_a_file_once(nisba: Nisba, tmp_path: Path) -> None:
    file = tmp_path / "a.rules"
    file.write_text(CROOKED, encoding="utf-8")
    file.chmod(0o640)
    assert nisba("fmt", "a.rules").returncode == 0
    assert file.read_text(encoding="utf-8") == STRAIGHT
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    second = nisba("fmt", "a.rules")
    assert (second.returncode, second.stderr) == (0, b"")
    assert [p.name for p in tmp_path.iterdir()] == ["a.rules"]


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_fmt_can_tell_without_changing(nisba: Nisba, tmp_path: Path, option: str) -> None:
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a.rules"
    file.write_text(CROOKED, encoding="utf-8")
    done = nisba("fmt", option, ".")
    assert done.returncode == 1
    assert "a.rules" in done.stdout.decode() + done.stderr.decode()
    assert (f"+{STRAIGHT}" in done.stdout.decode()) == (option == "--diff")
    assert file.read_text(encoding="utf-8") == CROOKED
    file.write_text(STRAIGHT, encoding="utf-8")
    done = nisba("fmt", option, ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_fmt_is_a_filter(nisba: Nisba) -> None:
    done = nisba("fmt", "-", stdin=CROOKED.encode())
    assert (done.returncode, done.stdout.decode()) == (0, STRAIGHT)


def test_fmt_leaves_a_file_with_errors_as_it_is(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "bad.rules").write_text("rule rule rule", encoding="utf-8")
    (tmp_path / "latin.rules").write_bytes(b"# caf\xe9")
    for name in ("bad.rules", "latin.rules"):
        done = nisba("fmt", name)
        assert done.returncode == 1
        assert name in done.stderr.decode()
        assert b"Traceback" not in done.stderr
    assert (tmp_path / "bad.rules").read_text() == "rule rule rule"


@pytest.mark.parametrize("code", ["unknown-name", "signature-mismatch"])
def test_help_explains_a_code(nisba: Nisba, code: str) -> None:
    done = nisba("help", code)
    assert done.returncode == 0
    assert CODES[code].title in done.stdout.decode()


def test_help_lists_all_codes(nisba: Nisba) -> None:
    shown = nisba("help", "codes").stdout.decode()
    assert [line.split()[0] for line in shown.splitlines()] == list(CODES)


def test_help_of_a_command_is_its_help(nisba: Nisba) -> None:
    assert nisba("help", "extract").stdout == nisba("extract", "--help").stdout
    assert nisba("help").stdout == nisba("--help").stdout


def test_help_suggests_the_nearest_topic(nisba: Nisba) -> None:
    done = nisba("help", "unknown-nam")
    assert done.returncode == 2
    assert "did you mean 'unknown-name'" in done.stderr.decode()


def test_annotate_gives_mentions_with_their_places(nisba: Nisba, rules: Path, tmp_path: Path) -> None:
    text = "زار بلينكن تركيا.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = nisba("annotate", "a.txt", "--rules", rules)
    assert (done.returncode, done.stderr) == (0, b"")
    person, country = map(json.loads, done.stdout.splitlines())
    assert person == {
        "doc": "a",
        "start": 4,
        "end": 10,
        "text": "بلينكن",
        "type": "Person",
        "canonical": "أنتوني بلينكن",
        "attributes": {"role": "وزير"},
    }
    assert (text[country["start"] : country["end"]], country["type"]) == ("تركيا", "Country")


def test_annotate_colours_the_text_and_keeps_it(nisba: Nisba, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن تركيا.\n", encoding="utf-8")
    shown = nisba("annotate", "a.txt", "--rules", rules, "--to", "color").stdout.decode()
    assert "\x1b[" in shown
    assert "بلينكن" in shown
    assert "[Country]" in shown


def test_data_is_kept_where_path_says(nisba: Nisba, tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    assert nisba("data", "path", **home).stdout.decode().strip() == str(tmp_path / "data" / "nisba")
    listed = nisba("data", "list", **home).stdout.decode()
    assert "morphology-db-msa-r13" in listed
    assert "not installed" in listed
    assert nisba("data", "remove", **home).returncode == 1
    assert nisba("data", "path", "morphology-db-msa-r13", **home).returncode == 1
    assert nisba("data", "install", "no-such-data", **home).returncode == 2


def test_data_install_refuses_a_file_that_is_not_the_database(nisba: Nisba, tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    (tmp_path / "wrong.db").write_text("no")
    done = nisba("data", "install", "--from", "wrong.db", **home)
    assert done.returncode == 1
    assert "SHA-256" in done.stderr.decode()


@pytest.mark.parametrize(
    "command",
    [
        "extract a.txt --rules {}",
        "annotate a.txt --rules {}",
        "coverage a.txt --rules {}",
        "profile a.txt --rules {}",
        "suggest marked.txt --rules {}",
        "view a.txt --rules {} -o a.html",
        "explain {} زار",
        "test {}",
        "diff {} {} a.txt",
        "evaluate gold.jsonl --rules {}",
    ],
)
def test_a_morphology_whose_data_is_missing_names_the_command_that_installs_it(
    nisba: Nisba, rules: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن تركيا.\n", encoding="utf-8")
    (tmp_path / "marked.txt").write_text("زار [بلينكن:X] [تركيا:Y].\n", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text('{"id": "1", "text": "زار", "triples": []}\n', encoding="utf-8")
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    words = [word.format(rules) for word in command.split()]
    done = nisba(*words, "--morphology", "camel", **home)
    assert done.returncode == 2
    assert "nisba data install" in done.stderr.decode()
