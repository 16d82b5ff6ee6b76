"""What the news pack finds, and what it must leave alone."""

import pytest

import nisba
from nisba.packaged import packaged
from nisba.program import load_program

INVENTORY = {
    "said", "announced", "denied", "condemned", "called_on", "accused", "told", "visited", "arrived_in", "met_with",
    "holds_position", "leads", "appointed", "member_of", "located_in", "cooperates_with", "signed_with", "attacked",
    "killed", "arrested", "supports", "established",
}  # fmt: skip

Found = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def news() -> nisba.Engine:
    return nisba.load("news")


def triples(engine: nisba.Engine, text: str) -> Found:
    return {(t.subject.text, t.relation, t.object.text) for t in engine.extract(text)}


def test_every_relation_of_the_inventory_has_a_rule_and_a_label() -> None:
    program = load_program([packaged("rules") / "news"])
    assert set(program.relations) == INVENTORY
    assert {emit.relation for rule in program.rules for emit in rule.emits} == INVENTORY
    assert all(relation.label for relation in program.relations.values())


@pytest.mark.parametrize(
    "text",
    [
        "قال بوتين إن القوات انسحبت",
        "وقال بوتين، أمس، إن القوات انسحبت",
        "بوتين قال إن القوات انسحبت",
        "وكان بوتين قد قال في بيان مقتضب إن القوات انسحبت",
        "قال بوتين: القوات انسحبت",
        "«بوتين» قال: «القوات انسحبت»",
    ],
)
def test_a_report_is_found_in_each_order(news: nisba.Engine, text: str) -> None:
    assert ("بوتين", "said", "القوات انسحبت") in triples(news, text)


def test_a_dropped_subject_is_not_guessed(news: nisba.Engine) -> None:
    found = triples(news, "وأضاف أن تركيا أعلنت الحداد")
    assert {(s, r) for s, r, _ in found} == {("تركيا", "announced")}


def test_a_report_that_goes_on_keeps_its_speaker(news: nisba.Engine) -> None:
    found = triples(news, "أعلنت روسيا انسحاب القوات، مؤكدة أن الحدود آمنة، ومشيرة إلى أن الجسر مفتوح")
    assert {s for s, _, _ in found} == {"روسيا"}
    assert {("روسيا", "said", "الجسر مفتوح")} <= found


def test_the_members_of_a_meeting_are_paired_once(news: nisba.Engine) -> None:
    found = [t for t in news.extract("انتهت المباحثات بين روسيا وتركيا وإيران") if t.relation == "met_with"]
    assert [(t.subject.text, t.object.text) for t in found] == [
        ("روسيا", "تركيا"),
        ("روسيا", "إيران"),
        ("تركيا", "إيران"),
    ]


def test_the_name_behind_a_title_is_not_the_one_addressed(news: nisba.Engine) -> None:
    found = triples(news, "دعا الرئيس الروسي فلاديمير بوتين إلى الحوار")
    assert not {r for _, r, _ in found} & {"called_on"}


def test_a_name_shortened_later_does_not_hold_its_title_twice(news: nisba.Engine) -> None:
    found = news.extract("وصل الرئيس الروسي فلاديمير بوتين إلى بغداد. وقال بوتين إن الحدود آمنة.")
    assert [t.object.text for t in found if t.relation == "holds_position"] == ["الرئيس الروسي"]


def test_what_is_called_so_is_not_called_upon(news: nisba.Engine) -> None:
    assert not {r for _, r, _ in triples(news, "اعتقلت الشرطة رجلا يدعى محمد علي بوتين")} & {"called_on"}


def test_west_of_a_town_is_not_in_it(news: nisba.Engine) -> None:
    assert ("الفلوجة", "located_in", "بغداد") not in triples(news, "انفجرت سيارة في الفلوجة غرب بغداد")
    assert ("الفلوجة", "located_in", "العراق") in triples(news, "انفجرت سيارة في الفلوجة غرب العراق")


@pytest.mark.parametrize(
    "text", ["قتل ثلاثة جنود في هجوم قرب دمشق", "تم اعتقال عشرات المتظاهرين", "أصيب مدنيون في قصف ليلي"]
)
def test_a_passive_without_an_agent_gives_nothing(news: nisba.Engine, text: str) -> None:
    assert not {r for _, r, _ in triples(news, text)} & {"killed", "arrested", "attacked"}
