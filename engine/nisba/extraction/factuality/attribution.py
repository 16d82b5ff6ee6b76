"""Who said it: the speaker of the reported clause that a match lies in."""

from nisba.arabic.document import Kind
from nisba.arabic.morphology.protocol import Category
from nisba.extraction.factuality import cues
from nisba.extraction.factuality.clause import Clause
from nisba.extraction.factuality.cues import Cue
from nisba.extraction.factuality.words import CueWords
from nisba.extraction.triple import Attribution
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.spans import MentionSpan

SPEAKER_BEFORE = 3
"""So many tokens may part a speaker from the verb behind it («الوزير، أمس، قال»)."""

REACH = 60
"""So many tokens away from the match, a verb of saying or a source is not looked for: it bounds the time."""

Speaker = tuple[int, int, str]
"""The places of who speaks, and the canonical name (empty: the text)."""


def reported(clause: Clause) -> Attribution | None:
    """The nearest speaker whose reported clause holds the trigger; None where nobody is quoted."""
    lattice, trigger, words = clause.lattice, clause.trigger, clause.words
    saying = clause.sentence.saying
    for verb in range(trigger - 1, max(-1, trigger - REACH), -1):
        if verb not in saying or clause.particle_before(verb):
            continue
        start = _clause_start(clause, verb)
        if start is not None:
            speaker = _quoted(lattice, verb, start, words) or _speaker(lattice, verb, start)
            if speaker is not None and speaker[0] < trigger << 4:
                return _attribution(lattice, speaker, lattice.tokens[verb].surface)
    return None


def _clause_start(clause: Clause, verb: int) -> int | None:
    """Where the clause that the verb reports begins, if the trigger lies in it."""
    lattice, trigger = clause.lattice, clause.trigger
    for i in range(verb + 1, trigger + 1):
        quoted = _quotation_end(lattice, i)
        if quoted is not None and (lattice.tokens[i - 1].surface == ":" or i == verb + 1):
            return i if trigger < quoted else None
        if i == trigger:
            return None
        if lattice.tokens[i].surface == ":":
            return _within_quotation(lattice, i + 1, trigger)
        if clause.word(i) in cues.THAT and not _adverbial(clause, i):
            return _within_quotation(lattice, i + 1, trigger)
    return None


def _adverbial(clause: Clause, that: int) -> bool:
    """Whether «أن» begins no reported clause: «إلا أن», «كما أن», «إضافة إلى أن»."""
    before = clause.word(that - 1)
    return before in cues.ADVERBIAL or (before == cues.UNTIL and clause.word(that - 2) in cues.BESIDES)


def _within_quotation(lattice: Lattice, start: int, trigger: int) -> int | None:
    end = _quotation_end(lattice, start)
    return start if end is None or trigger < end else None


def _quotation_end(lattice: Lattice, token: int) -> int | None:
    """The token behind a quotation of some length that opens in front of a token."""
    for start, end in lattice.quotations():
        if start == token and end - start > SPEAKER_BEFORE:
            return end
    return None


# ---------------------------------------------------------------- behind or in front of a verb of saying


def _quoted(lattice: Lattice, verb: int, clause: int, words: CueWords) -> Speaker | None:
    """Whom a verb of passing on quotes: «نقلت الوكالة عن ظريف أن …»."""
    if Cue.QUOTE in words.finite(lattice.tokens[verb].folded):
        for i in range(verb + 1, clause - 1):
            if lattice.tokens[i].folded == cues.ABOUT:
                return _named(lattice, i + 1) or _run(lattice, i + 1, clause)
    return None


