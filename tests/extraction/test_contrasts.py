"""Pairs of sentences that differ in one phenomenon of Arabic only, and what a small rule finds in each."""

from functools import cache

import pytest

import nisba

GROUND = """
words state_name  = العراق | روسيا | سوريا | تركيا | إيران | لبنان | لاتفيا
words person_name = بلينكن | لافروف | عون | نجيب
words post        = وزير | الوزير | الرئيس | الخارجية
words group_name  = داعش
entity Country
  match P:state_name
  mark  P
entity Person
  match post* P:person_name
  mark  P
entity Group
  match P:group_name
  mark  P
verb أجاب يجيب  masdar إجابة
verb رأى يرى  masdar رأي
verb أنشأ ينشئ  masdar إنشاء
verb زار يزور  masdar زيارة  participle زائر
verb باع يبيع  masdar بيع
verb نفى ينفي  masdar نفي
verb دعا يدعو  masdar دعوة
verb ردّ يردّ  masdar رد
verb أخذ يأخذ  masdar أخذ
verb وصل يصل  masdar وصول
verb وقّع يوقّع  masdar توقيع
verb قابل يقابل  masdar مقابلة
verb أعلن يعلن  masdar إعلان
verb تبادل يتبادل  masdar تبادل
verb انسحب ينسحب  masdar انسحاب
verb التقى يلتقي  masdar لقاء
verb استقبل يستقبل  masdar استقبال
relation r (Person | Country | Group | Word -> Person | Country | Group | Word)
rule a
"""


@cache
def engine(rule: str) -> nisba.Engine:
    return nisba.compile(GROUND + rule)


def found(rule: str, text: str) -> list[tuple[str, str]]:
    return [(t.subject.text, t.object.text) for t in engine(rule).extract(text)]


def fires(pattern: str, word: str) -> bool:
    return bool(found(f"match v:({pattern}) emit (v, r, v)", f"هنا {word} هناك"))


FORMS = [
    ("<زار>", "زار زارت زارا زاروا يزور تزور يزورون يزر سيزور سيزورها وسيزورها زرنا", "وزير وزارة زهور"),
    ("<زار>", "زيارة زيارته الزيارة للزيارة وزيارات زائر", "زيادة الوزارة"),
    ("<زار verb>", "زار يزور سيزورها", "زيارة زيارته زائر"),
    ("<زار masdar>", "زيارة زيارته زياراتهم", "زار يزور زائر"),
    ("<زار perfect>", "زار زارت زرنا", "يزور سيزور زيارة"),
    ("<زار imperfect>", "يزور يزر وسيزورها", "زار زارت زيارة"),
    ("<زار participle>", "زائر الزائر", "زار زيارة"),
    ("<أعلن perfect>", "أعلن وأعلن أعلنت أعلنا", "سأعلن يعلن نعلن"),
    ("<أعلن imperfect>", "يعلن سأعلن وسأعلن نعلن سنعلن", "أعلن وأعلن إعلان"),
    ("<أجاب verb>", "أجاب يجيب سنجيب أجبنا", "نجيب ونجيب"),
    ("<باع>", "باع باعت بعنا يبيع يبع يباع بيعت", "باعة يتابع"),
    ("<نفى>", "نفى نفت نفوا ينفون ينف نفاه ينفيه", "نفط يكفيه"),
    ("<دعا>", "دعا دعت دعوا يدعون يدع دعته دعوته", "دعم يدعم"),
    ("<ردّ>", "رد ردت ردوا يردون سترد الرد", "ردع يردع"),
    ("<أخذ>", "أخذ آخذ يأخذون وسيأخذه", "نفذ ينفذ"),
    ("<أخذ verb>", "يؤخذ تؤخذ يؤخذون أخذت", "يؤخر"),
    ("<أنشأ>", "ينشؤون ينشأون أنشئوا أنشئت", "ينشر"),
    ("<رأى verb>", "رآه رآها ورآهم رأته رأوه يراه نراه رأى", "راهن رأيه راكم"),
    ("<وصل>", "وصل يصل تصل وصولهم ليصل", "فصل يفصل"),
    ("<وقّع>", "وقعت يوقع توقيعها سيوقعون", "وقف يوقف"),
    ("<قابل>", "قابلت يقابل قوبل مقابلته", "قبيل يقاتل"),
    ("<أعلن>", "أعلن اعلن يعلنون إعلانها معلن", "علن يعلم"),
    ("<تبادل>", "تبادلا يتبادلان تبادلوا", "بادل يبادل"),
    ("<انسحب>", "انسحب ينسحبون انسحابها والانسحاب", "سحب يسحب"),
    ("<التقى>", "التقى التقت التقوا يلتق لقائه لقاؤه التقاه", "بقي تلقى"),
    ("<استقبل>", "استقبلته يستقبلها استقباله واستقبلهم", "مستقبل قبل"),
    ("<زار> ـها", "يزورها وسيزورها زارها زاروها", "يزور يزوره زيارته"),
    ("زيارة ـه", "زيارته", "زيارة زيارتها"),
    ("زيارة ـهم", "زيارتهم", "زيارتهما زيارته"),
    ("مستوى ـها", "مستواها", "مستوى مستواه"),
    ("لقاء ـه", "لقائه لقاؤه لقاءه", "لقاء لقائها"),
    ("على ـها", "عليها", "على عليه علي"),
    ("إلى ـه", "إليه", "إلى إليها"),
    ("بين ـهم", "بينهم", "بين بينها"),
    ("من ـه", "منه", "من عنه منها"),
    ("لدى ـنا", "لدينا", "لدى لدي لديه"),
    ("عن ـنا", "عنا", "عن عنه"),
    ("أن ـها", "أنها", "أن أنه"),
    ("وـ لدى ـه", "ولديه", "لديه"),
    ("لـ ـها", "لها", "له بها لهاي"),
    ("بـ ـه", "به", "بة بها له"),
    ("وـ لـ ـهم", "ولهم", "لهم"),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), FORMS)
