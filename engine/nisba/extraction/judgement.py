"""Polarity, modality and attribution of a match: from the lattice to what the factuality rules ask for."""

from attrs import frozen

from nisba.extraction.triple import Attribution
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.vocabulary import Vocabulary


@frozen
class Judgement:
    polarity: str = "asserted"
    modality: str = "asserted"
    attribution: Attribution | None = None


class Judge:
    def __init__(self, vocabulary: Vocabulary) -> None: ...
    def judge(self, lattice: Lattice, token: int, reading: Reading) -> Judgement:
        return Judgement()
