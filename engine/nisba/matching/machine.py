"""The machine: the best reading of every anchor occurrence in a sentence, the only hot loop.

From an anchor the rest of the pattern lies to the right and what comes before it to the left. Keys are additive, so
the best reading is the best way to the left joined with the best way to the right. Both are shortest paths over nodes
(position, state), worked out once for a node and kept for the other anchors of the sentence: time is bounded by
states × positions × window, whatever the pattern.

A way is a tuple ``(key, slots, pending)``: smaller is better. ``slots`` holds, negated, the start and the end of each
capture (1 where it is not set); ``pending`` is what the captures next to the way's open end need to know: on the
right, negated, the place where its first token starts, on the left the captures that still wait for theirs.
"""

from collections.abc import Callable, Collection, Iterator
from heapq import heappop, heappush
from typing import Any

from attrs import frozen

from nisba.matching.automaton import COVERED, EDGE, GAP, NO_EDGE, NOT, REPEATED, SKIP, Arrow, Automaton, Test
from nisba.matching.lattice import NOTHING, Edge, Lattice
from nisba.program import patterns as p

Way = tuple[int, tuple[int, ...], Any]

Candidate = tuple[int, tuple[int, ...], int, int, int, list[Way], list[Way], int, int | None]
"""(key, slots, order of coming, ranks among lefts and rights, both lists, key of the anchor's edge, its stem)"""

Move = tuple[int, int, int | None, Arrow, int]
"""(node, key, negated place where the first token taken starts (None: none is), arrow, negated place of its captures)"""

Live = tuple[int, Any, "Places", int, int, int, tuple[Test, ...], Arrow]
"""An arrow that some place of the sentence may let pass: (operation, edges by place or gap, the places where its far end
may lie, far state, cost, repeated, tests, arrow)"""

NO_WAYS: list[Way] = []

Places = Collection[int] | None
UNKNOWN: Collection[int] = frozenset({-1})
"""Stands where it has not been asked yet which places it are; told by identity."""


@frozen
class Shortcuts:
    """What spares work and changes nothing; to be switched off by tests.

    ``needs``: anchors are tried only where the rest of their alternative can be (see ``matching.needs``).
    ``idle_sentences``: a sentence of words that can be no anchor is passed over unread.
    ``first_elements``: no step is made to a place at which none of the elements that come next stands.
    """

    needs: bool = True
    first_elements: bool = True
    idle_sentences: bool = True


ALL = Shortcuts()

UNSET = 1

READINGS = 1000
"""At most so many readings are tried for one occurrence of an anchor."""

WAYS = 200_000
"""At most so many ways are kept over all nodes of one search; fewer a node in a very long sentence."""


@frozen
class Reading:
    """A way to read the pattern: each capture's places (start of its stem, end), and the whole match's."""

    key: int
    captures: dict[str, tuple[int, int]]
    start: int
    end: int


