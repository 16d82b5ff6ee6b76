"""The machine: the best reading of every anchor occurrence in a sentence, the only hot loop.

From an anchor the rest of the pattern lies to the right and what comes before it to the left. Keys are additive, so
the best reading is the best way to the left joined with the best way to the right. Both are shortest paths over nodes
(position, state), worked out once for a node and kept for the other anchors of the sentence: time is bounded by
states × positions × window, whatever the pattern.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush

from attrs import frozen

from nisba.matching.automaton import EDGE, SKIP, Arrow, Automaton, Tests
from nisba.matching.edges import Edge
from nisba.matching.gaps import after_gap, before_gap
from nisba.matching.index import FREE, Start
from nisba.matching.lattice import Lattice, places_in
from nisba.matching.needs import Near
from nisba.matching.preference import COVERED, REPEATED
from nisba.matching.ways import NO_WAYS, Move, Way, append, front, prepend

Candidate = tuple[int, tuple[int, ...], int, int, int, list[Way], list[Way], int, int | None]
"""(key, slots, order of coming, ranks among lefts and rights, both lists, key of the anchor's edge, its stem)"""

Occurrence = tuple[int, Edge, int, int]
"""Of an anchor: its state, its edge, the place that the edge leaves, the edge's key."""

EVERYWHERE = -1
"""All places, as a set."""


@frozen
class Shortcuts:
    """What spares work and changes nothing; to be switched off by tests.

    ``needs``: anchors are tried only where the rest of their alternative can be (see ``matching.needs``).
    ``idle_sentences``: a sentence of words that can be no anchor is passed over unread.
    ``first_elements``: no gap is skipped to a place at which none of the elements that come next stands.
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
        self.width = len(automaton.plain)
        self._skip_cost = automaton.layout.skip_cost
        self.blank: tuple[int, ...] = (UNSET,) * (2 * len(automaton.captures) + 2)
        self.right: dict[int, list[Way]] = {}
        self.left: dict[int, list[Way]] = {}
        self._leaving = lattice.leaving()
        self._starts = lattice.starts()
        self._entries: dict[int, int] = {}
        self._exits: dict[int, int] = {}
        self.steps = 0
        self.truncated = False
        nodes = self.width * (lattice.size + 1)
        self.readings = 1 if readings == 1 else max(16, min(readings, WAYS // nodes))

    # ------------------------------------------------------------ firing

    def anchors(self) -> dict[int, list[Occurrence]]:
        """By token: every anchor occurrence."""
        return self._occurrences(self._all_starts(), looks=False)

    def fire(
        self,
        starts: Sequence[Start] | None = None,
        accepted: Callable[[Reading], bool] | None = None,
    ) -> Iterator[tuple[int, Reading]]:
        """Each token that the rule fires at, with its best reading (that is ``accepted``).

        ``starts`` are those of the automaton that are worth trying (see ``matching.index``); None: all.
        """
        looks = self.shortcuts.needs and not self.lattice.relatives()
        occurrences = self._occurrences(self._all_starts() if starts is None else starts, looks)
        free = self.automaton.free
        if free is not None and starts is not None and all(start[0] != FREE for start in starts):
            free = None
        tokens = set(occurrences)
        if free is not None:
            before_end = (1 << (self.lattice.size << 4)) - 1
            tokens.update(place >> 4 for place in places_in(self._entry(free) & before_end))
        for token in sorted(tokens):
            reading = self.best(token, occurrences.get(token, ()), accepted)
            if reading is not None:
                yield token, reading

    def _all_starts(self) -> list[Start]:
        """Every start that the words of the sentence allow."""
        words = self.lattice.keys()
        return [
            (i, key, 0)
            for i, alternative in enumerate(self.automaton.anchored)
            for key in alternative.anchors
            if key in words
        ]

    def _occurrences(self, starts: Iterable[Start], looks: bool) -> dict[int, list[Occurrence]]:
        """By token: the anchor occurrences; ``looks``: that have near them what their alternative needs."""
        found: dict[int, list[Occurrence]] = {}
        steps = self.automaton.anchor_steps
        for number, word, _ in starts:
            if number == FREE:
                continue
            alternative = self.automaton.anchored[number]
            states = alternative.anchors[word]
            for place in places_in(self._starts[word]):
                if looks and not self._stands(alternative.left, place, back=True):
                    continue
                for keys, edge in self._leaving[place]:
                    if word not in keys or (
                        looks and not self._stands(alternative.right, edge.end, back=False)
                    ):
                        continue
                    for state in states:
                        key = self._edge_key(place, edge, steps[state][1])
                        found.setdefault(place >> 4, []).append((state, edge, place, key))
        return found

    def _stands(self, needs: tuple[Near, ...], place: int, back: bool) -> bool:
        """Whether all that is needed stands near a place."""
        token = place >> 4
        for keys, least, most in needs:
            standing = self.lattice.standing(keys)
            if back:
                standing &= (1 << ((token - least + 1) << 4)) - 1 if token >= least else 0
                if most is not None and token > most:
                    standing >>= (token - most) << 4
            else:
                standing >>= (token + least) << 4
                if most is not None:
                    standing &= (1 << ((most - least + 1) << 4)) - 1
            if not standing:
                return False
        return True

    def best(
        self,
        token: int,
        occurrences: list[Occurrence] | tuple[()],
        accepted: Callable[[Reading], bool] | None,
    ) -> Reading | None:
        """The best reading at a token, over all the anchors on it and the alternatives without an anchor."""
        heap: list[Candidate] = []
        order = 0
        for state, edge, place, key in occurrences:
            rights = self._right(self.automaton.anchor_steps[state][0], edge.end)
            lefts = self._left(state, place) if rights else []
            if lefts:
                heappush(heap, self._joined(lefts, rights, 0, 0, key, edge.stem, order))
                order += 1
        if self.automaton.free is not None:
            begins = self._entry(self.automaton.free)
            for place in self.lattice.places(token):
                if not begins >> place & 1:
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
                memo[node] = self._relax(seed, moves[node], memo, prepend)
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
                memo[node] = self._relax(seed, moves[node], memo, append)
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
                elif way[2] == best[2] or extend is append:
                    best = min(best, way)
                else:
                    rivals.append(way)
        if best is None:
            return NO_WAYS
        return front([best, *rivals]) if rivals else [best]

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

    def _entry(self, state: int) -> int:
        """The places at which a way from a state can begin."""
        found = self._entries.get(state)
        if found is None:
            known = self.shortcuts.first_elements and state != self.automaton.accept
            found = self._entries[state] = self._first(state) if known else EVERYWHERE
        return found

    def _first(self, state: int) -> int:
        """The places at which an element stands that a way from a state takes first."""
        found = 0
        keyed, others = self.automaton.arrows_from(state)
        for arrow in others:
            if arrow.op != EDGE:
                return EVERYWHERE
            found |= self.lattice.table(arrow.over).starts
        starts = self._starts
        for key in keyed.keys() & starts.keys():
            found |= starts[key]
        return found

    def _exit(self, state: int) -> int:
        """The places at which a way to a state can end: where an element ends that it took last."""
        found = self._exits.get(state)
        if found is None:
            known = self.shortcuts.first_elements and state != self.automaton.start
            found = 0 if known else EVERYWHERE
            keyed, others = self.automaton.arrows_to(state)
            for arrow in others:
                found |= self.lattice.table(arrow.over).ends if arrow.op == EDGE else EVERYWHERE
            if found != EVERYWHERE:
                ends = self.lattice.ends()
                for key in keyed.keys() & ends.keys():
                    found |= ends[key]
            self._exits[state] = found
        return found

    def _moves_right(self, state: int, place: int) -> list[Move]:
        """The arrows that can be taken from a node."""
        lattice, width = self.lattice, self.width
        keyed, others = self.automaton.arrows_from(state)
        moves: list[Move] = []
        taken: list[tuple[Arrow, Sequence[Edge]]] = []
        if keyed:
            for keys, edge in self._leaving.get(place, ()):
                for word in keys:
                    if word in keyed:
                        taken += [(arrow, (edge,)) for arrow in keyed[word]]
        for arrow in others:
            op = arrow.op
            if op == EDGE:
                found = lattice.table(arrow.over).edges.get(place)
                if found is not None:
                    taken.append((arrow, found))
            elif arrow.near_tests and not self._hold(arrow.near_tests, place):
                continue
            elif op == SKIP:
                if not arrow.tests or self._hold(arrow.tests, place):
                    moves.append((place * width + arrow.state, arrow.cost, None, arrow, -place, -place))
            else:
                _, gap, target, cost, _, _, _, _, tests, _, _ = arrow
                for end in places_in(after_gap(lattice, gap, 1 << place) & self._entry(target)):
                    if not tests or self._hold(tests, end):
                        key = cost + ((end - place) >> 4) * self._skip_cost
                        first = -place if end > place else None
                        moves.append((end * width + target, key, first, arrow, -place, -end))
        for arrow, edges in taken:
            _, _, target, cost, repeated, near_tests, _, _, tests, _, _ = arrow
            if near_tests and not self._hold(near_tests, place):
                continue
            for end, stem, tokens in edges:
                if tests and not self._hold(tests, end):
                    continue
                key = cost - tokens * COVERED if tokens else cost
                if repeated:
                    key -= repeated * ((end >> 4) - (place >> 4)) * REPEATED
                moves.append((end * width + target, key, -stem, arrow, -place, -end))
        return moves

    def _moves_left(self, state: int, place: int) -> list[Move]:
        """The arrows that can lead to a node."""
        lattice, width = self.lattice, self.width
        keyed, others = self.automaton.arrows_to(state)
        moves: list[Move] = []
        taken: list[tuple[Arrow, Sequence[tuple[int, Edge]]]] = []
        if keyed:
            for keys, start, edge in lattice.reaching().get(place, ()):
                for word in keys:
                    if word in keyed:
                        taken += [(arrow, ((start, edge),)) for arrow in keyed[word]]
        for arrow in others:
            op = arrow.op
            if op == EDGE:
                found = lattice.table(arrow.over).backward.get(place)
                if found is not None:
                    taken.append((arrow, found))
            elif arrow.near_tests and not self._hold(arrow.near_tests, place):
                continue
            elif op == SKIP:
                if not arrow.tests or self._hold(arrow.tests, place):
                    moves.append((place * width + arrow.state, arrow.cost, None, arrow, -place, -place))
            else:
                _, gap, source, cost, _, _, _, _, tests, _, _ = arrow
                for start in places_in(before_gap(lattice, gap, 1 << place) & self._exit(source)):
                    if not tests or self._hold(tests, start):
                        key = cost + ((place - start) >> 4) * self._skip_cost
                        first = -start if start < place else None
                        moves.append((start * width + source, key, first, arrow, -place, -start))
        for arrow, edges in taken:
            _, _, source, cost, repeated, near_tests, _, _, tests, _, _ = arrow
            if near_tests and not self._hold(near_tests, place):
                continue
            for start, (_, stem, tokens) in edges:
                if tests and not self._hold(tests, start):
                    continue
                key = cost - tokens * COVERED if tokens else cost
                if repeated:
                    key -= repeated * ((place >> 4) - (start >> 4)) * REPEATED
                moves.append((start * width + source, key, -stem, arrow, -place, -start))
        return moves

    def _hold(self, tests: Tests, place: int) -> bool:
        """Whether zero-width tests hold at a place."""
        denied, elements, states, marks, ends = tests
        lattice = self.lattice
        for text in marks:
            if not lattice.mark(text, place):
                return False
        for end in ends:
            if place != (lattice.size << 4 if end else 0):
                return False
        if denied:
            for keys, _ in self._leaving.get(place, ()):
                if not denied.isdisjoint(keys):
                    return False
        for element in elements:
            if place in lattice.table(element).edges:
                return False
        for state in states:  # noqa: SIM110 - the hot loop
            if self._entry(state) >> place & 1 and self._right(state, place):
                return False
        return True
