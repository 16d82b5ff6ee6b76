"""Printing: the tree comes back, comments stay, formatting twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies_syntax import FILES, RULES_LIKE

from nisba.source import Source
from nisba.syntax import nodes as n
from nisba.syntax.parser import parse
from nisba.syntax.printer import print_file


def read(text: str) -> n.File:
    file, problems = parse(Source("test.rules", text))
    assert file is not None and problems == (), problems
    return file


def formatted(text: str) -> str | None:
    """The canonical text; None where there are errors."""
    file, problems = parse(Source("test.rules", text))
    return None if file is None or problems else print_file(file)


@given(FILES)
def test_a_tree_survives_printing_and_parsing(file: n.File) -> None:
    """parse(print(tree)) == tree."""
    text = print_file(file)
    again, _ = parse(Source("test.rules", text))
    assert again == file, text


@given(FILES)
def test_formatting_twice_changes_nothing(file: n.File) -> None:
    """format(format(text)) == format(text)."""
    again, problems = parse(Source("test.rules", print_file(file)))
    if not problems and again is not None:
        once = print_file(again)
        assert print_file(read(once)) == once


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A canonical text with comments, line breaks and blank lines put between any of its words."""
    from nisba.syntax.scan import scan

    text = print_file(draw(FILES))
    pieces = []
    for token in scan(Source("test.rules", text)).tokens:
        pieces.append(token.text)
        gap = draw(
            st.sampled_from([" ", " ", " ", "\n", "\n\n\n", "  # أ\n", "\n# ب\n\n", " # c \r\n # د\n"])
        )
        pieces.append(gap)
    return "".join(pieces)


@given(commented())
def test_comments_and_meaning_survive_formatting(text: str) -> None:
    """Wherever comments stand, formatting keeps all of them in order, and the tree; a second time changes nothing."""
    before, problems = parse(Source("test.rules", text))
    if before is None or problems:
        return
    once = print_file(before)
    after = read(once)
    assert after == before
    assert [c.text for c in after.comments] == [c.text for c in before.comments]
    assert print_file(after) == once


@given(RULES_LIKE)
def test_what_can_be_read_can_be_formatted(text: str) -> None:
    """A text without errors has a canonical form that is its own."""
    once = formatted(text)
    if once is not None:
        assert formatted(once) == once


CANONICAL = """\
# Visits by officials
import "entities.rules"

type Place = Country | City
words trip = زيارة | جولة | زيارات  # journeys
verb زار يزور  masdar زيارة
relation visited (Person | Organisation -> Place) "زار" <https://example.org/visited>

# By noun.
rule visit_by_noun
  match  trip X:Person (إلى | لـ)? ...{2} each Y:Place
  # Not at home.
  where  X != Y and not (X.home = "تركيا" or near(X, Y, 2))
  emit   (X, visited, Y) {type: X.type}
  yes    "وتأتي زيارة بلينكن لتركيا" => (بلينكن, visited, تركيا)
  no     "ألغيت زيارة المتحف"

entity Person
  match  وزير X:Phrase
  mark   X with role: "وزير"

# The end.
"""


def test_a_canonical_file_stays_as_it_is() -> None:
    assert print_file(read(CANONICAL)) == CANONICAL


@pytest.mark.parametrize(
    ("loose", "canonical"),
    [
        ("let a = (زيارة)", "let a = زيارة"),
        ("let a = زيارة{0,1} جولة {1,}", "let a = زيارة? جولة+"),
        ("let a = زيارة؟ … X", "let a = زيارة? ... X"),
        ("let a = ...{0,8} ...{0,3}", "let a = ... ...{3}"),
        ("emptied\u200f", None),
        ('words a="G7"  قمة|جولة', 'words a = "G7 قمة" | جولة'),
        (
            "verb زار يزور participle زائر masdar زيارة|زيارات",
            "verb زار يزور  masdar زيارة | زيارات  participle زائر",
        ),
        ("entity Person match X:(وزير Phrase) mark X", "entity Person\n  match  X:(وزير Phrase)\n  mark   X"),
    ],
)
def test_spellings_of_one_thing_become_one(loose: str, canonical: str | None) -> None:
    assert formatted(loose) == (None if canonical is None else canonical + "\n")


def test_a_long_list_is_broken_into_lines() -> None:
    text = "words trip = " + " | ".join(["زيارة"] * 40)
    lines = formatted(text) or ""
    assert max(map(len, lines.splitlines())) <= 110
    assert read(lines) == read(text)
