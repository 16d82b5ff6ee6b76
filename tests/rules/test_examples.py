"""Every rule of the shipped packs keeps what its examples promise."""

import pytest

import nisba
from nisba.packaged import packaged
from nisba.program import load_program
from nisba.program.model import Example, Rule

PACKS = sorted(
    folder.name
    for folder in packaged("rules").iterdir()
    if folder.is_dir() and folder.name not in ("shared", "lexicon")
)
EXAMPLES = [
    pytest.param(pack, rule, example, id=f"{pack}-{rule.name}-{number}-{example.kind}")
    for pack in PACKS
    for rule in load_program([packaged("rules") / pack]).rules
    for number, example in enumerate(rule.examples)
    if example.kind != "todo"
]
ENGINES: dict[str, nisba.Engine] = {}


def asserted(pack: str, rule: Rule, text: str) -> set[tuple[str, str, str]]:
    """What the rule says of a text, denials left out."""
    engine = ENGINES.setdefault(pack, nisba.load(packaged("rules") / pack))
    return {
        (triple.subject.text, triple.relation, triple.object.text)
        for triple in engine.extract(text)
        if triple.rule == rule.name and triple.polarity == "asserted"
    }


@pytest.mark.parametrize(("pack", "rule", "example"), EXAMPLES)
def test_example_holds(pack: str, rule: Rule, example: Example) -> None:
    found = asserted(pack, rule, example.text)
    promised = {(triple.subject, triple.relation, triple.object) for triple in example.triples}
    if example.kind == "yes":
        assert promised <= found
    elif promised:
        assert not promised & found
    else:
        assert not found


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_has_two_examples_for_and_one_against_it(pack: str) -> None:
    thin = [
        rule.name
        for rule in load_program([packaged("rules") / pack]).rules
        if [e.kind for e in rule.examples].count("yes") < 2 or all(e.kind != "no" for e in rule.examples)
    ]
    assert thin == []
