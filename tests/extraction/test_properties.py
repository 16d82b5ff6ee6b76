"""What must hold of extraction whatever the text and the rules."""

from functools import cache

import pytest
from attrs import evolve
from hypothesis import assume, given, note
from hypothesis import strategies as st
from tests import strategies

import nisba
from nisba.arabic.folding import fold, reading_form
from nisba.extraction.engine import Engine
from nisba.extraction.triple import Argument, Triple

DECLARATIONS = """
words trip = زيارة | جولة | جولة عمل
words countries = تركيا | سوريا | العراق | روسيا | الولايات المتحدة
words people = بلينكن | أنتوني بلينكن | فيدان
words titles = الوزير | وزير الخارجية
verb زار يزور masdar زيارة
verb أعلن يعلن masdar إعلان

entity Country
  match c:countries
  mark c
entity Person
  match title:titles? name:people
  mark name with role: title

relation visited (Person | Country -> Country)
relation announced (Person | Country | Phrase -> Clause)
relation with (Person | Country -> Person | Country)
"""

RULES = (
    """
rule by_noun
  match trip X:Person (إلى | لـ) each Y:Country
  emit (X, visited, Y) {title: X.role}
""",
    """
rule by_verb
  frame <زار> (X:Person) (each Y:Country)
  emit (X, visited, Y)
""",
    """
rule countries_too
  match <زار> X:(Person | Country) ... Y:Country
  match X:(Person | Country) ...{4} <زار> Y:Country
  where X != Y
  emit (X, visited, Y)
""",
    """
rule said
  match (<أعلن> | قال) X (أن | إن) Y:Clause
  emit (X, announced, Y)
""",
    """
rule together
  match X:Country و Y:Country
  match X:Country وـ Y:Country
  emit (X, with, Y)
""",
    """
rule in_front
  match X:Person _{0,3} trip
  match X:Person ... (لم | لن)? <زار verb>
  emit (X, with, X)
""",
)

Fact = tuple[str, str, str]


@cache
def engine(*rules: str) -> Engine:
    return nisba.compile(DECLARATIONS + "".join(rules))


def everything() -> Engine:
    return engine(*RULES)


def facts(triples: list[Triple]) -> list[tuple[str, ...]]:
    """What triples say, without their places."""
    return sorted(
        (t.rule, fold(t.subject.text), t.relation, fold(t.object.text), t.polarity, t.modality)
        for t in triples
    )


def arguments(triple: Triple) -> list[Argument]:
    return [triple.subject, triple.object, *triple.qualifiers.values()]


def shifted(triple: Triple, by: int) -> tuple[object, ...]:
    places = [(a.text, a.start + by, a.end + by, a.type) for a in arguments(triple)]
    sentence = (triple.sentence.start + by, triple.sentence.end + by)
    attribution = triple.attribution
    said = attribution and (attribution.text, attribution.start + by, attribution.end + by, attribution.verb)
    return (triple.rule, triple.relation, *places, triple.polarity, triple.modality, said, sentence)


@given(strategies.documents())
def test_every_argument_is_the_reading_form_of_its_place(text: str) -> None:
    """Offsets slice to the surface; an article that ل swallowed is put back in the text of the argument."""
    for triple in everything().extract(text):
        assert 0 <= triple.sentence.start <= triple.sentence.end <= len(text)
        for argument in arguments(triple):
            assert triple.sentence.start <= argument.start < argument.end <= triple.sentence.end
            surface = reading_form(text[argument.start : argument.end])
            assert argument.text in (surface, "ا" + surface)


@given(st.data(), strategies.documents())
def test_noise_makes_no_difference(data: st.DataObject, text: str) -> None:
    """Diacritics, tatweel, alefs, bidi and quotation marks leave the triples as they were, and the spans true."""
    before = everything().extract(text)
    noisy = data.draw(strategies.noisy(text))
    note(f"{noisy=}")
    after = everything().extract(noisy)
    assert facts(after) == facts(before)
    for triple in after:
        for argument in arguments(triple):
            surface = fold(reading_form(noisy[argument.start : argument.end]))
            assert fold(argument.text) in (surface, "ا" + surface)


@given(strategies.documents(), strategies.documents())
def test_paragraphs_are_read_one_by_one(first: str, second: str) -> None:
    """extract(a + paragraph + b) is extract(a) and the shifted extract(b), but for the canonical names.

    A document remembers full names, so a short one in its second paragraph may stand for one of the first.
    """
    between = "\n\n"
    together = everything().extract(first + between + second)
    apart = [shifted(t, 0) for t in everything().extract(first)]
    apart += [shifted(t, len(first + between)) for t in everything().extract(second)]
    assert sorted(shifted(t, 0) for t in together) == sorted(apart)


@given(st.sampled_from(RULES), st.sets(st.sampled_from(RULES)), strategies.documents())
def test_adding_a_rule_removes_no_triple(added: str, others: set[str], text: str) -> None:
    """What the others find stays, with its place, if perhaps in the name of the added rule."""
    assume(added not in others)

    def found(rules: list[str]) -> set[tuple[object, ...]]:
        return {
            (t.relation, t.subject.start, t.subject.end, t.object.start, t.object.end)
            for t in engine(*rules).extract(text)
        }

    some = sorted(others, key=RULES.index)
    assert found(some) <= found([*some, added])


@given(st.permutations(RULES), strategies.documents())
def test_the_order_of_rules_does_not_matter(order: list[str], text: str) -> None:
    """The same triples come out, in the same order, but for the line of the rule."""
    turned = engine(*order).extract(text)
    assert [evolve(t, where="") for t in turned] == [evolve(t, where="") for t in everything().extract(text)]


@given(strategies.documents())
def test_the_index_of_anchors_misses_nothing(text: str) -> None:
    """A rule that the index passes over has no match in the sentence."""
    the_engine = everything()
    for lattice in the_engine.lattices(text, every=True):
        candidates = the_engine.candidates(lattice)
        for number, matcher in enumerate(the_engine.matchers.rules):
            if number not in candidates:
                assert not list(the_engine.fire(matcher, lattice))


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("utf-8", "replace")))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the text, there are triples or none, never an exception."""
    for triple in everything().extract(text):
        for argument in arguments(triple):
            assert 0 <= argument.start < argument.end <= len(text)


@given(st.data(), strategies.documents())
def test_broken_text_can_be_read(data: st.DataObject, text: str) -> None:
    """Nor where anything at all is put into a text that has triples."""
    at = data.draw(st.integers(0, len(text)))
    everything().extract(text[:at] + data.draw(st.text(min_size=1, max_size=5)) + text[at:])


@pytest.mark.parametrize(
    "text", ["زار", "زيارة", "بلينكن", "\u0640" * 50, "«" * 50, "ل" * 50, "زيارة " * 300]
)
def test_odd_texts_have_no_triples(text: str) -> None:
    assert everything().extract(text) == []


def test_a_triple_found_twice_bears_the_name_of_the_nearer_reading_then_of_the_first_name() -> None:
    names = {
        "z_near": "match trip X:Person (إلى | لـ) Y:Country",
        "b_second": "match (قال | trip) X:Person (إلى | لـ) Y:Country",
        "a_far": "match trip X:Person ... Y:Country",
    }
    rules = [f"rule {name} {match} emit (X, visited, Y)\n" for name, match in names.items()]
    (triple,) = engine(*rules).extract("زيارة بلينكن إلى تركيا")
    assert triple.rule == "b_second"
    (triple,) = engine(*rules[::-2]).extract("زيارة بلينكن إلى تركيا")
    assert triple.rule == "z_near"
