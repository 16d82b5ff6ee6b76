"""What the gap of a frame goes over, and what it stops at."""

import pytest

import nisba

RULES = """
verb زار يزور
words month = مارس | يناير
entity Person from annotations "PER"
entity Country
  match  X:(تركيا | العراق)
  mark   X
entity Person
  match  X:بلينكن
  mark   X
entity Date
  match  D:(Number month Number?)
  mark   D
relation visited (Person -> Country)

rule visit
  frame  <زار> (X:Person) (Y:Country)
  emit   (X, visited, Y)
"""

# «مارس» is «he practised» as well.
ENGINE = nisba.compile(RULES + "verb مارس يمارس\n")


@pytest.mark.parametrize(
    "text",
    [
        "زار بلينكن في 3 مارس 2021 تركيا",
        "بلينكن في 3 مارس زار تركيا",
        "زار بلينكن تركيا",
    ],
)
def test_a_word_of_a_mention_begins_no_clause(text: str) -> None:
    assert [(t.subject.text, t.object.text) for t in ENGINE.extract(text)] == [("بلينكن", "تركيا")]


def test_a_verb_by_itself_does() -> None:
    assert ENGINE.extract("زار بلينكن صديقا مارس السياسة في تركيا") == []
