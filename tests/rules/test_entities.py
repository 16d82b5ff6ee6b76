"""What the shared entity rules find, and what they leave alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nisba.cli import group
from nisba.extraction.engine import Engine, load
from nisba.packaged import packaged

TITLED = (
    ("أعلن وزير الخارجية الإيراني محمد جواد ظريف ذلك", "محمد جواد ظريف", "وزير الخارجية الإيراني", "إيران"),
    ("زار الرئيس الفرنسي إيمانويل ماكرون بيروت", "إيمانويل ماكرون", "الرئيس الفرنسي", "فرنسا"),
    ("التقى الرئيس الأميركي السابق باراك أوباما", "باراك أوباما", "الرئيس الأميركي السابق", "الولايات المتحدة"),
    ("قالت وزيرة الخارجية النرويجية هيلين كوبرا", "هيلين كوبرا", "وزيرة الخارجية النرويجية", "النرويج"),
    ("وصل رئيس وزراء العراق مصطفى الكاظمي", "مصطفى الكاظمي", "رئيس وزراء العراق", "العراق"),
    ("وصل نظيره التركي، مولود جاويش أوغلو", "مولود جاويش أوغلو", "نظيره التركي", "تركيا"),
    ("قال رئيس مجلس النواب اللبناني نبيه بري", "نبيه بري", "رئيس مجلس النواب اللبناني", "لبنان"),
    ("قال المتحدث باسم وزارة الدفاع العراقية اللواء تحسين الخفاجي", "تحسين الخفاجي",
     "المتحدث باسم وزارة الدفاع العراقية", "العراق"),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load(packaged("rules") / "shared" / "entities.rules")


def found(engine: Engine, text: str, kind: str) -> list[str]:
    return [mention.text for mention in engine.annotate(text) if mention.type == kind]


def role_of(engine: Engine, text: str) -> dict[str, str]:
    return {m.text: m.attributes.get("role", "") for m in engine.annotate(text) if m.type == "Person"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("أعلن وزير الخارجية الإيراني محمد جواد ظريف ذلك", "محمد جواد ظريف", "وزير الخارجية الإيراني"),
        ("التقى الرئيس الأميركي دونالد ترامب أمس", "دونالد ترامب", "الرئيس الأميركي"),
        ("قالت الرئيسة الفنلندية تارجا هالونن في هلسنكي", "تارجا هالونن", "الرئيسة الفنلندية"),
        (
            "قال المتحدث باسم وزارة الدفاع العراقية اللواء تحسين الخفاجي",
            "تحسين الخفاجي",
            "المتحدث باسم وزارة الدفاع العراقية",
        ),
        ("زار وزير الدفاع، جمعة عناد سعدون، طهران", "جمعة عناد سعدون", "وزير الدفاع"),
        ("كتب القيادي في حركة حماس محمود الزهار", "محمود الزهار", "القيادي في حركة حماس"),
    ],
)
def test_a_title_and_a_name_are_one_person_with_a_role(
    engine: Engine, text: str, name: str, role: str
) -> None:
    assert role_of(engine, text) == {name: role}


def test_the_nisba_of_a_title_tells_the_country_of_the_person(tmp_path: Path) -> None:
    articles, out = tmp_path / "articles", tmp_path / "mentions.jsonl"
    articles.mkdir()
    for number, (text, _, _, _) in enumerate(TITLED):
        (articles / f"{number}.txt").write_text(text, encoding="utf-8")
    rules = packaged("rules") / "shared" / "entities.rules"
    done = CliRunner().invoke(group, ["annotate", "--rules", str(rules), "-o", str(out), str(articles)])
    assert done.exit_code == 0, done.output
    persons = [
        m for m in map(json.loads, out.read_text(encoding="utf-8").splitlines()) if m["type"] == "Person"
    ]
    assert persons == [
        {
            "doc": str(number),
            "start": text.index(name),
            "end": text.index(name) + len(name),
            "text": name,
            "type": "Person",
            "canonical": name,
            "attributes": {"role": role, "country": country},
        }
        for number, (text, name, role, country) in enumerate(TITLED)
    ]


def test_a_title_without_a_nisba_tells_no_country(engine: Engine) -> None:
    persons = [m for m in engine.annotate("قال وزير الدفاع جمعة عناد سعدون") if m.type == "Person"]
    assert [m.attributes for m in persons] == [{"role": "وزير الدفاع"}]


def test_a_position_keeps_its_own_canonical_name(engine: Engine) -> None:
    (position,) = [m for m in engine.annotate("زار الرئيس الفرنسي بيروت") if m.type == "Position"]
    assert (position.canonical, position.attributes) == ("الرئيس الفرنسي", {"country": "فرنسا"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اغتيل أبو مهدي المهندس في بغداد", "أبو مهدي المهندس"),
        ("حضر عبد العزيز بن فهد آل سعود الحفل", "عبد العزيز بن فهد آل سعود"),
        ("وصل نور الدين الطبوبي أمس", "نور الدين الطبوبي"),
        ("غادر ليوناردو دي كابريو الفندق", "ليوناردو دي كابريو"),
        ("وأكد لبومبيو ذلك", "بومبيو"),
        ("كانت «مادلين أولبرايت» هناك", "مادلين أولبرايت"),
        ("تولى علي بن أبي طالب الخلافة", "علي بن أبي طالب"),
        ("حضر السيد محمد علي العظمي الحفل", "محمد علي العظمي"),
        ("ولاحظت آشلي كوبرا ذلك", "آشلي كوبرا"),
    ],
)
def test_compound_and_foreign_names_stay_whole(engine: Engine, text: str, name: str) -> None:
    assert found(engine, text, "Person") == [name]


def test_a_name_ends_before_a_verb_and_before_a_conjunction(engine: Engine) -> None:
    text = "وقال فلاديمير بوتين ودونالد ترامب إن"
    assert found(engine, text, "Person") == ["فلاديمير بوتين", "دونالد ترامب"]
    assert found(engine, "جون كيري يزور بغداد", "Person") == ["جون كيري"]


def test_a_name_does_not_go_on_beyond_a_bracket(engine: Engine) -> None:
    text = "وصل رئيس السلطة محمود عباس (أبو مازن) وإبراهيم (أور) أمس"
    assert found(engine, text, "Person") == ["محمود عباس", "أبو مازن", "إبراهيم"]


@pytest.mark.parametrize(
    "text",
    [
        "وأكد على أن الوضع كامل الصلاحيات",
        "أكبر مقر في المدينة",
        "يبلغ قطر الدائرة مترا والسلام يعم الجميع",
        "عزم الشعب الصامد المجاهد على مواصلة البذل",
        "الآن أدى ذلك إلى ارتفاع كيانها",
        "دعا للحفاظ على كيانها",
    ],
)
def test_common_words_are_no_persons(engine: Engine, text: str) -> None:
    assert found(engine, text, "Person") == []


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("زار روسيا وسوريا وللعراق", "Country", ["روسيا", "سوريا", "العراق"]),
        ("عاد إلى الولايات المتحدة الأميركية", "Country", ["الولايات المتحدة الأميركية"]),
        ("بين طهران وبغداد", "Capital", ["طهران", "بغداد"]),
        ("في مدينة النجف العراقية", "City", ["النجف"]),
        ("وصل إلى مدينة القصير", "City", ["القصير"]),
        ("في محافظة الأنبار", "Region", ["الأنبار"]),
        ("هبطت في مطار بغداد الدولي", "Facility", ["مطار بغداد الدولي"]),
        ("أعلنت وزارة الخارجية الإيرانية", "Government", ["وزارة الخارجية الإيرانية"]),
        ("احتجت السفارة الإيرانية", "Government", ["السفارة الإيرانية"]),
        ("دعت الحكومة العراقية", "Authority", ["الحكومة العراقية"]),
        ("تقدمت القوات العراقية", "Force", ["القوات العراقية"]),
        ("قرار مجلس الأمن الدولي", "Institution", ["مجلس الأمن الدولي"]),
        ("قالت حركة النهضة", "Party", ["حركة النهضة"]),
        ("ضد تنظيم «داعش» أمس", "ArmedGroup", ["تنظيم داعش"]),
        ("نقلت وكالة رويترز", "Media", ["رويترز"]),
        ("قالت صحيفة الشرق الأوسط", "Media", ["الشرق الأوسط"]),
        ("قالت لـ«الشرق الأوسط» أمس", "Media", ["الشرق الأوسط"]),
        ("ذكرت مجلة «لو نوفيل» ذلك", "Media", ["لو نوفيل"]),
        ("وأعلنت المحكمة العليا الأميركية", "Institution", ["المحكمة العليا الأميركية"]),
        ("يواصل مجلس الأمن الدولي الليلة مناقشته", "Institution", ["مجلس الأمن الدولي"]),
        ("قرار مجلس الأمن الأسبوع المقبل", "Institution", ["مجلس الأمن"]),
        ("مع جامعة الدول العربية والمنظمة", "Institution", ["جامعة الدول العربية"]),
        ("في سوق دبي المالي", "Institution", ["سوق دبي المالي"]),
        ("قالت شركة « ترافيغورا » أمس", "Company", ["ترافيغورا"]),
        ("تابعة لشركة الخطوط الجوية الإيرانية", "Company", ["الخطوط الجوية الإيرانية"]),
        ("قدرات حزب الله القتالية", "ArmedGroup", ["حزب الله"]),
        ("زار وفد عسكري عراقي رفيع طهران", "Delegation", ["وفد عسكري عراقي رفيع"]),
        ("قتل 3 مدنيين", "People", ["3 مدنيين"]),
        ("أكد المتحدث باسم الحكومة العراقية", "Position", ["المتحدث باسم الحكومة العراقية"]),
        ("وقع ذلك في 12 يونيو/حزيران 2020", "Date", ["12 يونيو/حزيران 2020"]),
        ("اجتمعوا الثلاثاء الماضي", "Date", ["الثلاثاء الماضي"]),
    ],
)
def test_each_kind_of_entity_is_found(engine: Engine, text: str, kind: str, names: list[str]) -> None:
    assert found(engine, text, kind) == names


def test_a_masculine_nisba_belongs_to_the_minister_not_to_the_ministry(engine: Engine) -> None:
    assert found(engine, "وزير الخارجية الإيراني", "Government") == []


def test_an_ambiguous_place_needs_a_word_that_says_so(engine: Engine) -> None:
    assert found(engine, "فتح الباب أمام الجميع", "City") == []
    assert found(engine, "قصف مدينة الباب", "City") == ["الباب"]


def test_a_nisba_tells_its_country(engine: Engine) -> None:
    nisbas = {m.text: m.attributes["country"] for m in engine.annotate("القوات الأميركية والجيش السوري")
              if m.type == "Nationality"}  # fmt: skip
    assert nisbas == {"الأميركية": "الولايات المتحدة", "السوري": "سوريا"}


def test_variants_of_a_country_share_its_canonical_name(engine: Engine) -> None:
    canonical = {
        m.canonical for m in engine.annotate("أمريكا وأميركا والولايات المتحدة") if m.type == "Country"
    }
    assert canonical == {"الولايات المتحدة"}


def test_a_part_of_a_name_is_no_position(engine: Engine) -> None:
    assert found(engine, "زار عبد الأمير رشيد بغداد", "Position") == []


@pytest.mark.parametrize(
    ("full", "later"),
    [
        ("سعد الحريري", ["الحريري", "للحريري", "والحريري", "فالحريري", "وبالحريري"]),
        ("عادل عبد المهدي", ["عبد المهدي", "عبدالمهدي", "لعبد المهدي", "ولعبدالمهدي"]),
        ("سامر عبدالهادي", ["عبدالهادي", "عبد الهادي", "وعبد الهادي"]),
        ("علي بن سالم الموسوي", ["الموسوي", "للموسوي"]),
    ],
)
def test_a_name_said_in_full_is_known_by_its_last_part(engine: Engine, full: str, later: list[str]) -> None:
    text = f"قال الوزير {full} ذلك. " + " ".join(f"ثم قيل {short} أيضا." for short in later)
    persons = [mention for mention in engine.annotate(text) if mention.type == "Person"]
    assert [mention.canonical for mention in persons] == [full] * (1 + len(later))
