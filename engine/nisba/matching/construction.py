"""From the alternatives of a rule to one automaton: states, transitions, anchors.

The construction is backwards (each element is built in front of the state that follows it), and leaves no cycle that
takes no token: an optional iteration must take one, so the states have an order in which every transition that takes
nothing leads to a later state. The machine relies on that order.
"""

from collections import Counter
from collections.abc import Sequence as Items

from attrs import evolve

from nisba.matching.automaton import Anchored, Automaton, Op, Transition
from nisba.matching.keys import element_key
from nisba.matching.needs import Need, needs, sides
from nisba.matching.preference import alternations, layout
from nisba.matching.transitions import Plain, Transitions
from nisba.program import patterns as p
from nisba.program.anchors import has_anchor

MAX_STATES = 20_000


class TooLarge(ValueError):
    """The pattern needs more than ``MAX_STATES`` states."""


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
        # The same element may stand in several places (a fragment used twice): each place needs its own object.
        alternatives = [_copy(alternative) for alternative in alternatives]
        for alternative in alternatives:
            self._survey(alternative)
        self.places = {id(found): n for n, (found, _) in enumerate(alternations(alternatives), 1)}
        self.layout = layout(alternatives)
        self.whole = len(self.captures)
        self.accept = accept = self._state()
        anchored: list[Transition] = []
        free: list[Transition] = []
        self.anchored: list[tuple[p.Element, list[int]]] = []
        self.free_needs: list[tuple[Need, ...]] = []
        for index, alternative in enumerate(alternatives):
            has = has_anchor(alternative)
            before = len(self.anchors)
            inner = self._full(alternative, self._one(Op.CLOSE, self.whole, accept), anchored=has)
            entry = self._one(Op.OPEN, self.whole, inner)
            if has:
                self.anchored.append((alternative, self.anchors[before:]))
            else:
                self.free_needs.append(needs(alternative))
            (anchored if has else free).append(Transition(Op.SKIP, 0, entry, self.layout.choice(0, index)))
        start = self._state(anchored)
        free_start = self._state(free) if free else None
        self.automaton = self._finish(accept, start, free_start)

    # -------------------------------------------------------- numbering

    def _survey(self, element: p.Element) -> None:
        """Number the captures in the order of the text."""
        match element:
            case p.Alternation(items) | p.Sequence(items):
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
                    Op.SKIP, 0, entry, 0 if place is None else self.layout.choice(place, index - len(entries))
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

        plain = Transitions(tuple(moved(t) for t in self.states[state]) for state in reversed(order))
        return Automaton(
            plain=plain,
            elements=self.elements,
            captures=list(self.captures),
            each=self.each,
            layout=self.layout,
            start=number[start],
            accept=number[accept],
            anchors=tuple(number[a] for a in self.anchors if a in number),
            free=None if free is None else number[free],
            anchored=tuple(
                self._anchored(alternative, states, number) for alternative, states in self.anchored
            ),
            free_needs=tuple(self.free_needs),
        )

    def _anchored(self, alternative: p.Element, anchors: list[int], number: dict[int, int]) -> Anchored:
        states: dict[str, tuple[int, ...]] = {}
        for anchor in anchors:
            key = element_key(self.elements[self.states[anchor][0].arg])
            if anchor in number and key is not None:
                states[key] = (*states.get(key, ()), number[anchor])
        return Anchored(states, needs(alternative), *sides(alternative))


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
