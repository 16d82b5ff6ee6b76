"""The edges of one element over a sentence, also as sets of places.

A set of places is an integer: bit n of it is place n.
"""

from typing import NamedTuple


class Edge(NamedTuple):
    """A way through a part of the sentence.

    ``end``: the place it leads to; ``stem``: where a capture that begins with it starts (behind a conjunction that
    was let through); ``tokens``: what it counts for in "the longer mention" (0 for single words).
    """

    end: int
    stem: int
    tokens: int = 0


Edges = dict[int, list[Edge]]
"""By the place that they leave."""

NOTHING: Edges = {}


class Table:
    """The edges of an element, by the place that they leave, and what is worked out of them when it is asked for.

    >>> table = Table({0: [Edge(16, 0), Edge(48, 0)], 32: [Edge(48, 32)]})
    >>> table.starts == 1 << 0 | 1 << 32, table.ends == 1 << 16 | 1 << 48
    (True, True)
    """

    __slots__ = ("_backward", "_ends", "_starts", "edges")

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self._starts = -1
        self._ends = -1
        self._backward: dict[int, list[tuple[int, Edge]]] | None = None

    @property
    def starts(self) -> int:
        """The places that the edges leave."""
        if self._starts < 0:
            self._starts = 0
            for place in self.edges:
                self._starts |= 1 << place
        return self._starts

    @property
    def ends(self) -> int:
        """The places that the edges reach."""
        if self._ends < 0:
            self._ends = 0
            for edges in self.edges.values():
                for edge in edges:
                    self._ends |= 1 << edge.end
        return self._ends

    @property
    def backward(self) -> dict[int, list[tuple[int, Edge]]]:
        """The edges as (place left, edge), by the place that they reach."""
        found = self._backward
        if found is None:
            found = self._backward = {}
            for start, edges in self.edges.items():
                for edge in edges:
                    found.setdefault(edge.end, []).append((start, edge))
        return found


NO_EDGES = Table(NOTHING)
