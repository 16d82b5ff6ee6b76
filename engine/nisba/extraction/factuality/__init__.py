"""Whether a match happened, will happen or is asked for, and who says so."""

from nisba.extraction.factuality.judge import Judge, Judgement
from nisba.extraction.factuality.words import CueSentence

__all__ = ["CueSentence", "Judge", "Judgement"]
