"""Pairs from one list: the members of a symmetric relation, two by two."""

import pytest

import nisba

RULES = """
words power_name = روسيا | سوريا | إيران | العراق
entity Power
  match P:power_name
  mark  P
relation allied (Power <-> Power)
relation follows (Power -> Power)
rule alliance
  match تحالف بين each X:Power
  emit  (X, allied, X)
rule order
  match ترتيب بين each X:Power
  emit  (X, follows, X)
"""


@pytest.fixture(scope="module")
def engine() -> nisba.Engine:
    return nisba.compile(RULES)


def pairs(engine: nisba.Engine, text: str) -> list[tuple[str, str]]:
    return [(t.subject.text, t.object.text) for t in engine.extract(text)]


def test_two_members_of_a_symmetric_relation_make_one_pair(engine: nisba.Engine) -> None:
    assert pairs(engine, "تحالف بين روسيا وسوريا") == [("روسيا", "سوريا")]


def test_three_members_make_three_pairs_in_text_order(engine: nisba.Engine) -> None:
    assert pairs(engine, "تحالف بين روسيا وسوريا وإيران") == [
        ("روسيا", "سوريا"),
        ("روسيا", "إيران"),
        ("سوريا", "إيران"),
    ]


def test_one_member_makes_no_pair(engine: nisba.Engine) -> None:
    assert pairs(engine, "تحالف بين روسيا") == []


def test_a_relation_that_is_not_symmetric_is_not_paired(engine: nisba.Engine) -> None:
    assert pairs(engine, "ترتيب بين روسيا وسوريا") == [("روسيا", "روسيا"), ("سوريا", "سوريا")]
