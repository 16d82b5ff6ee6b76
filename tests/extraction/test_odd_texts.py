"""Texts that no file can hold, but a program can hand over."""

from typing import Any

import pytest

import nisba

RULES = """\
relation near (Word -> Word)
rule r
  match X:Word /.*ين|./ Y:Word
  emit (X, near, Y)
"""


def test_half_a_surrogate_pair_is_a_character_like_others() -> None:
    text = "دار بين باب\udcff. سمع \ud800 صوتا"
    found = nisba.compile(RULES).extract(text)
    assert [(t.subject.text, t.object.text) for t in found] == [("دار", "باب"), ("سمع", "صوتا")]
    assert all(text[a.start : a.end] == a.text for t in found for a in (t.subject, t.object))


def test_half_a_surrogate_pair_in_a_regular_expression_is_told() -> None:
    with pytest.raises(nisba.RulesError, match="half a surrogate pair"):
        nisba.compile(RULES.replace("ين", "\ud800"))


@pytest.mark.parametrize("text", [None, b"text", 5, ["text"]])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(TypeError, match="a text is expected"):
        nisba.compile(RULES).extract(text)


def test_one_text_is_not_taken_for_many() -> None:
    with pytest.raises(TypeError, match="several texts are expected"):
        list(nisba.compile(RULES).extract_many("دار بين باب"))


def test_no_rules_are_no_engine() -> None:
    with pytest.raises(ValueError, match="no rules are named"):
        nisba.load([])


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 3), (-1, 3)])
def test_an_annotation_without_a_place_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"from {start} to {end} is no place"):
        nisba.Annotation(start, end, "PER")


def test_an_annotation_beyond_the_text_is_refused() -> None:
    engine = nisba.compile('entity Person from annotations "PER"\n' + RULES)
    with pytest.raises(ValueError, match="beyond the text of 12 code points"):
        engine.extract("دار بين بابا", [nisba.Annotation(4, 13, "PER")])
