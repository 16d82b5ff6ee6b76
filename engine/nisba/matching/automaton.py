"""From the alternatives of a rule to one automaton: states, transitions, anchors.

The construction is backwards (each element is built in front of the state that follows it), and leaves no cycle that
takes no token: an optional iteration must take one, so the states have an order in which every transition that takes
nothing leads to a later state. The machine relies on that order.
"""

from collections import Counter
from collections.abc import Sequence as Items
from enum import IntEnum
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from nisba.matching.keys import element_key
from nisba.matching.needs import Extents, Need, Way, needs, sides
from nisba.program import patterns as p
from nisba.program.anchors import has_anchor
from nisba.sealed import Sealed

MAX_STATES = 20_000

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


class TooLarge(ValueError):
    """The pattern needs more than ``MAX_STATES`` states."""


@define(slots=False, eq=False)
class Automaton:
    """The compiled form of a rule's alternatives. Behind the named captures stands one more, the whole match.

    ``plain[s]`` are the transitions from state s; ``accept`` is the last state; ``anchors`` are the states whose
    single EDGE transition is an anchor. ``start`` is the entry; ``first`` the states where a rule without an anchor
    begins (None where every alternative has one).
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
    first: tuple[p.Element, ...] | None = field(init=False)
    """What an alternative without an anchor can begin with (None: anything)."""
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
        self.first = self._first()

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
        return any(way.possible(keys) for way in self.ways) or self.free_can_fire(extents)

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

    def _first(self) -> tuple[p.Element, ...] | None:
        if self.free is None:
            return ()
        found: dict[p.Element, None] = {}
        seen = {self.free}
        stack = [self.free]
        while stack:
            state = stack.pop()
            if state == self.accept:
                return None
            for op, arg, target, _, _ in self.plain[state]:
                if op == GAP:
                    return None
                if op == EDGE:
                    found[self.elements[arg]] = None
                elif target not in seen:
                    seen.add(target)
                    stack.append(target)
        return tuple(found)

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


def build(alternatives: Items[p.Element]) -> Automaton:
    """The automaton of a rule's alternatives, the earlier preferred.

    Raises ``TooLarge`` where a pattern unfolds to more than ``MAX_STATES`` states.
    """
    return _Builder(alternatives).automaton


class _Builder:
    def __init__(self, alternatives: Items[p.Element]) -> None:
        self.states: list[list[Transition]] = []
        self.numbers: dict[p.Element, int] = {}
        self.elements: list[p.Element] = []
        self.captures: dict[str, int] = {}
        self.each: dict[str, p.Element] = {}
        self.anchors: list[int] = []
        self.depth = 0
        self.places: dict[int, int] = {}
        # The same element may stand in several places (a fragment used twice): each place needs its own object.
        alternatives = [_copy(alternative) for alternative in alternatives]
        for alternative in alternatives:
            self._survey(alternative)
        self.whole = len(self.captures)
        self.alternation_fields = len(self.places) + 1
        self.skip_cost = 1 << (LOWEST_ALTERNATIVE + self.alternation_fields * FIELD)
        self.accept = accept = self._state()
        anchored: list[Transition] = []
        free: list[Transition] = []
        self.ways: list[tuple[p.Element, list[int]]] = []
        self.free_needs: list[tuple[Need, ...]] = []
        for index, alternative in enumerate(alternatives):
            has = has_anchor(alternative)
            before = len(self.anchors)
            inner = self._full(alternative, self._one(Op.CLOSE, self.whole, accept), anchored=has)
            entry = self._one(Op.OPEN, self.whole, inner)
            if has:
                self.ways.append((alternative, self.anchors[before:]))
            else:
                self.free_needs.append(needs(alternative))
            (anchored if has else free).append(Transition(Op.SKIP, 0, entry, self._alternative(0, index)))
        start = self._state(anchored)
        free_start = self._state(free) if free else None
        self.automaton = self._finish(accept, start, free_start)

    # -------------------------------------------------------- numbering

    def _survey(self, element: p.Element) -> None:
        """Number alternations and captures in the order of the text."""
        match element:
            case p.Alternation(items):
                self.places[id(element)] = len(self.places) + 1
                for item in items:
                    self._survey(item)
            case p.Sequence(items):
                for item in items:
                    self._survey(item)
            case p.Repetition(item):
                self._survey(item)
            case p.Capture(name, item, each):
                self.captures.setdefault(name, len(self.captures))
                if each:
                    self.each[name] = item
                else:
                    self._survey(item)
            case _:
                pass

    def _alternative(self, place: int, index: int) -> int:
        return index << (LOWEST_ALTERNATIVE + (self.alternation_fields - 1 - place) * FIELD)

    def _element(self, element: p.Element) -> int:
        number = self.numbers.get(element)
        if number is None:
            number = self.numbers[element] = len(self.elements)
            self.elements.append(element)
        return number

    def _state(self, transitions: list[Transition] | None = None) -> int:
        if len(self.states) >= MAX_STATES:
            raise TooLarge
        self.states.append(transitions if transitions is not None else [])
        return len(self.states) - 1

    # -------------------------------------------------------- construction

    def _one(self, op: Op, arg: int, target: int) -> int:
        return self._state([Transition(op, arg, target, 0, self.depth)])

    def _leaf(self, element: p.Element, after: int) -> int:
        """A state for an element that is no structure; zero-width ones too."""
        match element:
            case p.Gap(_, most, clause) if most == 0 and not clause:
                return after
            case p.Gap():
                return self._one(Op.GAP, self._element(element), after)
            case p.Mark():
                return self._one(Op.MARK, self._element(element), after)
            case p.Boundary():
                return self._one(Op.BOUNDARY, self._element(element), after)
            case p.Not(item) if _is_edge(item):
                return self._one(Op.NO_EDGE, self._element(item), after)
            case p.Not(item):
                return self._one(Op.NOT, self._full(item, self.accept), after)
            case _:
                return self._one(Op.EDGE, self._element(element), after)

    def _full(self, element: p.Element, after: int, anchored: bool = False) -> int:
        """The entry state of an element in front of ``after``; ``anchored``: the anchor is inside."""
        match element:
            case p.Sequence(items):
                anchor = next((i for i, item in enumerate(items) if has_anchor(item)), -1) if anchored else -1
                for i in range(len(items) - 1, -1, -1):
                    after = self._full(items[i], after, anchored=i == anchor)
                return after
            case p.Alternation(items):
                return self._choice(element, [self._full(item, after, anchored) for item in items])
            case p.Repetition(item, least, most):
                self.depth += 1
                after = self._optional(item, after, None if most is None else most - least)
                for i in range(least):
                    after = self._full(item, after, anchored=anchored and i == least - 1)
                self.depth -= 1
                return after
            case p.Capture(name, item, each):
                number = self.captures[name]
                close = self._one(Op.CLOSE, number, after)
                inner = (
                    self._one(Op.EDGE, self._element(p.Capture("", item, each=True)), close)
                    if each
                    else self._full(item, close, anchored)
                )
                return self._one(Op.OPEN, number, inner)
            case _:
                state = self._leaf(element, after)
                if anchored:
                    self.anchors.append(state)
                return state

    def _choice(self, element: p.Element, entries: list[int]) -> int:
        place = self.places.get(id(element))
        return self._state(
            [
                Transition(
                    Op.SKIP, 0, entry, 0 if place is None else self._alternative(place, index - len(entries))
                )
                for index, entry in enumerate(entries)
            ]
        )

    def _optional(self, item: p.Element, after: int, most: int | None) -> int:
        """Up to ``most`` iterations, each taking at least one token."""
        if most is None:
            loop = self._state()
            self.states[loop] += [
                Transition(Op.SKIP, 0, after),
                Transition(Op.SKIP, 0, self._taking(item, loop)),
            ]
            return loop
        rest = after
        for _ in range(most):
            rest = self._state(
                [Transition(Op.SKIP, 0, after), Transition(Op.SKIP, 0, self._taking(item, rest))]
            )
        return rest

    def _taking(self, element: p.Element, after: int) -> int:
        """Like ``_full``, but only the ways that take at least one token."""
        match element:
            case p.Sequence(items):
                entry = self._state()
                for item in reversed(items):
                    entry = self._state(
                        [
                            Transition(Op.SKIP, 0, self._taking(item, after)),
                            Transition(Op.SKIP, 0, self._nothing(item, entry)),
                        ]
                    )
                    after = self._full(item, after)
                return entry
            case p.Alternation(items):
                return self._choice(element, [self._taking(item, after) for item in items])
            case p.Repetition(item, least, most):
                # With empty mandatory iterations allowed, this is: nothing, …, nothing, one that takes, the rest.
                self.depth += 1
                rest = self._optional(item, after, None if most is None else most - least)
                entry = (
                    self._taking(item, rest)
                    if most is None
                    else (
                        self._state()
                        if most == least
                        else self._taking(item, self._optional(item, after, most - least - 1))
                    )
                )
                for _ in range(least):
                    entry = self._state(
                        [
                            Transition(Op.SKIP, 0, self._taking(item, rest)),
                            Transition(Op.SKIP, 0, self._nothing(item, entry)),
                        ]
                    )
                    rest = self._full(item, rest)
                self.depth -= 1
                return entry
            case p.Gap(least, most, clause):
                return (
                    self._leaf(p.Gap(max(1, least), most, clause), after) if most or clause else self._state()
                )
            case p.Mark() | p.Boundary() | p.Not():
                return self._state()
            case p.Capture(name, item, each):
                if each:
                    return self._full(element, after)
                number = self.captures[name]
                return self._one(Op.OPEN, number, self._taking(item, self._one(Op.CLOSE, number, after)))
            case _:
                return self._leaf(element, after)

    def _nothing(self, element: p.Element, after: int) -> int:
        """Like ``_full``, but only the ways that take no token (tests stay)."""
        match element:
            case p.Sequence(items):
                for item in reversed(items):
                    after = self._nothing(item, after)
                return after
            case p.Alternation(items):
                return self._choice(element, [self._nothing(item, after) for item in items])
            case p.Repetition(item, least, _):
                for _ in range(least):
                    after = self._nothing(item, after)
                return after
            case p.Gap(least):
                return after if least == 0 else self._state()
            case p.Mark() | p.Boundary() | p.Not():
                return self._leaf(element, after)
            case _:
                return self._state()

    # -------------------------------------------------------- simplification

    def _reached(self, roots: list[int]) -> list[int]:
        """Every state that the roots lead to."""
        seen = dict.fromkeys(roots)
        stack = list(roots)
        while stack:
            for t in self.states[stack.pop()]:
                for target in (t.target, t.arg) if t.op is Op.NOT else (t.target,):
                    if target not in seen:
                        seen[target] = None
                        stack.append(target)
        return list(seen)

    def _shorten(self, accept: int, roots: list[int]) -> None:
        """Take out states that only lead on, and those that only one state leads to by a free transition."""

        def onward(state: int) -> int:
            while (
                len(self.states[state]) == 1
                and self.states[state][0].op is Op.SKIP
                and not self.states[state][0].cost
            ):
                state = self.states[state][0].target
            return state

        reached = self._reached(roots)
        for state in reached:
            self.states[state] = [
                evolve(t, target=onward(t.target), arg=onward(t.arg) if t.op is Op.NOT else t.arg)
                for t in self.states[state]
            ]
        reached = self._reached(roots)
        entries = Counter(t.target for state in reached for t in self.states[state])
        entries.update(t.arg for state in reached for t in self.states[state] if t.op is Op.NOT)
        fixed = {accept, *roots, *self.anchors}
        for state in reached:
            pending, joined = list(reversed(self.states[state])), []
            while pending:
                t = pending.pop()
                if t.op is Op.SKIP and entries[t.target] == 1 and t.target not in fixed:
                    pending += [evolve(u, cost=u.cost + t.cost) for u in reversed(self.states[t.target])]
                else:
                    joined.append(t)
            self.states[state] = joined

    # -------------------------------------------------------- order

    def _takes(self, transition: Transition) -> bool:
        """Whether the transition always takes a token."""
        if transition.op is Op.GAP:
            gap = self.elements[transition.arg]
            return isinstance(gap, p.Gap) and gap.least > 0
        return transition.op is Op.EDGE

    def _finish(self, accept: int, start: int, free: int | None) -> Automaton:
        """Renumber so that transitions that take nothing lead to later states; drop states that nothing reaches."""
        roots = [start] if free is None else [start, free]
        self._shorten(accept, roots)
        order: list[int] = []
        done = [False] * len(self.states)
        for root in self._reached(roots):
            stack: list[tuple[int, int]] = [(root, 0)] if not done[root] else []
            while stack:
                state, at = stack.pop()
                if at == 0:
                    if done[state]:
                        continue
                    done[state] = True
                follow = [t.target for t in self.states[state] if not self._takes(t)]
                while at < len(follow) and done[follow[at]]:
                    at += 1
                if at < len(follow):
                    stack.append((state, at + 1))
                    stack.append((follow[at], 0))
                else:
                    order.append(state)
        number = {state: len(order) - 1 - i for i, state in enumerate(order)}

        def moved(t: Transition) -> Plain:
            arg = number[t.arg] if t.op is Op.NOT else t.arg
            return (int(t.op), arg, number[t.target], t.cost, t.repeated)

        plain = [tuple(moved(t) for t in self.states[state]) for state in reversed(order)]
        return Automaton(
            plain=plain,
            elements=self.elements,
            captures=list(self.captures),
            each=self.each,
            skip_cost=self.skip_cost,
            start=number[start],
            accept=number[accept],
            anchors=tuple(number[a] for a in self.anchors if a in number),
            free=None if free is None else number[free],
            ways=tuple(self._way(alternative, anchors, number) for alternative, anchors in self.ways),
            free_needs=tuple(self.free_needs),
        )

    def _way(self, alternative: p.Element, anchors: list[int], number: dict[int, int]) -> Way:
        states: dict[str, tuple[int, ...]] = {}
        for anchor in anchors:
            key = element_key(self.elements[self.states[anchor][0].arg])
            if anchor in number and key is not None:
                states[key] = (*states.get(key, ()), number[anchor])
        return Way(states, *sides(alternative))


def _is_edge(element: p.Element) -> bool:
    """Whether the element is a single edge, without structure."""
    structures = p.Sequence | p.Alternation | p.Repetition | p.Capture | p.Gap | p.Mark | p.Boundary | p.Not
    return not isinstance(element, structures)


def _copy(element: p.Element) -> p.Element:
    match element:
        case p.Sequence(items) | p.Alternation(items):
            return evolve(element, items=tuple(_copy(item) for item in items))
        case p.Repetition(item) | p.Not(item) | p.Capture(_, item):
            return evolve(element, item=_copy(item))
        case _:
            return element