def test_a_pattern_names_these_forms_and_not_those(pattern: str, yes: str, no: str) -> None:
    assert [word for word in yes.split() if not fires(pattern, word)] == []
    assert [word for word in no.split() if fires(pattern, word)] == []


CLITICS = [
    ("لـ Y:Country", "للعراق", "العراق"),
    ("لـ Y:Country", "لروسيا", "روسيا"),
    ("لـ Y:Country", "للبنان", "لبنان"),
    ("لـ Y:Country", "للاتفيا", "لاتفيا"),
    ("لـ Y:Country", "بالعراق", None),
    ("لـ Y:Country", "وللعراق", None),
    ("وـ لـ Y:Country", "وللعراق", "العراق"),
    ("بـ Y:Country", "بالعراق", "العراق"),
    ("بـ Y:Country", "بلبنان", "لبنان"),
    ("بـ Y:Country", "للعراق", None),
    ("كـ Y:Country", "كالعراق", "العراق"),
    ("فـ Y:Country", "فالعراق", "العراق"),
    ("وـ Y:Country", "والعراق", "العراق"),
    ("وـ Y:Country", "العراق", None),
    ("لـ Y:Group", "لداعش", "داعش"),
    ("لـ Y:Group", 'لـ"داعش"', "داعش"),
    ("لـ Y:Group", "لـ «داعش»", "داعش"),
    ("لـ Y:Group", "«داعش»", None),
]


@pytest.mark.parametrize(("pattern", "word", "name"), CLITICS)
def test_a_proclitic_stands_before_a_name(pattern: str, word: str, name: str | None) -> None:
    expected = [] if name is None else [(name, name)]
    assert found(f"match هنا {pattern} emit (Y, r, Y)", f"هنا {word}") == expected


ASKED = [
    ("الـ سلام", "السلام", "سلام"),
    ('الـ "سلام"', "السلام", "سلام والسلام"),
    ('الـ "رئيس"', "الرئيس", "رئيس الرئيسة"),
    ('لـ "سلام"', "لسلام", "سلام للسلام بسلام"),
    ('لـ "العراق"', "للعراق", "لعراق العراق"),
    ('(لـ | بـ) "سلام"', "لسلام بسلام", "سلام السلام"),
    ('بـ? "سلام"', "بسلام سلام", "لسلام السلام"),
    ("الـ زيارة", "الزيارة", "زيارة للزيارة"),
    ("لـ دعم", "لدعم", "دعم بدعم"),
    ("بـ رد", "برد", "رد لرد"),
    ("!(لـ) <دعا>", "دعوة ودعوة", "لدعوة ولدعوة"),
    ("!(لـ | بـ) <دعا masdar>", "دعوة ودعوة", "لدعوة بدعوة"),
    ("!(وـ) التهيئة", "التهيئة", "والتهيئة"),
    ("!(وـ) Word", "التهيئة وزير", "والتهيئة وللتهيئة وسوريا"),
    ("!(الـ) Word", "زيارة وزيارة", "الزيارة والزيارة للزيارة"),
    ("وـ !(الـ) <زار>", "وزيارة", "والزيارة"),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), ASKED)
