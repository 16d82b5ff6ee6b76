"""The transitions of an automaton, packed: most are never asked for, and objects of their own would fill the memory."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import overload

from nisba.sealed import Sealed

Plain = tuple[int, int, int, int, int]
"""A transition as the machine reads it: operation, argument, state, cost, repeated."""

Row = tuple[Plain, ...]
"""The transitions of one state."""

_FIELDS = 5


class Transitions(Sequence[Row]):
    """Rows of transitions, by state.

    >>> rows = Transitions([((3, 0, 1, 1 << 100, 0), (0, 0, 2, 0, 0)), ()])
    >>> len(rows), rows[0][1], list(rows) == rows[:]
    (2, (0, 0, 2, 0, 0), True)
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        """Pack rows. The costs, which are long numbers, are kept once each."""
        costs: dict[int, int] = {}
        ends, numbers = array("i", [0]), array("i")
        for row in rows:
            for op, arg, state, cost, repeated in row:
                numbers.extend((op, arg, state, costs.setdefault(cost, len(costs)), repeated))
            ends.append(len(numbers))
        self._count = len(ends) - 1
        self._packed: Sequence[tuple[bytes, bytes, tuple[int, ...]]] = [
            (ends.tobytes(), numbers.tobytes(), tuple(costs))
        ]

    def __getstate__(self) -> dict[str, object]:
        """Sealed, for few sentences have what the rule needs."""
        return {"_count": self._count, "_packed": Sealed(self._packed)}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """The transitions of a state, or of several."""
        if isinstance(index, slice):
            return list(self)[index]
        state = range(self._count)[index]
        ends, packed, costs = self._packed[0]
        start, end = memoryview(ends).cast("i")[state : state + 2]
        return _unpacked(memoryview(packed).cast("i")[start:end].tolist(), costs)

    def __iter__(self) -> Iterator[Row]:
        """The transitions of each state."""
        ends, packed, costs = self._packed[0]
        numbers = memoryview(packed).cast("i").tolist()
        for start, end in pairwise(memoryview(ends).cast("i")):
            yield _unpacked(numbers[start:end], costs)


def _unpacked(numbers: list[int], costs: Sequence[int]) -> Row:
    return tuple(
        (numbers[n], numbers[n + 1], numbers[n + 2], costs[numbers[n + 3]], numbers[n + 4])
        for n in range(0, len(numbers), _FIELDS)
    )
