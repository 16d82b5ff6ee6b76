"""The automaton of a rule: states, transitions, and the arrows and keys that the machine reads off them.

A transition that takes no token leads to a later state: the machine relies on that order.
"""

from enum import IntEnum
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from attrs import define, field, frozen

from nisba.matching.keys import element_key
from nisba.matching.needs import Near, Need
from nisba.matching.preference import Layout
from nisba.matching.transitions import Plain, Transitions
from nisba.program import patterns as p

MOST_ARROWS = 1_000
"""A state with more arrows (alternatives in alternatives that take nothing) leads on to others that take nothing."""


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


SKIP, OPEN, CLOSE, EDGE, GAP, MARK, BOUNDARY, NOT, NO_EDGE = (int(op) for op in Op)
"""Plain numbers for the machine: comparing members of an enumeration is slow."""

Asked = str | p.Element
"""What a sentence's edges are asked for by: the key of an element of words, or an element that has none."""

Test = tuple[int, Any]
"""What must hold at a place: the operation, and the state where what is denied begins (NOT), what is asked for
(NO_EDGE), or the element (MARK, BOUNDARY)."""


class Tests(NamedTuple):
    """All that must hold at a place, sorted by where the machine looks."""

    denied: frozenset[str]
    """Keys of words that must not start here."""
    denied_elements: tuple[p.Element, ...]
    """Elements without a key that must not start here."""
    denied_states: tuple[int, ...]
    """States from which there must be no way to the end."""
    marks: tuple[str, ...]
    ends: tuple[bool, ...]
    """For each boundary of the sentence that must be here, whether it is its end."""


class Arrow(NamedTuple):
    """The machine's step from node to node: a transition that takes tokens, with those around it that take none.

    ``op`` is EDGE, GAP, or SKIP where nothing is taken; ``over`` what is asked for, or the gap. In front of it the
    ``near_tests`` must hold, and the captures of ``near_opens`` and ``near_closes`` begin and end; behind it, where it
    leads to ``state``, those of ``tests``, ``opens`` and ``closes``. An arrow to the left has its far end to the left.
    """

    op: int
    over: Any
    state: int
    cost: int
    repeated: int
    near_tests: Tests | None
    near_opens: tuple[int, ...]
    near_closes: tuple[int, ...]
    tests: Tests | None
    opens: tuple[int, ...]
    closes: tuple[int, ...]


class Fan(NamedTuple):
    """The arrows of a state: those over words, by key, and the others."""

    keyed: dict[str, tuple[Arrow, ...]]
    others: tuple[Arrow, ...]