def test_an_author_asks_for_a_proclitic_or_denies_it(pattern: str, yes: str, no: str) -> None:
    rule = f'match هنا {pattern} هناك emit ("أ", r, "أ") rule b match "غير هذا السلام" emit ("ب", r, "ب")'
    assert [word for word in yes.split() if not found(rule, f"هنا {word} هناك")] == []
    assert [word for word in no.split() if found(rule, f"هنا {word} هناك")] == []


@pytest.mark.parametrize(
    ("text", "fired"), [("دعم سوريا", 1), ("لدعم سوريا", 0), ("ولدعم سوريا", 0), ("ودعم سوريا", 1)]
)
def test_a_pattern_does_not_begin_behind_the_proclitic_that_it_denies(text: str, fired: int) -> None:
    rule = "match !(لـ) <دعم verb> Y:Country emit (Y, r, Y) verb دعم يدعم"
    assert len(found(rule, text)) == fired
    assert len(found(rule, f"قرر {text}")) == fired


LISTS = [
    ("روسيا وسوريا", "روسيا سوريا"),
    ("روسيا سوريا", "روسيا"),
    ("روسيا أو سوريا", "روسيا سوريا"),
    ("روسيا ثم سوريا", "روسيا سوريا"),
    ("روسيا، سوريا", "روسيا سوريا"),
    ("روسيا؛ وسوريا", "روسيا"),
    ("روسيا، وسوريا، وإيران", "روسيا سوريا إيران"),
    ("روسيا وسوريا وإيران ولبنان", "روسيا سوريا إيران لبنان"),
    ("كل من روسيا وسوريا", "روسيا سوريا"),
    ("كل روسيا وسوريا", ""),
    ("روسيا، فضلا عن سوريا وإيران", "روسيا سوريا إيران"),
    ("روسيا إضافة إلى سوريا", "روسيا سوريا"),
    ("روسيا إلى جانب سوريا", "روسيا سوريا"),
    ("روسيا وإلى جانب سوريا", "روسيا سوريا"),
    ("روسيا ومع سوريا", "روسيا سوريا"),
    ("روسيا ومن سوريا", "روسيا"),
    ("روسيا، ومع سوريا ومع إيران", "روسيا سوريا إيران"),
    ('"روسيا" و"سوريا"', "روسيا سوريا"),
    ("روسيا وسوريا أمس", "روسيا سوريا"),
    ("روسيا، وسوريا أعلنت ذلك", "روسيا"),
    ("روسيا، وسوريا لم تعلن ذلك", "روسيا"),
    ("روسيا وسوريا أعلنتا ذلك", "روسيا سوريا"),
    ("روسيا، وسوريا قد أعلنت ذلك", "روسيا"),
    ("روسيا، وسوريا ستعلن ذلك", "روسيا"),
    ("روسيا وسوريا التي أعلنت ذلك", "روسيا سوريا"),
    ("روسيا وأعلن ذلك", "روسيا"),
]


@pytest.mark.parametrize(("members", "names"), LISTS)
def test_a_list_ends_where_the_next_clause_begins(members: str, names: str) -> None:
    rule = "match اتفق X:Person مع each Y:Country emit (X, r, Y)"
    expected = [("بلينكن", name) for name in names.split()]
    assert found(rule, f"اتفق بلينكن مع {members}") == expected


@pytest.mark.parametrize(
    ("members", "names"),
    [
        ("لروسيا وسوريا", "روسيا سوريا"),
        ("لروسيا ولسوريا", "روسيا سوريا"),
        ("للعراق وللبنان", "العراق لبنان"),
        ("لروسيا أو لسوريا", "روسيا سوريا"),
        ("لروسيا وبسوريا", "روسيا"),
        ("لكل من روسيا وسوريا", "روسيا سوريا"),
        ("ولكل من روسيا وسوريا", "روسيا سوريا"),
        ("لكلا من روسيا وسوريا", "روسيا سوريا"),
        ("بكل من روسيا وسوريا", ""),
    ],
)
def test_an_attached_preposition_is_said_again_or_not(members: str, names: str) -> None:
    assert [
        s for s, _ in found("match دعم وـ? لـ each Y:Country emit (Y, r, Y)", f"دعم {members}")
    ] == names.split()


