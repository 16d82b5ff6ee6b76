"""The machine finds what the definition says, whatever the pattern and the sentence."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st
from tests import reference, strategies
from tests.lattices import Table

from nisba.matching import machine
from nisba.matching.automaton import build
from nisba.matching.lattice import Edge, Edges, Lattice
from nisba.program import patterns as p

Found = dict[int, tuple[dict[str, tuple[int, int]], int, int]]
Accepted = Callable[[Any], bool]


class EngineTable(Lattice):
    """A table of edges as the machine asks for it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.size = table.size
        self._backward = {}

    def places(self, token: int) -> Iterator[int]:
        return self.table.places(token)

    def mark(self, text: str, place: int) -> bool:
        return self.table.mark(text, place)

    def skippable(self, token: int) -> bool:
        return self.table.skippable(token)

    def forward(self, element: p.Element) -> Edges:
        rows = self.table.rows.get(element, {})
        return {place: [Edge(e.end, e.stem, e.tokens) for e in edges] for place, edges in rows.items()}


def found_by_machine(alternatives: list[p.Element], lattice: Lattice, accepted: Accepted | None) -> Found:
    search = machine.Search(build(alternatives), lattice, 1 if accepted is None else machine.READINGS)
    found = {token: (r.captures, r.start, r.end) for token, r in search.fire(accepted)}
    assert not search.truncated
    return found


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
