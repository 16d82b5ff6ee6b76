"""From captures to the arguments of a triple: text, place, type, canonical name, attributes."""

from collections.abc import Iterator
from itertools import combinations as subsets
from itertools import product

from nisba.extraction.triple import Argument
from nisba.matching.compile import RuleMatcher
from nisba.matching.coordination import members
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.spans import MentionSpan
from nisba.program import patterns as p
from nisba.program.model import Emit, Operand

Places = dict[str, tuple[int, int]]
"""Each capture's places: the start of its stem and its end."""


def combinations(
    lattice: Lattice, matcher: RuleMatcher, reading: Reading, emit: Emit, symmetric: bool = False
) -> Iterator[tuple[Places, Places]]:
    """The captures of a reading with its lists opened, as the subject and as the object of ``emit`` see them.

    One combination for each choice of members. Where both arguments are one list of a ``symmetric`` relation: every
    two of its members, in the order of the text; «بين روسيا وسوريا وإيران» gives three pairs.
    """
    lists = {
        name: members(lattice, item, *reading.captures[name])
        for name, item in matcher.automaton.each.items()
        if name in reading.captures
    }
    paired = emit.subject.capture
    if not (symmetric and paired in lists and paired == emit.object.capture):
        for choice in product(*lists.values()):
            places = reading.captures | dict(zip(lists, choice, strict=True))
            yield places, places
        return
    pairs = list(subsets(lists.pop(paired), 2))
    for rest in product(*lists.values()):
        places = reading.captures | dict(zip(lists, rest, strict=True))
        for first, second in pairs:
            yield places | {paired: first}, places | {paired: second}


def mention_of(lattice: Lattice, item: p.Element | None, places: tuple[int, int]) -> MentionSpan | None:
    """The mention that a capture holds, by the types that its pattern asks for (None where it holds none)."""
    here = lattice.mentions_at(places)
    if not here or item is None:
        return None
    for wanted in _mention_types(item):
        for mention in here:
            if wanted is None or mention.type in wanted:
                return mention
    return None


def _mention_types(item: p.Element) -> Iterator[frozenset[str] | None]:
    match item:
        case p.Mention(types):
            yield types
        case p.Alternation(items):
            for inner in items:
                yield from _mention_types(inner)
        case p.Sequence(items):
            # A test of what follows takes nothing: `!(day) Person` holds a person.
            taken = [inner for inner in items if not isinstance(inner, p.Not)]
            if len(taken) == 1:
                yield from _mention_types(taken[0])
        case _:
            return


def argument(lattice: Lattice, matcher: RuleMatcher, operand: Operand, places: Places) -> Argument | None:
    """What an operand stands for in a reading; None where its capture or attribute is absent."""
    if operand.capture is None:
        text = operand.text or ""
        return Argument(text, -1, -1, "Text", text)
    here = places.get(operand.capture)
    if here is None:
        return None
    mention = mention_of(lattice, matcher.items.get(operand.capture), here)
    if operand.key is not None:
        value = mention.attributes.get(operand.key) if mention else None
        return (
            None
            if not value
            else Argument(value, *_span(lattice, _said(lattice, value, here)), "Text", value)
        )
    if mention is None:
        text = lattice.text(*here)
        return Argument(text, *_span(lattice, here), _builtin(matcher.items.get(operand.capture)), text)
    return mention_argument(lattice, mention)


def mention_argument(lattice: Lattice, mention: MentionSpan) -> Argument:
    """A mention as an argument: its marked part, and what is known of it."""
    text = lattice.text(*mention.name)
    return Argument(
        text, *_span(lattice, mention.name), mention.type, mention.canonical or text, dict(mention.attributes)
    )


def _said(lattice: Lattice, value: str, places: tuple[int, int]) -> tuple[int, int]:
    """Where an attribute stands in its mention; the whole mention's places where its words say it otherwise."""
    start, end = places
    ends = [token << 4 for token in range((start >> 4) + 1, (end >> 4) + 1)]
    for begin in (start, *ends):
        for stop in ends:
            if stop > begin and lattice.text(begin, stop) == value:
                return begin, stop
    return places


def _span(lattice: Lattice, places: tuple[int, int]) -> tuple[int, int]:
    return lattice.offset(places[0]), lattice.offset(places[1], end=True)


def _builtin(item: p.Element | None) -> str:
    match item:
        case p.Builtin(name):
            return name
        case p.Alternation(items):
            names = {_builtin(inner) for inner in items} - {"Text"}
            return names.pop() if len(names) == 1 else "Phrase" if "Phrase" in names else "Text"
        case _:
            return "Text"
