"""Forms that grammars have and newswire hardly ever, spelled like frequent words of other lexemes.

Without vowels «نقل» is «let us say» of قال as much as «he reported», and «أبلغ» «I reach» as much as «he informed». A rule
on <قال> must not fire on the other, so these forms are not given.
"""

from nisba.arabic.morphology.protocol import VerbForm
from nisba.arabic.morphology.roots import Root, Weakness
from nisba.arabic.morphology.wordlists import words_of

_HOLLOW_PASSIVES = frozenset(words_of("hollow_passives"))


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
    if form.person == 1 and form.kind != "perfect":
        return len(form.form) <= 3 and form.form != "نري" if form.number == "p" else _is_elative(form, root)
    if form.kind != "perfect":
        return False
    if (form.gender, form.number) == ("f", "p"):
        # متن of مات, aboard.
        return len(form.form) <= 3
    # عيد of عاد, feast; بيت of بات, house.
    hollow = root.form == 1 and root.weakness is Weakness.HOLLOW
    return form.passive and hollow and root.perfect not in _HOLLOW_PASSIVES


def _is_elative(form: VerbForm, root: Root) -> bool:
    """First persons of form I: أبلغ, أكبر are spelled like form IV and the elative, أحد and أمر like nouns."""
    if form.kind == "jussive":
        return len(form.form) <= 3
    if root.form != 1 or root.weakness is Weakness.HOLLOW or root.perfect == "رأى":
        return False
    return not root.imperfect.endswith("و")
