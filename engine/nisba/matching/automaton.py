"""The automaton of a rule: states, transitions, and the arrows and keys that the machine reads off them.

A transition that takes no token leads to a later state: the machine relies on that order.
"""

from enum import IntEnum
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from nisba.matching.keys import element_key
from nisba.matching.needs import Extents, Need, Way
from nisba.program import patterns as p
from nisba.sealed import Sealed

MOST_FIRST = 100
"""Where more elements can come first, asking for each costs more than it spares."""

FIELD = 32
"""Bits of each field of a key: one additive integer holds all levels of preference, so that a sum adds each."""

REPEATED = 1 << FIELD
COVERED = 1 << 2 * FIELD
LOWEST_ALTERNATIVE = 3 * FIELD


class Op(IntEnum):
    """What a transition asks for; up to CLOSE it asks for nothing that could fail."""

    SKIP = 0
    OPEN = 1
    CLOSE = 2
    EDGE = 3
    GAP = 4
    MARK = 5
    BOUNDARY = 6
    NOT = 7
    NO_EDGE = 8


SKIP, OPEN, CLOSE, EDGE, GAP, NOT, NO_EDGE = (
    int(op) for op in (Op.SKIP, Op.OPEN, Op.CLOSE, Op.EDGE, Op.GAP, Op.NOT, Op.NO_EDGE)
)
"""Plain numbers for the machine: comparing members of an enumeration is slow."""

Plain = tuple[int, int, int, int, int]
"""A transition as the machine reads it: operation, argument, state, cost, repeated."""

Test = tuple[int, int]
"""What must hold at a place: operation, argument."""


