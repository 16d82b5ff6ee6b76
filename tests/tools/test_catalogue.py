"""The catalogue lists what a pack declares, in every format."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nisba.cli import group
from nisba.tools.catalogue import catalogue
from nisba.tools.catalogue_report import to_html, to_markdown, to_text

SHARED = """\
entity Person from annotations "PER"
entity Country from annotations "LOC"
type Any_one = Person | Country
"""
RULES = """\
import "shared.rules"
relation visited (Person -> Country) "زار" <https://example.org/visited>
relation met (Person <-> Any_one)
rule visit
  match زيارة X:Person  # who
        إلى Y:Country
  where Y != "مصر"
  emit (X, visited, Y)
  yes "زيارة <ب> إلى تركيا" => ("<ب>", visited, تركيا)
  no "زيارة"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "shared.rules").write_text(SHARED, encoding="utf-8")
    (tmp_path / "visits.rules").write_text(RULES, encoding="utf-8")
    return tmp_path / "visits.rules"


def test_relations_have_their_signatures_as_written(rules: Path) -> None:
    visited, met = catalogue([rules]).relations
    assert (visited.subject, visited.object, visited.label, visited.rules) == ("Person", "Country", "زار", 1)
    assert (met.object, met.symmetric, met.rules, met.where) == ("Any_one", True, 0, "visits.rules:3")


def test_rules_have_their_clauses_on_one_line_without_comments(rules: Path) -> None:
    [rule] = catalogue([rules]).rules
    assert rule.patterns == ("match زيارة X:Person إلى Y:Country",)
    assert rule.conditions == ('where Y != "مصر"',)
    assert [example.kind for example in rule.examples] == ["yes", "no"]
    assert rule.examples[0].triples == (("<ب>", "visited", "تركيا"),)


def test_types_of_imported_files_are_listed_with_what_they_are_made_of(rules: Path) -> None:
    types = {t.name: t.made_of for t in catalogue([rules]).types}
    assert types == {
        "Person": ("annotations PER",),
        "Country": ("annotations LOC",),
        "Any_one": ("Person", "Country"),
    }


def test_every_format_shows_the_rule_and_its_examples(rules: Path) -> None:
    found = catalogue([rules])
    for text in (to_text(found), to_markdown(found, "visits"), to_html(found, "visits")):
        assert "visit" in text
        assert "(Person <-> Any_one)".replace(">", "&gt;").replace("<", "&lt;") in text or (
            "(Person <-> Any_one)" in text
        )
    page = to_html(found, "visits")
    assert "&lt;ب&gt;" in page
    assert "<ب>" not in page
    assert "\\<ب\\>" in to_markdown(found, "visits")


def test_the_command_filters_by_relation_and_tells_errors(rules: Path) -> None:
    run = CliRunner().invoke
    done = run(group, ["rules", str(rules), "--relation", "met", "--to", "json"])
    data = json.loads(done.output)
    assert [r["name"] for r in data["relations"]] == ["met"]
    assert data["rules"] == []
    assert run(group, ["rules", str(rules), "--relation", "none"]).exit_code == 2
    rules.write_text(RULES + "rule broken match nobody emit (X, visited, X)", encoding="utf-8")
    assert run(group, ["rules", str(rules)]).exit_code == 1
