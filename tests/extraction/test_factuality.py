"""Contrast sets: sentences that differ in one phenomenon only, and what is made of the event."""

import pytest

import nisba
from nisba.extraction.triple import Triple

RULES = """
entity Person from "people.tsv"
entity Country from "countries.tsv"
verb زار يزور masdar زيارة
verb التقى يلتقي masdar لقاء
relation visited (Person -> Country)
relation met (Person -> Person)
rule visit
  match <زار> ... X:Person ... Y:Country
  match X:Person ...{6} <زار> ...{3} Y:Country
  match <زار> ... Y:Country
  match X:Person (_ | Country){0,6} <زار> (ـها | ـه)
  emit  ("هو", visited, "هي")
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> nisba.Engine:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "people.tsv").write_text("بلينكن\nلافروف\nظريف\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\nالعراق\nسوريا\n", encoding="utf-8")
    (folder / "visits.rules").write_text(RULES, encoding="utf-8")
    return nisba.load(folder / "visits.rules")


def visit(engine: nisba.Engine, text: str) -> Triple:
    (triple,) = engine.extract(text)
    return triple


ASSERTED = [
    "زار بلينكن تركيا",
    "وقد زار بلينكن تركيا",
    "كان بلينكن زار تركيا",
    "لا يزال بلينكن يزور تركيا",
    "ما زال بلينكن يزور تركيا",
    "لم يزر بلينكن إلا تركيا",
    "لم يزر بلينكن سوى تركيا",
    "أنهى بلينكن زيارة إلى تركيا",
    "لا شك أن بلينكن زار تركيا",
    "لم يعلن الوزير شيئا، وزار بلينكن تركيا",
    "لم ينف الوزير زيارة بلينكن إلى تركيا",
    "لم ينف الوزير أن بلينكن زار تركيا",
    "وافق الوزير على أن بلينكن زار تركيا",
    "لم يعلن الوزير أن بلينكن زار تركيا",
    "دعا الوزير خلال زيارة إلى تركيا إلى السلام",
    "طالب الوزير على هامش زيارة بلينكن إلى تركيا بالسلام",
    "أكد الوزير القرار في ختام زيارة بلينكن إلى تركيا",
    "غضب الوزير، ما زار بلينكن تركيا بسببه",
    "كان بلينكن قد زار تركيا",
    "تمكن بلينكن من زيارة تركيا",
    "استطاع بلينكن زيارة تركيا",
    "قال الوزير إن بلينكن زار تركيا",
    "لم يفشل بلينكن في زيارة تركيا",
    "سيجتمع الوزراء ويزور بلينكن تركيا",
]
NEGATED = [
    "لم يزر بلينكن تركيا",
    "ولم يزر بلينكن تركيا",
    "لن يزور بلينكن تركيا",
    "لا يزور بلينكن تركيا",
    "ما زار بلينكن تركيا",
    "لم يكن بلينكن قد زار تركيا",
    "عاد بلينكن دون أن يزور تركيا",
    "عاد بلينكن من دون زيارة تركيا",
    "أكد عدم زيارة بلينكن تركيا",
    "نفى الوزير أن يكون بلينكن قد زار تركيا",
    "ونفت الوزارة أن بلينكن زار تركيا",
    "نفى الوزير زيارة بلينكن إلى تركيا",
    "لم تتم زيارة بلينكن إلى تركيا",
    "ألغى بلينكن زيارة إلى تركيا",
    "رفض بلينكن أن يزور تركيا",
    "رفض بلينكن زيارة تركيا",
    "استبعد الوزير أن يزور بلينكن تركيا",
    "منعت السلطات بلينكن من زيارة تركيا",
    "فشل بلينكن في زيارة تركيا",
    "امتنع بلينكن عن زيارة تركيا",
    "لم يقم بلينكن بزيارة تركيا",
    "لم يتمكن بلينكن من زيارة تركيا",
    "أعلن رفضه زيارة بلينكن إلى تركيا",
]
FUTURE = [
    "سيزور بلينكن تركيا",
    "وسيزور بلينكن تركيا",
    "سوف يزور بلينكن تركيا",
    "من المقرر أن يزور بلينكن تركيا",
    "يعتزم بلينكن زيارة تركيا",
    "ينوي بلينكن أن يزور تركيا",
    "أعلن خطة لزيارة تركيا",
    "أكد نية بلينكن زيارة تركيا",
    "أعلن بلينكن عزمه على زيارة تركيا",
    "أبدى بلينكن استعداده لزيارة تركيا",
    "قرر بلينكن أن يزور تركيا",
    "تعهد بلينكن بزيارة تركيا",
    "من المنتظر أن يزور بلينكن تركيا",
    "أرجأ بلينكن زيارة تركيا",
    "توقع الوزير أن يزور بلينكن تركيا",
    "ستتم زيارة بلينكن إلى تركيا",
]
POSSIBLE = [
    "قد يزور بلينكن تركيا",
    "ربما زار بلينكن تركيا",
    "يمكن أن يزور بلينكن تركيا",
    "من المحتمل أن يزور بلينكن تركيا",
    "إذا زار بلينكن تركيا",
    "لم يرفض بلينكن زيارة تركيا",
    "لم يستبعد الوزير أن يزور بلينكن تركيا",
    "يستطيع بلينكن زيارة تركيا",
    "حاول بلينكن زيارة تركيا",
    "سمح الوزير بزيارة تركيا",
    "في حال زار بلينكن تركيا",
    "من المرجح أن يزور بلينكن تركيا",
    "بحث احتمال زيارة بلينكن إلى تركيا",
]
REQUESTED = [
    "دعا الوزير بلينكن إلى زيارة تركيا",
    "دعاه إلى زيارة تركيا",
    "طلب الوزير أن يزور بلينكن تركيا",
    "طالب الوزير بأن يزور بلينكن تركيا",
    "يجب أن يزور بلينكن تركيا",
    "ينبغي أن يزور بلينكن تركيا",
    "حث الوزير على زيارة تركيا",
    "على بلينكن أن يزور تركيا",
    "لا بد أن يزور بلينكن تركيا",
    "يجب على بلينكن زيارة تركيا",
    "يجب زيارة تركيا",
    "أكد ضرورة زيارة تركيا",
    "شدد على ضرورة أن يزور بلينكن تركيا",
    "وعلى بلينكن أن يزور تركيا",
    "قال الوزير إن على بلينكن أن يزور تركيا",
    "دعا الوزير، أمس، إلى زيارة تركيا",
    "داعيا بلينكن إلى زيارة تركيا",
    "أعرب عن رغبته في زيارة تركيا",
]


@pytest.mark.parametrize("text", ASSERTED)
def test_it_happened(engine: nisba.Engine, text: str) -> None:
    triple = visit(engine, text)
    assert (triple.polarity, triple.modality) == ("asserted", "asserted")


@pytest.mark.parametrize("text", NEGATED)
def test_it_did_not_happen(engine: nisba.Engine, text: str) -> None:
    assert visit(engine, text).polarity == "negated"


@pytest.mark.parametrize("text", FUTURE)
def test_it_will_happen(engine: nisba.Engine, text: str) -> None:
    triple = visit(engine, text)
    assert (triple.polarity, triple.modality) == ("asserted", "future")


@pytest.mark.parametrize("text", POSSIBLE)
def test_it_may_happen(engine: nisba.Engine, text: str) -> None:
    triple = visit(engine, text)
    assert (triple.polarity, triple.modality) == ("asserted", "possible")


@pytest.mark.parametrize("text", REQUESTED)
def test_it_is_asked_for(engine: nisba.Engine, text: str) -> None:
    triple = visit(engine, text)
    assert (triple.polarity, triple.modality) == ("asserted", "requested")


NEGATED_AND_MORE = [
    ("لا يعتزم بلينكن زيارة تركيا", "future"),
    ("لا يمكن أن يزور بلينكن تركيا", "possible"),
    ("لا يستطيع بلينكن زيارة تركيا", "possible"),
    ("قد لا يزور بلينكن تركيا", "possible"),
]


@pytest.mark.parametrize(("text", "modality"), NEGATED_AND_MORE)
def test_a_modality_is_negated(engine: nisba.Engine, text: str, modality: str) -> None:
    triple = visit(engine, text)
    assert (triple.polarity, triple.modality) == ("negated", modality)


SAID = [
    ("قال ظريف إن بلينكن زار تركيا", "ظريف"),
    ("وأكد ظريف، أمس، أن بلينكن زار تركيا", "ظريف"),
    ("ظريف أكد أن بلينكن زار تركيا", "ظريف"),
    ("قال ظريف: «زار بلينكن تركيا أمس ثم عاد»", "ظريف"),
    ("قال المتحدث الرسمي إن بلينكن زار تركيا", "المتحدث الرسمي"),
    ("قال ظريف إن لافروف أكد أن بلينكن زار تركيا", "لافروف"),
    ("زار بلينكن تركيا بحسب ظريف", "ظريف"),
    ("زار بلينكن تركيا، وفق مصدر أمني", "مصدر أمني"),
    ("نفى ظريف الخبر وأعلن أن بلينكن زار تركيا", "ظريف"),
    ("زار بلينكن تركيا", None),
    ("زار بلينكن تركيا وقال إن الطقس جميل", None),
    ("قال ظريف «لا تعليق لدينا على هذا الخبر اليوم» بينما زار بلينكن تركيا", None),
    ("نقلت الوكالة عن ظريف أن بلينكن زار تركيا", "ظريف"),
    ("زار بلينكن تركيا، على حد قول ظريف", "ظريف"),
    ("زار بلينكن تركيا وفق ما أكد ظريف", "ظريف"),
    ("زار بلينكن تركيا حسب الجدول", None),
    ("زار بلينكن تركيا على حد قوله", None),
    ("زار بلينكن تركيا، بحسب وكالة الأنباء", "وكالة الأنباء"),
    ("لم يعلن ظريف أن بلينكن زار تركيا", None),
    ("أعلن ظريف أن بلينكن زار تركيا", "ظريف"),
    ("أكد ظريف الخبر كما أن بلينكن زار تركيا", None),
    ("أكد ظريف الخبر إلا أن بلينكن زار تركيا", None),
    ("بحسب ظريف، زار بلينكن تركيا", "ظريف"),
]


@pytest.mark.parametrize(("text", "speaker"), SAID)
def test_who_said_it(engine: nisba.Engine, text: str, speaker: str | None) -> None:
    found = visit(engine, text).attribution
    assert (found.text if found else None) == speaker


def test_the_speaker_has_his_place(engine: nisba.Engine) -> None:
    text = "قال ظريف إن بلينكن زار تركيا"
    found = visit(engine, text).attribution
    assert found is not None
    assert text[found.start : found.end] == "ظريف"
    assert found.verb == "قال"
