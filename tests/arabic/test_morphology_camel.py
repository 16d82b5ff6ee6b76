"""The built-in paradigms against camel-tools' analyser and generator, over all verbs of the packaged lexicon."""

from collections import defaultdict
from functools import cache
from typing import Any

import pytest
from attrs import frozen

from nisba.arabic.folding import fold
from nisba.arabic.morphology import data
from nisba.arabic.morphology.camel import CamelMorphology, open_database
from nisba.arabic.morphology.inflection import inflect
from nisba.arabic.morphology.light import FINITE_KINDS
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.arabic.morphology.roots import bare
from nisba.packaged import packaged
from nisba.program import load_program
from nisba.program.model import Verb

pytest.importorskip("camel_tools", reason="camel-tools is not installed")
pytestmark = pytest.mark.skipif(
    data.MORPHOLOGY.name not in data.installed(),
    reason=f"the database is not installed (nisba data install {data.MORPHOLOGY.name})",
)

# What is left over is spelling that the database does not know (بدءوا), passives it lacks one form of, and forms that
# it generates and no grammar has: «يظننون» for يظنون, «يدنون» for يدينون.


@frozen
class Comparison:
    """A verb, its forms by nisba, and what the database has under the same lemma."""

    verb: Verb
    forms: tuple[VerbForm, ...]
    lemmas: frozenset[str]
    generated: frozenset[tuple[str, str, str]]
    """(aspect, voice, folded form) of every third person without clitics."""


@cache
def tools() -> tuple[Any, Any]:
    from nisba.arabic.morphology.camel import _component

    database = open_database(data.path(data.MORPHOLOGY.name), "ag")
    # The generator raises KeyError for stems whose category goes with no prefix.
    database.stem_prefix_compat = defaultdict(list, database.stem_prefix_compat)
    database.stem_suffix_compat = defaultdict(list, database.stem_suffix_compat)
    return _component("analyzer", "Analyzer")(database), _component("generator", "Generator")(database)


@cache
def analyses(folded: str) -> tuple[dict[str, Any], ...]:
    """The readings of a word as a finite verb without proclitics."""
    found = tools()[0].analyze(folded)
    return tuple(a for a in found if a["pos"] == "verb" and (a["prc1"], a["prc2"]) == ("0", "0"))


