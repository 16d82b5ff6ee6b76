"""Paradigms against those printed in grammars, class of weak verb by class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.arabic.folding import fold
from nisba.arabic.morphology.inflection import inflect
from nisba.arabic.morphology.light import LightMorphology
from nisba.arabic.morphology.protocol import Category
from nisba.program.model import Verb


def spelled(verb: Verb, kind: str, *, passive: bool = False, bound: bool = False) -> set[str]:
    return {f.form for f in inflect(verb) if f.kind == kind and f.passive == passive and f.bound == bound}


def folded(words: str) -> set[str]:
    return {fold(word) for word in words.split()}


# (perfect, imperfect, some perfects, some imperfects, some shortened forms), after the paradigms of Ryding (2005)
# chapters 22–31 and of Wiktionary's conjugation tables of the same verbs.
PARADIGMS = [
    ("أعلن", "يعلن", "أعلن أعلنت أعلنوا أعلنا أعلنتا", "يعلن تعلن يعلنون يعلنان تعلنان أعلن نعلن", "يعلنوا يعلنا"),
    ("قال", "يقول", "قال قالت قالا قالتا قالوا قلت قلنا", "يقول تقول يقولون يقلن أقول نقول", "يقل تقل يقولوا"),
    ("زار", "يزور", "زارت زاروا زرت زرنا", "يزور تزور يزوران", "يزر تزر يزوروا"),
    ("دعا", "يدعو", "دعا دعت دعوا دعوا دعوت دعونا دعتا", "يدعو تدعو يدعون يدعوان ندعو", "يدع تدع يدعوا"),
    ("أعطى", "يعطي", "أعطى أعطت أعطوا أعطيا أعطيت", "يعطي يعطون يعطيان يعطين", "يعط يعطوا"),
    ("التقى", "يلتقي", "التقى التقت التقوا التقيا", "يلتقي تلتقي يلتقون يلتقيان", "يلتق يلتقوا"),
    ("بقي", "يبقى", "بقي بقيت بقوا بقيا بقينا", "يبقى يبقون يبقيان", "يبق يبقوا"),
    ("رأى", "يرى", "رأى رأت رأوا رأيت", "يرى ترى يرون أرى نرى", "ير تر يروا"),
    ("مد", "يمد", "مد مدت مدوا", "يمد يمدون يمددن", "يمدوا"),
    ("استعد", "يستعد", "استعد استعدت استعددت", "يستعد يستعدون", "يستعدد"),
    ("استمع", "يستمع", "استمع استمعت استمعنا", "يستمع", "يستمعوا"),
    ("احتل", "يحتل", "احتل احتلوا احتللنا", "يحتلون", "يحتلوا"),
    ("أعد", "يعد", "أعد أعدت أعددت", "يعد يعدون أعد", "يعدوا"),
    ("أخذ", "يأخذ", "أخذ أخذت أخذوا", "يأخذ نأخذ يأخذون", "يأخذوا"),
    ("أكد", "يؤكد", "أكد أكدت أكدنا", "يؤكد أؤكد نؤكد يؤكدون", "يؤكدوا"),
    ("بدأ", "يبدأ", "بدأ بدأت بدأوا بدؤوا بدءوا بدآ", "يبدأ يبدأون يبدؤون", "يبدؤوا"),
    ("أنشأ", "ينشئ", "أنشأ أنشأت أنشؤوا", "ينشئ ينشئون", "ينشئوا"),
    ("جاء", "يجيء", "جاء جاءت جاؤوا جاءوا جئت جئنا", "يجيء يجيئون", "يجئ"),
    ("سأل", "يسأل", "سأل سألت", "يسأل يسألون", "يسألوا"),
    ("وصل", "يصل", "وصل وصلوا وصلنا", "يصل تصل", "يصلوا"),
    ("اتهم", "يتهم", "اتهم اتهمت اتهمنا", "يتهم يتهمون", "يتهموا"),
    ("اختار", "يختار", "اختار اختاروا اخترت", "يختار يختارون", "يختر"),
    ("استقال", "يستقيل", "استقال استقلت", "يستقيل", "يستقل"),
    ("أعاد", "يعيد", "أعاد أعدت", "يعيد يعيدون", "يعد"),
    ("انضم", "ينضم", "انضم انضمت انضممت", "ينضم ينضمون", "ينضموا"),
    ("نادى", "ينادي", "نادى نادت نادوا", "ينادي ينادون", "يناد"),
    ("تعاون", "يتعاون", "تعاون تعاونت تعاونا", "يتعاون يتعاونون", "يتعاونوا"),
    ("آمن", "يؤمن", "آمن آمنت", "يؤمن أومن نؤمن", "يؤمنوا"),
    ("اطمأن", "يطمئن", "اطمأن اطمأنت اطمأننت", "يطمئن يطمئنون", "يطمئنوا"),
    ("ترجم", "يترجم", "ترجم ترجمت", "يترجم يترجمون", "يترجموا"),
]  # fmt: skip


@pytest.mark.parametrize(("perfect", "imperfect", "perfects", "imperfects", "shortened"), PARADIGMS)
def test_finite_forms_are_those_of_the_grammars(
    perfect: str, imperfect: str, perfects: str, imperfects: str, shortened: str
) -> None:
    verb = Verb(perfect, imperfect)
    assert folded(perfects) <= spelled(verb, "perfect")
    assert folded(imperfects) <= spelled(verb, "imperfect")
    assert folded(shortened) <= spelled(verb, "jussive") | spelled(verb, "imperfect")


@pytest.mark.parametrize(
    ("perfect", "imperfect", "passive_perfect", "passive_imperfect"),
    [
        ("قال", "يقول", "قيل قيلت", "يقال تقال"),
        ("أعاد", "يعيد", "أعيد أعيدت أعيدوا", "يعاد تعاد"),
        ("اختار", "يختار", "اختير اختيرت", "يختار"),
        ("شكل", "يشكل", "شكل شكلت", "يشكل"),
        ("دعا", "يدعو", "دعي دعيت دعوا", "يدعى يدعون"),
        ("أعطى", "يعطي", "أعطي أعطيت", "يعطى يعطون"),
        ("قابل", "يقابل", "قوبل قوبلت", "يقابل"),
        ("سأل", "يسأل", "سئل سئلت", "يسأل"),
        ("قرأ", "يقرأ", "قرئ قرئت", "يقرأ"),
        ("أنشأ", "ينشئ", "أنشئ أنشئت", "ينشأ تنشأ"),
        ("وجد", "يجد", "وجد وجدت", "يوجد توجد"),
        ("تبادل", "يتبادل", "تبودل", "يتبادل"),
        ("رأى", "يرى", "رئي", "يرى"),
        ("عد", "يعد", "عد عدت", "يعد"),
    ],
)
def test_passive_is_spelled_as_in_the_grammars(
    perfect: str, imperfect: str, passive_perfect: str, passive_imperfect: str
) -> None:
    verb = Verb(perfect, imperfect)
    assert folded(passive_perfect) <= spelled(verb, "perfect", passive=True)
    assert folded(passive_imperfect) <= spelled(verb, "imperfect", passive=True)


@pytest.mark.parametrize(
    ("perfect", "imperfect", "stems"),
    [
        ("دعا", "يدعو", "دعا"),
        ("أعطى", "يعطي", "أعطا أعطو يعطو"),
        ("رأى", "يرى", "رآ يرا رأو يرو"),
        ("التقى", "يلتقي", "التقا التقو"),
        ("قرأ", "يقرأ", "يقرؤ قرؤو"),
        ("قتل", "يقتل", "قتلو يقتلو"),
    ],
)
def test_stems_before_an_enclitic_are_given_too(perfect: str, imperfect: str, stems: str) -> None:
    forms = {form.form for form in inflect(Verb(perfect, imperfect))}
    assert folded(stems) <= forms


@pytest.mark.parametrize(
    ("perfect", "imperfect", "other"),
    [
        ("قال", "يقول", "نقل"),
        ("بلغ", "يبلغ", "أبلغ"),
        ("مر", "يمر", "أمر"),
        ("عاد", "يعود", "عيد"),
        ("مات", "يموت", "متن"),
        ("جرى", "يجري", "أجري"),
        ("وعد", "يعد", "نعد"),
        ("حد", "يحد", "يحدد"),
        ("أجاب", "يجيب", "يجب"),
    ],
)
def test_rare_forms_spelled_like_frequent_other_words_are_left_out(
    perfect: str, imperfect: str, other: str
) -> None:
    assert fold(other) not in {form.form for form in inflect(Verb(perfect, imperfect))}


def test_participles_that_have_become_nouns_are_left_out_unless_declared() -> None:
    assert fold("مدينة") not in {form.form for form in inflect(Verb("أدان", "يدين"))}
    assert fold("مصر") not in {form.form for form in inflect(Verb("أصر", "يصر"))}
    assert fold("مطالبا") in {form.form for form in inflect(Verb("طالب", "يطالب"))}
    assert fold("المدير") in {form.form for form in inflect(Verb("أدار", "يدير", (), ("مدير",)))}


@pytest.mark.parametrize(
    ("verb", "expected", "unwanted"),
    [
        (Verb("أعلن", "يعلن"), "معلن معلنا معلنة معلنين معلنون المعلنة معلنات معلني", ""),
        (Verb("أعاد", "يعيد"), "معيد معاد المعاد معيدا", ""),
        (Verb("أعطى", "يعطي"), "معطيا المعطي معطاة المعطين", ""),
        (Verb("أنشأ", "ينشئ"), "منشئ منشأ منشئة منشئين", ""),
        (Verb("قال", "يقول", (), ("قائل",)), "قائل قائلا قائلة القائل قائلين قائلون", "مقول"),
        (Verb("عين", "يعين", ("تعيين",)), "معين معينا المعينة", ""),
        (Verb("قتل", "يقتل", ("قتل",)), "", "مقتل"),
    ],
)
def test_participles_of_derived_forms_are_regular_and_of_form_one_declared(
    verb: Verb, expected: str, unwanted: str
) -> None:
    participles = spelled(verb, "participle") | spelled(verb, "participle", passive=True)
    assert folded(expected) <= participles
    assert not folded(unwanted) & participles


@pytest.mark.parametrize(
    ("masdar", "expected"),
    [
        ("إعلان", "إعلان الإعلان إعلانا إعلانات الإعلانات إعلانين"),
        ("زيارة", "زيارة الزيارة زيارات زيارتين زيارتا"),
        ("لقاء", "لقاء اللقاء لقاءات لقاؤ لقائ لقاءين"),
        ("تخلي", "تخل تخلي التخلي تخليا"),
    ],
)
def test_masdars_take_article_number_and_case(masdar: str, expected: str) -> None:
    forms = {form.form for form in inflect(Verb("أعلن", "يعلن", (masdar,))) if form.kind == "masdar"}
    assert folded(expected) <= forms


def test_forms_carry_person_gender_and_number() -> None:
    by_form = {f.form: f for f in inflect(Verb("كتب", "يكتب")) if f.kind == "imperfect" and not f.passive}
    assert (by_form["يكتبون"].person, by_form["يكتبون"].gender, by_form["يكتبون"].number) == (3, "m", "p")
    assert (by_form["تكتب"].gender, by_form["نكتب"].person) == ("f", 1)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("أن لأنه ولكن ثم أو وإذا", Category.CONJUNCTION),
        ("إلى وفي عليه منذ خلال ومعها", Category.PREPOSITION),
        ("لم وقد التي هو ليس سوف", Category.PARTICLE),
        ("يلتقي وسيبحث يستقبله أعلن وأعلنت كان سيكون", Category.VERB),
        ("اليمن يوم يورو ياسر يناير يونيو يسارية وزير اليابان السياسة سيارة يهودي يوسف", Category.CONTENT),
        ("، . ! «", Category.PUNCTUATION),
    ],
)
def test_category_tells_content_from_what_ends_a_noun_phrase(words: str, category: Category) -> None:
    morphology = LightMorphology([Verb("أعلن", "يعلن", ("إعلان",))])
    assert {word: morphology.category(fold(word)) for word in words.split()} == dict.fromkeys(
        words.split(), category
    )


def test_a_known_stem_is_a_declared_form_or_a_closed_word() -> None:
    morphology = LightMorphology([Verb("زار", "يزور", ("زيارة",))])
    assert all(morphology.is_stem(fold(word)) for word in ("زارت", "زيارة", "الزيارة", "إلى"))
    assert not morphology.is_stem(fold("كرسي"))


def test_gender_shows_in_a_verb() -> None:
    morphology = LightMorphology([Verb("أعلن", "يعلن", ("إعلان",))])
    words = {"أعلن": "m", "أعلنت": "f", "تعلن": "f", "يعلن": "m", "يلتقي": "m", "تتمثل": "f", "نعلن": ""}
    assert {word: morphology.gender(fold(word)) for word in words} == words


@pytest.mark.parametrize(
    ("word", "gender"), [("زيارة", "f"), ("الحكومة", "f"), ("الحرب", "f"), ("الخليفة", "m"), ("رجل", "")]
)
def test_gender_shows_in_the_ending_or_the_list(word: str, gender: str) -> None:
    assert LightMorphology().gender(fold(word)) == gender


LETTERS = "ءأؤئابتثجحخدذرزسشصضطظعغفقكلمنهويى"


@given(
    st.text(LETTERS, min_size=2, max_size=6),
    st.text(LETTERS, min_size=2, max_size=6),
    st.lists(st.text(LETTERS + "ةآ", min_size=2, max_size=7), max_size=2),
)
def test_any_two_spellings_are_conjugated_into_folded_forms_without_repetition(
    perfect: str, imperfect: str, masdars: list[str]
) -> None:
    """Whatever an author declares as a verb: no exception, folded forms only, each reading once."""
    forms = inflect(Verb(perfect, "ي" + imperfect, tuple(masdars)))
    assert len(set(forms)) == len(forms) > 0
    assert all(form.form == fold(form.form) and form.form for form in forms)


@given(st.text(LETTERS + "،.1 a", min_size=1, max_size=12))
def test_any_token_has_a_category_and_a_gender(token: str) -> None:
    """Whatever a token looks like, the light morphology answers."""
    morphology = LightMorphology()
    assert morphology.category(token) in Category
    assert morphology.gender(token) in ("m", "f", "")