@frozen
class Arrow:
    """A transition with all that can only follow it without taking a token: the machine's step from node to node.

    ``op`` is EDGE, GAP, or SKIP where nothing is taken. Behind it (in front of it, in an arrow to the left) the
    ``tests`` must hold, and the captures of ``opens`` and ``closes`` begin and end. ``next_to`` is the state at the
    transition's own end, ``state`` the one where the arrow ends.
    """

    op: int
    arg: int
    next_to: int
    state: int
    cost: int
    repeated: int
    tests: tuple[Test, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


@frozen
class Transition:
    """``arg``: the element's number (EDGE, GAP, MARK, BOUNDARY), the entry state (NOT), the capture's number.

    ``cost`` is added to the key; ``repeated`` to it for each token taken (the number of repetitions around it).
    """

    op: Op
    arg: int
    target: int
    cost: int = 0
    repeated: int = 0


@define(slots=False, eq=False)
class Automaton:
    """The compiled form of a rule's alternatives. Behind the named captures stands one more, the whole match.

    ``plain[s]`` are the transitions from state s; ``accept`` is the last state; ``anchors`` are the states whose
    single EDGE transition is an anchor. ``start`` is the entry; ``free`` the state where the alternatives without
    an anchor begin (None where every alternative has one).
    """

    plain: list[tuple[Plain, ...]]
    elements: list[p.Element]
    captures: list[str]
    each: dict[str, p.Element]
    skip_cost: int
    start: int
    accept: int
    anchors: tuple[int, ...]
    free: int | None
    ways: tuple[Way, ...]
    """The alternatives with an anchor."""
    free_needs: tuple[tuple[Need, ...], ...]
    """What each alternative without an anchor needs."""
    gaps: dict[int, p.Gap] = field(init=False)
    anchors_by_element: dict[p.Element, list[int]] = field(init=False)
    anchor_keys: frozenset[str] = field(init=False)
    """The keys of the words that can be an anchor."""
    keys: list[str | None] = field(init=False)
    """By element: the key that a sentence's words are looked up by (None for what is no word)."""

    def __attrs_post_init__(self) -> None:
        self.gaps = {i: element for i, element in enumerate(self.elements) if isinstance(element, p.Gap)}
        self.anchors_by_element = {}
        for state in self.anchors:
            element = self.elements[self.plain[state][0][1]]
            self.anchors_by_element.setdefault(element, []).append(state)
        self.keys = [element_key(element) for element in self.elements]
        anchor_keys = (element_key(element) for element in self.anchors_by_element)
        self.anchor_keys = frozenset(key for key in anchor_keys if key is not None)

    def __getstate__(self) -> dict[str, object]:
        """Without what can be worked out again; the transitions sealed, for few sentences have what the rule needs."""
        derived = ("states", "begins", "ends", "rightward", "leftward", "plain_reverse", "plain")
        kept = {name: value for name, value in self.__dict__.items() if name not in derived}
        return {**kept, "_sealed": Sealed([self.plain])}

    def __getattr__(self, name: str) -> Any:
        """The transitions, when they are first asked for."""
        if name == "plain" and "_sealed" in self.__dict__:
            self.plain = self.__dict__["_sealed"][0]
            return self.plain
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @cached_property
    def plain_reverse(self) -> list[tuple[Plain, ...]]:
        """By target state, with the source in the place of the target; without the anchors' transitions."""
        reverse: list[list[Plain]] = [[] for _ in self.plain]
        anchors = set(self.anchors)
        for source, transitions in enumerate(self.plain):
            if source not in anchors:
                for op, arg, target, cost, repeated in transitions:
                    reverse[target].append((op, arg, source, cost, repeated))
        return [tuple(row) for row in reverse]

    @cached_property
    def states(self) -> list[tuple[Transition, ...]]:
        """The transitions from each state, for tools."""
        return [tuple(Transition(Op(op), *rest) for op, *rest in transitions) for transitions in self.plain]

    @cached_property
    def begins(self) -> list[tuple[int, ...] | bool | None]:
        """By state, once asked for: the elements one of which a way from there takes first (None: anything)."""
        return [False] * len(self.plain)

    @cached_property
    def ends(self) -> list[tuple[int, ...] | bool | None]:
        """By state, once asked for: the elements one of which a way to there took last (None: anything)."""
        return [False] * len(self.plain)

    @cached_property
    def rightward(self) -> list[tuple[Arrow, ...] | None]:
        """By state, once asked for: the arrows from it."""
        return [None] * len(self.plain)

    @cached_property
    def leftward(self) -> list[tuple[Arrow, ...] | None]:
        """By state, once asked for: the arrows to it, read against their direction."""
        return [None] * len(self.plain)

    def arrows_from(self, state: int) -> tuple[Arrow, ...]:
        """The arrows from a state."""
        found = self.rightward[state]
        if found is None:
            found = tuple(_arrow(t, self.plain, self.accept) for t in self.plain[state])
            self.rightward[state] = found
        return found

    def arrows_to(self, state: int) -> tuple[Arrow, ...]:
        """The arrows to a state: ``next_to`` and ``state`` lie to its left."""
        found = self.leftward[state]
        if found is None:
            found = tuple(_arrow(t, self.plain_reverse, self.start) for t in self.plain_reverse[state])
            self.leftward[state] = found
        return found

    def can_fire(self, extents: Extents) -> bool:
        """Whether a sentence has what some alternative needs."""
        keys = extents.keys()
        for way in self.ways:
            if way.possible(keys):
                return True
        return self.free_can_fire(extents)

    def free_can_fire(self, extents: Extents) -> bool:
        """Whether a sentence has what some alternative without an anchor needs."""
        keys = extents.keys()
        return any(not any(map(keys.isdisjoint, alternative)) for alternative in self.free_needs)

    def first_of(self, state: int) -> tuple[int, ...] | None:
        """The elements one of which a way from a state takes before anything else; None: it need not."""
        return self._next_to(state, self.plain, self.accept, self.begins)

    def last_of(self, state: int) -> tuple[int, ...] | None:
        """The elements one of which a way to a state took last; None: it need not."""
        return self._next_to(state, self.plain_reverse, self.start, self.ends)

    def _next_to(
        self,
        state: int,
        transitions: list[tuple[Plain, ...]],
        goal: int,
        known: list[tuple[int, ...] | bool | None],
    ) -> tuple[int, ...] | None:
        found = known[state]
        if isinstance(found, bool):
            found = known[state] = self._search_next(state, transitions, goal)
        return found

    def _search_next(
        self, state: int, transitions: list[tuple[Plain, ...]], goal: int
    ) -> tuple[int, ...] | None:
        elements: dict[int, None] = {}
        seen = {state}
        stack = [state]
        while stack:
            state = stack.pop()
            if state == goal:
                return None
            for op, arg, target, _, _ in transitions[state]:
                if op == EDGE:
                    elements[arg] = None
                    if len(elements) > MOST_FIRST:
                        return None
                elif op == GAP:
                    return None
                elif target not in seen:
                    seen.add(target)
                    stack.append(target)
        return tuple(elements)

    def skipped(self, key: int) -> int:
        """How many tokens a reading with this key skips: the lower fields may be negative, and are rounded away."""
        return (key + self.skip_cost // 2) // self.skip_cost


def _arrow(transition: Plain, transitions: list[tuple[Plain, ...]], goal: int) -> Arrow:
    """A transition lengthened by those that take nothing and have no rival, up to the goal."""
    op, arg, next_to, cost, repeated = transition
    tests: list[Test] = []
    opens: list[int] = []
    closes: list[int] = []

    def pass_by(op: int, arg: int) -> None:
        if op == OPEN:
            opens.append(arg)
        elif op == CLOSE:
            closes.append(arg)
        elif op != SKIP:
            tests.append((op, arg))

    taken = (op, arg)
    if op not in (EDGE, GAP):
        pass_by(op, arg)
        taken = (SKIP, 0)
    state = next_to
    while state != goal and len(transitions[state]) == 1:
        op, arg, target, more, _ = transitions[state][0]
        if op in (EDGE, GAP):
            break
        pass_by(op, arg)
        cost += more
        state = target
    return Arrow(*taken, next_to, state, cost, repeated, tuple(tests), tuple(opens), tuple(closes))
