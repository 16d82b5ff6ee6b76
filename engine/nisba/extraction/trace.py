"""Why a rule fired: which part of the sentence met which element of the pattern."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from nisba.arabic.folding import fold, reading_form
from nisba.extraction.engine import Engine, Match
from nisba.extraction.trace_path import Step, path_of
from nisba.extraction.triple import Triple
from nisba.matching.automaton import Automaton, Op
from nisba.matching.compile import RuleMatcher
from nisba.matching.coordination import members
from nisba.matching.lattice import Lattice
from nisba.program import patterns as p
from nisba.program.model import Rule
from nisba.program.notation import notation


@frozen
class Met:
    """A piece of the sentence and the element that it met.

    ``role``: ``anchor``, ``element``, ``gap`` (skipped, by a gap) or ``clitic``. ``text`` is the piece as it stands in
    the document at ``start`` to ``end`` (code points, end exclusive). ``captures``: those that hold it. ``through``: a
    conjunction or other letters in front that the element let through. ``folded``: the form that was compared, where
    it is spelled otherwise. ``note``: what else is known of it: a mention's type and name, a verb's form.
    """

    role: str
    element: str
    text: str
    start: int
    end: int
    captures: tuple[str, ...] = ()
    through: str = ""
    folded: str = ""
    note: str = ""


@frozen
class Firing:
    """One firing of a rule: its anchor, the alternative that matched, the pieces in order, and what came out.

    ``alternative`` counts from 1; ``origin`` is ``match`` or the order of a frame. ``skipped`` tokens lie in gaps.
    ``marks`` are quotation marks and brackets that the match passed over.
    """

    rule: str
    where: str
    anchor: str
    alternative: int
    origin: str
    pattern: str
    met: tuple[Met, ...]
    skipped: int
    marks: tuple[str, ...]
    triples: tuple[Triple, ...]


def firings(engine: Engine, matcher: RuleMatcher, lattice: Lattice) -> Iterator[Firing]:
    """Every firing of a rule in a sentence, explained."""
    for match in engine.fire(matcher, lattice):
        yield explain_match(engine, match, lattice)


def explain_match(engine: Engine, match: Match, lattice: Lattice) -> Firing:
    """One firing, explained."""
    rule, automaton = match.matcher.rule, match.matcher.automaton
    steps = path_of(automaton, lattice, match.token, match.reading)
    number = alternative_of(automaton, steps)
    types = engine.program.types
    met = tuple(_met(steps, automaton, lattice, match.token, types))
    return Firing(
        rule=rule.name,
        where=rule.where,
        anchor=next((m.text for m in met if m.role == "anchor"), ""),
        alternative=number + 1,
        origin=rule.origins[number],
        pattern=alternative_text(rule, number, types),
        met=met,
        skipped=automaton.layout.skipped(match.reading.key),
        marks=_marks(lattice, match.reading.start, match.reading.end),
        triples=tuple(engine.triples(lattice, [match])),
    )


def alternative_text(rule: Rule, number: int, types: dict[str, frozenset[str]]) -> str:
    """An alternative of a rule: a ``match`` as its author wrote it, an order of a frame written out."""
    pattern = rule.alternatives[number]
    if rule.origins[number] == "match" and pattern.span is not None:
        return " ".join(rule.source.slice(pattern.span).split())
    return notation(pattern, types)


def alternative_of(automaton: Automaton, steps: Sequence[Step]) -> int:
    """The number of the rule's alternative that the steps went through."""
    return automaton.layout.chosen(sum(step.transition.cost for step in steps))[0]


def _met(
    steps: Sequence[Step],
    automaton: Automaton,
    lattice: Lattice,
    token: int,
    types: dict[str, frozenset[str]],
) -> Iterator[Met]:
    anchors = {automaton.states[state][0].arg for state in automaton.anchors}
    anchored = automaton.free is not None and not anchors
    opened: list[str] = []
    names = automaton.captures
    for step in steps:
        transition = step.transition
        if transition.op is Op.OPEN and transition.arg < len(names):
            opened.append(names[transition.arg])
        elif transition.op is Op.CLOSE and transition.arg < len(names):
            opened.remove(names[transition.arg])
        elif step.end > step.start:
            element = automaton.elements[transition.arg]
            start = step.edge.stem if step.edge is not None else step.start
            role = _role(element)
            if role == "element" and transition.arg in anchors and step.start >> 4 == token and not anchored:
                role, anchored = "anchor", True
            text = surface(lattice, start, step.end)
            folded = fold(text)
            each = isinstance(element, p.Capture)
            yield Met(
                role,
                ("each " if each else "") + notation(element, types).removeprefix("each "),
                text,
                lattice.offset(start),
                lattice.offset(step.end, end=True),
                tuple(opened),
                surface(lattice, step.start, start) if start > step.start else "",
                folded if folded != text and role != "gap" else "",
                note(lattice, element, start, step.end),
            )


def _role(element: p.Element) -> str:
    match element:
        case p.Gap():
            return "gap"
        case p.Proclitic() | p.Enclitic():
            return "clitic"
        case _:
            return "element"


def surface(lattice: Lattice, start: int, end: int) -> str:
    """The piece of the document between two places, on one line."""
    return " ".join(lattice.document[lattice.offset(start) : lattice.offset(end, end=True)].split())


def note(lattice: Lattice, element: p.Element, start: int, end: int) -> str:
    """What is known of a piece that met an element."""
    match element:
        case p.Lexeme(lemma):
            forms = [form for of, form in lattice.verb_forms(start, end) if of == lemma]
            return f"{forms[0].kind} of {lemma}" if forms else ""
        case p.Mention(wanted):
            for mention in lattice.mentions:
                if (mention.start, mention.end) == (start, end) and (
                    wanted is None or mention.type in wanted
                ):
                    name = lattice.text(*mention.name)
                    shown = [mention.type]
                    if name != reading_form(surface(lattice, start, end)):
                        shown.append(f"named {name}")
                    if mention.canonical and fold(mention.canonical) != fold(name):
                        shown.append(f"that is {mention.canonical}")
                    return ", ".join(shown + [f"{key}: {value}" for key, value in mention.attributes.items()])
            return ""
        case p.Capture(_, item, True):
            found = [lattice.text(*places) for places in members(lattice, item, start, end)]
            return f"{len(found)} members: " + " + ".join(found) if len(found) > 1 else ""
        case p.Gap():
            tokens = (end >> 4) - (start >> 4)
            return f"{tokens} token{'' if tokens == 1 else 's'} skipped"
        case p.Proclitic() | p.Enclitic():
            return "cut off"
        case _:
            return ""


def _marks(lattice: Lattice, start: int, end: int) -> tuple[str, ...]:
    """The transparent marks inside a match."""
    first, last = start >> 4, (end + 15) >> 4
    inside = range(first + 1, last)
    return tuple(mark.surface for token in inside for mark in lattice.sentence.marks.get(token, ()))
