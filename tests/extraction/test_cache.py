"""The cache of compiled rules: what is kept, when it is used, and what happens when it cannot be."""

import os
import pickle
import threading
from pathlib import Path
from typing import Any

import pytest

import nisba
from nisba.extraction import cache
from nisba.matching.compile import Matchers, compile_program

RULES = """
import "words.rules"
words trip = زيارة | جولة
entity Country from "countries.tsv"
entity Person
  match "السيد" N:Word
  mark  N
relation visited (Person -> Country)
rule visit
  match trip X:Person (إلى | لـ) Y:Country
  where X != Y
  emit  (X, visited, Y)
rule visit_by_verb
  frame <زار> (X:Person) (Y:Country)
  emit  (X, visited, Y)
"""
TEXT = "زيارة السيد بلينكن لتركيا. زار السيد كيري سوريا."


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *a, **k: tmp_path / "cache")
    monkeypatch.delenv("NISBA_CACHE", raising=False)
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "main.rules").write_text(RULES, encoding="utf-8")
    (folder / "words.rules").write_text("verb زار يزور masdar زيارة\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\tتركيا\tiso=TR\nسوريا\n", encoding="utf-8")
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one each time that rules are compiled."""
    calls: list[object] = []

    def counting(*args: Any) -> Matchers:
        calls.append(args)
        return compile_program(*args)

    monkeypatch.setattr("nisba.extraction.engine.compile_program", counting)
    return calls


def entries(rules: Path) -> list[Path]:
    return list((rules.parent / "cache" / "rules").iterdir())


def objects(rules: Path) -> list[str]:
    return [t.object.text for t in nisba.load(rules).extract(TEXT)]


def test_kept_rules_say_what_compiled_ones_say(rules: Path, compiled: list[object]) -> None:
    fresh, kept = nisba.load(rules), nisba.load(rules)
    assert len(compiled) == 1
    assert fresh.program == kept.program
    triples = fresh.extract(TEXT)
    assert [t.relation for t in triples] == ["visited", "visited"]
    assert kept.extract(TEXT) == triples
    assert kept.annotate(TEXT) == fresh.annotate(TEXT)


@pytest.mark.parametrize("name", ["main.rules", "words.rules", "countries.tsv"])
def test_a_change_to_any_file_is_noticed(rules: Path, compiled: list[object], name: str) -> None:
    nisba.load(rules)
    with (rules / name).open("a", encoding="utf-8") as file:
        file.write("\n# seen\n")
    nisba.load(rules)
    assert len(compiled) == 2


def test_a_country_struck_from_the_list_is_no_longer_found(rules: Path) -> None:
    assert objects(rules) == ["تركيا", "سوريا"]
    (rules / "countries.tsv").write_text("سوريا\n", encoding="utf-8")
    assert objects(rules) == ["سوريا"]


def test_a_file_added_to_the_folder_is_noticed(rules: Path, compiled: list[object]) -> None:
    nisba.load(rules)
    (rules / "more.rules").write_text("words more = شيء\n", encoding="utf-8")
    assert "more" in nisba.load(rules).program.words
    assert len(compiled) == 2


def test_a_file_taken_away_is_an_error_again(rules: Path) -> None:
    nisba.load(rules)
    (rules / "countries.tsv").unlink()
    with pytest.raises(nisba.RulesError):
        nisba.load(rules)


def test_rules_with_errors_are_not_kept(rules: Path) -> None:
    (rules / "main.rules").write_text("rule r match أعلن emit (X, said, X)", encoding="utf-8")
    with pytest.raises(nisba.RulesError):
        nisba.load(rules)
    assert entries(rules) == []


@pytest.mark.parametrize("cut", [0, 5, 40, 60, 400, -1])
def test_a_damaged_entry_is_written_again(rules: Path, compiled: list[object], cut: int) -> None:
    nisba.load(rules)
    (entry,) = entries(rules)
    whole = entry.read_bytes()
    entry.write_bytes(whole[:cut])
    assert objects(rules) == ["تركيا", "سوريا"]
    assert len(compiled) == 2
    assert len(entry.read_bytes()) == len(whole)


def test_an_entry_with_another_byte_is_not_used(rules: Path, compiled: list[object]) -> None:
    nisba.load(rules)
    (entry,) = entries(rules)
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)
    nisba.load(rules)
    assert len(compiled) == 2


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("owned",)


def test_an_entry_runs_no_foreign_code(
    rules: Path, compiled: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nisba.load(rules)
    (entry,) = entries(rules)
    body = pickle.dumps(({}, {})) + pickle.dumps(_Evil())
    entry.write_bytes(cache.MAGIC + cache._digest(body) + body)
    assert objects(rules) == ["تركيا", "سوريا"]
    assert len(compiled) == 2
    assert not (tmp_path / "owned").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners are Unix's")
def test_what_others_can_write_to_is_not_used(rules: Path, compiled: list[object]) -> None:
    nisba.load(rules)
    place = rules.parent / "cache" / "rules"
    assert place.stat().st_mode & 0o777 == 0o700
    place.chmod(0o777)
    nisba.load(rules)
    assert len(compiled) == 2
    place.chmod(0o700)
    entries(rules)[0].chmod(0o666)
    nisba.load(rules)
    assert len(compiled) == 3


def test_the_switch_turns_it_off(
    rules: Path, compiled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NISBA_CACHE", "0")
    nisba.load(rules)
    nisba.load(rules)
    assert len(compiled) == 2
    assert not (rules.parent / "cache").exists()


def test_a_cache_that_cannot_be_written_is_no_failure(rules: Path) -> None:
    (rules.parent / "cache").write_text("a file where the folder should be")
    assert objects(rules) == ["تركيا", "سوريا"]


def test_two_at_once_leave_one_whole_entry(rules: Path) -> None:
    threads = [threading.Thread(target=nisba.load, args=(rules,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entries(rules)) == 1
    assert objects(rules) == ["تركيا", "سوريا"]


def test_code_that_was_changed_since_it_was_loaded_keeps_nothing(
    rules: Path, compiled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an entry made by the old code would be found by the new."""
    nisba.load(rules)
    monkeypatch.setattr(cache, "LOADED", 0.0)
    assert objects(rules) == ["تركيا", "سوريا"]
    nisba.load(rules)
    assert len(compiled) == 3
    assert len(entries(rules)) == 1


def test_old_entries_go(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for number in range(4):
        other = rules.parent / f"r{number}.rules"
        other.write_text("words more = شيء\n", encoding="utf-8")
        nisba.load(other)
    assert len(entries(rules)) == 2


@pytest.mark.parametrize("name", ["arabic/clitics.py", "arabic/morphology/words.txt"])
def test_a_change_to_code_or_word_classes_makes_every_entry_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    monkeypatch.setattr(cache, "LOADED", float("inf"))
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "extraction" / "cache.py"))
    digests = set()
    for text in ("على", "إلى"):
        file.write_text(text, encoding="utf-8")
        digests.add(cache._code())
    assert len(digests) == 2
