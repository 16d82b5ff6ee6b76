"""The orders that a frame stands for."""

from nisba.program import patterns as p
from nisba.program import program_from_source
from nisba.program.model import Rule
from nisba.program.shape import captures, walk
from nisba.source import Source

HEAD = """
entity Person from annotations "PER"
entity Place from annotations "LOC"
relation visited (Person -> Place)
verb زار يزور masdar زيارة
verb وصل يصل
"""
GAP = p.Gap(0, 8, clause=True)
X = p.Capture("X", p.Mention(frozenset({"Person"})))
Y = p.Capture("Y", p.Mention(frozenset({"Place"})))


def frame(text: str) -> Rule:
    return program_from_source(Source("a.rules", f"{HEAD}rule r frame {text} emit (X, visited, Y)")).rules[0]


def orders(rule: Rule) -> dict[str, p.Element]:
    return dict(zip(rule.origins, rule.alternatives, strict=True))


def test_plain_object_gives_three_orders_with_the_masdar_last() -> None:
    rule = frame("<زار> (X:Person) (Y:Place)")
    verb, masdar = p.Lexeme("زار", "verb"), p.Lexeme("زار", "masdar")
    through = p.Repetition(p.Alternation((p.Word("إلى"), p.Proclitic("ل"))), 0, 1)
    assert orders(rule) == {
        "verb-subject-complement": p.Sequence((verb, GAP, X, GAP, Y)),
        "subject-verb-complement": p.Sequence((X, GAP, verb, GAP, Y)),
        "masdar-subject-complement": p.Sequence((masdar, GAP, X, GAP, through, Y)),
    }


def test_complement_with_preposition_may_stand_before_the_subject() -> None:
    found = orders(frame("<وصل> (X:Person) (إلى Y:Place)"))
    assert list(found) == [
        "verb-subject-complement", "subject-verb-complement", "verb-complement-subject",
    ]  # fmt: skip
    verb, to = p.Lexeme("وصل", "verb"), p.Word("إلى")
    assert found["verb-complement-subject"] == p.Sequence((verb, GAP, to, Y, GAP, X))


def test_complement_with_proclitic_keeps_its_preposition_behind_the_masdar() -> None:
    found = orders(frame("<زار> (X:Person) (لـ Y:Place)"))
    assert "verb-complement-subject" in found
    assert found["masdar-subject-complement"] == p.Sequence(
        (p.Lexeme("زار", "masdar"), GAP, X, GAP, p.Proclitic("ل"), Y)
    )


def test_narrowed_frame_keeps_to_its_form() -> None:
    assert frame("<زار masdar> (X:Person) (Y:Place)").origins == ("masdar-subject-complement",)
    finite = frame("<زار perfect> (X:Person) (Y:Place)")
    assert finite.origins == ("verb-subject-complement", "subject-verb-complement")
    lexemes = [e for a in finite.alternatives for e in walk(a) if isinstance(e, p.Lexeme)]
    assert {lexeme.form for lexeme in lexemes} == {"perfect"}


def test_gap_goes_with_an_optional_complement() -> None:
    rule = frame("<زار> (X:Person) (Y:Place) ((في Z:Place)?)")
    z = p.Capture("Z", p.Mention(frozenset({"Place"})))
    first = rule.alternatives[0]
    assert isinstance(first, p.Sequence)
    assert first.items[-1] == p.Repetition(p.Sequence((GAP, p.Word("في"), z)), 0, 1)


def test_every_order_has_the_same_captures() -> None:
    rule = frame("<زار> (X:Person) (إلى Y:Place) (مع Z:Person)")
    assert len(rule.alternatives) == 4
    assert {frozenset(captures(alternative)) for alternative in rule.alternatives} == {frozenset("XYZ")}