APPOSITIONS = """
words person_name = الشاهد | لافروف | عون
words post = رئيس الحكومة | وزير الدفاع
entity Person
  match P:person_name
  mark  P
entity Post
  match P:post
  mark  P
relation r (Person | Post -> Person | Post)
rule a
  match برئاسة each X:(Person | Post)
  emit  (X, r, X)
"""


@pytest.mark.parametrize(
    ("members", "names"),
    [
        ("الشاهد، رئيس الحكومة", "الشاهد"),
        ("الشاهد، رئيس الحكومة، ووصل أمس", "الشاهد"),
        ("الشاهد، لافروف", "الشاهد|لافروف"),
        ("الشاهد ورئيس الحكومة", "الشاهد|رئيس الحكومة"),
        ("الشاهد، ورئيس الحكومة", "الشاهد|رئيس الحكومة"),
        ("الشاهد، رئيس الحكومة وعون", "الشاهد|رئيس الحكومة|عون"),
        ("رئيس الحكومة، وزير الدفاع", "رئيس الحكومة|وزير الدفاع"),
    ],
)
def test_an_apposition_is_no_member_of_a_list(members: str, names: str) -> None:
    reader = nisba.compile(APPOSITIONS)
    assert [t.subject.text for t in reader.extract(f"برئاسة {members}")] == names.split("|")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("بلينكن ولافروف زارا تركيا", "بلينكن لافروف"),
        ("بلينكن ولافروف وعون زاروا تركيا", "بلينكن لافروف عون"),
        ("زار بلينكن ولافروف تركيا", "بلينكن لافروف"),
        ("أعلن بلينكن ذلك ولافروف زار تركيا", "لافروف"),
    ],
)
def test_a_list_is_the_subject_before_and_behind_its_verb(text: str, who: str) -> None:
    rule = "frame <زار> (each X:Person) (Y:Country) emit (X, r, Y)"
    assert [s for s, _ in found(rule, text)] == who.split()


def test_a_noun_spelled_like_a_verb_begins_no_clause() -> None:
    rule = "match بحث each X:Country emit (X, r, X) verb وقف يقف masdar وقف"
    assert [s for s, _ in found(rule, "بحث تركيا وإيران وقف القتال")] == ["تركيا", "إيران"]


def test_members_have_titles_and_quotes() -> None:
    rule = "match <زار> each X:Person Y:Country emit (X, r, Y)"
    text = 'زار وزير الخارجية بلينكن، والرئيس "عون"، ولافروف تركيا'
    assert [s for s, _ in found(rule, text)] == ["بلينكن", "عون", "لافروف"]


