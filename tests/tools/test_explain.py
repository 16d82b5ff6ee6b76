"""A firing is explained element by element, and every format tells the same."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import NISBA

import nisba
from nisba.extraction.trace import Firing, firings
from nisba.tools.explain import Explanation, explain
from nisba.tools.explain_html import render as page
from nisba.tools.explain_text import render
from nisba.tools.testing import Verdict, run_tests

RULES = """\
words trip = زيارة | جولة
verb زار يزور masdar زيارة
entity Person from "people.txt"
entity Country from "countries.txt"
relation visited (Person -> Country)

rule noun
  match trip X:Person ...{2} (إلى | لـ) each Y:Country
  match trip Y:Country من X:Person
  emit (X, visited, Y)
  yes "زيارة بلينكن لتركيا" => (بلينكن, visited, تركيا)

rule event
  frame <زار> (X:Person) (Y:Country)
  emit (X, visited, Y)
  yes "زار بلينكن تركيا" => (بلينكن, visited, تركيا)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "people.txt").write_text("بلينكن\tأنتوني بلينكن\n", encoding="utf-8")
    (tmp_path / "countries.txt").write_text("تركيا\nالعراق\n", encoding="utf-8")
    (tmp_path / "visits.rules").write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fired(text: str, rule: str = "noun") -> Firing:
    engine = nisba.compile(RULES)
    (matcher,) = [m for m in engine.matchers.rules if m.rule.name == rule]
    (lattice,) = engine.lattices(text)
    (firing,) = firings(engine, matcher, lattice)
    return firing


def explained(text: str, rule: str | None = None) -> Explanation:
    return explain(nisba.compile(RULES), text, rule)


def test_each_token_is_shown_with_the_element_that_it_met(folder: Path) -> None:
    firing = fired("زيارة وبلينكن أمس للعراق")
    assert [(m.role, m.element, m.text) for m in firing.met] == [
        ("anchor", "trip", "زيارة"),
        ("element", "Person", "بلينكن"),
        ("gap", "...{0,2}", "أمس"),
        ("clitic", "لـ", "ل"),
        ("element", "each Country", "لعراق"),
    ]
    assert [m.through for m in firing.met] == ["", "و", "", "", ""]
    assert [m.captures for m in firing.met] == [(), ("X",), (), (), ("Y",)]
    assert (firing.anchor, firing.skipped, firing.alternative, firing.origin) == ("زيارة", 1, 1, "match")
    assert [t.object.text for t in firing.triples] == ["العراق"]


def test_offsets_of_what_was_met_slice_the_text(folder: Path) -> None:
    text = "ثم كانت زِيارة «بلينكن» لتركيا"
    firing = fired(text)
    assert [text[m.start : m.end] for m in firing.met] == [m.text for m in firing.met]
    assert firing.met[0].folded == "زياره"
    assert firing.marks == ("«", "»")


def test_second_alternative_is_named(folder: Path) -> None:
    firing = fired("زيارة تركيا من بلينكن")
    assert (firing.alternative, firing.pattern) == (2, "trip Y:Country من X:Person")


def test_order_of_a_frame_is_named_and_written_out(folder: Path) -> None:
    firing = fired("بلينكن يزور تركيا", "event")
    assert firing.origin == "subject-verb-complement"
    assert firing.pattern == "X:Person ...{0,8} <زار verb> ...{0,8} Y:Country"
    assert firing.met[1].note == "imperfect of زار"


def test_what_is_known_of_a_mention_and_a_list_is_told(folder: Path) -> None:
    firing = fired("زيارة بلينكن إلى تركيا والعراق")
    assert firing.met[1].note == "Person, that is أنتوني بلينكن"
    assert firing.met[-1].note == "2 members: تركيا + العراق"


def test_reading_that_where_chooses_is_the_one_shown(folder: Path) -> None:
    rules = RULES.replace("  emit (X, visited, Y)\n  yes \"زيارة", '  where Y != "تركيا"\n  emit (X, visited, Y)\n  yes "زيارة')  # fmt: skip
    rules = rules.replace("each Y:Country", "...{3} Y:Country").replace("(إلى | لـ)", "إلى")
    engine = nisba.compile(rules)
    (lattice,) = engine.lattices("زيارة بلينكن إلى تركيا ثم العراق")
    (firing,) = firings(engine, engine.matchers.rules[0], lattice)
    assert [(m.role, m.text) for m in firing.met][-2:] == [("gap", "تركيا ثم"), ("element", "العراق")]


