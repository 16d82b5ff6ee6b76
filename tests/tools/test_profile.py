"""The profile counts what the machine did, and names the reason where a rule costs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import nisba
from nisba.cli import group
from nisba.readers.document import Document
from nisba.tools.profile import Cost, Of, Profile, profile, to_table

RULES = """
entity Country from annotations "LOC"
words trip = زيارة | جولة
relation told (Phrase -> Phrase)

rule weak
  match X:Phrase من Y:Phrase
  where X = "لا شيء"
  emit (X, told, Y)
rule wide
  match trip ...{40} Y:Phrase
  emit ("م", told, Y)
rule loose
  match X:Phrase
  emit (X, told, "م")
rule idle
  match جولات X:Phrase
  emit (X, told, "م")
"""


@pytest.fixture(scope="module")
def found() -> Profile:
    text = "جاء رجل من المدينة. " * 30 + "زيارة الرئيس."
    return profile(nisba.compile(RULES), [Document("a", text)])


def cost(found: Profile, name: str) -> Cost:
    return next(c for c in found.costs if c.name == name)


def test_a_frequent_anchor_that_seldom_fires_is_called_weak(found: Profile) -> None:
    weak = cost(found, "weak")
    assert (weak.sentences, weak.occurrences, weak.firings) == (30, 30, 0)
    assert any("weak anchor: 30 occurrences (30 of من), 0 firings" in reason for reason in weak.reasons())


def test_a_wide_gap_and_a_missing_anchor_are_named(found: Profile) -> None:
    assert cost(found, "wide").reasons() == ["wide gap: up to 40 tokens"]
    assert cost(found, "wide").firings == 1
    loose = cost(found, "loose")
    assert loose.reasons()[0].startswith("no anchor")
    assert loose.sentences == found.sentences == 31


def test_the_costly_come_first_and_those_without_a_candidate_are_only_counted(found: Profile) -> None:
    ranked = found.ranked()
    assert [c.seconds for c in ranked] == sorted((c.seconds for c in ranked), reverse=True)
    assert cost(found, "idle").sentences == 0
    table = to_table(found)
    assert "idle" not in table
    assert "1 had no candidate" in table


def test_a_large_automaton_is_named() -> None:
    large = Cost(Of.RULE, "r", "r.rules:1", states=900, gap=8, free=False)
    assert large.reasons() == ["large automaton: 900 states"]


def test_the_command_writes_json(tmp_path: Path) -> None:
    (tmp_path / "r.rules").write_text(RULES, encoding="utf-8")
    (tmp_path / "a.txt").write_text("زيارة الرئيس", encoding="utf-8")
    done = CliRunner().invoke(
        group, ["profile", str(tmp_path / "a.txt"), "--rules", str(tmp_path / "r.rules"), "--to", "json"]
    )
    assert done.exit_code == 0, done.output
    assert {row["name"] for row in json.loads(done.output)["costs"]} == {"weak", "wide", "loose", "idle"}
