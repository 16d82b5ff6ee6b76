"""The definition of what a pattern matches: every reading is enumerated, and the stated order chooses.

Nothing here is fast, and nothing is shared with the engine but the ground facts: which edge a single word, list, clitic
or mention makes over a sentence. Read ``ways`` for what the elements of a pattern mean, ``preference`` for which
reading wins, and ``best_readings`` for how often a rule fires.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from attrs import evolve, field, frozen

from nisba.program import patterns as p


class Edge(Protocol):
    """A way through one word, list phrase, clitic or mention."""

    @property
    def end(self) -> int:
        """The place that it leads to."""

    @property
    def stem(self) -> int:
        """The place where a capture starts that begins with it, behind a conjunction that was let through."""

    @property
    def tokens(self) -> int:
        """How much it counts for in "the longer mention"."""


class Lattice(Protocol):
    """The ground facts of one sentence.

    A place is ``token << 4 | inner``: inner 0 is the boundary in front of the token, the others lie inside it.
    """

    @property
    def size(self) -> int:
        """The number of tokens."""

    def places(self, token: int) -> Iterator[int]:
        """The places of a token."""

    def edges(self, element: p.Element, place: int) -> Iterable[Edge]:
        """The edges of an element without structure."""

    def each(self, item: p.Element, place: int) -> Iterable[Edge]:
        """The edges of coordinated lists of ``item``."""

    def mark(self, text: str, place: int) -> bool:
        """Whether the quotation mark or bracket stands at the place."""

    def skippable(self, token: int) -> bool:
        """Whether a gap between the parts of a frame may skip the token."""

    def relatives(self) -> Sequence[tuple[int, int]]:
        """The relative clauses whose end shows: (first token, token behind the last); none lies in another."""


Path = tuple[int, ...]
"""Where an element stands in the rule: the index among the alternatives, then among the items of each group. Paths
sort in the order of the text, a group before what is in it."""


@frozen
class Way:
    """One way to read an element from a place."""

    end: int
    stem: int | None = None
    """Where its first token starts, behind a conjunction that was let through (None: it takes nothing)."""
    anchor: int | None = None
    """The place where its anchor matched."""
    skipped: int = 0
    """Tokens skipped in gaps."""
    chosen: tuple[tuple[Path, int], ...] = ()
    """For each alternation passed: which alternative, counted from below zero, so that one is better than none."""
    covered: int = 0
    """Tokens of mentions."""
    taken: int = 0
    """Tokens taken, skipped ones not counted."""
    repeated: int = 0
    """Tokens taken inside repetitions, once for each of them."""
    captures: tuple[tuple[str, int, int], ...] = ()

    def then(self, after: "Way") -> "Way":
        """This way, and then the other."""
        return Way(
            end=after.end,
            stem=after.stem if self.stem is None else self.stem,
            anchor=after.anchor if self.anchor is None else self.anchor,
            skipped=self.skipped + after.skipped,
            chosen=tuple(sorted(self.chosen + after.chosen)),
            covered=self.covered + after.covered,
            taken=self.taken + after.taken,
            repeated=self.repeated + after.repeated,
            captures=self.captures + after.captures,
        )


def has_anchor(element: p.Element) -> bool:
    """Whether the element is made of words, whatever way it is read."""
    match element:
        case p.Word() | p.WordList() | p.Lexeme():
            return True
        case p.Sequence(items):
            return any(has_anchor(item) for item in items)
        case p.Alternation(items):
            return bool(items) and all(has_anchor(item) for item in items)
        case p.Repetition(item, least):
            return least > 0 and has_anchor(item)
        case p.Capture(_, item, each):
            return not each and has_anchor(item)
        case _:
            return False


def ways(element: p.Element, lattice: Lattice, place: int, path: Path = ()) -> set[Way]:
    """Every way to read the element from the place."""
    match element:
        case p.Sequence(items):
            found = {Way(place)}
            for i, item in enumerate(items):
                found = {a.then(b) for a in found for b in ways(item, lattice, a.end, (*path, i))}
            return found
        case p.Alternation(items):
            return {
                evolve(
                    way,
                    chosen=tuple(sorted((*way.chosen, (path, i - len(items))))),
                    anchor=way.anchor if has_anchor(element) else None,
                )
                for i, item in enumerate(items)
                for way in ways(item, lattice, place, (*path, i))
            }
        case p.Repetition():
            return {
                evolve(way, repeated=way.repeated + way.taken, anchor=way.anchor if element.least else None)
                for way in iterations(element, lattice, place, (*path, 0))
            }
        case p.Gap():
            return set(gaps(element, lattice, place))
        case p.Not(item):
            return set() if ways(item, lattice, place) else {Way(place)}
        case p.Boundary(end):
            return {Way(place)} if place == (lattice.size << 4 if end else 0) else set()
        case p.Mark(text):
            return {Way(place)} if lattice.mark(text, place) else set()
        case p.Capture(name, item, each):
            inner = (
                {over(edge, place) for edge in lattice.each(item, place)}
                if each
                else ways(item, lattice, place, (*path, 0))
            )
            return {
                evolve(way, captures=(*way.captures, (name, way.stem, way.end)))
                for way in inner
                if way.stem is not None
            }
        case _:
            anchor = place if has_anchor(element) else None
            return {evolve(over(edge, place), anchor=anchor) for edge in lattice.edges(element, place)}


def over(edge: Edge, place: int) -> Way:
    """The way over one edge."""
    return Way(edge.end, stem=edge.stem, covered=edge.tokens, taken=(edge.end >> 4) - (place >> 4))


def iterations(repetition: p.Repetition, lattice: Lattice, place: int, path: Path) -> Iterator[Way]:
    """The ways to read so many iterations; those beyond the least number must each get on."""
    found, number = {Way(place)}, 0
    while found:
        if number >= repetition.least:
            yield from found
        if number == repetition.most:
            return
        found = {
            way.then(following)
            for way in found
            for following in ways(repetition.item, lattice, way.end, path)
            if number < repetition.least or following.end > way.end
        }
        number += 1


def gaps(gap: p.Gap, lattice: Lattice, place: int) -> Iterator[Way]:
    """The ways to skip whole tokens; inside a token nothing can be skipped.

    A gap of a frame steps over relative clauses, whose tokens do not count, and does not lead out of one.
    """
    first = place >> 4
    clauses = lattice.relatives() if gap.clause and not place & 15 else ()
    for behind in range(first, first + 1 if place & 15 else lattice.size + 1):
        if any(start < first <= end <= behind for start, end in clauses):
            return
        stepped = {i for start, end in clauses if first <= start and end <= behind for i in range(start, end)}
        counted = [i for i in range(first, behind) if i not in stepped]
        skipped = behind - first
        if skipped < gap.least or len(counted) > gap.most:
            continue
        if not gap.clause or all(lattice.skippable(i) for i in counted):
            yield Way(place + (skipped << 4), stem=place if skipped else None, skipped=skipped)


# ---------------------------------------------------------------- choosing


@frozen
class Reading:
    """A reading of a whole rule: the places of each capture (where its stem starts, end) and of the match."""

    captures: dict[str, tuple[int, int]]
    start: int
    end: int
    preference: tuple[object, ...] = field(eq=False)


def names(element: p.Element) -> Iterator[str]:
    """The captures of an element in the order of the text."""
    match element:
        case p.Capture(name, item, each):
            yield name
            if not each:
                yield from names(item)
        case p.Sequence(items) | p.Alternation(items):
            for item in items:
                yield from names(item)
        case p.Repetition(item):
            yield from names(item)
        case _:
            pass


def alternations(element: p.Element, path: Path) -> Iterator[Path]:
    """The alternations of an element in the order of the text."""
    match element:
        case p.Alternation(items):
            yield path
            for i, item in enumerate(items):
                yield from alternations(item, (*path, i))
        case p.Sequence(items):
            for i, item in enumerate(items):
                yield from alternations(item, (*path, i))
        case p.Repetition(item) | p.Capture(_, item, False):
            yield from alternations(item, (*path, 0))
        case _:
            pass


def preference(way: Way, start: int, rule: p.Alternation) -> tuple[object, ...]:
    """Of two readings of one anchor occurrence, the one whose preference is smaller wins."""
    captures = {name: (start, end) for name, start, end in way.captures}
    order = list(dict.fromkeys(names(rule)))
    return (
        way.skipped,
        [sum(index for path, index in way.chosen if path == of) for of in alternations(rule, ())],
        -way.covered,
        -way.repeated,
        -start,
        # From here on it is only for the sake of one definite answer.
        [(-captures[name][0], -captures[name][1]) if name in captures else (1, 1) for name in order],
        (-(way.stem if way.stem is not None else start), -way.end),
    )


def readings(alternatives: Sequence[p.Element], lattice: Lattice) -> Iterator[tuple[int, Reading]]:
    """Every reading of a rule, with the token that it would fire at, in no order.

    That is the token where the anchor matched, or, without an anchor, where the match starts.
    """
    rule = p.Alternation(tuple(alternatives))
    for start in (place for token in range(lattice.size) for place in lattice.places(token)):
        for i, alternative in enumerate(alternatives):
            for way in ways(alternative, lattice, start, (i,)):
                way = evolve(way, chosen=tuple(sorted((*way.chosen, ((), i)))))
                captures = {name: (begin, end) for name, begin, end in way.captures}
                stem = way.stem if way.stem is not None else start
                reading = Reading(captures, stem, way.end, preference(way, start, rule))
                yield (start if way.anchor is None else way.anchor) >> 4, reading


def best_readings(
    alternatives: Sequence[p.Element],
    lattice: Lattice,
    accepted: Callable[[Reading], bool] = lambda reading: True,
) -> dict[int, Reading]:
    """By token: the reading with which the rule fires there, the best of those that are accepted."""
    best: dict[int, Reading] = {}
    for token, reading in readings(alternatives, lattice):
        if accepted(reading) and (token not in best or reading.preference < best[token].preference):
            best[token] = reading
    return dict(sorted(best.items()))
