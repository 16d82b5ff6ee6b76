"""Scores of found against gold triples, worked out by hand."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.extraction.triple import Argument, SentenceSpan, Triple
from nisba.tools.evaluate import GoldSentence, GoldTriple, Score, evaluate, meets, read_gold, same_argument


def found(subject: str, relation: str, object_: str, polarity: str = "asserted", rule: str = "r") -> Triple:
    def argument(text: str) -> Argument:
        return Argument(text, 0, len(text), "Text", text)

    return Triple(
        "1", rule, "a.rules:1", relation, argument(subject), argument(object_), {},
        polarity, "asserted", None, SentenceSpan(0, 10),
    )  # fmt: skip


def score(gold: list[GoldTriple], triples: list[Triple], relations: tuple[str, ...] = ()) -> Score:
    return evaluate([GoldSentence("1", "…", tuple(gold))], {"1": triples}, relations).all


VISIT = GoldTriple("بلينكن", "visited", "تركيا", s_alt=("الوزير بلينكن",))


@pytest.mark.parametrize(
    ("text", "span", "same"),
    [
        ("بلينكن", "بلينكن", True),
        ("بِلينكن", "بلينكن", True),
        ("أنقرة", "انقره", True),
        ("الوزير بلينكن", "بلينكن", True),
        ("وزير الخارجية بلينكن", "بلينكن", False),
        ("بلين", "بلينكن", False),
        ("", "بلينكن", False),
        ("أن القوات انسحبت", "القوات", False),
        ("القوات انسحبت من", "القوات انسحبت من المدينة كلها أمس في الليل", True),
        ("القوات", "القوات انسحبت من المدينة كلها أمس في الليل", False),
        ("انسحبت القوات من", "القوات انسحبت من المدينة كلها أمس في الليل", False),
    ],
)
def test_same_argument(text: str, span: str, same: bool) -> None:
    assert same_argument(text, [span]) is same


def test_right_wrong_and_missed() -> None:
    other = GoldTriple("لافروف", "visited", "سوريا")
    triples = [found("الوزير بلينكن", "visited", "تركيا"), found("ظريف", "visited", "تركيا")]
    assert score([VISIT, other], triples) == Score(right=1, wrong=1, missed=1)


def test_one_gold_triple_serves_one_found_triple() -> None:
    assert score([VISIT], [found("بلينكن", "visited", "تركيا")] * 2) == Score(right=1, wrong=1, missed=0)


def test_polarity_must_agree() -> None:
    assert not meets(found("بلينكن", "visited", "تركيا", "negated"), VISIT)
    assert meets(found("بلينكن", "visited", "تركيا"), VISIT)


def test_symmetric_relations_may_be_turned_round() -> None:
    assert meets(found("تركيا", "met_with", "بلينكن"), GoldTriple("بلينكن", "met_with", "تركيا"))
    assert not meets(found("تركيا", "visited", "بلينكن"), VISIT)


def test_optional_and_implicit_triples_count_neither_way() -> None:
    optional = GoldTriple("بلينكن", "visited", "تركيا", optional=True)
    implicit = GoldTriple("", "said", "الأمر انتهى", implicit=True)
    assert score([optional, implicit], []) == Score()
    both = [found("بلينكن", "visited", "تركيا"), found("ظريف", "said", "الأمر انتهى")]
    assert score([optional, implicit], both) == Score()


def test_what_counts_is_met_before_what_does_not() -> None:
    optional = GoldTriple("بلينكن", "visited", "تركيا", optional=True)
    assert score([optional, VISIT], [found("بلينكن", "visited", "تركيا")]) == Score(right=1)


def test_relations_that_the_gold_does_not_know_are_passed_over() -> None:
    assert score([VISIT], [found("بلينكن", "likes", "تركيا")]) == Score(missed=1)
    gold = [GoldSentence("1", "…", (VISIT,))]
    result = evaluate(gold, {"1": [found("بلينكن", "likes", "تركيا")]}, ["likes"])
    assert result.all == Score(wrong=1, missed=1)


def test_a_rule_answers_for_what_it_found() -> None:
    triples = [
        found("بلينكن", "visited", "تركيا", rule="good"),
        found("ظريف", "visited", "تركيا", rule="bad"),
    ]
    result = evaluate([GoldSentence("1", "…", (VISIT,))], {"1": triples})
    assert result.rules == {"bad": Score(wrong=1), "good": Score(right=1)}
    assert [w.triple.subject.text for w in result.wrong] == ["ظريف"]


NAMES = st.sampled_from(["بلينكن", "الوزير بلينكن", "تركيا", "سوريا"])


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6), st.lists(st.tuples(NAMES, NAMES), max_size=6))
def test_every_triple_is_counted_once(gold: list[tuple[str, str]], triples: list[tuple[str, str]]) -> None:
    """Right and wrong together are what was found; right and missed together what is there."""
    whole = score(
        [GoldTriple(s, "visited", o) for s, o in gold],
        [found(s, "visited", o) for s, o in triples],
        ("visited",),
    )
    assert whole.right + whole.wrong == len(triples)
    assert whole.right + whole.missed == len(gold)


def test_perfect_is_one() -> None:
    whole = score([VISIT], [found("بلينكن", "visited", "تركيا")])
    assert (whole.precision, whole.recall, whole.f1) == (1.0, 1.0, 1.0)
    assert Score().f1 == 0.0


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    good = {"id": "1", "text": "…", "triples": [], "source": "x"}
    path.write_text(json.dumps(good) + "\n\n{broken\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl:3: no sentence of gold"):
        read_gold(path)