@frozen
class Between:
    """Transitions that take no token, one after another: their costs, tests and captures."""

    cost: int = 0
    tests: tuple[Test, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()

    def then(self, op: int, arg: int, cost: int, over: Any) -> "Between":
        """With one more."""
        return Between(
            self.cost + cost,
            self.tests if op <= CLOSE else (*self.tests, (op, arg if op == NOT else over)),
            (*self.opens, arg) if op == OPEN else self.opens,
            (*self.closes, arg) if op == CLOSE else self.closes,
        )


@frozen
class Anchored:
    """An alternative with an anchor: its anchors' states by key, and what a match of it cannot do without.

    ``needs`` are those of the whole sentence, ``left`` and ``right`` those around the anchor.
    """

    anchors: dict[str, tuple[int, ...]]
    needs: tuple[Need, ...] = ()
    left: tuple[Near, ...] = ()
    right: tuple[Near, ...] = ()


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

    plain: Transitions
    elements: list[p.Element]
    captures: list[str]
    each: dict[str, p.Element]
    layout: Layout
    start: int
    accept: int
    anchors: tuple[int, ...]
    free: int | None
    anchored: tuple[Anchored, ...]
    """The alternatives with an anchor."""
    free_needs: tuple[tuple[Need, ...], ...]
    """What each alternative without an anchor needs."""
    gaps: dict[int, p.Gap] = field(init=False)
    anchors_by_element: dict[p.Element, list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.gaps = {i: element for i, element in enumerate(self.elements) if isinstance(element, p.Gap)}
        self.anchors_by_element = {}
        for state in self.anchors:
            element = self.elements[self.plain[state][0][1]]
            self.anchors_by_element.setdefault(element, []).append(state)

    def __getstate__(self) -> dict[str, object]:
        """Without what can be worked out again."""
        derived = ("states", "rightward", "leftward", "plain_reverse", "anchor_steps")
        return {name: value for name, value in self.__dict__.items() if name not in derived}

    @cached_property
    def plain_reverse(self) -> Transitions:
        """By target state, with the source in the place of the target; without the anchors' transitions."""
        reverse: list[list[Plain]] = [[] for _ in self.plain]
        anchors = set(self.anchors)
        for source, transitions in enumerate(self.plain):
            if source not in anchors:
                for op, arg, target, cost, repeated in transitions:
                    reverse[target].append((op, arg, source, cost, repeated))
        return Transitions(map(tuple, reverse))

    @cached_property
    def anchor_steps(self) -> dict[int, tuple[int, int]]:
        """By anchor: the state behind it, and the number of repetitions around it."""
        return {state: (row[0][2], row[0][4]) for state in self.anchors for row in (self.plain[state],)}

    @cached_property
    def states(self) -> list[tuple[Transition, ...]]:
        """The transitions from each state, for tools."""
        return [tuple(Transition(Op(op), *rest) for op, *rest in transitions) for transitions in self.plain]

    @cached_property
    def rightward(self) -> list[Fan | None]:
        """By state, once asked for: the arrows from it."""
        return [None] * len(self.plain)

    @cached_property
    def leftward(self) -> list[Fan | None]:
        """By state, once asked for: the arrows to it, read against their direction."""
        return [None] * len(self.plain)

    def arrows_from(self, state: int) -> Fan:
        """The arrows from a state."""
        found = self.rightward[state]
        if found is None:
            found = self.rightward[state] = self._fan(state, self.plain, self.accept)
        return found

    def arrows_to(self, state: int) -> Fan:
        """The arrows to a state: ``state`` lies to its left."""
        found = self.leftward[state]
        if found is None:
            found = self.leftward[state] = self._fan(state, self.plain_reverse, self.start)
        return found

    def _takes_one(self, state: int) -> bool:
        """Whether every way from a state to the end takes one element, and tests nothing."""
        keyed, others = self.arrows_from(state)
        return state != self.accept and all(
            arrow.op == EDGE and arrow.state == self.accept and not arrow.near_tests and not arrow.tests
            for arrow in (*others, *chain.from_iterable(keyed.values()))
        )

    def _fan(self, state: int, transitions: Transitions, goal: int) -> Fan:
        """The arrows of a state: every way to a transition that takes tokens, or to the goal."""
        keyed: dict[str, tuple[Arrow, ...]] = {}
        others = []
        todo = [(state, Between())]
        made = 0
        while todo:
            at, near = todo.pop()
            if at != state and (at == goal or made + len(todo) > MOST_ARROWS):
                tests = self._sorted(near.tests)
                others.append(
                    Arrow(SKIP, None, at, near.cost, 0, None, (), (), tests, near.opens, near.closes)
                )
                continue
            for op, arg, target, cost, repeated in transitions[at]:
                if op not in (EDGE, GAP):
                    todo.append((target, near.then(op, arg, cost, self._over(op, arg))))
                    continue
                made += 1
                far_state, far = self._onward(target, transitions, goal)
                over = self._over(op, arg)
                arrow = Arrow(
                    op, over, far_state, near.cost + cost + far.cost, repeated,
                    self._sorted(near.tests), near.opens, near.closes,
                    self._sorted(far.tests), far.opens, far.closes,
                )  # fmt: skip
                if isinstance(over, str):
                    keyed[over] = (*keyed.get(over, ()), arrow)
                else:
                    others.append(arrow)
        return Fan(keyed, tuple(others))

    def _onward(self, state: int, transitions: Transitions, goal: int) -> tuple[int, Between]:
        """The state that a state leads to by transitions that take nothing and have no rival, up to the goal."""
        found = Between()
        while state != goal and len(transitions[state]) == 1:
            op, arg, target, cost, _ = transitions[state][0]
            if op in (EDGE, GAP):
                break
            found = found.then(op, arg, cost, self._over(op, arg))
            state = target
        return state, found

    def _sorted(self, tests: tuple[Test, ...]) -> Tests | None:
        """Tests as the machine asks them; what takes one element is denied without following states."""
        if not tests:
            return None
        denied: list[Asked] = []
        states, marks, ends = [], [], []
        for op, asked in tests:
            if op == NO_EDGE:
                denied.append(asked)
            elif op == MARK:
                marks.append(asked.text)
            elif op == BOUNDARY:
                ends.append(asked.end)
            elif self._takes_one(asked):
                keyed, others = self.arrows_from(asked)
                denied += [*keyed, *(arrow.over for arrow in others)]
            else:
                states.append(asked)
        return Tests(
            frozenset(asked for asked in denied if isinstance(asked, str)),
            tuple(dict.fromkeys(asked for asked in denied if not isinstance(asked, str))),
            tuple(states),
            tuple(marks),
            tuple(ends),
        )

    def _over(self, op: int, arg: int) -> Asked | None:
        """What an operation asks for."""
        if op in (EDGE, NO_EDGE):
            return element_key(self.elements[arg]) or self.elements[arg]
        return self.elements[arg] if op in (GAP, MARK, BOUNDARY) else None
