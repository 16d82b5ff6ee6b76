"""The closed classes of Modern Standard Arabic: words that end a noun phrase, with their clitics."""

from nisba.arabic.morphology.protocol import Category
from nisba.arabic.morphology.wordlists import words_of


def _without_clitics() -> dict[str, Category]:
    """Each word with its category; a later class does not take over what an earlier one has."""
    with_pronoun = [
        word + end for word in words_of("prepositions_with_pronoun") for end in words_of("pronouns")
    ]
    table: dict[str, Category] = {}
    for words, category in (
        (words_of("auxiliaries"), Category.VERB),
        ((*words_of("prepositions"), *words_of("fused"), *with_pronoun), Category.PREPOSITION),
        (words_of("conjunctions"), Category.CONJUNCTION),
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


_BARE = _without_clitics()

CLOSED_CLASSES: dict[str, Category] = _with_conjunctions(_BARE)
"""Each closed-class word, with and without a conjunction in front, folded, with its category."""

CLOSED_STEMS: frozenset[str] = frozenset(word for word in _BARE if len(word) > 1)
"""The closed-class words alone: what may be left when clitics are cut off."""
