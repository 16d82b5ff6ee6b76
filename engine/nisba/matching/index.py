"""From the words and mentions of a sentence to the alternatives that can match in it: the others cost nothing.

Needs are numbered, and a set of them is an integer (bit n is need n): whether a sentence has all that an alternative
needs is one comparison.
"""

from collections.abc import Iterable, Mapping, Set

from attrs import field, frozen

from nisba.matching.automaton import Automaton
from nisba.matching.needs import Need

FREE = -1
"""In the place of an alternative with an anchor: those without one."""

Start = tuple[int, str, int]
"""Where a search starts: the number of an alternative of the automaton and the key of its anchor's word (or FREE and ""),
and what the alternative needs."""

ALL_NEEDS = -1
"""A sentence that is not asked for needs."""


@frozen
class AnchorIndex:
    """Which alternatives of which automata, by number, have an anchor under a key.

    ``by_anchor`` and ``always`` (alternatives without an anchor) hold (automaton, alternative, needs); ``met`` holds
    the needs that are met by a key.
    """

    by_anchor: Mapping[str, tuple[tuple[int, int, int], ...]] = field(factory=dict)
    always: tuple[tuple[int, int, int], ...] = ()
    met_by: Mapping[str, int] = field(factory=dict)

    def met(self, keys: Set[str]) -> int:
        """The needs that are met by the keys of a sentence."""
        found = 0
        for key in keys & self.met_by.keys():
            found |= self.met_by[key]
        return found

    def possible(self, keys: Set[str]) -> bool:
        """Whether a search can start in a sentence with these keys of words."""
        return bool(self.always) or not self.by_anchor.keys().isdisjoint(keys)

    def starts(self, keys: Set[str], met: int = ALL_NEEDS) -> dict[int, list[Start]]:
        """By automaton: where a search can start in a sentence with these keys of words that meets these needs."""
        found: dict[int, list[Start]] = {}
        for key in keys & self.by_anchor.keys():
            for automaton, alternative, needs in self.by_anchor[key]:
                if needs & met == needs:
                    found.setdefault(automaton, []).append((alternative, key, needs))
        for automaton, alternative, needs in self.always:
            if needs & met == needs:
                found.setdefault(automaton, []).append((alternative, "", needs))
        return dict(sorted(found.items()))


def meeting(starts: Iterable[Start], met: int) -> list[Start]:
    """Those starts whose alternatives have all that they need."""
    return [start for start in starts if start[2] & met == start[2]]


def index(automata: Iterable[Automaton]) -> AnchorIndex:
    """The index of automata, numbered as they come."""
    numbers: dict[Need, int] = {}

    def numbered(needs: Iterable[Need]) -> int:
        return sum(1 << numbers.setdefault(need, len(numbers)) for need in set(needs))

    by_anchor: dict[str, list[tuple[int, int, int]]] = {}
    always = []
    for number, automaton in enumerate(automata):
        for i, alternative in enumerate(automaton.anchored):
            needs = numbered(alternative.needs)
            for key in alternative.anchors:
                by_anchor.setdefault(key, []).append((number, i, needs))
        always += [(number, FREE, numbered(needs)) for needs in automaton.free_needs]
    met_by: dict[str, int] = {}
    for need, bit in numbers.items():
        for key in need:
            met_by[key] = met_by.get(key, 0) | 1 << bit
    return AnchorIndex({key: tuple(found) for key, found in by_anchor.items()}, tuple(always), met_by)
