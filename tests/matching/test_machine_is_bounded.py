"""No pattern makes the machine explode: its steps are counted, not its time."""

import pytest
from tests.lattices import Edge, Table
from tests.matching.test_machine_is_reference import EngineTable

from nisba.matching.construction import build
from nisba.matching.machine import Search, Shortcuts
from nisba.program import patterns as p

TOKENS = 5_000
WORD = p.Word("قال")
ANY = p.AnyWord()
MISSING = p.Mention(None)


def any_number(item: p.Element) -> p.Element:
    return p.Repetition(item, 1, None)


def optional(item: p.Element) -> p.Element:
    return p.Repetition(item, 0, 1)


PATTERNS = {
    "(_+)+": any_number(any_number(ANY)),
    "(_? _?)+": any_number(p.Sequence((optional(ANY), optional(ANY)))),
    "((_+)+)+ missing": p.Sequence((any_number(any_number(any_number(ANY))), MISSING)),
    "(_|_ _)* missing": p.Sequence(
        (p.Repetition(p.Alternation((ANY, p.Sequence((ANY, ANY)))), 0, None), MISSING)
    ),
    "six gaps missing": p.Sequence((WORD, *[e for _ in range(6) for e in (p.Gap(0, 8), ANY)], MISSING)),
    "six gaps side by side missing": p.Sequence((WORD, *[p.Gap(0, 8)] * 6, MISSING)),
    "25 optionals before 25 repeats": p.Sequence((*[optional(WORD)] * 25, *[WORD] * 25)),
    "word+ word+ word+ missing": p.Sequence((*[any_number(WORD)] * 3, MISSING)),
    "missing left of the anchor": p.Sequence((MISSING, *[p.Gap(0, 8), ANY] * 3, any_number(ANY), WORD)),
    "left of the anchor": p.Sequence((any_number(any_number(ANY)), p.Gap(0, 8), WORD)),
    "captures": p.Sequence(
        (
            p.Capture("x", any_number(ANY)),
            p.Gap(0, 8),
            WORD,
            p.Gap(0, 8),
            p.Capture("y", any_number(optional(WORD))),
            ANY,
        )
    ),
    "not": any_number(p.Sequence((p.Not(p.Sequence((any_number(ANY), MISSING))), ANY))),
}


def equal_tokens(number: int) -> EngineTable:
    row = {i << 4: [Edge((i + 1) << 4, i << 4)] for i in range(number)}
    return EngineTable(Table((0,) * number, {WORD: row, ANY: row}))


def steps(pattern: p.Element, tokens: int) -> tuple[int, int]:
    """The steps of the machine over equal tokens, and how often the pattern fired."""
    search = Search(build([pattern]), equal_tokens(tokens), shortcuts=Shortcuts(False, False))
    fired = sum(1 for _ in search.fire())
    return search.steps, fired


@pytest.mark.parametrize("name", PATTERNS)
def test_steps_grow_with_the_tokens_and_the_states_alone(name: str) -> None:
    pattern = PATTERNS[name]
    states = len(build([pattern]).states)
    window = 1 + 8
    taken, fired = steps(pattern, TOKENS)
    spared = Search(build([pattern]), equal_tokens(TOKENS))
    assert sum(1 for _ in spared.fire()) == fired
    assert spared.steps <= taken
    # A state has at most two or three ways on, a gap one for each token it may skip; both directions.
    assert 0 < taken <= 2 * states * (TOKENS + 1) * window
    few, _ = steps(pattern, TOKENS // 10)
    assert taken <= 11 * few
    assert bool(fired) is ("missing" not in name)
