"""From the text of rules to matches: what the engine finds is what the definition says."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from hypothesis import given, note
from hypothesis import strategies as st
from tests import strategies
from tests.extraction.test_properties import DECLARATIONS, RULES, everything
from tests.reference import best_readings

import nisba
from nisba.extraction.conditions import holds
from nisba.extraction.engine import Engine
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Shortcuts

Captured = dict[str, tuple[int, int]]


def lattices(engine: Engine, text: str) -> Iterator[Lattice]:
    return engine.lattices(text, every=True)


def by_engine(engine: Engine, matcher: RuleMatcher, lattice: Lattice) -> dict[int, Captured]:
    return {match.token: match.reading.captures for match in engine.fire(matcher, lattice)}


def by_reference(matcher: RuleMatcher, lattice: Lattice) -> dict[int, Captured]:
    def accepted(reading: Any) -> bool:
        return all(holds(c, lattice, matcher, reading.captures) for c in matcher.rule.conditions)

    best = best_readings(matcher.rule.alternatives, lattice, accepted)
    return {token: reading.captures for token, reading in best.items()}


@given(strategies.visits() | strategies.texts(10))
def test_rules_with_frames_and_lists_match_as_defined(text: str) -> None:
    """Rules as people write them, over sentences that they were written for."""
    engine = everything()
    assert len(engine.matchers.rules) == len(RULES)
    for lattice in lattices(engine, text):
        for matcher in engine.matchers.rules:
            note(matcher.rule.name)
            assert by_engine(engine, matcher, lattice) == by_reference(matcher, lattice)


@given(strategies.documents())
def test_shortcuts_change_nothing(text: str) -> None:
    """Triples and mentions are the same with each shortcut off as with all of them on."""
    engine = everything()
    for off in ("needs", "first_elements", "idle_sentences"):
        slow = Engine(engine.program, shortcuts=evolve(Shortcuts(), **{off: False}))
        assert slow.extract(text) == engine.extract(text)
        assert slow.extract(text) == engine.extract(text)
        assert slow.annotate(text) == engine.annotate(text)


@given(strategies.written_rules("visited"), st.lists(strategies.visits(), min_size=1, max_size=3))
def test_drawn_rules_match_as_defined(rule: str, texts: list[str]) -> None:
    """Rules of any shape, read from their text, with conditions."""
    note(rule)
    engine = nisba.compile(DECLARATIONS + rule)
    (matcher,) = engine.matchers.rules
    for text in texts:
        for lattice in lattices(engine, text):
            assert by_engine(engine, matcher, lattice) == by_reference(matcher, lattice)
