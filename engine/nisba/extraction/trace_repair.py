"""The smallest change of a pattern or of its lists with which it would match: the shortest way through the automaton
when transitions may also be taken that do not fit, at a price.

Prices rank what an author would most likely mend: another spelling or form of the word costs least, then a word that
stands where another is expected, then an element that is not there at all.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from heapq import heappop, heappush

from attrs import frozen

from nisba.arabic.document import Kind
from nisba.arabic.folding import fold
from nisba.arabic.morphology.protocol import Category
from nisba.extraction.trace_path import Walk
from nisba.matching.automaton import Automaton, Op, Transition
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.program import patterns as p
from nisba.program.model import Program

SPELLED = 60
FORM = 70
NEAR = 100
CLITIC = 130
PREPOSITION = 150
GAP = 150
EXTRA = 160
OTHER = 200
TEST = 200
UNLIKELY = 260
MISSING = 240
MISSING_MENTION = 300
BUDGET = 700
"""What the repairs on one side of the anchor may cost: more is another pattern."""

LONGEST_NAME = 4
FURTHEST_EXTRA = 6
SIMILAR = 0.72
SIMILAR_FORM = 0.83
"""How much alike two spellings are that one may be meant for the other (``difflib``): less is enough where they begin
alike, but not for verbs, which have so many forms that something like one of them stands in every sentence."""


@frozen
class Repair:
    """A transition taken though it does not fit.

    ``kind``: ``spelled`` (an exact word in another spelling), ``form`` (another form of the verb), ``other`` (another
    word, name or text stands there), ``missing``, ``extra`` (words stand in front), ``gap`` (too wide or too narrow),
    ``clitic`` (letters in front or behind that the pattern does not speak of), ``test``. The piece that it speaks of
    lies between the places.
    """

    kind: str
    cost: int
    state: int
    transition: Transition
    start: int
    end: int


Node = tuple[int, int]
Move = tuple[Node, int, Repair | None]


class Repairs:
    """Ways through one automaton over one sentence, with repairs."""

    def __init__(self, matcher: RuleMatcher, lattice: Lattice, program: Program) -> None:
        self.automaton: Automaton = matcher.automaton
        self.lattice = lattice
        self.program = program
        self.walk = Walk(self.automaton, lattice)
        self.anchors = frozenset(self.automaton.anchors)
        self.reverse: list[list[tuple[int, Transition]]] = [[] for _ in self.automaton.states]
        for source, transitions in enumerate(self.automaton.states):
            if source not in self.anchors:
                for transition in transitions:
                    self.reverse[transition.target].append((source, transition))
        self._forms: dict[p.Element, list[str]] = {}
        self._mentioned = {
            token
            for mention in lattice.mentions
            for token in range(mention.start >> 4, (mention.end + 15) >> 4)
        }

    # ------------------------------------------------------------ ways

    def right(self, state: int, place: int, budget: int = BUDGET) -> tuple[int, list[Repair]] | None:
        """The cheapest way from a node to the end of the pattern: its cost and its repairs, from left to right."""
        found = self._cheapest([(state, place)], self.automaton.accept, forward=True, budget=budget)
        return None if found is None else (found[0], found[1])

    def left(self, state: int, place: int, budget: int = BUDGET) -> tuple[int, list[Repair]] | None:
        """The cheapest way from a node back to the start of the pattern: its repairs, from right to left."""
        found = self._cheapest([(state, place)], self.automaton.start, forward=False, budget=budget)
        return None if found is None else (found[0], found[1])

    def anywhere(self, budget: int = BUDGET) -> tuple[int, list[Repair], int] | None:
        """The cheapest way through the alternatives without an anchor, and the place where it starts."""
        if self.automaton.free is None:
            return None
        seeds = [(self.automaton.free, token << 4) for token in range(self.lattice.size)]
        return self._cheapest(seeds, self.automaton.accept, forward=True, budget=budget)

    def _cheapest(
        self, seeds: list[Node], goal: int, forward: bool, budget: int
    ) -> tuple[int, list[Repair], int] | None:
        cost: dict[Node, int] = dict.fromkeys(seeds, 0)
        came: dict[Node, tuple[Node, Repair | None]] = {}
        heap = [(0, order, seed) for order, seed in enumerate(seeds)]
        order = len(heap)
        done: set[Node] = set()
        while heap:
            so_far, _, node = heappop(heap)
            if node in done:
                continue
            done.add(node)
            if node[0] == goal:
                repairs = []
                while node in came:
                    node, repair = came[node]
                    if repair is not None:
                        repairs.append(repair)
                return so_far, repairs[::-1], node[1]
            for target, price, repair in self._forward(*node) if forward else self._backward(*node):
                total = so_far + price
                if total <= budget and total < cost.get(target, budget + 1):
                    cost[target] = total
                    came[target] = (node, repair)
                    order += 1
                    heappush(heap, (total, order, target))
        return None

    # ------------------------------------------------------------ moves

    def _forward(self, state: int, place: int) -> Iterator[Move]:
        lattice, size = self.lattice, self.lattice.size
        for transition in self.automaton.states[state]:
            target = transition.target
            fits = False
            for step in self.walk.taken(transition, place):
                fits = True
                skipped = (step.end - step.start) >> 4 if transition.op is Op.GAP else 0
                yield (target, step.end), skipped, None
            if transition.op is Op.GAP:
                gap = self.automaton.gaps[transition.arg]
                reach = lattice.reach(place, gap)
                if not place & 15:
                    for taken in (
                        *range(min(gap.least, size - (place >> 4))),
                        *range(reach + 1, size - (place >> 4)),
                    ):
                        end = place + (taken << 4)
                        price = GAP + 5 * abs(taken - reach)
                        yield (target, end), price, Repair("gap", price, state, transition, place, end)
            elif transition.op is Op.EDGE:
                element = self.automaton.elements[transition.arg]
                for kind, price, end in self.substitutes(element, place):
                    yield (target, end), price, Repair(kind, price, state, transition, place, end)
                if state not in self.anchors:
                    price = _missing(element)
                    yield (target, place), price, Repair("missing", price, state, transition, place, place)
                for extra in range(1, FURTHEST_EXTRA + 1) if not place & 15 else ():
                    between = place + (extra << 4)
                    if between >= size << 4:
                        break
                    for edge in lattice.edges(element, between):
                        price = EXTRA + 20 * extra
                        yield (
                            (target, edge.end),
                            price,
                            Repair("extra", price, state, transition, place, between),
                        )
            elif not fits:
                yield (target, place), TEST, Repair("test", TEST, state, transition, place, place)
        for jump in self._jumps(place, forward=True):
            first = self.automaton.states[state][0] if self.automaton.states[state] else None
            if first is not None and first.op is Op.EDGE:
                yield (state, jump), CLITIC, Repair("clitic", CLITIC, state, first, place, jump)

    def _backward(self, state: int, place: int) -> Iterator[Move]:
        lattice = self.lattice
        for source, transition in self.reverse[state]:
            if transition.op is Op.EDGE:
                element = self.automaton.elements[transition.arg]
                back = lattice.backward(element)
                for start, _ in back.get(place, ()):
                    yield (source, start), 0, None
                for start in self._starts_behind(place):
                    for kind, price, end in self.substitutes(element, start):
                        if end == place:
                            yield (
                                (source, start),
                                price,
                                Repair(kind, price, source, transition, start, place),
                            )
                price = _missing(element)
                yield (source, place), price, Repair("missing", price, source, transition, place, place)
                for extra in range(1, FURTHEST_EXTRA + 1) if not place & 15 else ():
                    between = place - (extra << 4)
                    for start, _ in back.get(between, ()) if between > 0 else ():
                        price = EXTRA + 20 * extra
                        yield (
                            (source, start),
                            price,
                            Repair("extra", price, source, transition, between, place),
                        )
            elif transition.op is Op.GAP:
                gap = self.automaton.gaps[transition.arg]
                reach = lattice.reach_back(place, gap)
                for skipped in lattice.skips_back(place, gap):
                    yield (source, place - (skipped << 4)), skipped, None
                if not place & 15:
                    for taken in (
                        *range(min(gap.least, place >> 4)),
                        *range(reach + 1, (place >> 4) + 1),
                    ):
                        start = place - (taken << 4)
                        price = GAP + 5 * abs(taken - reach)
                        yield (source, start), price, Repair("gap", price, source, transition, start, place)
            elif self.walk.holds(transition, place):
                yield (source, place), 0, None
            else:
                yield (source, place), TEST, Repair("test", TEST, source, transition, place, place)
        entering = next((t for _, t in self.reverse[state] if t.op is Op.EDGE), None)
        if entering is not None:
            for jump in self._jumps(place, forward=False):
                yield (state, jump), CLITIC, Repair("clitic", CLITIC, state, entering, jump, place)

    def _jumps(self, place: int, forward: bool) -> Iterator[int]:
        """The places of the same token behind proclitics or an enclitic next to a place (in front, backwards)."""
        token = place >> 4
        if forward and token < self.lattice.size:
            spelling = self.lattice.spellings[token]
            ends = {end for _, start, end in spelling.proclitics if start == place & 15 or not place & 15}
            yield from ((token << 4) + end for end in sorted(ends))
            if place & 15 and any(start == place & 15 for _, start, _ in spelling.enclitics):
                yield (token + 1) << 4
        elif not forward and place & 15:
            spelling = self.lattice.spellings[token]
            if any(end == place & 15 for _, _, end in spelling.proclitics):
                yield token << 4
        elif not forward and place:
            spelling = self.lattice.spellings[token - 1]
            yield from sorted({((token - 1) << 4) + start for _, start, _ in spelling.enclitics})

    def _starts_behind(self, place: int) -> Iterator[int]:
        """The places from which a substitute may lead to a place."""
        if not place & 15:
            for length in range(1, LONGEST_NAME + 1):
                if place >> 4 >= length:
                    yield place - (length << 4)

    # ------------------------------------------------------------ what may stand for what

    def substitutes(self, element: p.Element, place: int) -> Iterator[tuple[str, int, int]]:
        """What may be meant by an element at a place though it does not fit: (kind, price, end)."""
        lattice, token = self.lattice, place >> 4
        if token >= lattice.size or isinstance(element, p.Proclitic | p.Enclitic):
            return
        after = (token + 1) << 4
        category = lattice.category(token)
        if isinstance(element, p.Capture):
            element = element.item
        match element:
            case p.Word() | p.WordList() | p.Lexeme():
                if not place & 15:
                    kind, price = self._word(element, token)
                    yield kind, price, after
            case p.Mention() | p.Alternation():
                for mention in lattice.mentions:
                    if mention.start == place:
                        yield "other", OTHER - 10, mention.end
                if category is Category.PUNCTUATION:
                    return
                plain = category is Category.CONTENT and token not in self._mentioned
                price = OTHER if plain else UNLIKELY
                for length in range(1, LONGEST_NAME + 1):
                    last = token + length - 1
                    if last >= lattice.size or lattice.category(last) is Category.PUNCTUATION:
                        return
                    if length > 1 and (last in self._mentioned or not lattice.spellings[last].content):
                        return
                    yield "other", price + 15 * (length - 1), (last + 1) << 4
            case _:
                if not place & 15:
                    yield "other", OTHER if isinstance(element, p.Regex) else UNLIKELY, after

    def _word(self, element: p.Element, token: int) -> tuple[str, int]:
        """The kind and price of one word of the sentence for a word of the pattern."""
        spelling = self.lattice.spellings[token]
        if isinstance(element, p.Word) and element.exact:
            wanted = fold(element.text)
            if spelling.folded == wanted or any(stem == wanted for stem, _, _ in spelling.stems):
                return "spelled", SPELLED
        if isinstance(element, p.Lexeme) and any(lemma == element.lemma for lemma, *_ in spelling.forms):
            return "form", FORM
        if self.lattice.tokens[token].kind is Kind.PUNCTUATION:
            return "other", UNLIKELY + 60
        forms = self._forms.get(element)
        if forms is None:
            forms = self._forms[element] = list(self.forms_of(element))
        if _alike(spelling.folded, forms, isinstance(element, p.Lexeme)):
            return "other", NEAR
        if token in self._mentioned:
            return "other", MISSING_MENTION
        category = self.lattice.category(token)
        morphology = self.lattice.vocabulary.morphology
        if category in (Category.PREPOSITION, Category.CONJUNCTION) and any(
            morphology.category(form) is category for form in forms[:50]
        ):
            return "other", PREPOSITION
        return "other", OTHER + 30 if category is Category.CONTENT else UNLIKELY

    def forms_of(self, element: p.Element) -> Iterator[str]:
        """The folded forms that a word of the pattern matches (of phrases, the first word)."""
        match element:
            case p.Word(text):
                yield fold(text)
            case p.WordList(name):
                yield from (fold(phrase.split()[0]) for phrase in self.program.words[name].phrases)
            case p.Lexeme(lemma):
                verb = self.program.verbs[lemma]
                yield from {form.form for form in self.lattice.vocabulary.morphology.forms(verb)}
            case _:
                return


def _alike(folded: str, forms: list[str], verb: bool) -> bool:
    """Whether a word may be meant for one of the forms: nearly the same letters, or the same beginning."""
    if len(folded) < 4:
        return False
    near = get_close_matches(folded, forms, n=5, cutoff=SIMILAR)
    return any(
        (not verb and form[:3] == folded[:3]) or SequenceMatcher(None, form, folded).ratio() >= SIMILAR_FORM
        for form in near
    )


def _missing(element: p.Element) -> int:
    match element:
        case p.Proclitic() | p.Enclitic():
            return OTHER
        case p.Word():
            return MISSING
        case p.Mention() | p.Lexeme() | p.Capture():
            return MISSING_MENTION
        case _:
            return MISSING + 30
