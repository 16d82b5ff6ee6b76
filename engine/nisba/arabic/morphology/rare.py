"""Forms that are spelled like frequent words of other lexemes, and mostly are those in news.

Without vowels «نقل» is «let us say» of قال as much as «he reported», and «أبلغ» «I reach» as much as «he informed». A rule
on <قال> must not fire on the other, so these forms are not given.
"""

from nisba.arabic.folding import fold
from nisba.arabic.morphology.nominals import noun_forms
from nisba.arabic.morphology.protocol import VerbForm
from nisba.arabic.morphology.roots import Root, Weakness
from nisba.arabic.morphology.wordlists import raw_words_of, words_of

_HOLLOW_PASSIVES = frozenset(words_of("hollow_passives"))

_NOT_FORMS = frozenset(words_of("not_forms"))
_OTHER_WORDS = frozenset(pair.partition(":")[2] for pair in _NOT_FORMS)
LEXICALISED: dict[str, str] = {
    fold(form.form): form.gender
    for noun in raw_words_of("lexicalised_participles")
    for form in noun_forms(noun)
}
"""Spellings of participles that are nouns of their own, with their gender."""
_CIRCUMSTANTIAL = frozenset(words_of("circumstantial"))


def is_lexicalised(form: VerbForm) -> bool:
    """Whether a participle's spelling is mostly that of a noun: مدينة of أدان, مصر of أصر; but not مشيرا."""
    return form.kind == "participle" and form.form in LEXICALISED and form.form not in _CIRCUMSTANTIAL


def is_misleading(form: VerbForm, root: Root) -> bool:
    """Whether to leave the form out.

    Args:
        form: a finite form, folded.
        root: of the verb.

    >>> from nisba.arabic.morphology.roots import root_of
    >>> from nisba.program.model import Verb
    >>> is_misleading(VerbForm("نقل", "jussive", 1, "", "p"), root_of(Verb("قال", "يقول")))
    True
    """
    if form.form in _OTHER_WORDS and f"{fold(root.perfect)}:{form.form}" in _NOT_FORMS:
        return True
    if form.kind == "perfect":
        return _is_misleading_perfect(form, root)
    if form.kind == "jussive" and root.weakness is Weakness.DOUBLED and root.form in (1, 4):
        # يحدد of حد, يقرر of أقر: it is form II. يحدوا stays.
        return form.form[-2:-1] == form.form[-1:]
    if form.person == 1:
        return len(form.form) <= 3 and form.form != "نري" if form.number == "p" else _is_elative(form, root)
    return False


def _is_misleading_perfect(form: VerbForm, root: Root) -> bool:
    if root.form == 1 and root.weakness is Weakness.DOUBLED and form.person == 1:
        # حددت of حد: it is form II.
        return True
    if (form.gender, form.number) == ("f", "p"):
        # متن of مات: aboard.
        return len(form.form) <= 3
    # عيد of عاد: feast; بيت of بات: house.
    hollow = root.form == 1 and root.weakness is Weakness.HOLLOW
    return form.passive and hollow and root.perfect not in _HOLLOW_PASSIVES


def _is_elative(form: VerbForm, root: Root) -> bool:
    """First persons of forms I and II: أبلغ, أكبر are spelled like form IV and the elative, أحد and أمر like nouns."""
    if form.kind == "jussive":
        return len(form.form) <= 3
    if root.form > 2 or root.weakness is Weakness.HOLLOW or root.perfect == "رأى":
        return False
    return not root.imperfect.endswith("و") and not root.imperfect.startswith("ؤ")
