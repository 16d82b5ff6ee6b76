"""Whether a match happened, will happen or is asked for, and who says so."""

from nisba.extraction.factuality.judge import Judge, Judgement, SentenceJudge

__all__ = ["Judge", "Judgement", "SentenceJudge"]
