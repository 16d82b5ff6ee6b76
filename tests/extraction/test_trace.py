"""Whatever the rules and the text, a firing is traced to the reading that was chosen, and a miss to a change."""

from itertools import pairwise

from hypothesis import given, note
from hypothesis import strategies as st
from tests import strategies
from tests.extraction.test_properties import DECLARATIONS, everything

import nisba
from nisba.extraction.engine import Engine
from nisba.extraction.trace_path import path_of
from nisba.matching.automaton import Op
from nisba.matching.preference import COVERED, REPEATED
from nisba.tools.explain import explain
from nisba.tools.explain_html import render as page
from nisba.tools.explain_text import render


def check_paths(engine: Engine, text: str) -> None:
    """The steps lead from the start of the reading to its end, and their keys add up to its key."""
    for lattice in engine.lattices(text, every=True):
        for match in engine.matches(lattice):
            automaton = match.matcher.automaton
            steps = path_of(automaton, lattice, match.token, match.reading)
            key = -steps[0].start
            for before, step in pairwise(steps):
                assert before.end == step.start
                assert step.start <= step.end
            for step in steps:
                taken = (step.end >> 4) - (step.start >> 4)
                key += step.transition.cost
                if step.edge is not None:
                    key -= step.edge.tokens * COVERED + step.transition.repeated * taken * REPEATED
                elif step.transition.op is Op.GAP:
                    key += taken * automaton.layout.skip_cost
            assert key == match.reading.key
            assert steps[-1].end == match.reading.end


@given(strategies.visits() | strategies.texts(10))
def test_path_is_that_of_the_reading(text: str) -> None:
    """Rules as people write them."""
    check_paths(everything(), text)


@given(strategies.written_rules("visited"), st.lists(strategies.visits(), min_size=1, max_size=2))
def test_path_is_that_of_the_reading_for_any_rule(rule: str, sentences: list[str]) -> None:
    """Rules as nobody writes them."""
    note(rule)
    check_paths(nisba.compile(DECLARATIONS + rule), "\n".join(sentences))


@given(strategies.written_rules("visited"), strategies.visits() | strategies.texts(10))
def test_anything_can_be_explained(rule: str, text: str) -> None:
    """A sentence in which a rule does not fire has a miss that says why; the offsets of what was met slice."""
    note(rule)
    explanation = explain(nisba.compile(DECLARATIONS + rule), text, "drawn")
    for sentence in explanation.sentences:
        assert sentence.firings or sentence.misses
        for firing in sentence.firings:
            for met in firing.met:
                assert " ".join(text[met.start : met.end].split()) == met.text
        for miss in sentence.misses:
            assert miss.sentence() and miss.cost > 0
    assert render(explanation).count("✓") == sum(len(s.firings) for s in explanation.sentences)
    assert page(explanation).count('class="missed"') == sum(len(s.misses) for s in explanation.sentences)
