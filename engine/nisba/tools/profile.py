"""Measures what each rule and entity pattern costs over a corpus, and says why the costly ones cost."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import define, field

from nisba.extraction.conditions import holds
from nisba.extraction.engine import Engine
from nisba.matching.automaton import Automaton
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.matching.machine import READINGS, Search
from nisba.program import patterns as p
from nisba.program.notation import notation
from nisba.readers.document import Document

WEAK = 20
"""An anchor that stands so many times for one firing is weak."""
WIDE = 10
"""A gap that may skip so many tokens is wide: the default is 8."""
LARGE = 500
"""An automaton of so many states is large."""


class Of(StrEnum):
    """What a cost belongs to."""

    RULE = "rule"
    ENTITY = "entity"


@define
class Cost:
    """What a rule or entity pattern cost: seconds, sentences tried, anchor occurrences, firings, transitions."""

    of: Of
    name: str
    where: str
    states: int
    gap: int
    """The most tokens that one of its gaps may skip."""
    free: bool
    """Whether an alternative has no anchor, so that it is tried everywhere."""
    seconds: float = 0.0
    sentences: int = 0
    occurrences: int = 0
    firings: int = 0
    steps: int = 0
    truncated: int = 0
    anchors: Counter[str] = field(factory=Counter)

    def reasons(self) -> list[str]:
        """Why it costs what it does, the heaviest reason first; none where nothing stands out."""
        found = []
        if self.free:
            found.append("no anchor: tried at every place where it can start")
        if self.occurrences >= WEAK * max(1, self.firings) and self.anchors:
            anchor, times = self.anchors.most_common(1)[0]
            found.append(
                f"weak anchor: {self.occurrences} occurrences ({times} of {anchor}), {self.firings} firings"
            )
        if self.truncated:
            found.append(f"many readings: `where` refused all that were tried, {self.truncated} times")
        if self.gap >= WIDE:
            found.append(f"wide gap: up to {self.gap} tokens")
        if self.states >= LARGE:
            found.append(f"large automaton: {self.states} states")
        return found


@define
class Profile:
    """The costs over a corpus. ``analysis`` are the seconds for tokens, words and mentions of the whole corpus, in
    which the entity patterns' share is contained."""

    documents: int = 0
    sentences: int = 0
    characters: int = 0
    analysis: float = 0.0
    costs: list[Cost] = field(factory=list)

    def ranked(self) -> list[Cost]:
        """The costs, the highest first."""
        return sorted(self.costs, key=lambda cost: (-cost.seconds, -cost.steps, cost.of, cost.name))


def profile(engine: Engine, documents: Iterable[Document]) -> Profile:
    """What the parts of an engine's rules cost over documents.

    Entity patterns are run a second time for it, over the mentions as they came out; rules as they run in an
    extraction. What patterns share (where a verb or a list occurs in a sentence) is looked up before the clock runs.
    """
    found = Profile()
    program, matchers = engine.program, engine.matchers
    rules = [_cost(Of.RULE, m.rule.name, m.rule.where, m.automaton) for m in matchers.rules]
    entities = []
    for matcher in matchers.entities.matchers:
        source, pattern = matcher.pattern.source, matcher.pattern
        file = source.name.replace("\\", "/").rsplit("/", 1)[-1]
        where = f"{file}:{source.position(pattern.span.start).line}"
        entities.append(_cost(Of.ENTITY, pattern.type, where, matcher.automaton))
    seen: set[str] = set()
    for document in documents:
        seen.add(document.doc)
        found.characters += len(document.text)
        lattices = engine.lattices(document.text, document.annotations)
        while True:
            began = time.perf_counter()
            lattice = next(lattices, None)
            found.analysis += time.perf_counter() - began
            if lattice is None:
                break
            found.sentences += 1
            for number in matchers.entities.index.starts(lattice.keys()):
                automaton = matchers.entities.matchers[number].automaton
                _measure(entities[number], automaton, lattice, None, program.types)
            for number in engine.candidates(lattice):
                rule = matchers.rules[number]
                _measure(rules[number], rule.automaton, lattice, rule, program.types)
    found.documents = len(seen)
    found.costs = rules + entities
    return found


def _cost(of: Of, name: str, where: str, automaton: Automaton) -> Cost:
    gap = max((gap.most for gap in automaton.gaps.values()), default=0)
    return Cost(of, name, where, len(automaton.states), gap, automaton.free is not None)


def _measure(
    cost: Cost,
    automaton: Automaton,
    lattice: Lattice,
    matcher: RuleMatcher | None,
    types: dict[str, frozenset[str]],
) -> None:
    for element in automaton.elements:
        if not isinstance(element, p.Gap | p.Mark | p.Boundary | p.Not):
            lattice.forward(element)
    conditions = matcher.rule.conditions if matcher is not None else ()
    began = time.perf_counter()
    search = Search(automaton, lattice, READINGS if conditions else 1)
    if matcher is not None and conditions:
        fired = search.fire(None, lambda r: all(holds(c, lattice, matcher, r.captures) for c in conditions))
    else:
        fired = search.fire()
    firings = sum(1 for _ in fired)
    cost.seconds += time.perf_counter() - began
    cost.sentences += 1
    cost.firings += firings
    cost.steps += search.steps
    cost.truncated += search.truncated
    for anchor, times in _occurrences(automaton, lattice, types):
        cost.occurrences += times
        cost.anchors[anchor] += times


def _occurrences(
    automaton: Automaton, lattice: Lattice, types: dict[str, frozenset[str]]
) -> Iterator[tuple[str, int]]:
    for element in automaton.anchors_by_element:
        times = len({place >> 4 for place in lattice.forward(element)})
        if times:
            yield notation(element, types), times


def to_table(found: Profile, most: int | None = 20) -> str:
    """A profile as text for people, at most so many rows."""
    matching = sum(cost.seconds for cost in found.costs if cost.of is Of.RULE)
    lines = [
        f"{found.documents} documents, {found.characters} characters, {found.sentences} sentences with a candidate",
        f"analysis and mentions {found.analysis:.3f} s, rules {matching:.3f} s",
        "",
        f"{'ms':>9}  {'sentences':>9}  {'anchors':>8}  {'firings':>8}  {'steps':>9}",
    ]
    ranked = [cost for cost in found.ranked() if cost.sentences]
    for cost in ranked[:most]:
        lines.append(
            f"{cost.seconds * 1000:>9.1f}  {cost.sentences:>9}  {cost.occurrences:>8}  {cost.firings:>8}  "
            f"{cost.steps:>9}  {cost.of} {cost.name} ({cost.where})"
        )
        lines += [f"{'':>53}{reason}" for reason in cost.reasons()]
    if most is not None and len(ranked) > most:
        lines.append(f"{'':>9}  and {len(ranked) - most} more")
    idle = len(found.costs) - len(ranked)
    if idle:
        lines.append(f"{idle} had no candidate")
    return "\n".join(lines) + "\n"


def to_json(found: Profile) -> dict[str, object]:
    """A profile as plain data."""
    return {
        "documents": found.documents,
        "characters": found.characters,
        "sentences": found.sentences,
        "analysis_seconds": found.analysis,
        "costs": [
            {
                "of": cost.of.value,
                "name": cost.name,
                "where": cost.where,
                "seconds": cost.seconds,
                "sentences": cost.sentences,
                "anchor_occurrences": cost.occurrences,
                "firings": cost.firings,
                "steps": cost.steps,
                "states": cost.states,
                "widest_gap": cost.gap,
                "reasons": cost.reasons(),
            }
            for cost in found.ranked()
        ],
    }
