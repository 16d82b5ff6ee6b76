"""Lays a reading back over the pattern that it came from: which alternatives, words and lists it took, and where."""

from collections.abc import Callable, Iterator, Sequence

from attrs import define, field, frozen

from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.preference import layout
from nisba.program import patterns as p

EFFORT = 50_000
"""So many elements are tried before an alignment is given up: then only the whole alternative is known."""

LIST_OPENER = 2
"""Words of what announces a coordinated list: «كل من»."""

Choice = tuple[int, int]
"""(number of the alternation, number of the item): alternations are numbered from 1, as the text has them; 0 is the
top level, whose items are the rule's ``match`` and ``frame`` alternatives."""


@frozen
class Alignment:
    """What a reading took: its choices, and each leaf of the pattern with its places."""

    choices: tuple[Choice, ...]
    leaves: tuple[tuple[p.Element, int, int], ...]


@frozen
class Part:
    """An element of a pattern as it stands: its number if it is an alternation, and its parts."""

    element: p.Element
    number: int
    parts: tuple["Part", ...]


def numbered(alternatives: Sequence[p.Element]) -> tuple[Part, ...]:
    """The parts of a rule's alternatives, alternations numbered in the order of the text.

    >>> [part.number for part in numbered([p.Alternation((p.Word("زيارة"), p.Word("جولة")))])]
    [1]
    """
    count = 0

    def number(element: p.Element) -> Part:
        nonlocal count
        own = 0
        inner: tuple[p.Element, ...] = ()
        match element:
            case p.Alternation(items):
                count += 1
                own, inner = count, items
            case p.Sequence(items):
                inner = items
            case p.Repetition(item):
                inner = (item,)
            case p.Capture(_, item, each) if not each:
                inner = (item,)
            case _:
                pass
        return Part(element, own, tuple([number(item) for item in inner]))

    return tuple([number(alternative) for alternative in alternatives])


def alternations(parts: Sequence[Part]) -> Iterator[Part]:
    """Every alternation among parts, in the order of their numbers."""
    for part in parts:
        if part.number:
            yield part
        yield from alternations(part.parts)


def align(parts: Sequence[Part], lattice: Lattice, reading: Reading) -> Alignment:
    """The choices and leaves of a reading. Where they cannot be told, the top-level choice alone."""
    fields = layout(part.element for part in parts)
    sums = fields.chosen(reading.key)
    walk = _Walk(lattice, reading, sums, fields.skipped(reading.key))
    top = sums[0]
    token = reading.start & ~15
    for place in dict.fromkeys((token, reading.start, *range(token, reading.start))):
        try:
            if walk.take(parts[top], place, walk.complete):
                break
        except (_GivenUpError, RecursionError):
            walk.trail.clear()
            break
    choices = [(0, top)] + [step[:2] for step in walk.trail if len(step) == 2]
    leaves = [step for step in walk.trail if len(step) == 3]
    return Alignment(tuple(choices), tuple(leaves))


class _GivenUpError(Exception):
    """The effort was spent."""


@define
class _Walk:
    """The search: forwards through the parts, never past what the reading's key says was chosen and skipped."""

    lattice: Lattice
    reading: Reading
    sums: Sequence[int]
    skips: int
    trail: list[tuple[int, int] | tuple[p.Element, int, int]] = field(factory=list)
    chosen: dict[int, int] = field(factory=dict)
    skipped: int = 0
    effort: int = 0

    def complete(self, place: int) -> bool:
        """Whether the walk ended where, and with what, the reading did."""
        return (
            place == self.reading.end
            and self.skipped == self.skips
            and all(self.chosen.get(i, 0) == wanted for i, wanted in enumerate(self.sums) if i)
        )

    def take(self, part: Part, place: int, then: Callable[[int], bool]) -> bool:
        """Try a part at a place and what comes after it; the trail holds the steps where it succeeds."""
        self.effort += 1
        if self.effort > EFFORT:
            raise _GivenUpError
        match part.element:
            case p.Sequence():
                return self._sequence(part.parts, 0, place, then)
            case p.Alternation():
                return any(self._choose(part, i, place, then) for i in range(len(part.parts)))
            case p.Repetition(_, least, most):
                return self._repeat(part.parts[0], least, most, place, then)
            case p.Capture(name, item, each):
                return self._capture(part, name, item, each, place, then)
            case p.Gap() as gap:
                return self._gap(gap, place, then)
            case p.Not():
                return then(place)
            case p.Mark(text):
                return self.lattice.mark(text, place) and then(place)
            case p.Boundary(end):
                return place == (self.lattice.size << 4 if end else 0) and then(place)
            case element:
                return self._leaf(element, place, then)

    def _sequence(self, parts: Sequence[Part], at: int, place: int, then: Callable[[int], bool]) -> bool:
        if at == len(parts):
            return then(place)
        return self.take(parts[at], place, lambda end: self._sequence(parts, at + 1, end, then))

    def _choose(self, part: Part, index: int, place: int, then: Callable[[int], bool]) -> bool:
        # An alternation that is taken counts less than one that is left out: see ``automaton``.
        cost = index - len(part.parts)
        if self.chosen.get(part.number, 0) + cost < self.sums[part.number]:
            return False
        self.chosen[part.number] = self.chosen.get(part.number, 0) + cost
        self.trail.append((part.number, index))
        if self.take(part.parts[index], place, then):
            return True
        self.trail.pop()
        self.chosen[part.number] -= cost
        return False

    def _repeat(
        self, item: Part, least: int, most: int | None, place: int, then: Callable[[int], bool]
    ) -> bool:
        def again(end: int) -> bool:
            if least <= 0 and end == place:
                return False
            return self._repeat(item, max(0, least - 1), None if most is None else most - 1, end, then)

        if (most is None or most > 0) and self.take(item, place, again):
            return True
        return least <= 0 and then(place)

    def _capture(
        self, part: Part, name: str, item: p.Element, each: bool, place: int, then: Callable[[int], bool]
    ) -> bool:
        held = self.reading.captures.get(name)
        # The words that announce a coordinated list («كل من») lie in front of what is captured.
        ahead = LIST_OPENER if each else 0
        if held is None or held[0] < place or (held[0] >> 4) - (place >> 4) > ahead:
            return False
        if each or isinstance(item, p.Mention | p.Builtin):
            # Its places are known; and mentions inside of longer ones are gone from the lattice by now.
            self.trail.append((part.element, *held))
            if then(held[1]):
                return True
            self.trail.pop()
            return False
        return self.take(part.parts[0], place, lambda end: end == held[1] and then(end))

    def _gap(self, gap: p.Gap, place: int, then: Callable[[int], bool]) -> bool:
        left = self.skips - self.skipped
        for count in self.lattice.skips(place, gap):
            if count > left:
                break
            self.skipped += count
            if then(place + (count << 4)):
                return True
            self.skipped -= count
        return False

    def _leaf(self, element: p.Element, place: int, then: Callable[[int], bool]) -> bool:
        for edge in sorted(self.lattice.edges(element, place), key=lambda e: -e.tokens):
            self.trail.append((element, edge.stem, edge.end))
            if then(edge.end):
                return True
            self.trail.pop()
        return isinstance(element, p.Mention) and self._covered(element, place, then)

    def _covered(self, element: p.Mention, place: int, then: Callable[[int], bool]) -> bool:
        """A mention that an entity pattern met, and that the longer one it made has covered since."""
        for token in range((place >> 4) + 1, (self.reading.end >> 4) + 1):
            self.trail.append((element, place, token << 4))
            if then(token << 4):
                return True
            self.trail.pop()
        return False
