"""A look at the letters of a text without whitespace: whether a word that anchors a rule can be in it at all.

Every text shows words that no text before it had, and few of them are anchors: to know that, they need not be analysed.
"""

from collections.abc import Iterator, Set

from nisba.arabic.folding import fold, is_letters_alone
from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.matching.vocabulary import Vocabulary

_ARTICLE = "ال"
_HAMZA_ABOVE = "\u0654"
"""Typed alone it makes another letter of the one before it, in more ways than one."""


class Screen:
    r"""The letters of words: every text that holds an anchor has those of one.

    >>> import nisba
    >>> engine = nisba.compile("relation r (Word -> Word)\nrule a match زيارة X:Word Y:Word emit (X, r, Y)")
    >>> screen = Screen(engine.matchers.vocabulary, engine.matchers.index.by_anchor.keys())
    >>> screen.passes("«وزيارتهم»"), screen.passes("وزير")
    (True, False)
    """

    def __init__(self, vocabulary: Vocabulary, keys: Set[str]) -> None:
        """Take the keys of the anchors."""
        words = set(vocabulary.words_under(keys))
        plain = {word for word in words if word.isalnum()}
        self._signs = words != plain
        """Whether an anchor is no word of letters and digits: every text passes that is not of letters alone."""
        self._letters = {letters for word in plain for letters in standing(word)}
        self._lengths = sorted({len(letters) for letters in self._letters})

    def passes(self, text: str) -> bool:
        """Whether an anchor can be in a text; where this says no, none is."""
        if _HAMZA_ABOVE in text or (self._signs and not is_letters_alone(text)):
            return True
        folded, letters = fold(text), self._letters
        size = len(folded)
        for length in self._lengths:
            for start in range(size - length + 1):
                if folded[start : start + length] in letters:
                    return True
        return False


def standing(word: str) -> Iterator[str]:
    """Letters of which some stand in every token that has a folded word, not empty, with its clitics (see ``arabic.clitics``).

    >>> list(standing(fold("زيارة"))), list(standing(fold("العراق")))
    (['زياره', 'زيارت'], ['العراق', 'لعراق'])
    """
    yield word
    if word.startswith(_ARTICLE):
        yield word[1:]  # للعراق
    body, last = word[:-1], word[-1]
    if last == "ه":
        yield body + "ت"  # زيارتها
    elif last == "ي":
        yield body + "ا"  # مستواه
    elif last == "ن" or word.endswith("وا"):
        yield body  # مسؤولوها, قتلوه
    if last in "ءا":
        yield from (body + "ئ", body + "ؤ")  # لقائه
    yield from _WITH_PRONOUN.get(word, ())


_WITH_PRONOUN: dict[str, list[str]] = {}
for _token, (_, _word, _) in BEFORE_PRONOUN.items():
    _WITH_PRONOUN.setdefault(_word, []).append(_token)
