"""The cue verbs in all their forms, whatever clitics they carry, and what a sentence has of them."""

from functools import cache, cached_property, lru_cache

from nisba.arabic.clitics import validated
from nisba.arabic.morphology.protocol import Category, Morphology
from nisba.extraction.factuality import cues
from nisba.extraction.factuality.cues import PARTICIPLES, VERBS, Cue
from nisba.matching.lattice import Lattice

PARTICLES = (
    cues.BEFORE_VERBS | cues.BEFORE_NOUNS | cues.THAT | cues.AUXILIARIES | cues.WILL | cues.PERHAPS | cues.MAY
    | cues.IF | cues.DUTY | frozenset(word for phrase in cues.EXPECTED | cues.POSSIBLE | cues.REQUIRED for word in phrase)
)  # fmt: skip
"""Words that a conjunction is taken off from."""


class CueWords:
    """Tells of a token which cues it is, and whether it is a finite verb or a noun of action."""

    def __init__(self, morphology: Morphology) -> None:
        self._finite: dict[str, set[Cue]] = {}
        self._nouns: dict[str, set[Cue]] = {}
        for cue, verbs in VERBS.items():
            for verb in verbs:
                for form in morphology.forms(verb):
                    if form.kind == "participle" and cue not in PARTICIPLES:
                        continue
                    if cue is Cue.ABLE and (form.kind == "perfect" or form.person == 1):
                        continue
                    table = self._nouns if form.kind in ("masdar", "participle") else self._finite
                    table.setdefault(form.form, set()).add(cue)
        self._remember()

    def _remember(self) -> None:
        self.finite = lru_cache(16_384)(self._look_up_finite)
        self.nominal = lru_cache(16_384)(self._look_up_nominal)
        self.says = lru_cache(16_384)(self._look_up_says)

    def __getstate__(self) -> tuple[dict[str, set[Cue]], dict[str, set[Cue]]]:
        return self._finite, self._nouns

    def __setstate__(self, state: tuple[dict[str, set[Cue]], dict[str, set[Cue]]]) -> None:
        self._finite, self._nouns = state
        self._remember()

    def _look_up_finite(self, folded: str) -> frozenset[Cue]:
        return self._look_up(folded, self._finite)

    def _look_up_nominal(self, folded: str) -> frozenset[Cue]:
        return self._look_up(folded, self._nouns)

    def _look_up_says(self, folded: str) -> tuple[bool, bool]:
        """Whether a word is a verb of saying, and whether a noun of saying, if it is no verb."""
        if folded in cues.NOT_SAYING:
            return False, False
        return Cue.SAY in self.finite(folded), Cue.SAY in self.nominal(folded)

    @staticmethod
    def _look_up(folded: str, table: dict[str, set[Cue]]) -> frozenset[Cue]:
        cuts = validated(folded, table.__contains__)
        return frozenset(cue for cut in cuts for cue in table.get(cut.stem, ()))


class CueSentence:
    """A sentence as factuality reads it, worked out once for all that is found in it."""

    def __init__(self, lattice: Lattice, words: CueWords) -> None:
        self.lattice = lattice
        self.words = words

    def lacks(self, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether the sentence has no word that a phrase of the set ends with."""
        return _by_last(phrases).keys().isdisjoint(self._all)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.bare)

    @cached_property
    def bare(self) -> list[str]:
        """By token: its folded form, its conjunction taken off where a particle is left."""
        return [_bare(token.folded) for token in self.lattice.tokens]

    @cached_property
    def saying(self) -> frozenset[int]:
        """The tokens that are verbs or nouns of saying."""
        return frozenset(i for i in range(self.lattice.size) if self._says(i))

    def _says(self, i: int) -> bool:
        token = self.lattice.tokens[i]
        if token.folded in _MEANING and "\u0651" not in token.surface:
            return i == 0 and token.folded != cues.MEANING
        verb, noun = self.words.says(token.folded)
        return verb or (noun and self.lattice.category(i) is not Category.VERB)

    @cached_property
    def sources(self) -> tuple[int, ...]:
        """The tokens that a source is named behind («بحسب», «وفق», «على حد»)."""
        return tuple(i for i, token in enumerate(self.lattice.tokens) if self._names_source(i, token.folded))

    def _names_source(self, i: int, folded: str) -> bool:
        return _is_source(folded) or self.bare[i] in cues.SOURCES or self.phrase_ends(i, cues.TO_THE_EXTENT)

    def phrase_ends(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set ends at a token."""
        bare = self.bare
        known = _by_last(phrases).get(bare[i], ())
        return any(tuple(bare[max(0, i + 1 - len(phrase)) : i + 1]) == phrase for phrase in known)

    def phrase_begins(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set begins at a token."""
        bare = self.bare
        known = _by_first(phrases).get(bare[i], ())
        return any(tuple(bare[i : i + len(phrase)]) == phrase for phrase in known)


_MEANING = frozenset((cues.MEANING, "و" + cues.MEANING))


@lru_cache(16_384)
def _is_source(folded: str) -> bool:
    return folded in cues.SOURCES or folded.lstrip("وف") in cues.SOURCES


@cache
def _by_last(phrases: frozenset[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    return {last: [phrase for phrase in phrases if phrase[-1] == last] for *_, last in phrases}


@cache
def _by_first(phrases: frozenset[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    return {first: [phrase for phrase in phrases if phrase[0] == first] for first, *_ in phrases}


def _bare(folded: str) -> str:
    return folded[1:] if len(folded) > 2 and folded[0] in "وف" and folded[1:] in PARTICLES else folded
