"""For planted misses, why-not names the element that failed and the change that mends it."""

from collections.abc import Iterator

import pytest

import nisba
from nisba.extraction.trace_not import Miss, misses, nearest_miss
from nisba.tools.testing import triples_of

LISTS = {
    "people.txt": "بلينكن\nأنتوني بلينكن\nلافروف\n",
    "countries.txt": "تركيا\nالعراق\nمصر\n",
    "cities.txt": "بغداد\nأنقرة\n",
}
HEAD = """\
words trip = زيارة | جولة
words denied = نفى | كذب
verb زار يزور masdar زيارة
verb أعلن يعلن masdar إعلان
entity Person from "people.txt"
entity Country from "countries.txt"
entity City from "cities.txt"
type Place = Country | City
relation r (Mention | Phrase | Word | Number -> Mention | Phrase | Number)
rule planted
"""
EMIT = "\n  emit (X, r, Y)\n"


@pytest.fixture(autouse=True)
def lists(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("lists")
    for name, content in LISTS.items():
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(folder)


def why_not(rule: str, text: str) -> Miss:
    engine = nisba.compile(HEAD + "  " + rule + EMIT)
    (matcher,) = engine.matchers.rules
    assert triples_of(engine, matcher, text) == [], "the rule does match"
    miss = nearest_miss(engine, matcher, engine.lattices(text, every=True))
    assert miss is not None
    return miss


TRIP = "match trip X:Person إلى Y:Place"

PLANTED = [
    # (rule, sentence, what failed, what stands there, a part of the change)
    (TRIP, "زيارة بلينكن إلى جانب", "Place", "جانب", "add جانب to the list"),
    (TRIP, "زيارة بلينكن نحو تركيا", "إلى", "نحو", "add the alternative نحو"),
    (TRIP, "زيارة بلينكن تركيا", "إلى", "تركيا", "make إلى optional"),
    (TRIP, "زيارة فلان إلى تركيا", "Person", "فلان", "add فلان to the list of Person"),
    (TRIP, "زيارة مصر إلى تركيا", "Person", "مصر", "add مصر to the list of Person"),
    (TRIP, "زيارة بلينكن لتركيا", "إلى", "لتركيا", "إلى"),
    ("match trip X:Person Y:Place", "زيارة بلينكن لتركيا", "Place", "ل", "(لـ)?"),
    (TRIP, "زيارة بلينكن المفاجئة إلى تركيا", "إلى", "المفاجئة", "...{0,1}"),
    (TRIP, "زيارة بلينكن إلى العاصمة تركيا", "Place", "العاصمة", "...{0,1}"),
    (TRIP, "زيارة بلينكن إلى", "Place", "the end of the sentence", "optional"),
    ('match trip X:Person "إلى" Y:Place', "زيارة بلينكن الى تركيا", '"إلى"', "الى", "without quotation marks"),
    ("match trip X:Person ...{2} Y:Place", "زيارة بلينكن أمس صباحا مع وفد تركيا", "Place", "أمس صباحا مع وفد", "...{0,4}"),
    ("match trip X:Person ...{2,3} Y:Place", "زيارة بلينكن تركيا", "Place", "تركيا", "...{0,3}"),
    ("match X:Person <زار verb> Y:Place", "فلان زار تركيا", "Person", "فلان", "add فلان"),
    ("match X:Person في trip إلى Y:Place", "بلينكن خلال زيارة إلى تركيا", "في", "خلال", "خلال"),
    ("match X:Person ... <زار verb> Y:Place", "فلان اليوم زار تركيا", "Person", "اليوم", "Person"),
    ("match trip X:Person !(رسميا) إلى? Y:Place", "زيارة بلينكن رسميا تركيا", "!(رسميا)", "رسميا", "drop the test !(رسميا)"),
    ("match trip X:Person !(رسميا إلى) _? إلى Y:Place", "زيارة بلينكن رسميا إلى تركيا", "!(رسميا إلى)", "رسميا", "drop the test"),
    ("match ^ trip X:Person إلى Y:Place", "بعد زيارة بلينكن إلى تركيا", "^", "زيارة", "drop the test ^"),
    ("match trip X:Person إلى Y:Place $", "زيارة بلينكن إلى تركيا أمس", "$", "أمس", "drop the test $"),
    ("match trip X:Person إلى Y:Number", "زيارة بلينكن إلى خمسة", "Number", "خمسة", "Number"),
    ("match trip X:Person في /20../ Y:Place", "زيارة بلينكن في 1999 تركيا", "/20../", "1999", "1999"),
    ("match denied X:Person <أعلن> Y:Place", "نفى بلينكن تصريح تركيا", "<أعلن>", "تصريح", "تصريح"),
    ("match denied X:Person <أعلن masdar> Y:Place", "نفى بلينكن يعلن تركيا", "<أعلن masdar>", "يعلن", "<أعلن>"),
    ("frame <زار> (X:Person) (Y:Place)", "زار بلينكن أن تركيا", "Place", "أن", "match"),
    ("match trip each X:Person إلى Y:Place", "زيارة فلان إلى تركيا", "each Person", "فلان", "Person"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "element", "found", "change"), PLANTED)
def test_planted_miss_is_named(rule: str, text: str, element: str, found: str, change: str) -> None:
    miss = why_not(rule, text)
    assert (miss.element, miss.found) == (element, found), miss.sentence()
    assert change in " | ".join(miss.changes)


def test_sentence_says_what_was_expected_and_what_is_known_of_the_word_found() -> None:
    assert why_not(TRIP, "زيارة بلينكن إلى جانب").sentence() == (
        "expected Place after إلى; found جانب, which no list knows"
    )
    assert why_not(TRIP, "زيارة مصر إلى تركيا").sentence() == (
        "expected Person after زيارة; found مصر, which is a Country"
    )


def test_alternatives_are_all_named() -> None:
    miss = why_not("match trip X:Person (إلى | لـ) Y:Place", "زيارة بلينكن نحو تركيا")
    assert miss.expected == ("إلى", "لـ")


def test_missing_anchor_is_told_with_what_would_be_one() -> None:
    miss = why_not(TRIP, "التقى بلينكن أمس صحافيين")
    assert (miss.kind, miss.expected, miss.found) == ("anchor", ("trip",), "")


@pytest.mark.parametrize(
    ("rule", "text", "found", "change"),
    [
        (TRIP, "زيارات بلينكن إلى تركيا", "زيارات", "add زيارات to the list trip"),
        (TRIP, "سفر بلينكن إلى تركيا", "سفر", "add سفر to the list trip"),
        ("match <زار verb> X:Person Y:Place", "زيارة بلينكن تركيا", "زيارة", "any form of the verb: <زار>"),
        ('match "أعلن" X:Person Y:Place', "اعلن بلينكن تركيا", "اعلن", "without quotation marks"),
    ],
)
def test_word_near_the_anchor_is_shown(rule: str, text: str, found: str, change: str) -> None:
    miss = why_not(rule, text)
    assert miss.found == found
    assert change in " | ".join(miss.changes)


def test_condition_that_fails_is_named() -> None:
    miss = why_not("match trip X:Place إلى Y:Place\n  where X != Y", "زيارة تركيا إلى تركيا")
    assert (miss.kind, miss.element) == ("where", "X != Y")
    assert "X = تركيا" in miss.known


def test_a_rule_that_fires_has_no_miss_at_that_anchor() -> None:
    engine = nisba.compile(HEAD + "  " + TRIP + EMIT)
    (matcher,) = engine.matchers.rules
    (lattice,) = engine.lattices("زيارة بلينكن إلى تركيا ثم جولة لافروف إلى جانب", every=True)
    assert [miss.anchor for miss in misses(engine, matcher, lattice)] == ["جولة"]


def applied() -> Iterator[tuple[str, str, str]]:
    yield TRIP, "زيارة بلينكن نحو تركيا", "match trip X:Person (إلى | نحو) Y:Place"
    yield TRIP, "زيارة بلينكن تركيا", "match trip X:Person إلى? Y:Place"
    yield TRIP, "زيارة بلينكن المفاجئة إلى تركيا", "match trip X:Person ...{0,1} إلى Y:Place"
    yield "match trip X:Person Y:Place", "زيارة بلينكن لتركيا", "match trip X:Person (لـ)? Y:Place"


@pytest.mark.parametrize(("rule", "text", "mended"), list(applied()))
def test_the_proposed_change_lets_the_sentence_match(rule: str, text: str, mended: str) -> None:
    miss = why_not(rule, text)
    assert any(piece.split(": ")[-1] in mended for piece in miss.changes), miss.changes
    engine = nisba.compile(HEAD + "  " + mended + EMIT)
    assert triples_of(engine, engine.matchers.rules[0], text)
