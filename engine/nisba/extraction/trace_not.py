"""Why a rule did not fire: the reading that came nearest, the element that failed, and the smallest change."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from nisba.arabic.morphology.protocol import Category
from nisba.extraction.conditions import holds
from nisba.extraction.engine import Engine
from nisba.extraction.trace import surface
from nisba.extraction.trace_changes import change, condition_notation
from nisba.extraction.trace_repair import FORM, MISSING_MENTION, NEAR, OTHER, Repair, Repairs
from nisba.matching.automaton import Automaton, Op
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.matching.machine import READINGS, Reading, Search
from nisba.program import patterns as p
from nisba.program.notation import notation
from nisba.program.shape import children, walk

_SHOWN = 4
"""So many elements are named where any of several would have been right."""
_NAMED = 6
_WITHOUT_ANCHOR = OTHER + 60
"""What may be amiss at most where not even the anchor is there: more is another sentence."""


@frozen
class Miss:
    """Why a rule did not fire at an anchor, or in a sentence.

    ``kind``: ``anchor`` (it is not there), ``where`` (a condition does not hold), ``far`` (nothing near matches), or
    the kind of the repair (``other``, ``missing``, ``gap`` …). ``element`` is what failed, ``expected`` everything
    that would have been right in its place; ``found`` is what stands there, at ``start`` to ``end`` (code points, end
    exclusive), ``known`` what is known of it; ``after`` is the word before it. ``changes`` are the smallest changes of
    the rules that would let the sentence match.
    """

    rule: str
    where: str
    kind: str
    anchor: str
    element: str
    expected: tuple[str, ...]
    found: str
    start: int
    end: int
    known: str
    after: str
    changes: tuple[str, ...]
    cost: int

    def sentence(self) -> str:
        """Why, in one sentence."""
        more = len(self.expected) - _NAMED
        expected = " or ".join(self.expected[:_NAMED]) + (f" or {more} others" if more > 0 else "")
        behind = f" after {self.after}" if self.after else ""
        found = f"found {self.found}" + (f", {self.known}" if self.known else "")
        match self.kind:
            case "anchor":
                near = f"; {self.found} comes near: {self.known}" if self.found else ""
                return f"no anchor in the sentence: none of {expected}{near}"
            case "where":
                return f"the pattern matches, but not `where {self.element}` ({self.known})"
            case "far":
                return (
                    f"the anchor {self.anchor} is there, and nothing near it is like the rest of the pattern"
                )
            case "gap":
                return f"expected {expected} sooner{behind}: {self.known} ({self.found})"
            case "extra":
                return f"expected {expected} at once{behind}; {self.found} stands between"
            case "clitic":
                return f"expected {expected}{behind}; the word has {self.found} attached, of which the pattern does not speak"
            case "test":
                return f"the test {self.element} fails{behind}; found {self.found}"
            case _:
                return f"expected {expected}{behind}; {found}"


def misses(engine: Engine, matcher: RuleMatcher, lattice: Lattice) -> tuple[Miss, ...]:
    """Why a rule did not fire in a sentence, for each anchor that did not; the nearest first."""
    return _WhyNot(engine, matcher, lattice).misses()


def nearest_miss(engine: Engine, matcher: RuleMatcher, lattices: Iterable[Lattice]) -> Miss | None:
    """The miss that the smallest change would mend, over several sentences."""
    found = [miss for lattice in lattices for miss in misses(engine, matcher, lattice)]
    return min(found, key=lambda miss: miss.cost, default=None)


class _WhyNot:
    def __init__(self, engine: Engine, matcher: RuleMatcher, lattice: Lattice) -> None:
        self.engine = engine
        self.matcher = matcher
        self.lattice = lattice
        self.automaton: Automaton = matcher.automaton
        self.repairs = Repairs(matcher, lattice, engine.program)
        self.remaining = _remaining(self.automaton)
        self.types = engine.program.types

    def misses(self) -> tuple[Miss, ...]:
        fired = {match.token for match in self.engine.fire(self.matcher, self.lattice)}
        occurrences = Search(self.automaton, self.lattice).anchors()
        found = []
        for token, anchors in occurrences.items():
            if token not in fired:
                found.append(self._at(token, [(state, place, edge.end) for state, edge, place, _ in anchors]))
        if not found and not fired:
            found.append(self._nowhere())
        return tuple(sorted(found, key=lambda miss: miss.cost))

    # ------------------------------------------------------------ at an anchor

    def _at(self, token: int, anchors: list[tuple[int, int, int]]) -> Miss:
        best: tuple[int, list[Repair], int, int, int] | None = None
        for state, place, end in anchors:
            ways = self._around(state, place, end)
            if ways is not None and (best is None or ways[0] < best[0]):
                best = (*ways, state, place, end)
        text = surface(self.lattice, token << 4, (token + 1) << 4)
        if best is None:
            return self._miss("far", text, cost=10_000)
        cost, repairs, _, place, end = best
        if not repairs:
            return self._condition(token, text)
        return self._repaired(repairs, surface(self.lattice, place, end), cost)

    def _around(self, state: int, place: int, end: int) -> tuple[int, list[Repair]] | None:
        """The cheapest repairs around an anchor, those to its right first, each side from the anchor outwards."""
        right = self.repairs.right(self.automaton.states[state][0].target, end)
        left = self.repairs.left(state, place) if right is not None else None
        if right is None or left is None:
            return None
        return right[0] + left[0], right[1] + left[1]

    def _condition(self, token: int, anchor: str) -> Miss:
        """The conditions that the readings at a token fail: those of the best reading."""
        seen: list[Reading] = []

        def note(reading: Reading) -> bool:
            seen.append(reading)
            return False

        search = Search(self.automaton, self.lattice, READINGS)
        search.best(token, search.anchors().get(token, []), note)
        failing = [
            condition
            for condition in self.matcher.rule.conditions
            if seen and not holds(condition, self.lattice, self.matcher, seen[0].captures)
        ]
        if not failing:
            return self._miss("far", anchor, cost=10_000)
        captures = ", ".join(
            f"{name} = {self.lattice.text(*places)}" for name, places in seen[0].captures.items()
        )
        limit = f"; only the first {search.readings} readings were tried" if search.truncated else ""
        return self._miss(
            "where",
            anchor,
            element=condition_notation(failing[0]),
            known=captures + limit,
            changes=(f"drop or widen `where {condition_notation(failing[0])}`",),
            cost=OTHER,
        )

    # ------------------------------------------------------------ without an anchor

    def _nowhere(self) -> Miss:
        free = self.repairs.anywhere()
        if free is not None and free[1]:
            return self._repaired(free[1], "", free[0])
        wanted = tuple(notation(element, self.types) for element in self.automaton.anchors_by_element)
        best: tuple[int, Repair, list[Repair]] | None = None
        for state in self.automaton.anchors:
            for anchor in self._instead_of(state):
                if best is not None and best[0] <= anchor.cost:
                    continue
                ways = self._around(state, anchor.start, anchor.end)
                if ways is None:
                    continue
                cost = ways[0] + anchor.cost
                close = anchor.cost <= NEAR or cost <= _WITHOUT_ANCHOR
                if close and (best is None or cost < best[0]):
                    best = (cost, anchor, ways[1])
        if best is None:
            return self._miss("anchor", "", expected=wanted, cost=20_000)
        cost, anchor, rest = best
        element = self.automaton.elements[anchor.transition.arg]
        return self._miss(
            "anchor",
            "",
            element=notation(element, self.types),
            expected=wanted,
            repair=anchor,
            known=self._likeness(anchor, element),
            changes=tuple(self._changes([anchor, *rest])),
            cost=5_000 + cost,
        )

    def _instead_of(self, state: int) -> Iterator[Repair]:
        """The words of the sentence that may be meant by an anchor."""
        transition = self.automaton.states[state][0]
        element = self.automaton.elements[transition.arg]
        for token in range(self.lattice.size):
            for kind, price, end in self.repairs.substitutes(element, token << 4):
                if price < MISSING_MENTION:
                    yield Repair(kind, price, state, transition, token << 4, end)

    def _likeness(self, repair: Repair, element: p.Element) -> str:
        shown = notation(element, self.types)
        if repair.kind == "spelled":
            return f"{shown} is matched exactly as it is spelled"
        if repair.cost == FORM and isinstance(element, p.Lexeme):
            forms = [
                form
                for lemma, form, *_ in self.lattice.spellings[repair.start >> 4].forms
                if lemma == element.lemma
            ]
            return f"{_a(forms[0].kind)} of {element.lemma}, and {shown} asks for another form"
        if repair.cost <= NEAR:
            return f"spelled nearly like a form of {shown}"
        return f"with it for {shown} the rest of the pattern matches"

    # ------------------------------------------------------------ telling

    def _repaired(self, repairs: list[Repair], anchor: str, cost: int) -> Miss:
        first = repairs[0]
        transition = first.transition
        element = self.automaton.elements[transition.arg] if transition.op is not Op.NOT else None
        if transition.op is Op.GAP:
            expected = tuple(dict.fromkeys(self._expected_from(transition.target)))
            failed = expected[0] if expected else notation(self.automaton.gaps[transition.arg])
        elif element is None or transition.op not in (Op.EDGE,):
            failed = self._test(element, transition.op)
            expected = (failed,)
        else:
            failed = notation(element, self.types)
            expected = (failed, *(e for e in self._alternatives(first) if e != failed))[:_SHOWN]
        return self._miss(
            first.kind,
            anchor,
            element=failed,
            expected=expected,
            repair=first,
            known=self._known(first, element),
            changes=tuple(self._changes(repairs)),
            cost=cost,
        )

    def _test(self, element: p.Element | None, op: Op) -> str:
        if element is None:
            return self._look_ahead()
        shown = notation(element, self.types)
        return f"!({shown})" if op is Op.NO_EDGE else shown

    def _look_ahead(self) -> str:
        """The test that failed, where the rule has but one that is not of a single word."""
        tests = {
            notation(inner, self.types)
            for pattern in self.matcher.rule.alternatives
            for inner in walk(pattern)
            if isinstance(inner, p.Not) and (children(inner.item) or isinstance(inner.item, p.Gap))
        }
        return tests.pop() if len(tests) == 1 else "!( … )"

    def _changes(self, repairs: Iterable[Repair]) -> Iterator[str]:
        for repair in repairs:
            yield change(self.engine.program, self.automaton, self.lattice, repair)

    def _miss(
        self,
        kind: str,
        anchor: str,
        element: str = "",
        expected: tuple[str, ...] = (),
        repair: Repair | None = None,
        known: str = "",
        changes: tuple[str, ...] = (),
        cost: int = 0,
    ) -> Miss:
        rule = self.matcher.rule
        found, start, end, after = "", -1, -1, ""
        if repair is not None:
            found, start, end = self._found(repair)
            after = self._after(repair.start)
        return Miss(
            rule.name, rule.where, kind, anchor, element, expected, found, start, end, known, after, changes, cost
        )  # fmt: skip

    def _found(self, repair: Repair) -> tuple[str, int, int]:
        """What stands where the element was expected: the piece itself, or the word at the place."""
        lattice, start, end = self.lattice, repair.start, repair.end
        if start == end:
            if start >> 4 >= lattice.size:
                return "the end of the sentence", lattice.offset(start), lattice.offset(start)
            end = (start | 15) + 1
        return surface(lattice, start, end), lattice.offset(start), lattice.offset(end, end=True)

    def _after(self, place: int) -> str:
        if place & 15:
            return surface(self.lattice, place & ~15, place)
        return surface(self.lattice, place - 16, place) if place else ""

    def _known(self, repair: Repair, element: p.Element | None) -> str:
        """What is known of the piece that was found."""
        lattice = self.lattice
        if repair.kind == "gap" and isinstance(element, p.Gap):
            taken = (repair.end - repair.start) >> 4
            stop = lattice.reach(repair.start, element)
            if taken <= element.most and element.clause:
                opener = lattice.tokens[min((repair.start >> 4) + stop, lattice.size - 1)].surface
                return f"the gap of a frame does not go over {opener}"
            return f"the gap skips {element.least} to {element.most} tokens, here are {taken}"
        if repair.kind == "spelled":
            return "which is spelled otherwise"
        if repair.kind == "form" and isinstance(element, p.Lexeme):
            return self._likeness(repair, element)
        if repair.kind not in ("other", "missing") or repair.start >> 4 >= lattice.size:
            return ""
        covering = [
            m for m in lattice.mentions if m.start <= (repair.start | 15) and repair.start <= m.start < m.end
        ]
        if covering and covering[0].start >> 4 == repair.start >> 4:
            return "which is " + " and ".join(dict.fromkeys(_a(m.type) for m in covering[:2]))
        category = lattice.category(repair.start >> 4)
        if category is not Category.CONTENT:
            return f"which is {_a(category.lower())}" if category is not Category.PUNCTUATION else ""
        return "which no list knows" if not _asks_for_a_word(element) else ""

    def _alternatives(self, repair: Repair) -> Iterator[str]:
        """What else would have been right at the place: the other ways from the states that lead there."""
        states = {repair.state}
        grown = True
        while grown:
            grown = False
            for state in list(states):
                for source, transition in self.repairs.reverse[state]:
                    if transition.op is Op.SKIP and source not in states:
                        states.add(source)
                        grown = True
        top = min(states)
        yield from self._expected_from(top)

    def _expected_from(self, state: int) -> Iterator[str]:
        """The words that lead on from a state, those first that bring the end of the pattern nearer."""
        limit = self.remaining[state]
        seen = {state}
        waiting = [state]
        while waiting:
            here = waiting.pop(0)
            for transition in self.automaton.states[here]:
                if transition.op is Op.EDGE:
                    if self.remaining[transition.target] < limit:
                        yield notation(self.automaton.elements[transition.arg], self.types)
                elif transition.target not in seen:
                    seen.add(transition.target)
                    waiting.append(transition.target)


def _a(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _asks_for_a_word(element: p.Element | None) -> bool:
    return isinstance(element, p.Word | p.Regex | p.Proclitic | p.Enclitic | p.Builtin | p.AnyWord)


def _remaining(automaton: Automaton) -> list[int]:
    """For each state, how many words at least lie before the end of the pattern."""
    far = len(automaton.states) + 1
    remaining = [far] * len(automaton.states)
    remaining[automaton.accept] = 0
    changed = True
    while changed:
        changed = False
        for state in range(len(automaton.states) - 1, -1, -1):
            for transition in automaton.states[state]:
                least = remaining[transition.target] + (transition.op is Op.EDGE)
                if least < remaining[state]:
                    remaining[state] = least
                    changed = True
    return remaining
