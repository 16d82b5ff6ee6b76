"""The machine finds what the definition says, whatever the pattern and the sentence."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st
from tests import lattices, reference, strategies
from tests.lattices import Table

from nisba.matching import machine
from nisba.matching.construction import build
from nisba.matching.edges import Edge, Edges
from nisba.matching.index import ALL_NEEDS, index
from nisba.matching.keys import element_key
from nisba.matching.lattice import Lattice, boundaries
from nisba.matching.needs import ANY_MENTION, needs
from nisba.program import patterns as p

Found = dict[int, tuple[dict[str, tuple[int, int]], int, int]]
Accepted = Callable[[Any], bool]


class EngineTable(Lattice):
    """A table of edges as the machine asks for it."""

    def __init__(self, table: Table) -> None:
        self.facts = table
        self.size = table.size
        self.boundaries = boundaries(table.size)
        self.gap_rows = {}
        self._tables = {}
        self._skippable = None
        self._standing = {}
        self._leaving, self._reaching, self._starts, self._ends = {}, {}, {}, {}

    def places(self, token: int) -> Iterator[int]:
        return self.facts.places(token)

    def mark(self, text: str, place: int) -> bool:
        return self.facts.mark(text, place)

    def skippable(self, token: int) -> bool:
        return self.facts.skippable(token)

    def relatives(self) -> tuple[tuple[int, int], ...]:
        return self.facts.relatives()

    def mention_places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for element, rows in self.facts.rows.items():
            for need in needs(element):
                for key in need:
                    if key.startswith(ANY_MENTION):
                        for place in rows:
                            found[key] = found.get(key, 0) | 1 << (place & ~15)
        return {key: places for key, places in found.items() if places}

    def keys(self) -> set[str]:
        return {key for element, rows in self.facts.rows.items() if rows and (key := element_key(element))}

    def _read_words(self) -> None:
        for key in self.keys():
            for place, edges in self._of_words(key).items():
                self._leaving.setdefault(place, []).extend(((key,), edge) for edge in edges)
                self._starts[key] = self._starts.get(key, 0) | 1 << place

    def _of_words(self, key: str) -> Edges:
        found: Edges = {}
        for element in self.facts.rows:
            if element_key(element) == key:
                for place, edges in self._find(element).items():
                    found.setdefault(place, []).extend(edges)
        return found

    def _find(self, element: p.Element) -> Edges:
        rows = self.facts.rows.get(element, {})
        return {place: [Edge(e.end, e.stem, e.tokens) for e in edges] for place, edges in rows.items()}


def found_by_machine(alternatives: list[p.Element], lattice: Lattice, accepted: Accepted | None) -> Found:
    """What the machine finds, which must be the same with every shortcut and with none."""
    automaton = build(alternatives)
    automata = index([automaton])
    words = lattice.keys()
    by_shortcuts = []
    for by_needs, first_elements in product((True, False), repeat=2):
        shortcuts = machine.Shortcuts(by_needs, first_elements)
        search = machine.Search(automaton, lattice, 1 if accepted is None else machine.READINGS, shortcuts)
        met = automata.met(words) | automata.met(lattice.mention_places().keys()) if by_needs else ALL_NEEDS
        starts = automata.starts(words, met).get(0, [])
        found = {token: (r.captures, r.start, r.end) for token, r in search.fire(starts, accepted)}
        assert not search.truncated
        by_shortcuts.append(found)
    assert all(found == by_shortcuts[0] for found in by_shortcuts)
    return by_shortcuts[0]


def found_by_reference(
    alternatives: list[p.Element], lattice: reference.Lattice, accepted: Accepted | None
) -> Found:
    best = reference.best_readings(alternatives, lattice, accepted or (lambda reading: True))
    return {token: (r.captures, r.start, r.end) for token, r in best.items()}


@given(strategies.rules_and_tables())
def test_machine_finds_the_best_reading_of_every_occurrence(case: tuple[list[p.Element], Table]) -> None:
    """Over any edges, the machine fires where the definition does, with the same captures."""
    alternatives, table = case
    assert found_by_machine(alternatives, EngineTable(table), None) == found_by_reference(
        alternatives, table, None
    )


@given(strategies.rules_and_tables(), st.integers(2, 5), st.integers(0, 4))
def test_machine_finds_the_best_accepted_reading(
    case: tuple[list[p.Element], Table], modulus: int, rest: int
) -> None:
    """Where a condition refuses readings, the best of the others wins."""

    def accepted(reading: Any) -> bool:
        total: int = sum(start + 3 * end for start, end in reading.captures.values())
        return total % modulus != rest % modulus

    alternatives, table = case
    by_machine = found_by_machine(alternatives, EngineTable(table), accepted)
    by_reference = found_by_reference(alternatives, table, accepted)
    note(f"{by_machine=}")
    assert {t: f[0] for t, f in by_machine.items()} == {t: f[0] for t, f in by_reference.items()}


def test_a_capture_that_starts_later_beats_one_that_ends_later() -> None:
    """What is captured first in the rule counts first, also where the machine comes upon it last."""
    word, any_word, mention = p.Word("قال"), p.AnyWord(), p.Mention(None)
    table = Table(
        inner=(0, 1, 0, 0),
        rows={
            word: {0: [lattices.Edge(16, 0)]},
            any_word: {16: [lattices.Edge(32, 17), lattices.Edge(48, 16)]},
            mention: {32: [lattices.Edge(64, 32)], 48: [lattices.Edge(64, 48)]},
        },
    )
    pattern = p.Sequence((word, p.Capture("x", any_word), mention))
    found = {0: ({"x": (17, 32)}, 0, 64)}
    assert found_by_machine([pattern], EngineTable(table), None) == found
    assert found_by_reference([pattern], table, None) == found