def _speaker(lattice: Lattice, verb: int, clause: int) -> Speaker | None:
    """Who speaks: behind the verb, or in front of it."""
    adjacent = _named(lattice, verb + 1)
    if adjacent is not None and adjacent[1] >> 4 <= clause:
        return adjacent
    if (
        verb + 1 < lattice.size
        and lattice.spellings[verb + 1].content
        and not any(m.start >> 4 == verb + 1 for m in lattice.mentions)
    ):
        end = min(lattice.run_end(verb + 1), clause)
        if end > verb + 1:
            return (verb + 1) << 4, end << 4, ""
    behind = [
        m for m in lattice.mentions if _free(lattice, m) and verb < m.start >> 4 and m.end >> 4 <= clause
    ]
    if behind:
        return _as_speaker(min(behind, key=lambda m: (m.start, -m.end)))
    before = [
        m for m in lattice.mentions if _free(lattice, m) and verb - SPEAKER_BEFORE <= m.end >> 4 <= verb
    ]
    return _as_speaker(max(before, key=lambda m: (m.end, -m.start))) if before else None


def _free(lattice: Lattice, mention: MentionSpan) -> bool:
    """Whether a mention can be a subject: not the object of a preposition («في تصريح لوكالة»)."""
    token = mention.start >> 4
    if mention.type in cues.NOT_SPEAKERS:
        return False
    attached = mention.start & 15 and mention.start & 15 != lattice.spellings[token].conjunction
    return not attached and (token == 0 or lattice.category(token - 1) is not Category.PREPOSITION)


def _named(lattice: Lattice, token: int) -> Speaker | None:
    """The longest mention at a token that can speak."""
    found = [m for m in lattice.mentions if m.type not in cues.NOT_SPEAKERS and m.start >> 4 == token]
    return _as_speaker(max(found, key=lambda m: m.end)) if found else None


def _run(lattice: Lattice, token: int, limit: int) -> Speaker | None:
    if token < limit and lattice.spellings[token].content and lattice.tokens[token].kind == Kind.WORD:
        return token << 4, min(lattice.run_end(token), limit) << 4, ""
    return None


# ---------------------------------------------------------------- «بحسب …», «وفق …»


def source(clause: Clause, reading: Reading) -> Attribution | None:
    """Who is named beside the match: «بحسب الوزارة، …», «…، وفق مصدر أمني», «… على حد قول ظريف»."""
    lattice = clause.lattice
    first, last = reading.start >> 4, reading.end >> 4
    for i in clause.sentence.sources:
        if not (first - REACH <= i < first or last <= i < last + REACH) or not _beside(clause, i):
            continue
        token = lattice.tokens[i]
        at = i + 1
        while at < min(lattice.size, i + SPEAKER_BEFORE + 1) and (
            (clause.word(at) in cues.SAYING_NOUNS and _named(lattice, at + 1))
            or clause.word(at) in cues.SAYING_NOUNS - cues.CAN_SPEAK
            or (at > i + 1 and Cue.SAY in clause.finite(at))
        ):
            at += 1
        speaker = _named(lattice, at)
        if speaker is None and _can_speak(clause, at):
            speaker = _run(lattice, at, lattice.size)
        if speaker is not None:
            return _attribution(lattice, speaker, token.surface)
    return None


def _beside(clause: Clause, source: int) -> bool:
    """Whether a source and the trigger stand in one clause, and the trigger is not part of the source's name."""
    lattice, trigger = clause.lattice, clause.trigger
    between = range(min(source, trigger) + 1, max(source, trigger))
    if any(lattice.tokens[i].surface in "؛;" or i in clause.sentence.saying for i in between):
        return False
    if source < trigger:
        opens = source == 0 or clause.punctuation(source - 1)
        return opens and (any(clause.punctuation(i) for i in between) or clause.verb(trigger))
    return True


def _can_speak(clause: Clause, i: int) -> bool:
    if i >= clause.lattice.size:
        return False
    folded = clause.lattice.tokens[i].folded
    return any(
        form in cues.CAN_SPEAK
        for form in (folded, folded.removeprefix("ال"), folded.removeprefix("لل"), folded[1:])
    )


def _as_speaker(mention: MentionSpan) -> Speaker:
    return mention.name[0], mention.name[1], mention.canonical


def _attribution(lattice: Lattice, speaker: Speaker, verb: str) -> Attribution:
    start, end, canonical = speaker
    text = lattice.text(start, end)
    return Attribution(text, lattice.offset(start), lattice.offset(end, end=True), verb, canonical or text)