class Search:
    """One automaton over one sentence. ``steps`` counts the transitions tried."""

    def __init__(
        self, automaton: Automaton, lattice: Lattice, readings: int = 1, shortcuts: Shortcuts = ALL
    ) -> None:
        self.automaton = automaton
        self.shortcuts = shortcuts
        self.lattice = lattice
        self.width = len(automaton.states)
        self.blank: tuple[int, ...] = (UNSET,) * (2 * len(automaton.captures) + 2)
        self.right: dict[int, list[Way]] = {}
        self.left: dict[int, list[Way]] = {}
        self._from: list[dict[int, list[Edge]] | None] = [None] * len(automaton.elements)
        self._to: list[dict[int, list[tuple[int, Edge]]] | None] = [None] * len(automaton.elements)
        unknown: Places = None if not shortcuts.first_elements else UNKNOWN
        self._begins: list[Places] = [unknown] * self.width
        self._ends: list[Places] = [unknown] * self.width
        self._words = lattice.words()
        self._rightward: dict[int, list[Live]] = {}
        self._leftward: dict[int, list[Live]] = {}
        self.steps = 0
        self.truncated = False
        nodes = self.width * (lattice.size + 1)
        self.readings = 1 if readings == 1 else max(16, min(readings, WAYS // nodes))

    # ------------------------------------------------------------ firing

    def anchors(self) -> dict[int, list[tuple[int, Edge, int, int]]]:
        """By token: the anchor occurrences (state, edge, place before, key of the edge)."""
        found: dict[int, list[tuple[int, Edge, int, int]]] = {}
        for way in self.automaton.ways:
            for key in way.anchors.keys() & self._words.keys():
                for place, edges in self._words[key].items():
                    for edge in edges:
                        for state in way.anchors[key]:
                            taken = self._edge_key(place, edge, self.automaton.plain[state][0][4])
                            found.setdefault(place >> 4, []).append((state, edge, place, taken))
        return found

    def _promising(self) -> dict[int, list[tuple[int, Edge, int, int]]]:
        """The anchor occurrences in the window that the rest of their alternative leaves them."""
        if not self.shortcuts.needs:
            return self.anchors()
        found: dict[int, list[tuple[int, Edge, int, int]]] = {}
        plain = self.automaton.plain
        extents = self.lattice.extents()
        for way in self.automaton.ways:
            window = way.window(extents)
            if window is None:
                continue
            first, last = window
            for word in way.anchors.keys() & self._words.keys():
                for place, edges in self._words[word].items():
                    if not first <= place >> 4 <= last:
                        continue
                    for state in way.anchors[word]:
                        _, _, target, _, repeated = plain[state][0]
                        ends = self._ends_of(state)
                        if ends is not None and place not in ends:
                            continue
                        begins = self._begins_of(target)
                        for edge in edges:
                            if begins is None or edge.end in begins:
                                key = self._edge_key(place, edge, repeated)
                                found.setdefault(place >> 4, []).append((state, edge, place, key))
        return found

    def fire(self, accepted: Callable[[Reading], bool] | None = None) -> Iterator[tuple[int, Reading]]:
        """Each token that the rule fires at, with its best reading (that is ``accepted``)."""
        occurrences = self._promising()
        for token in sorted(occurrences.keys() | self._starts()):
            reading = self.best(token, occurrences.get(token, ()), accepted)
            if reading is not None:
                yield token, reading

    def _starts(self) -> set[int]:
        """The tokens at which an alternative without an anchor may begin."""
        if self.automaton.free is None:
            return set()
        if self.shortcuts.needs and not self.automaton.free_can_fire(self.lattice.extents()):
            return set()
        begins = self._begins_of(self.automaton.free)
        return set(range(self.lattice.size)) if begins is None else {place >> 4 for place in begins}

    def best(
        self,
        token: int,
        occurrences: "list[tuple[int, Edge, int, int]] | tuple[()]",
        accepted: Callable[[Reading], bool] | None,
    ) -> Reading | None:
        """The best reading at a token, over all the anchors on it and the alternatives without an anchor."""
        heap: list[Candidate] = []
        order = 0
        for state, edge, place, key in occurrences:
            rights = self._right(self.automaton.plain[state][0][2], edge.end)
            lefts = self._left(state, place) if rights else []
            if lefts:
                heappush(heap, self._joined(lefts, rights, 0, 0, key, edge.stem, order))
                order += 1
        if self.automaton.free is not None:
            begins = self._begins_of(self.automaton.free)
            for place in self.lattice.places(token):
                if begins is not None and place not in begins:
                    continue
                rights = self._right(self.automaton.free, place)
                if rights:
                    heappush(heap, self._joined([(-place, self.blank, ())], rights, 0, 0, 0, None, order))
                    order += 1
        seen: set[tuple[int, ...]] = set()
        while heap:
            key, slots, _, i, j, lefts, rights, edge_key, stem = heappop(heap)
            # Successors of (i, j) in the product of two sorted lists, each reached once.
            if j + 1 < len(rights):
                heappush(heap, self._joined(lefts, rights, i, j + 1, edge_key, stem, order))
                order += 1
            if j == 0 and i + 1 < len(lefts):
                heappush(heap, self._joined(lefts, rights, i + 1, 0, edge_key, stem, order))
                order += 1
            if slots[:-2] in seen:
                continue
            seen.add(slots[:-2])
            reading = self._reading(key, slots)
            if accepted is None or accepted(reading):
                return reading
            if len(seen) >= self.readings:
                self.truncated = True
                return None
        return None

    def _joined(
        self, lefts: list[Way], rights: list[Way], i: int, j: int, edge_key: int, stem: int | None, order: int
    ) -> Candidate:
        left, right = lefts[i], rights[j]
        merged = [a if a != UNSET else b for a, b in zip(left[1], right[1], strict=True)]
        begins = -stem if stem is not None else right[2]
        for capture in left[2]:
            merged[2 * capture] = begins
        return (left[0] + edge_key + right[0], tuple(merged), order, i, j, lefts, rights, edge_key, stem)

    def _reading(self, key: int, slots: tuple[int, ...]) -> Reading:
        captures = {
            name: (-slots[2 * i], -slots[2 * i + 1])
            for i, name in enumerate(self.automaton.captures)
            if slots[2 * i] != UNSET
        }
        return Reading(key, captures, -slots[-2], -slots[-1])

    # ------------------------------------------------------------ ways

    def _edge_key(self, place: int, edge: Edge, repeated: int) -> int:
        taken = (edge.end >> 4) - (place >> 4)
        return -edge.tokens * COVERED - repeated * taken * REPEATED

    def _right(self, state: int, place: int) -> list[Way]:
        """The best ways from a node to the end of the pattern."""
        goal = place * self.width + state
        memo = self.right
        if goal not in memo:
            moves = self._explore(goal, memo, self._moves_right)
            accept, width = self.automaton.accept, self.width
            for node in sorted(moves, reverse=True):
                seed = (0, self.blank, -(node // width)) if node % width == accept else None
                memo[node] = self._relax(seed, moves[node], memo, _prepend)
        return memo[goal]

    def _left(self, state: int, place: int) -> list[Way]:
        """The best ways from the start of the pattern to a node."""
        goal = place * self.width + state
        memo = self.left
        if goal not in memo:
            moves = self._explore(goal, memo, self._moves_left)
            start, width = self.automaton.start, self.width
            for node in sorted(moves):
                seed = (-(node // width), self.blank, ()) if node % width == start else None
                memo[node] = self._relax(seed, moves[node], memo, _append)
        return memo[goal]

    def _explore(
        self, goal: int, memo: dict[int, list[Way]], moves_of: Callable[[int, int], list[Move]]
    ) -> dict[int, list[Move]]:
        """The moves of every node that the goal depends on and that is not known yet."""
        width = self.width
        moves: dict[int, list[Move]] = {}
        stack = [goal]
        while stack:
            node = stack.pop()
            if node in moves or node in memo:
                continue
            out = moves[node] = moves_of(node % width, node // width)
            self.steps += len(out)
            for move in out:
                if move[0] not in moves:
                    stack.append(move[0])
        return moves

    def _relax(
        self,
        seed: Way | None,
        moves: list[Move],
        memo: dict[int, list[Way]],
        extend: Callable[[Way, Move], Way],
    ) -> list[Way]:
        """The best ways of a node: its seed, and the ways of the nodes that its moves lead to, extended."""
        if len(moves) < 2:
            known = memo[moves[0][0]] if moves else NO_WAYS
            if not known:
                return NO_WAYS if seed is None else [seed]
            if seed is None and len(known) == 1:
                return [extend(known[0], moves[0])]
        if self.readings > 1:
            ways = [extend(way, move) for move in moves for way in memo[move[0]]]
            return self._keep(ways if seed is None else [seed, *ways])
        best = seed
        rivals: list[Way] = []
        for move in moves:
            for way in memo[move[0]]:
                if best is not None and way[0] + move[1] > best[0]:
                    break
                way = extend(way, move)
                if best is None or way[0] < best[0]:
                    best, rivals = way, []
                elif way[2] == best[2] or extend is _append:
                    best = min(best, way)
                else:
                    rivals.append(way)
        if best is None:
            return NO_WAYS
        return _front([best, *rivals]) if rivals else [best]

    def _keep(self, ways: list[Way]) -> list[Way]:
        """The best ways, told apart by their slots and what is pending."""
        ways.sort()
        kept: list[Way] = []
        seen = set()
        for way in ways:
            if way[1:] not in seen:
                seen.add(way[1:])
                kept.append(way)
                if len(kept) == self.readings:
                    self.truncated = True
                    break
        return kept

    # ------------------------------------------------------------ moves

    def _edges_from(self, element: int) -> dict[int, list[Edge]]:
        """The edges of an element by the place they leave."""
        table = self._from[element]
        if table is None:
            key = self.automaton.keys[element]
            table = self._from[element] = (
                self.lattice.forward(self.automaton.elements[element])
                if key is None
                else self._words.get(key, NOTHING)
            )
        return table

    def _edges_to(self, element: int) -> dict[int, list[tuple[int, Edge]]]:
        """The edges of an element by the place they reach."""
        table = self._to[element]
        if table is None:
            table = self._to[element] = (
                self.lattice.backward(self.automaton.elements[element]) if self._edges_from(element) else {}
            )
        return table

    def _begins_of(self, state: int) -> Places:
        """The places at which a way from a state can begin (None: anywhere)."""
        found = self._begins[state]
        if found is UNKNOWN:
            elements = self.automaton.first_of(state)
            found = None if elements is None else _union([self._edges_from(e) for e in elements])
            self._begins[state] = found
        return found

    def _ends_of(self, state: int) -> Places:
        """The places at which a way to a state can end (None: anywhere)."""
        found = self._ends[state]
        if found is UNKNOWN:
            elements = self.automaton.last_of(state)
            found = None if elements is None else _union([self._edges_to(e) for e in elements])
            self._ends[state] = found
        return found

    def _live(
        self, arrows: tuple[Arrow, ...], edges: Callable[[int], Any], places: Callable[[int], Places]
    ) -> list[Live]:
        """Those arrows of a state that this sentence may let pass, with what decides it."""
        found: list[Live] = []
        for arrow in arrows:
            table: Any = None
            if arrow.op == EDGE:
                table = edges(arrow.arg)
                if not table:
                    continue
            elif arrow.op == GAP:
                table = self.automaton.gaps[arrow.arg]
            far = places(arrow.state)
            if far is None or far:
                found.append(
                    (arrow.op, table, far, arrow.state, arrow.cost, arrow.repeated, arrow.tests, arrow)
                )
        return found

    def _moves_right(self, state: int, place: int) -> list[Move]:
        """The arrows that can be taken from a node."""
        live = self._rightward.get(state)
        if live is None:
            live = self._live(self.automaton.arrows_from(state), self._edges_from, self._begins_of)
            self._rightward[state] = live
        width = self.width
        moves: list[Move] = []
        for op, table, begins, target, cost, repeated, tests, arrow in live:
            if op == EDGE:
                for end, stem, tokens in table.get(place, ()):
                    if begins is not None and end not in begins:
                        continue
                    if tests and not self._hold(tests, end):
                        continue
                    key = cost - tokens * COVERED if tokens else cost
                    if repeated:
                        key -= repeated * ((end >> 4) - (place >> 4)) * REPEATED
                    moves.append((end * width + target, key, -stem, arrow, -end))
            elif op == SKIP:
                if (begins is None or place in begins) and (not tests or self._hold(tests, place)):
                    moves.append((place * width + target, cost, None, arrow, -place))
            else:
                for skipped in self.lattice.skips(place, table):
                    there = place + (skipped << 4)
                    if (begins is None or there in begins) and (not tests or self._hold(tests, there)):
                        key = cost + skipped * self.automaton.skip_cost
                        moves.append(
                            (there * width + target, key, -place if skipped else None, arrow, -there)
                        )
        return moves

    def _moves_left(self, state: int, place: int) -> list[Move]:
        """The arrows that can lead to a node."""
        live = self._leftward.get(state)
        if live is None:
            live = self._live(self.automaton.arrows_to(state), self._edges_to, self._ends_of)
            self._leftward[state] = live
        width = self.width
        moves: list[Move] = []
        for op, table, ends, source, cost, repeated, tests, arrow in live:
            if op == EDGE:
                for start, (_, stem, tokens) in table.get(place, ()):
                    if ends is not None and start not in ends:
                        continue
                    if tests and not self._hold(tests, start):
                        continue
                    key = cost - tokens * COVERED if tokens else cost
                    if repeated:
                        key -= repeated * ((place >> 4) - (start >> 4)) * REPEATED
                    moves.append((start * width + source, key, -stem, arrow, -start))
            elif op == SKIP:
                if (ends is None or place in ends) and (not tests or self._hold(tests, place)):
                    moves.append((place * width + source, cost, None, arrow, -place))
            else:
                for skipped in self.lattice.skips_back(place, table):
                    there = place - (skipped << 4)
                    if (ends is None or there in ends) and (not tests or self._hold(tests, there)):
                        key = cost + skipped * self.automaton.skip_cost
                        moves.append(
                            (there * width + source, key, -there if skipped else None, arrow, -there)
                        )
        return moves

    def _hold(self, tests: tuple[Test, ...], place: int) -> bool:
        """Whether zero-width tests hold at a place."""
        for op, arg in tests:
            if op == NO_EDGE:
                if place in self._edges_from(arg):
                    return False
            elif op == NOT:
                begins = self._begins_of(arg)
                if (begins is None or place in begins) and self._right(arg, place):
                    return False
            else:
                element = self.automaton.elements[arg]
                if isinstance(element, p.Mark):
                    if not self.lattice.mark(element.text, place):
                        return False
                else:
                    assert isinstance(element, p.Boundary)
                    if place != (self.lattice.size << 4 if element.end else 0):
                        return False
        return True


def _union(tables: "list[dict[int, Any]]") -> "Collection[int]":
    """The places of several tables."""
    return tables[0].keys() if len(tables) == 1 else set().union(*tables)


def _front(ways: list[Way]) -> list[Way]:
    """Of ways to the right with one key, those that can still be the best.

    What is pending becomes the start of a capture to the left, which may count for more than all that is set.
    """
    ways.sort()
    kept = ways[:1]
    for way in ways:
        if way[2] < kept[-1][2]:
            kept.append(way)
    return kept


def _prepend(way: Way, move: Move) -> Way:
    """The way to the right that a move to its first node makes of it."""
    _, key, taken, arrow, at = move
    slots, pending = way[1], way[2]
    if arrow.opens or arrow.closes:
        filled = list(slots)
        for capture in arrow.opens:
            filled[2 * capture] = pending
        for capture in arrow.closes:
            filled[2 * capture + 1] = at
        slots = tuple(filled)
    return (key + way[0], slots, pending if taken is None else taken)


def _append(way: Way, move: Move) -> Way:
    """The way to the left that a move from its last node makes of it."""
    _, key, taken, arrow, at = move
    slots, pending = way[1], way[2]
    if arrow.opens or arrow.closes or (pending and taken is not None):
        filled = list(slots)
        for capture in arrow.closes:
            filled[2 * capture + 1] = at
        if taken is None:
            for capture in arrow.opens:
                filled[2 * capture] = at
            pending += arrow.opens
        else:
            for capture in (*pending, *arrow.opens):
                filled[2 * capture] = taken
            pending = ()
        slots = tuple(filled)
    return (key + way[0], slots, pending)
