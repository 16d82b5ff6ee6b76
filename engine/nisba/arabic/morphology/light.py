"""The built-in morphology: paradigms of the declared verbs, closed classes, and cautious affix rules."""

from collections.abc import Iterable, Iterator

from nisba.arabic.folding import fold
from nisba.arabic.morphology import affixes
from nisba.arabic.morphology.closed import CLOSED_CLASSES, CLOSED_STEMS
from nisba.arabic.morphology.nominals import masdar_forms, participle_forms
from nisba.arabic.morphology.paradigms import finite_forms
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.arabic.morphology.roots import root_of
from nisba.program.model import Verb

FINITE_KINDS = frozenset({"perfect", "imperfect", "jussive"})


def inflect(verb: Verb) -> tuple[VerbForm, ...]:
    """Every inflected form of a verb, folded, without repetition.

    >>> forms = {f.form for f in inflect(Verb("أعلن", "يعلن", ("إعلان",)))}
    >>> {"اعلنت", "يعلنوا", "الاعلانات", "معلنا"} <= forms
    True
    """
    return tuple(dict.fromkeys(_folded(form) for form in _raw_forms(verb)))


def _raw_forms(verb: Verb) -> Iterator[VerbForm]:
    root = root_of(verb)
    yield from finite_forms(root)
    for masdar in verb.masdars:
        yield from masdar_forms(masdar)
    yield from participle_forms(root, verb.participles)


def _folded(form: VerbForm) -> VerbForm:
    return VerbForm(
        fold(form.form), form.kind, form.person, form.gender, form.number, form.passive, form.bound
    )


class LightMorphology:
    """Morphology from the verbs that the rules declare and from what spelling shows."""

    def __init__(self, verbs: Iterable[Verb] = ()) -> None:
        """Inflect the program's verbs; others will be known by their affixes only."""
        self._forms: dict[Verb, tuple[VerbForm, ...]] = {}
        self._finite: set[str] = set()
        self._nominal: dict[str, str] = {}
        self._categories: dict[str, Category] = {}
        for verb in verbs:
            for form in self.forms(verb):
                if form.kind not in FINITE_KINDS:
                    self._nominal.setdefault(form.form, form.gender)
                elif not form.bound:
                    self._finite.add(form.form)

    def forms(self, verb: Verb) -> tuple[VerbForm, ...]:
        """Every inflected form of a verb, declared to the constructor or not."""
        known = self._forms.get(verb)
        if known is None:
            known = self._forms[verb] = inflect(verb)
        return known

    def category(self, folded: str) -> Category:
        """The category of a token as it stands, its clitics included."""
        known = self._categories.get(folded)
        if known is None:
            known = self._categories[folded] = self._find_category(folded)
        return known

    def is_stem(self, folded: str) -> bool:
        """Whether a word without clitics is a declared verb's form or belongs to a closed class."""
        return folded in self._finite or folded in self._nominal or folded in CLOSED_STEMS

    def gender(self, folded: str) -> str:
        """``m`` or ``f`` where a declared form or the ending shows it, else empty."""
        known = self._nominal.get(folded)
        return known if known else affixes.gender(folded)

    def _find_category(self, folded: str) -> Category:
        if not any(c.isalnum() for c in folded):
            return Category.PUNCTUATION
        closed = CLOSED_CLASSES.get(folded)
        if closed is not None:
            return closed
        if folded in self._nominal:
            return Category.CONTENT
        if any(stem in self._finite for stem in affixes.verb_stems(folded)):
            return Category.VERB
        if any(stem in self._nominal for stem in affixes.verb_stems(folded)):
            return Category.CONTENT
        return Category.VERB if affixes.looks_like_imperfect(folded) else Category.CONTENT