def lemma_spelling(lemma: str) -> str:
    return bare(lemma).replace("ٱ", "ا")


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Every verb of the lexicon that the database knows by both its principal parts."""
    program = load_program([packaged("rules") / "shared" / "verbs.rules"])
    return tuple(found for verb in program.verbs.values() if (found := compared(verb)).lemmas)


def compared(verb: Verb) -> Comparison:
    imperfect = {a["lex"] for a in analyses(fold(verb.imperfect))}
    lemmas = frozenset(
        a["lex"]
        for a in analyses(fold(verb.perfect))
        if a["lex"] in imperfect and lemma_spelling(a["lex"]) == bare(verb.perfect)
    )
    generated = {
        (aspect, a["vox"], fold(lemma_spelling(a["diac"])))
        for lemma in lemmas
        for aspect in "pi"
        for a in tools()[1].generate(lemma, {"pos": "verb", "per": "3", "asp": aspect})
    }
    forms = tuple(f for f in inflect(verb) if f.kind in FINITE_KINDS and f.person == 3 and not f.bound)
    return Comparison(verb, forms, lemmas, frozenset(generated))


def aspect_of(form: VerbForm) -> str:
    return "p" if form.kind == "perfect" else "i"


def test_the_database_knows_nearly_all_verbs_of_the_lexicon() -> None:
    program = load_program([packaged("rules") / "shared" / "verbs.rules"])
    assert len(comparisons()) >= 0.99 * len(program.verbs) >= 396


def test_active_third_persons_are_accepted_with_their_lemma() -> None:
    wrong = []
    total = 0
    for found in comparisons():
        for form in found.forms:
            if not form.passive:
                total += 1
                readings = analyses(form.form)
                if not any(a["lex"] in found.lemmas and a["asp"] == aspect_of(form) for a in readings):
                    wrong.append(form.form)
    assert len(wrong) <= 0.005 * total, wrong


def test_passive_third_persons_are_accepted_where_the_database_has_a_passive() -> None:
    """The database lacks whole passives (هوجم، زير، of many verbs); where it has one, the spellings agree."""
    wrong = []
    total = 0
    for found in comparisons():
        passives = {aspect for aspect, voice, _ in found.generated if voice == "p"}
        spellings = {(aspect, form) for aspect, _, form in found.generated}
        for form in found.forms:
            if form.passive and aspect_of(form) in passives:
                total += 1
                if (aspect_of(form), form.form) not in spellings:
                    wrong.append(form.form)
    assert len(wrong) <= 0.01 * total, wrong


def test_third_persons_of_the_database_are_generated() -> None:
    missing = []
    total = 0
    for found in comparisons():
        forms = {form.form for form in found.forms}
        for _, _, form in found.generated:
            total += 1
            if form not in forms:
                missing.append(form)
    assert len(missing) <= 0.02 * total, missing


def test_stems_before_an_object_are_accepted_with_one_where_the_verb_takes_objects() -> None:
    """«أعطا» + ه, «قتلو» + ه: of verbs of which the database has a feminine perfect with an object («قتلته»)."""
    wrong = []
    total = 0
    for found in comparisons():
        feminine = next(
            f.form for f in found.forms if (f.gender, f.kind, f.passive) == ("f", "perfect", False)
        )
        if not has_object(feminine, found):
            continue
        for form in inflect(found.verb):
            if form.bound and form.person == 3 and not form.passive:
                total += 1
                if not has_object(form.form, found):
                    wrong.append(form.form)
    assert len(wrong) <= 0.03 * total, wrong


def has_object(stem: str, found: Comparison) -> bool:
    return any(a["lex"] in found.lemmas and a["enc0"] != "0" for a in analyses(stem + "ه"))


def test_masdars_of_the_lexicon_are_nouns() -> None:
    program = load_program([packaged("rules") / "shared" / "verbs.rules"])
    masdars = [fold(masdar) for verb in program.verbs.values() for masdar in verb.masdars]
    unknown = [m for m in masdars if not any(a["pos"] == "noun" for a in tools()[0].analyze(m))]
    # حثّ, استحواذ, تنحٍّ and their like are gaps of the database.
    assert len(unknown) <= 0.04 * len(masdars), unknown


@pytest.fixture(scope="module")
def camel() -> CamelMorphology:
    return CamelMorphology([Verb("أعلن", "يعلن", ("إعلان",))])


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("يعلن", Category.VERB),
        ("أعلن", Category.VERB),
        ("للعراق", Category.CONTENT),
        ("زيارته", Category.CONTENT),
        ("إلى", Category.PREPOSITION),
        ("كان", Category.VERB),
        ("لأنهم", Category.CONJUNCTION),
        ("بلينكن", Category.CONTENT),
        ("،", Category.PUNCTUATION),
    ],
)
def test_category_is_that_of_the_likeliest_analysis(
    camel: CamelMorphology, word: str, category: Category
) -> None:
    assert camel.category(fold(word)) is category


def test_a_stem_has_an_analysis_without_clitics(camel: CamelMorphology) -> None:
    assert camel.is_stem(fold("العراق"))
    assert camel.is_stem(fold("كرسي"))
    assert not camel.is_stem(fold("للعراق"))
    # The database has a name واكد and a noun دعمة too.
    assert not camel.is_stem(fold("وأكد"))
    assert not camel.is_stem(fold("دعمه"))


def test_gender_is_that_of_the_noun_and_not_of_its_ending(camel: CamelMorphology) -> None:
    assert camel.gender(fold("الحرب")) == "f"
    assert camel.gender(fold("الخليفة")) == "m"


def test_importing_camel_tools_leaves_its_catalogue_alone(camel: CamelMorphology) -> None:
    import sys

    assert camel.category("يعلن") is Category.VERB
    assert "camel_tools.data" not in sys.modules
