"""A resolved pattern, written down, is read as the same pattern."""

from hypothesis import given, note
from tests import strategies
from tests.extraction.test_properties import DECLARATIONS

import nisba
from nisba.program import patterns as p
from nisba.program.notation import notation


@given(strategies.written_rules("visited"))
def test_notation_is_read_back_as_the_pattern(rule: str) -> None:
    """Writing and reading change nothing."""
    first = nisba.compile(DECLARATIONS + rule).program
    (drawn,) = first.rules
    again = "\n".join(f"  match {notation(a, first.types)}" for a in drawn.alternatives)
    note(again)
    second = nisba.compile(f"{DECLARATIONS}\nrule again\n{again}\n  emit (X, visited, Y)\n").program
    assert second.rules[0].alternatives == drawn.alternatives


def test_order_of_a_frame_is_written_with_its_gaps() -> None:
    gap = p.Gap(0, 8, clause=True)
    order = p.sequence(p.Lexeme("زار", "verb"), gap, p.Capture("X", p.Mention(frozenset({"Person"}))))
    assert notation(order) == "<زار verb> ...{0,8} X:Person"
