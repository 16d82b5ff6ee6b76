"""From a program to matchers: one automaton a rule, and the index from anchors to rules."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from nisba.arabic.morphology.protocol import Morphology
from nisba.matching.automaton import Automaton
from nisba.matching.index import AnchorIndex, index
from nisba.matching.mentions import EntityMatchers, compile_entities
from nisba.matching.vocabulary import Vocabulary
from nisba.program import patterns as p
from nisba.program.model import Program, Rule


@frozen
class RuleMatcher:
    """A rule with its automaton. ``items`` says what each capture holds."""

    rule: Rule
    automaton: Automaton
    items: dict[str, p.Element]


@frozen
class Matchers:
    """Everything compiled."""

    vocabulary: Vocabulary
    entities: EntityMatchers
    rules: Sequence[RuleMatcher]
    index: AnchorIndex
    """Of the rules."""


def compile_program(program: Program, morphology: Morphology) -> Matchers:
    """The matchers of a program."""
    # Not at the top: a start from kept rules builds nothing.
    from nisba.matching.construction import build

    patterns = [a for rule in program.rules for a in rule.alternatives]
    patterns += [a for entity in program.entity_patterns for a in entity.alternatives]
    rules = tuple(
        RuleMatcher(rule, build(rule.alternatives), _items(p.Alternation(rule.alternatives)))
        for rule in program.rules
    )
    return Matchers(
        vocabulary=Vocabulary(program, morphology, patterns),
        entities=compile_entities(program.entity_patterns),
        rules=rules,
        index=index(matcher.automaton for matcher in rules),
    )


def _items(element: p.Element) -> dict[str, p.Element]:
    """What each capture may hold: where alternatives capture different things under one name, any of them."""
    found: dict[str, list[p.Element]] = {}
    for name, item in _captures(element):
        found.setdefault(name, []).append(item)
    return {
        name: items[0] if len(items) == 1 else p.Alternation(tuple(items)) for name, items in found.items()
    }


def _captures(element: p.Element) -> Iterator[tuple[str, p.Element]]:
    match element:
        case p.Capture(name, item):
            yield name, item
            yield from _captures(item)
        case p.Sequence(items) | p.Alternation(items):
            for item in items:
                yield from _captures(item)
        case p.Repetition(item):
            yield from _captures(item)
        case _:
            return
