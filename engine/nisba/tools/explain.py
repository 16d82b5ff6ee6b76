"""Explains what rules do with a text: why they fire, and why not."""

from collections.abc import Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from nisba.extraction.engine import Engine
from nisba.extraction.trace import Firing, alternative_text, firings
from nisba.extraction.trace_not import Miss, misses
from nisba.extraction.triple import Triple
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.matching.mentions import Annotation
from nisba.program.notation import notation

NEAR = 260
"""Misses that a larger change would mend are not told, unless a rule is asked for."""
MISSES = 3
"""So many misses of a sentence are told, unless a rule is asked for."""
FEW = 20
"""Of so many rules the nearest miss in a single sentence is told however far it is, where none fires."""


@frozen
class Alternative:
    """One way that a rule may match: a ``match`` as written, or an order that its frame stands for."""

    origin: str
    pattern: str


@frozen
class RuleShape:
    """What a rule looks for: its anchors and its alternatives, frames written out."""

    rule: str
    where: str
    anchors: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


@frozen
class Sentence:
    """A sentence, its mentions as (text, type), and what the rules did in it."""

    text: str
    start: int
    end: int
    mentions: tuple[tuple[str, str], ...]
    firings: tuple[Firing, ...]
    misses: tuple[Miss, ...]


@frozen
class Explanation:
    """What the rules do with a text, sentence by sentence; the shape of the rule where one was asked for."""

    sentences: tuple[Sentence, ...]
    shapes: tuple[RuleShape, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form as plain values. Triples are as ``nisba extract`` writes them."""
        shown = asdict(self)
        for sentence, plain in zip(self.sentences, shown["sentences"], strict=True):
            for firing, fired in zip(sentence.firings, plain["firings"], strict=True):
                fired["triples"] = [triple.to_dict() for triple in firing.triples]
            for miss, missed in zip(sentence.misses, plain["misses"], strict=True):
                missed["sentence"] = miss.sentence()
        return shown


def explain(
    engine: Engine, text: str, rule: str | None = None, annotations: Sequence[Annotation] = ()
) -> Explanation:
    """Why the rules fire in a text, and why not.

    ``rule``: only the rule of this name, with its shape and everything that kept it from firing. Without it the
    firings of all rules are told, and of the rules whose anchor occurs the nearest misses; where there are none in
    a single sentence, and few rules, the nearest of all. Raises ``KeyError`` where
    there is no rule of this name.

    >>> import nisba
    >>> engine = nisba.compile('''
    ... entity Country from annotations "LOC"
    ... relation visited (Country -> Country)
    ... rule visit
    ...   match زيارة X:Country إلى Y:Country
    ...   emit (X, visited, Y)
    ... ''')
    >>> (sentence,) = explain(engine, "زيارة العراق إلى جانب", "visit", [nisba.Annotation(6, 12, "LOC")]).sentences
    >>> sentence.misses[0].sentence()
    'expected Country after إلى; found جانب, which no list knows'
    """
    chosen = [m for m in engine.matchers.rules if rule is None or m.rule.name == rule]
    if rule is not None and not chosen:
        raise KeyError(rule)
    # A subject that is inherited from another rule's triple is known only when all rules have run.
    inheriting = {m.rule.name for m in chosen if any(emit.subject.inherited for emit in m.rule.emits)}
    inherited = [
        triple
        for triple in (engine.extract(text, tuple(annotations)) if inheriting else ())
        if triple.rule in inheriting
    ]
    lattices = list(engine.lattices(text, tuple(annotations), every=True))
    thorough = len(lattices) == 1 and len(chosen) <= FEW
    sentences = tuple(
        _sentence(engine, lattice, chosen, inherited, asked=rule is not None, thorough=thorough)
        for lattice in lattices
    )
    return Explanation(sentences, tuple(shape(engine, m) for m in chosen) if rule is not None else ())


def shape(engine: Engine, matcher: RuleMatcher) -> RuleShape:
    """What a rule looks for."""
    types, rule = engine.program.types, matcher.rule
    return RuleShape(
        rule.name,
        rule.where,
        tuple(notation(element, types) for element in matcher.automaton.anchors_by_element),
        tuple(
            Alternative(origin, alternative_text(rule, number, types))
            for number, origin in enumerate(rule.origins)
        ),
    )


def _with(inherited: Sequence[Triple], firing: Firing) -> Firing:
    """A firing with the triples whose subject it inherits: those of its rule whose object it holds."""
    if not firing.met:
        return firing
    start, end = firing.met[0].start, firing.met[-1].end
    own = tuple(t for t in inherited if t.rule == firing.rule and start <= t.object.start < end)
    return evolve(firing, triples=(*firing.triples, *(t for t in own if t not in firing.triples)))


def _sentence(
    engine: Engine,
    lattice: Lattice,
    chosen: Sequence[RuleMatcher],
    inherited: Sequence[Triple],
    *,
    asked: bool,
    thorough: bool,
) -> Sentence:
    candidates = {engine.matchers.rules[number].rule.name for number in engine.candidates(lattice)}
    fired: list[Firing] = []
    missed: list[Miss] = []
    for matcher in chosen:
        if asked or matcher.rule.name in candidates:
            fired.extend(_with(inherited, firing) for firing in firings(engine, matcher, lattice))
        if asked or thorough or matcher.rule.name in candidates:
            missed.extend(misses(engine, matcher, lattice))
    missed.sort(key=lambda miss: miss.cost)
    if not asked:
        near = [miss for miss in missed if miss.cost <= NEAR][:MISSES]
        missed = missed[:1] if thorough and not (near or fired) else near
    span = lattice.sentence
    return Sentence(
        lattice.document[span.start : span.end],
        span.start,
        span.end,
        tuple((lattice.text(m.start, m.end), m.type) for m in lattice.mentions),
        tuple(fired),
        tuple(missed),
    )
