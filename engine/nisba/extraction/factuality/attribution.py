"""Who said it: the speaker of the reported clause that a match lies in."""

from nisba.arabic.document import Kind
from nisba.arabic.morphology.protocol import Category
from nisba.extraction.factuality import cues
from nisba.extraction.factuality.cues import Cue
from nisba.extraction.factuality.words import CueWords
from nisba.extraction.triple import Attribution
from nisba.matching.lattice import Lattice, MentionSpan
from nisba.matching.machine import Reading

SPEAKER_BEFORE = 3
"""So many tokens may part a speaker from the verb behind it («الوزير، أمس، قال»)."""

REACH = 60
"""So many tokens away from the match, a verb of saying or a source is not looked for: it bounds the time."""


def attribution(lattice: Lattice, trigger: int, reading: Reading, words: CueWords) -> Attribution | None:
    """The nearest speaker whose reported clause holds the match; None where nobody is quoted or named."""
    for verb in range(trigger - 1, max(-1, trigger - REACH), -1):
        folded = lattice.tokens[verb].folded
        saying = Cue.SAY in words.finite(folded) or (
            Cue.SAY in words.nominal(folded) and lattice.category(verb) is not Category.VERB
        )
        if not saying:
            continue
        start = _clause_start(lattice, verb, trigger)
        if start is not None:
            speaker = _speaker(lattice, verb, start)
            if speaker is not None and speaker[0] < trigger << 4:
                return _attribution(lattice, speaker, lattice.tokens[verb].surface)
    return _source(lattice, reading)


def _clause_start(lattice: Lattice, verb: int, trigger: int) -> int | None:
    """Where the clause that the verb reports begins, if the trigger lies in it."""
    for i in range(verb + 1, trigger + 1):
        quoted = _quotation_end(lattice, i)
        if quoted is not None and (lattice.tokens[i - 1].surface == ":" or i == verb + 1):
            return i if trigger < quoted else None
        if i == trigger:
            return None
        token = lattice.tokens[i]
        if token.surface == ":":
            return _within_quotation(lattice, i + 1, trigger)
        if token.folded in cues.THAT:
            return _within_quotation(lattice, i + 1, trigger)
    return None


def _within_quotation(lattice: Lattice, start: int, trigger: int) -> int | None:
    end = _quotation_end(lattice, start)
    return start if end is None or trigger < end else None


def _quotation_end(lattice: Lattice, token: int) -> int | None:
    """The token behind a quotation of some length that opens in front of a token."""
    for start, end in lattice.quotations():
        if start == token and end - start > SPEAKER_BEFORE:
            return end
    return None


def _speaker(lattice: Lattice, verb: int, clause: int) -> tuple[int, int, str] | None:
    """The places and the canonical name of who speaks: behind the verb, or in front of it."""
    behind = [
        m
        for m in lattice.mentions
        if m.type not in cues.NOT_SPEAKERS and verb + 1 <= m.start >> 4 and m.end >> 4 <= clause
    ]
    adjacent = [m for m in behind if m.start >> 4 == verb + 1]
    if adjacent:
        return _as_speaker(max(adjacent, key=lambda m: m.end))
    if (
        verb + 1 < lattice.size
        and lattice.spellings[verb + 1].content
        and lattice.tokens[verb + 1].kind == Kind.WORD
    ):
        end = min(lattice.run_end(verb + 1), clause)
        if end > verb + 1 and not any(m.start >> 4 == verb + 1 for m in lattice.mentions):
            return (verb + 1) << 4, end << 4, ""
    if behind:
        return _as_speaker(min(behind, key=lambda m: (m.start, -m.end)))
    before = [
        m
        for m in lattice.mentions
        if m.type not in cues.NOT_SPEAKERS and verb - SPEAKER_BEFORE <= m.end >> 4 <= verb
    ]
    return _as_speaker(max(before, key=lambda m: (m.end, -m.start))) if before else None


def _source(lattice: Lattice, reading: Reading) -> Attribution | None:
    """Who is named beside the clause: «بحسب الوزارة، …», «…، وفق مصدر أمني»."""
    first, last = reading.start >> 4, reading.end >> 4
    for i in range(max(0, first - REACH), min(lattice.size, last + REACH)):
        token = lattice.tokens[i]
        folded = token.folded[1:] if token.folded[:1] in ("و", "ف") else token.folded
        if (folded in cues.SOURCES or token.folded in cues.SOURCES) and not first <= i < last:
            for mention in lattice.mentions:
                if mention.type not in cues.NOT_SPEAKERS and i < mention.start >> 4 <= i + 3:
                    return _attribution(lattice, _as_speaker(mention), token.surface)
            if i + 1 < lattice.size and lattice.spellings[i + 1].content:
                places = ((i + 1) << 4, lattice.run_end(i + 1) << 4, "")
                return _attribution(lattice, places, token.surface)
    return None


def _as_speaker(mention: MentionSpan) -> tuple[int, int, str]:
    return mention.name[0], mention.name[1], mention.canonical


def _attribution(lattice: Lattice, speaker: tuple[int, int, str], verb: str) -> Attribution:
    start, end, canonical = speaker
    text = lattice.text(start, end)
    return Attribution(text, lattice.offset(start), lattice.offset(end, end=True), verb, canonical or text)
