"""Anchors and the other things that can be said of a pattern without matching it."""

from hypothesis import given
from hypothesis import strategies as st

from nisba.program import patterns as p
from nisba.program.anchors import anchors_of, has_anchor
from nisba.program.shape import always_captured, captures, depth, nullable, size

LEAVES = st.sampled_from(
    [p.Word("زيارة"), p.WordList("trip"), p.Lexeme("زار"), p.AnyWord(), p.Gap(0, 3), p.Mention(None)]
)
ELEMENTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: p.Sequence(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: p.Alternation(tuple(items))),
        st.builds(lambda item, least: p.Repetition(item, least, least + 1), inner, st.integers(0, 2)),
        st.builds(lambda item: p.Capture("X", item), inner),
    ),
    max_leaves=8,
)


def test_first_required_words_are_the_anchor() -> None:
    optional = p.Repetition(p.Word("رسمية"), 0, 1)
    assert anchors_of(p.Sequence((optional, p.Mention(None), p.Word("زيارة"), p.Word("إلى")))) == (
        p.Word("زيارة"),
    )


def test_group_is_an_anchor_only_if_every_alternative_has_one() -> None:
    words = (p.Word("زيارة"), p.Lexeme("زار"))
    assert anchors_of(p.Alternation(words)) == words
    assert anchors_of(p.Alternation((*words, p.AnyWord()))) == ()


def test_first_iteration_and_captured_words_are_anchors() -> None:
    assert has_anchor(p.Repetition(p.Capture("V", p.Lexeme("زار")), 1, None))
    assert not has_anchor(p.Capture("L", p.WordList("trip"), each=True))
    assert not has_anchor(p.Not(p.Word("زيارة")))


@given(ELEMENTS)
def test_pattern_with_an_anchor_cannot_match_nothing(element: p.Element) -> None:
    """An anchor is a required word, so whatever has one takes something."""
    assert not (has_anchor(element) and nullable(element))


@given(ELEMENTS, ELEMENTS)
def test_what_one_part_always_captures_both_together_do(first: p.Element, second: p.Element) -> None:
    """A sequence captures what either part does, an alternation only what both do."""
    both = p.Sequence((first, second))
    either = p.Alternation((first, second))
    assert always_captured(both) == always_captured(first) | always_captured(second)
    assert always_captured(either) == always_captured(first) & always_captured(second)
    assert always_captured(both) <= set(captures(both))
    assert depth(both) == 1 + max(depth(first), depth(second))
    assert size(both) == size(first) + size(second)
