"""The cue verbs in all their forms, whatever clitics they carry."""

from functools import lru_cache

from nisba.arabic.clitics import validated
from nisba.arabic.morphology.protocol import Morphology
from nisba.extraction.factuality.cues import PARTICIPLES, VERBS, Cue


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
        self.finite = lru_cache(65_536)(self._look_up_finite)
        self.nominal = lru_cache(65_536)(self._look_up_nominal)

    def __getstate__(self) -> tuple[dict[str, set[Cue]], dict[str, set[Cue]]]:
        return self._finite, self._nouns

    def __setstate__(self, state: tuple[dict[str, set[Cue]], dict[str, set[Cue]]]) -> None:
        self._finite, self._nouns = state
        self._remember()

    def _look_up_finite(self, folded: str) -> frozenset[Cue]:
        return self._look_up(folded, self._finite)

    def _look_up_nominal(self, folded: str) -> frozenset[Cue]:
        return self._look_up(folded, self._nouns)

    @staticmethod
    def _look_up(folded: str, table: dict[str, set[Cue]]) -> frozenset[Cue]:
        cuts = validated(folded, table.__contains__)
        return frozenset(cue for cut in cuts for cue in table.get(cut.stem, ()))