VISIT = "frame <زار> (X:Person) (Y:Country) emit (X, r, Y)"
ARRIVAL = "frame <وصل> (X:Person) (إلى Y:Country) emit (X, r, Y)"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (VISIT, "زار بلينكن تركيا"),
        (VISIT, "بلينكن زار تركيا"),
        (VISIT, "زيارة بلينكن تركيا"),
        (VISIT, "زيارة بلينكن إلى تركيا"),
        (VISIT, "زيارة بلينكن لتركيا"),
        (VISIT, "زار وزير الخارجية بلينكن أمس الاثنين تركيا"),
        (VISIT, "زار بلينكن، زعيم الحزب، تركيا"),
        (VISIT, "بلينكن، وزير الخارجية، زار تركيا"),
        (VISIT, "زار بلينكن في 12 أيار 2019 تركيا"),
        (VISIT, "زار بلينكن تركيا والتقى عون"),
        (ARRIVAL, "وصل بلينكن إلى تركيا"),
        (ARRIVAL, "وصل إلى تركيا أمس وزير الخارجية بلينكن"),
        (ARRIVAL, "بلينكن وصل إلى تركيا"),
        (ARRIVAL, "وصول بلينكن أمس إلى تركيا"),
    ],
)
def test_a_frame_reads_every_order(rule: str, text: str) -> None:
    assert found(rule, text) == [("بلينكن", "تركيا")]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (VISIT, "زار بلينكن، الذي وصل أمس، تركيا"),
        (VISIT, "بلينكن الذي التقى عون زار تركيا"),
        (VISIT, "بلينكن، الذي التقى عون، زار تركيا"),
        (VISIT, "بلينكن الذي التقى عون، زار تركيا"),
        (VISIT, "بلينكن الذي التقى عون ولافروف وأعلن ذلك زار تركيا"),
        (VISIT, "بلينكن الذي كان يزور لبنان أمس زار تركيا"),
        (VISIT, "زيارة بلينكن، الذي التقى عون أمس في لبنان بعد لقاء طويل مع الوفد، إلى تركيا"),
        (VISIT, "بلينكن الذي زار تركيا"),
        (VISIT, "زار بلينكن الذي هو وزير الخارجية تركيا"),
        (ARRIVAL, "وصل بلينكن، الذي التقى عون، إلى تركيا"),
        (ARRIVAL, "بلينكن، الذي وصل إلى تركيا، التقى عون"),
        (ARRIVAL, "وصل إلى تركيا، التي استقبلها عون، بلينكن"),
    ],
)
def test_a_frame_steps_over_a_relative_clause(rule: str, text: str) -> None:
    assert found(rule, text) == [("بلينكن", "تركيا")]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (VISIT, "التقى الوفد الذي استقبل بلينكن زار تركيا"),
        (VISIT, "زار عون، الذي استقبل بلينكن، تركيا"),
    ],
)
def test_a_frame_does_not_lead_out_of_a_relative_clause(rule: str, text: str) -> None:
    assert ("بلينكن", "تركيا") not in found(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [(VISIT, "وزارة بلينكن تركيا"), (ARRIVAL, "وصل بلينكن من تركيا"), (VISIT, "زار بلينكن، وأعلن عون تركيا")],
)
def test_a_frame_asks_for_its_verb_its_preposition_and_one_clause(rule: str, text: str) -> None:
    assert found(rule, text) == []


NAMES = """
words person_name = محمد جواد ظريف | سعد الحريري | رفيق الحريري | عادل عبد المهدي
entity Person
  match P:person_name
  mark  P
relation r (Person -> Person)
rule a
  match تحدث X:Person
  emit  (X, r, X)
"""


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("وصل محمد جواد ظريف. ثم تحدث ظريف.", ("ظريف", "محمد جواد ظريف")),
        ("وصل محمد جواد ظريف. وقدموا هدية لظريف.", ("ظريف", "محمد جواد ظريف")),
        ("وصل محمد جواد ظريف. وقدموا هدية للضيف.", ("محمد جواد ظريف", "محمد جواد ظريف")),
        ("وصل سعد الحريري. غادر رفيق الحريري. تحدث الحريري.", ("الحريري", "رفيق الحريري")),
        ("وصل رفيق الحريري. غادر سعد الحريري. تحدث الحريري.", ("الحريري", "سعد الحريري")),
        ("وصل عادل عبد المهدي. تحدث عبد المهدي.", ("عبد المهدي", "عادل عبد المهدي")),
        ("وصل عادل عبد المهدي. تحدث المهدي.", ("عادل عبد المهدي", "عادل عبد المهدي")),
    ],
)
def test_a_short_name_stands_for_the_nearest_full_one(text: str, last: tuple[str, str]) -> None:
    mention = nisba.compile(NAMES).annotate(text)[-1]
    assert (mention.text, mention.canonical) == last


def test_a_preposition_with_its_pronoun_is_no_name() -> None:
    reader = nisba.compile("words given = علي | منى\nentity Person\n  match P:given\n  mark P")
    assert [m.text for m in reader.annotate("رد علي عليهم وعليها")] == ["علي"]


@pytest.mark.parametrize(
    ("text", "clause"), [("قال إنه وصل", "وصل"), ("قال إن الوفد وصل", "الوفد وصل"), ("قال لهم وصل", None)]
)
def test_a_clause_does_not_begin_with_the_pronoun_of_the_word_before(text: str, clause: str | None) -> None:
    rule = "words that = أن | إن | أنه | إنه\nrule b match قال that C:Clause emit (C, r2, C) relation r2 (Clause -> Clause)"
    reader = nisba.compile(rule)
    assert [t.object.text for t in reader.extract(text)] == ([clause] if clause else [])


def test_names_do_not_go_on_into_the_next_document() -> None:
    reader = nisba.compile(NAMES)
    assert reader.extract("تحدث محمد جواد ظريف.")
    assert reader.extract("تحدث ظريف.") == []
