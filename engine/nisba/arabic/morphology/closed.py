"""The closed classes of Modern Standard Arabic: words that end a noun phrase, with their clitics."""

from nisba.arabic.morphology.protocol import Category
from nisba.arabic.morphology.wordlists import words_of


def _with_pronouns() -> dict[str, tuple[str, str]]:
    """Each preposition or particle with a pronoun, and the two that it is made of: إليه is إلى and ه.

    With ي many are adjectives of relation (داخلي، خارجي), with ك nobody is addressed in news.
    """
    pronouns = words_of("pronouns")
    # لكن is but, and not ل with a pronoun.
    table = {letter + end: (letter, end) for letter in "بل" for end in pronouns if end != "كن"}
    for word in words_of("prepositions_with_any_pronoun"):
        table.update({word + end: (word, end) for end in pronouns if word[-1] + end != "يي"})
    # Two ن are written once.
    table |= {"منا": ("من", "نا"), "عنا": ("عن", "نا")}
    for word in words_of("prepositions_with_pronoun"):
        table.update({word + end: (word, end) for end in pronouns if end not in ("ي", "ك")})
    for word in words_of("particles_with_pronoun"):
        table.update({word + end: (word, end) for end in (*pronouns, "ني") if end not in ("ي", "ك")})
    return {form: parts for form, parts in table.items() if form not in words_of("prepositions")}


def _without_clitics(with_pronouns: dict[str, tuple[str, str]]) -> dict[str, Category]:
    """Each word with its category; a later class does not take over what an earlier one has."""
    particles = words_of("particles_with_pronoun")
    prepositions = (form for form, (word, _) in with_pronouns.items() if word not in particles)
    table: dict[str, Category] = {}
    for words, category in (
        (words_of("auxiliaries"), Category.VERB),
        ((*words_of("prepositions"), *words_of("fused"), *prepositions), Category.PREPOSITION),
        ((*words_of("conjunctions"), *with_pronouns), Category.CONJUNCTION),
        ((*words_of("particles"), *words_of("relatives"), *words_of("circumstantial")), Category.PARTICLE),
    ):
        for word in words:
            table.setdefault(word, category)
    return table


def _with_conjunctions(table: dict[str, Category]) -> dict[str, Category]:
    """The table, and each word with و or ف in front where that spells no other word."""
    longer = dict(table)
    nouns = frozenset(words_of("not_clitic"))
    for prefix in "وف":
        for word, category in table.items():
            if len(word) > 1 and prefix + word not in nouns:
                longer.setdefault(prefix + word, category)
    return longer


_WITH_PRONOUNS = _with_pronouns()
_BARE = _without_clitics(_WITH_PRONOUNS)

CLOSED_CLASSES: dict[str, Category] = _with_conjunctions(_BARE)
"""Each closed-class word, with and without a conjunction in front, folded, with its category."""

CLOSED_STEMS: frozenset[str] = frozenset(word for word in (*_BARE, *words_of("quantifiers")) if len(word) > 1)
"""The closed-class words and quantifiers alone: what may be left when clitics are cut off."""

BEFORE_PRONOUN: dict[str, tuple[str, str, str]] = {
    **{
        prefix + form: (prefix, *parts)
        for form, parts in _WITH_PRONOUNS.items()
        for prefix in "وف"
        if CLOSED_CLASSES.get(prefix + form) is _BARE[form] and prefix + form not in _BARE
    },
    **{form: ("", *parts) for form, parts in _WITH_PRONOUNS.items()},
}
"""Each preposition or particle with a pronoun: the conjunction in front (or nothing), the word and the pronoun; of لها
and به the word is a letter."""
