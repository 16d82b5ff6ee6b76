"""The built-in morphology: paradigms of the declared verbs, closed classes, and cautious affix rules."""

from collections.abc import Iterable

from nisba.arabic.morphology import affixes
from nisba.arabic.morphology.closed import CLOSED_CLASSES, CLOSED_STEMS
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.arabic.morphology.rare import LEXICALISED
from nisba.arabic.morphology.wordlists import words_of
from nisba.program.model import Verb

# A spelling with a verbal and a nominal reading counts as the likelier in news (as camel-tools' lexicon ranks them).
_NOUN_FIRST = frozenset(words_of("noun_first"))
_VERB_FIRST = frozenset(words_of("verb_first"))
FINITE_KINDS = frozenset({"perfect", "imperfect", "jussive"})


MOST_KEPT = 30_000
"""So many words are remembered before the memory is emptied: a bound for texts without end."""


class LightMorphology:
    """Morphology from the verbs that the rules declare and from what spelling shows."""

    def __init__(self, verbs: Iterable[Verb] = ()) -> None:
        """Inflect the program's verbs; others will be known by their affixes only."""
        self._forms: dict[Verb, tuple[VerbForm, ...]] = {}
        self._stems: set[str] = set()
        self._verbal: set[str] = set()
        self._before_object: set[str] = set()
        self._nominal: dict[str, str] = {}
        self._finite: dict[str, str] = {}
        self._categories: dict[str, Category] = {}
        for verb in verbs:
            for form in self.forms(verb):
                self._learn(form)

    def __getstate__(self) -> dict[str, object]:
        """What was learnt; what can be worked out again when it is asked for is left out."""
        return {**self.__dict__, "_forms": {}, "_categories": {}}

    def forms(self, verb: Verb) -> tuple[VerbForm, ...]:
        """Every inflected form of a verb, declared to the constructor or not."""
        known = self._forms.get(verb)
        if known is None:
            # Kept rules have their verbs inflected: a start from them needs no paradigms.
            from nisba.arabic.morphology.inflection import inflect

            known = self._forms[verb] = inflect(verb)
        return known

    def category(self, folded: str) -> Category:
        """The category of a token as it stands, its clitics included."""
        known = self._categories.get(folded)
        if known is None:
            if len(self._categories) >= MOST_KEPT:
                self._categories.clear()
            known = self._categories[folded] = self._find_category(folded)
        return known

    def is_stem(self, folded: str) -> bool:
        """Whether a word without clitics is a declared verb's form or belongs to a closed class."""
        if folded in self._stems or folded in CLOSED_STEMS:
            return True
        # منصبه is منصب with a pronoun as well as its feminine, if it had one: such a word may be cut.
        return folded in LEXICALISED and not (folded.endswith("ه") and folded[:-1] in LEXICALISED)

    def gender(self, folded: str) -> str:
        """``m`` or ``f`` where a declared form or the spelling shows it, else empty."""
        known = self._nominal.get(folded) or LEXICALISED.get(folded) or self._finite.get(folded)
        if known:
            return known
        if affixes.looks_like_imperfect(folded):
            return "f" if folded.startswith("تت") else "m"
        return affixes.gender(folded)

    def _learn(self, form: VerbForm) -> None:
        self._stems.add(form.form)
        if form.kind not in FINITE_KINDS:
            self._nominal.setdefault(form.form, form.gender)
            return
        if form.person == 3:
            self._finite.setdefault(form.form, form.gender)
        if _takes_object(form):
            self._before_object.add(form.form)
        if not form.bound and _is_newswire(form):
            self._verbal.add(form.form)

    def _find_category(self, folded: str) -> Category:
        if not any(c.isalnum() for c in folded):
            return Category.PUNCTUATION
        closed = CLOSED_CLASSES.get(folded)
        if closed is not None:
            return closed
        heads = tuple(affixes.without_conjunction(folded))
        if folded in _NOUN_FIRST:
            return Category.CONTENT
        if any(head in _VERB_FIRST for head in heads[:2]):
            return Category.VERB
        if any(head in self._nominal or head in _NOUN_FIRST or head in LEXICALISED for head in heads):
            return Category.CONTENT
        if any(head in self._verbal for head in heads):
            return Category.VERB
        if any(self._is_verb_with_object(head) for head in heads):
            return Category.VERB
        return Category.VERB if affixes.looks_like_imperfect(folded) else Category.CONTENT

    def _is_verb_with_object(self, word: str) -> bool:
        """«استقبلته», not the masdar of «استقالته»."""
        for stem in affixes.without_object(word):
            if stem in self._before_object:
                return stem not in self._nominal and f"{stem[:-1]}ه" not in self._nominal
        return False


def _takes_object(form: VerbForm) -> bool:
    """Leave out short perfects: with ه, which folding makes of ة too, they are spelled like nouns (عمله، حملة)."""
    if form.kind != "perfect":
        return form.form[0] in "يت" and not form.passive
    if form.person != 3 or form.passive or form.number == "d":
        return False
    return len(form.form) >= (5 if form.gender == "f" or form.number == "s" else 4)


def _is_newswire(form: VerbForm) -> bool:
    """Leave out rare forms that are spelled like frequent nouns: زير، عيد (passives), متن (they, feminine), أجل (I)."""
    if form.person == 1:
        return form.kind == "imperfect" and len(form.form) >= 4
    if (form.gender, form.number) == ("f", "p"):
        return form.kind == "imperfect" and form.form.startswith("ي")
    if form.kind != "perfect":
        return True
    return len(form.form) >= (5 if form.number == "d" else 4 if form.passive else 2)