def test_without_a_rule_near_misses_of_rules_with_an_anchor_are_told(folder: Path) -> None:
    (sentence,) = explained("زيارة بلينكن نحو تركيا").sentences
    assert [(f.rule) for f in sentence.firings] == ["event"]
    assert [(m.rule, m.expected) for m in sentence.misses] == [("noun", ("إلى", "لـ"))]


def test_far_misses_of_an_article_are_told_only_when_the_rule_is_asked_for(folder: Path) -> None:
    text = "زيارة مفاجئة اليوم. رحلة بلينكن إلى تركيا."
    assert [s.misses for s in explained(text).sentences] == [(), ()]
    assert all(s.misses for s in explained(text, "noun").sentences)


@pytest.mark.parametrize("text", ["رحلة بلينكن إلى تركيا", "زيارة مفاجئة اليوم"])
def test_of_a_single_sentence_the_nearest_miss_is_told_however_far(folder: Path, text: str) -> None:
    (sentence,) = explained(text).sentences
    assert len(sentence.misses) == 1


def test_triple_with_an_inherited_subject_is_shown(folder: Path) -> None:
    more = """
relation told (Person -> Country)
rule first
  match قال X:Person ... Y:Country
  emit (X, told, Y)
  yes "قال بلينكن تركيا" => (بلينكن, told, تركيا)
rule later
  match وأضاف Y:Country
  emit (_, told, Y)
  yes "قال بلينكن تركيا. وأضاف العراق" => (بلينكن, told, العراق)
"""
    engine = nisba.compile(RULES + more)
    assert [o.verdict for o in run_tests(engine, "later")] == [Verdict.PASSED]
    explanation = explain(engine, "قال بلينكن تركيا. وأضاف العراق", "later")
    (triple,) = explanation.sentences[1].firings[0].triples
    assert (triple.subject.text, triple.object.text) == ("بلينكن", "العراق")


def test_unknown_rule_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        explained("زيارة", "nuon")


def test_every_format_tells_the_same(folder: Path) -> None:
    explanation = explained('زيارة بلينكن إلى "تركيا"، ثم جولة فلان <b> إلى العراق', "noun")
    plain = explanation.to_dict()
    text, html = render(explanation), page(explanation)
    assert plain["sentences"][0]["firings"][0]["triples"][0]["subject"]["text"] == "بلينكن"
    (miss,) = plain["sentences"][0]["misses"]
    assert "expected Person after جولة; found فلان" in miss["sentence"]
    for rendered in (text, html):
        assert miss["sentence"] in rendered
        assert "(بلينكن, visited, تركيا)" in rendered
    assert "<b>" not in html and "&lt;b&gt;" in html


def test_colour_only_where_asked_for(folder: Path) -> None:
    explanation = explained("زيارة بلينكن لتركيا")
    assert "\x1b[" not in render(explanation)
    assert "\x1b[" in render(explanation, color=True)


def run(folder: Path, *command: str, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [*NISBA, "explain", *command],
        cwd=folder, input=stdin.encode(), capture_output=True, timeout=120, check=False,
        env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_command_explains_a_text(folder: Path) -> None:
    status, out, _ = run(folder, "visits.rules", "زيارة بلينكن لتركيا")
    assert status == 0 and "(بلينكن, visited, تركيا)" in out
    status, out, _ = run(folder, "visits.rules", "-", "--to", "json", stdin="زيارة بلينكن لتركيا")
    assert status == 0 and json.loads(out)["sentences"][0]["firings"][0]["rule"] == "noun"
    status, out, _ = run(folder, "visits.rules", "زيارة بلينكن لتركيا", "--to", "html")
    assert status == 0 and out.startswith("<!doctype html>")


def test_command_shows_what_a_frame_stands_for(folder: Path) -> None:
    status, out, _ = run(folder, "visits.rules", "--rule", "event")
    assert status == 0
    assert "masdar-subject-complement" in out and "<زار masdar> ...{0,8} X:Person" in out


def test_command_suggests_the_rule_that_was_meant(folder: Path) -> None:
    status, _, err = run(folder, "visits.rules", "نص", "--rule", "evnt")
    assert status == 2 and "did you mean 'event'?" in err
    assert run(folder, "visits.rules")[0] == 2
