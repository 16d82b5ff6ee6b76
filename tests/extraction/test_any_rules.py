"""Whatever stands in a rules file, there is an engine or a list of diagnostics, never another exception."""

import random

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import nisba
from nisba import RulesError

VALID = """
words trip = زيارة | جولة عمل
verb زار يزور masdar زيارة
entity Country
  match c:(تركيا | سوريا)
  mark c with kind: "state"
let by = (من قبل)?
relation visited (Country | Phrase -> Country) "زار" <http://example.org/visited>
rule visit_by_noun
  match  trip X by ...{2,5} (إلى | لـ) each Y:Country
  frame  <زار> (X) (each Y:Country)
  where  X != Y and not near(X, Y, 3)
  emit   (X, visited, Y) {kind: Y.kind}
  yes    "زيارة الوزير إلى تركيا" => (الوزير, visited, تركيا)
  no     "زيارة"
"""

PIECES = (
    *'words verb entity relation rule match frame where emit yes no todo let type import from mark with each and or not'.split(),
    *"( ) { } | , ، : = != => -> <-> < > ? * + ! ^ $ _ ... .. . # / \\ \" « » ؟ ٣ 3 64 65 0 {2,5} {65} ...{70}".split(),
    *"زار لـ ـه X Y2 Country trip countries Phrase Clause Mention masdar <زار> /ا.*/ /(/ \u200f \u202e \u0640 \n".split(" "),
)  # fmt: skip


def compiles_or_tells(rules: str) -> None:
    """Every diagnostic points into the text."""
    try:
        engine = nisba.compile(rules)
    except RulesError as error:
        assert error.diagnostics
        for diagnostic in error.diagnostics:
            assert diagnostic.code and diagnostic.message and str(error)
            places = [(diagnostic.source, diagnostic.span)]
            for source, span in [*places, *((label.source, label.span) for label in diagnostic.labels)]:
                assert 0 <= span.start <= span.end <= len(source.text)
    else:
        engine.extract("وبدأت زيارة الوزير أمس إلى تركيا وسوريا. زار تركيا")


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "replace")))
def test_any_text_as_rules(rules: str) -> None:
    """Any Unicode."""
    compiles_or_tells(rules)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_pieces_of_the_language_as_rules(rules: str) -> None:
    """Keywords and signs in any order."""
    compiles_or_tells(rules)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join))
def test_any_pattern_in_a_rule(pattern: str) -> None:
    """Keywords and signs in any order where a pattern stands."""
    compiles_or_tells(f"{VALID}\nrule tried\n match trip {pattern}\n match X:Country\n emit (X, visited, X)")


@given(st.data())
def test_a_rules_file_with_anything_changed(data: st.DataObject) -> None:
    """A sound file of which one piece was cut out, doubled or replaced."""
    start = data.draw(st.integers(0, len(VALID)))
    end = data.draw(st.integers(start, min(len(VALID), start + 20)))
    put = data.draw(
        st.just("") | st.sampled_from(PIECES) | st.just(VALID[start:end] * 2) | st.text(max_size=3)
    )
    note(put)
    compiles_or_tells(VALID[:start] + put + VALID[end:])


@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_random_byte_strings_as_rules_and_as_text(seed: int) -> None:
    """Bytes that no strategy would think of, as rules and as text."""
    source = random.Random(seed)
    engine = nisba.compile(VALID)
    alphabet = [letter.encode() for letter in VALID] + [bytes([i]) for i in range(256)]
    for _ in range(1000):
        raw = b"".join(source.choices(alphabet, k=source.randrange(40)))
        text = raw.decode("utf-8", "replace")
        compiles_or_tells(text)
        engine.extract(text)
