"""The way that a reading takes through its automaton: which transition met which part of the sentence."""

from collections.abc import Iterator

from attrs import frozen

from nisba.matching.automaton import Automaton, Op, Transition
from nisba.matching.edges import Edge
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.preference import COVERED, REPEATED
from nisba.program import patterns as p


@frozen
class Step:
    """One transition taken: from place to place, by which edge (None where it takes no word)."""

    transition: Transition
    start: int
    end: int
    edge: Edge | None = None


Node = tuple[int, int, tuple[int, ...]]
"""(state, place, captures that wait for their first token)"""


class Walk:
    """An automaton over a sentence, one transition at a time. For showing; ``machine`` is for matching."""

    def __init__(self, automaton: Automaton, lattice: Lattice) -> None:
        self.automaton = automaton
        self.lattice = lattice

    def moves(self, state: int, place: int) -> Iterator[Step]:
        """The transitions that can be taken from a state at a place."""
        for transition in self.automaton.states[state]:
            yield from self.taken(transition, place)

    def taken(self, transition: Transition, place: int) -> Iterator[Step]:
        """The ways to take one transition from a place."""
        if transition.op is Op.EDGE:
            for edge in self.lattice.edges(self.automaton.elements[transition.arg], place):
                yield Step(transition, place, edge.end, edge)
        elif transition.op is Op.GAP:
            gap = self.automaton.gaps[transition.arg]
            for skipped in self.lattice.skips(place, gap):
                yield Step(transition, place, place + (skipped << 4))
        elif self.holds(transition, place):
            yield Step(transition, place, place)

    def holds(self, transition: Transition, place: int) -> bool:
        """Whether a transition that takes no word can be taken at a place."""
        if transition.op in (Op.SKIP, Op.OPEN, Op.CLOSE):
            return True
        if transition.op is Op.NOT:
            return not self._accepts(transition.arg, place)
        element = self.automaton.elements[transition.arg]
        if transition.op is Op.NO_EDGE:
            return not self.lattice.edges(element, place)
        if isinstance(element, p.Mark):
            return self.lattice.mark(element.text, place)
        assert isinstance(element, p.Boundary)
        return place == (self.lattice.size << 4 if element.end else 0)

    def _accepts(self, state: int, place: int) -> bool:
        """Whether the pattern from a state on matches at a place."""
        seen = {(state, place)}
        stack = [(state, place)]
        while stack:
            here, at = stack.pop()
            if here == self.automaton.accept:
                return True
            for step in self.moves(here, at):
                node = (step.transition.target, step.end)
                if node not in seen:
                    seen.add(node)
                    stack.append(node)
        return False


def path_of(automaton: Automaton, lattice: Lattice, token: int, reading: Reading) -> tuple[Step, ...]:
    """The steps of the reading that was chosen at a token, from the start of the pattern to its end."""
    return _Path(automaton, lattice, token, reading).steps()


class _Path:
    def __init__(self, automaton: Automaton, lattice: Lattice, token: int, reading: Reading) -> None:
        self.walk = Walk(automaton, lattice)
        self.automaton = automaton
        self.token = token
        self.reading = reading
        numbers = {name: i for i, name in enumerate(automaton.captures)}
        self.wanted = {numbers[name]: places for name, places in reading.captures.items()}
        self.wanted[len(numbers)] = (reading.start, reading.end)
        self.anchors = frozenset(automaton.anchors)
        self.best: dict[Node, tuple[int, Step | None, Node | None]] = {}

    def steps(self) -> tuple[Step, ...]:
        """Among the ways with these captures the one with the best key is the reading."""
        first = self.reading.start & ~15
        starts = [self.automaton.start]
        if self.automaton.free is not None:
            starts.append(self.automaton.free)
        found: list[tuple[int, Node]] = []
        for place in range(first, self.reading.start + 1):
            for state in starts:
                node: Node = (state, place, ())
                self._fill(node)
                if node in self.best:
                    found.append((self.best[node][0] - place, node))
        if not found:
            return ()
        steps = []
        at: Node | None = min(found)[1]
        while at is not None:
            _, step, at = self.best[at]
            if step is not None:
                steps.append(step)
        return tuple(steps)

    def _fill(self, root: Node) -> None:
        """Work out the best ways of every node behind the root: those behind a node first."""
        done: set[Node] = set(self.best)
        stack: list[tuple[Node, bool]] = [(root, False)]
        follow: dict[Node, list[tuple[Step, Node]]] = {}
        while stack:
            node, ready = stack.pop()
            if ready:
                self._choose(node, follow.pop(node))
            elif node not in done:
                done.add(node)
                follow[node] = list(self._following(node))
                stack.append((node, True))
                stack.extend((after, False) for _, after in follow[node])

    def _choose(self, node: Node, following: list[tuple[Step, Node]]) -> None:
        state, place, _ = node
        options: list[tuple[int, Step | None, Node | None]] = []
        if state == self.automaton.accept and place == self.reading.end:
            options.append((0, None, None))
        options += [
            (self.best[after][0] + self._key(step), step, after)
            for step, after in following
            if after in self.best
        ]
        if options:
            self.best[node] = min(options, key=lambda option: option[0])

    def _following(self, node: Node) -> Iterator[tuple[Step, Node]]:
        state, place, pending = node
        if state in self.anchors and place >> 4 != self.token:
            return
        for step in self.walk.moves(state, place):
            waiting = self._waiting(step, pending)
            if waiting is not None:
                yield step, (step.transition.target, step.end, waiting)

    def _waiting(self, step: Step, pending: tuple[int, ...]) -> tuple[int, ...] | None:
        """The captures that still wait behind a step; None where it does not fit the reading."""
        transition = step.transition
        if transition.op is Op.OPEN:
            return (*pending, transition.arg) if transition.arg in self.wanted else None
        if transition.op is Op.CLOSE:
            wanted = self.wanted.get(transition.arg)
            return pending if wanted is not None and wanted[1] == step.end else None
        if step.end > step.start:
            begins = step.edge.stem if step.edge is not None else step.start
            return () if all(self.wanted[capture][0] == begins for capture in pending) else None
        return pending

    def _key(self, step: Step) -> int:
        transition = step.transition
        key = transition.cost
        taken = (step.end >> 4) - (step.start >> 4)
        if step.edge is not None:
            key -= step.edge.tokens * COVERED + transition.repeated * taken * REPEATED
        elif transition.op is Op.GAP:
            key += taken * self.automaton.layout.skip_cost
        return key
