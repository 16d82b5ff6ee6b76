"""All inflected forms of a verb, its nouns of action and participles among them."""

from collections.abc import Iterator

from attrs import evolve

from nisba.arabic.folding import fold
from nisba.arabic.morphology.nominals import masdar_forms, participle_forms
from nisba.arabic.morphology.paradigms import finite_forms
from nisba.arabic.morphology.protocol import VerbForm
from nisba.arabic.morphology.rare import is_lexicalised, is_misleading
from nisba.arabic.morphology.roots import root_of
from nisba.program.model import Verb


def inflect(verb: Verb) -> tuple[VerbForm, ...]:
    """Every inflected form of a verb, folded, without repetition.

    >>> forms = {f.form for f in inflect(Verb("أعلن", "يعلن", ("إعلان",)))}
    >>> {"اعلنت", "يعلنوا", "الاعلانات", "معلنا"} <= forms
    True
    """
    return tuple(dict.fromkeys(_forms(verb)))


def _forms(verb: Verb) -> Iterator[VerbForm]:
    root = root_of(verb)
    yield from (form for form in map(_folded, finite_forms(root)) if not is_misleading(form, root))
    for masdar in verb.masdars:
        yield from map(_folded, masdar_forms(masdar))
    declared = {fold(participle) for participle in verb.participles}
    for form in map(_folded, participle_forms(root, verb.participles)):
        if form.form.removeprefix("ال") in declared or not is_lexicalised(form):
            yield form


def _folded(form: VerbForm) -> VerbForm:
    folded = fold(form.form)
    return form if folded == form.form else evolve(form, form=folded)
