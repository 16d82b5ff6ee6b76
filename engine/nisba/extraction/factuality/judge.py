"""Polarity, modality and attribution of a match, read off the words around its trigger."""

from attrs import frozen

from nisba.extraction.factuality import cues
from nisba.extraction.factuality.attribution import reported, source
from nisba.extraction.factuality.clause import Clause, Event
from nisba.extraction.factuality.cues import Cue
from nisba.extraction.factuality.words import CueSentence, CueWords
from nisba.extraction.triple import Attribution
from nisba.matching.lattice import Lattice
from nisba.matching.machine import Reading
from nisba.matching.vocabulary import Vocabulary

REACH = 6
"""A modal expression stands so near in front of the noun or the «أن» that it governs: «يجب على الوزير زيارة …»."""


@frozen
class Judgement:
    """``polarity``: asserted or negated; ``modality``: asserted, future, possible or requested."""

    polarity: str = "asserted"
    modality: str = "asserted"
    attribution: Attribution | None = None


class Judge:
    """Judges matches; made once for an engine, since it conjugates the cue verbs."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = CueWords(vocabulary.morphology)

    def sentence(self, lattice: Lattice) -> "SentenceJudge":
        """The judge of what is found in a sentence."""
        return SentenceJudge(lattice, self.words)


class SentenceJudge:
    """Judges the matches in one sentence; what a trigger's clause decides is worked out once.

    What is kept refers to the sentence and not the sentence to it: a cycle would have to wait for the collector.
    """

    def __init__(self, lattice: Lattice, words: CueWords) -> None:
        self.lattice = lattice
        self._sentence = CueSentence(lattice, words)
        self._triggers: dict[tuple[int, bool], Trigger] = {}

    def judge(self, token: int, reading: Reading) -> Judgement:
        """The judgement of a match whose anchor stands at a token."""
        captured = any(start & ~15 <= token << 4 < end for start, end in reading.captures.values())
        trigger = self._triggers.get((token, captured))
        if trigger is None:
            trigger = self._triggers[token, captured] = Trigger(Clause(self._sentence, token, captured))
        clause = trigger.clause
        negated = trigger.negated and not _excepted(clause, reading.end >> 4)
        return Judgement(
            "negated" if negated else "asserted",
            trigger.modality,
            trigger.reported or source(clause, reading),
        )


class Trigger:
    """What a token's clause makes of all that is found at it."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.negated = _negated(clause)
        self.modality = _modality(clause)
        self.reported = reported(clause)


# ---------------------------------------------------------------- polarity


def _negated(clause: Clause) -> bool:
    """Whether the trigger is in the scope of a negation."""
    if clause.event is Event.STATE:
        return clause.word(clause.trigger - 1) in cues.BEFORE_NOUNS and _negates_noun(clause)
    if _denied(clause) or _denied_expression(clause):
        return True
    if clause.that is not None and clause.word(clause.that - 1) in cues.WITHOUT:
        return True
    if clause.event is Event.NOUN:
        return _negates_noun(clause) or _negated_support(clause)
    return _negated_verb(clause)


def _denied(clause: Clause) -> bool:
    """Whether the governor denies, and is not denied itself («لم ينف الوزير أن …»)."""
    governor = clause.governor
    if governor is None:
        return False
    kept_from = (Cue.DENY, Cue.REFUSE, Cue.FAIL)
    unmade = (Cue.REQUEST, Cue.WISH, Cue.PLAN, Cue.EXPECT, Cue.ALLOW, Cue.ABLE)
    if clause.governed_by(*kept_from):
        return not clause.particle_before(governor)
    # «لا يعتزم زيارة …»: what nobody plans is not foreseen either.
    return clause.governed_by(*unmade) and (clause.particle_before(governor) or clause.opposed())


def _denied_expression(clause: Clause) -> bool:
    """«من غير المتوقع أن …», «ليس من المقرر أن …», «لا يجب أن …»: what is not foreseen, or not to be."""
    if _expressed(clause, cues.UNEXPECTED):
        return True
    for phrases in (cues.EXPECTED, cues.POSSIBLE, cues.REQUIRED):
        end = _expression(clause, phrases)
        if end is None:
            continue
        start = clause.phrase_start(end, phrases)
        if clause.supports(start - 1):
            start -= 1
        if start and clause.word(start - 1) in cues.BEFORE_VERBS and clause.negates(start - 1):
            return True
    return False


def _negated_verb(clause: Clause) -> bool:
    """A negative particle before the trigger, or before what only supports it («لم يكن قد زار»)."""
    i = clause.trigger - 1
    lowest = clause.that if clause.that is not None else max(-1, clause.trigger - REACH)
    parted = False
    while i > lowest:
        if clause.word(i) in cues.BEFORE_VERBS:
            return clause.negates(i) and (not parted or clause.word(i + 1) in cues.AUXILIARIES)
        # «لم يكن الوزير قد زار», «لم يكن الوزير يزور»: the subject stands between the two verbs.
        if not clause.supports(i):
            if not clause.lattice.spellings[i].content:
                return False
            parted = True
        i -= 1
    return False


def _negated_support(clause: Clause) -> bool:
    """«لم تتم زيارة …», «لا توجد …», «لم يقم بزيارة»: the particle stands before a verb that says nothing itself."""
    if clause.preposition() == cues.IN or (clause.that is None and clause.governor is not None):
        return False
    for i in clause.leftward(REACH) if clause.that is None else range(clause.trigger - 1, clause.that, -1):
        if clause.word(i) in cues.CIRCUMSTANCE or clause.word(i) in cues.RELATIVES:
            return False
        if Cue.SUPPORT in clause.finite(i):
            return clause.particle_before(i)
    return False


def _negates_noun(clause: Clause) -> bool:
    before = clause.trigger - 1
    word = clause.word(before)
    if word in cues.BEFORE_NOUNS:
        return not clause.phrase_begins(before, cues.NO_NEGATION)
    return word in cues.THERE and clause.word(before - 1) in cues.BEFORE_NOUNS


def _excepted(clause: Clause, end: int) -> bool:
    """Whether an exception asserts what the particle denies («لم يزر إلا تركيا»)."""
    return any(
        clause.word(i) in cues.EXCEPT for i in range(clause.trigger + 1, min(end, clause.lattice.size))
    )


# ---------------------------------------------------------------- modality


def _modality(clause: Clause) -> str:
    """What the text makes of the event: asserted, future, possible or requested."""
    if clause.event is Event.STATE:
        return "asserted"
    if _requested(clause):
        return "requested"
    if _possible(clause):
        return "possible"
    if _future(clause):
        return "future"
    parallel = clause.parallel()
    if parallel is not None:
        return _modality(Clause(clause.sentence, parallel))
    return "asserted"


def _expressed(clause: Clause, phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether a modal expression governs: in front of its verb, or of the noun or the «أن» that completes it."""
    return _expression(clause, phrases) is not None


def _expression(clause: Clause, phrases: frozenset[tuple[str, ...]]) -> int | None:
    """The last token of the modal expression that governs."""
    if clause.sentence.lacks(phrases):
        return None
    if clause.that is None and clause.event is Event.VERB:
        before = clause.trigger - 1
    elif clause.that is not None and not clause.subjunctive():
        # «من المقرر أن» takes a verb; what «أنّ» brings is no complement of it, but of «من المحتمل».
        if clause.event is not Event.VERB:
            # «يعتقد أن زيارة بلينكن هي الثانية»: the noun is no more than what the clause speaks of.
            return None
        before = clause.that - 1
    else:
        for i in clause.leftward(REACH):
            if clause.phrase_ends(i, phrases):
                noun = clause.event is Event.NOUN and clause.that is None
                return None if noun and _parted(clause, i) else i
        return None
    return before if clause.phrase_ends(before, phrases) else None


def _parted(clause: Clause, modal: int) -> bool:
    """Whether the noun is an adjunct and not the complement: «يجب … خلال زيارة»."""
    between = range(modal + 1, clause.trigger)
    return any(
        clause.word(i) in cues.CIRCUMSTANCE
        or clause.word(i) in (cues.IN, *cues.COMPLEMENT_PREPOSITIONS - {cues.ON, "من"})
        for i in between
    )


def _requested(clause: Clause) -> bool:
    subjunctive = clause.that is None or clause.subjunctive()
    if (subjunctive and clause.governed_by(Cue.REQUEST, Cue.WISH)) or _opened_by(clause, cues.WERE_IT):
        return True
    return _expressed(clause, cues.REQUIRED) or (clause.subjunctive() and _duty(clause))


def _duty(clause: Clause) -> bool:
    """«على إيران أن تنسحب»: the duty is on whom «على» names, where no verb governs it («وافق على أن»)."""
    that = clause.that or 0
    for i in range(that - 1, max(-1, that - REACH), -1):
        if clause.word(i) in cues.DUTY:
            opens = i == 0 or clause.punctuation(i - 1) or clause.word(i - 1) in cues.THAT
            return i < that - (clause.word(i) == cues.ON) and (
                opens or clause.lattice.tokens[i].folded[0] in "وف"
            )
    return False


def _possible(clause: Clause) -> bool:
    subjunctive = clause.that is None or clause.subjunctive()
    if clause.governed_by(Cue.ALLOW) or (subjunctive and clause.governed_by(Cue.ABLE)):
        return True
    governor = clause.governor
    if governor is not None and clause.governed_by(Cue.REFUSE) and clause.particle_before(governor):
        return True
    if _expressed(clause, cues.POSSIBLE):
        return True
    before = clause.trigger - 1
    if _opened_by(clause, cues.PERHAPS) or _may_be(clause):
        return True
    if clause.word(before) in cues.BEFORE_VERBS:
        before -= 1
    kinds = clause.kinds(clause.trigger)
    # «أعلن» is spelled like «أُعلِن», I announce: behind «قد» newswire means the perfect.
    imperfect = bool(kinds & {"imperfect", "jussive"}) and "perfect" not in kinds
    if imperfect and clause.word(before) in cues.MAY and clause.word(before - 1) not in cues.WAS:
        return True
    return _conditional(clause)


def _opened_by(clause: Clause, particles: frozenset[str]) -> bool:
    """Whether a particle stands before the verb, or before its subject: «لعل بلينكن زار …»."""
    if clause.event is not Event.VERB:
        return False
    for i in range(clause.trigger - 1, max(-1, clause.trigger - REACH), -1):
        if clause.word(i) in particles:
            return True
        if not (clause.lattice.spellings[i].content or clause.supports(i)) or clause.punctuation(i):
            return False
    return False


def _may_be(clause: Clause) -> bool:
    """«قد يكون الوزير زار …», «قد يكون قد زار …»."""
    if clause.event is not Event.VERB:
        return False
    for i in range(clause.trigger - 1, max(0, clause.trigger - REACH), -1):
        if clause.word(i) in cues.BE and clause.word(i - 1) in cues.MAY:
            return True
        if not (clause.lattice.spellings[i].content or clause.word(i) in cues.MAY):
            return False
    return False


def _conditional(clause: Clause) -> bool:
    for i in range(clause.trigger - 1, max(-1, clause.trigger - 4), -1):
        if clause.punctuation(i):
            return False
        if clause.phrase_ends(i, cues.CONDITIONS):
            return True
        if clause.event is Event.VERB and (clause.verb(i) and not clause.supports(i)):
            return False
        if clause.word(i) in cues.IF and clause.event is Event.VERB:
            return True
    return False


def _future(clause: Clause) -> bool:
    if clause.event is Event.VERB and "س" in clause.proclitics(clause.trigger):
        return True
    if clause.word(clause.trigger - 1) in cues.WILL | cues.WILL_NOT:
        return True
    if clause.governed_by(Cue.EXPECT):
        return True
    if clause.governed_by(Cue.PLAN) and (clause.that is None or clause.subjunctive()):
        return True
    if _expressed(clause, cues.EXPECTED | cues.UNEXPECTED_BUT_TO_COME) or _coming(clause) or _dated(clause):
        return True
    return clause.event is Event.NOUN and any(
        clause.lattice.tokens[i].folded.lstrip("وف").startswith("س") and Cue.SUPPORT in clause.finite(i)
        for i in clause.leftward(3)
        if clause.lattice.tokens[i].folded.lstrip("وف") != "سبق"
    )


def _dated(clause: Clause) -> bool:
    """Whether a time to come is named with an imperfect: «يزور تركيا غدا», «يزور تركيا الأسبوع المقبل»."""
    kinds = clause.kinds(clause.trigger)
    if clause.event is not Event.VERB or not kinds or not kinds <= {"imperfect", "jussive", "masdar"}:
        return False
    size = clause.lattice.size
    for i in range(clause.trigger + 1, min(clause.trigger + 2 * REACH, size)):
        if clause.punctuation(i) or clause.verb(i) or clause.word(i) in cues.THAT | cues.RELATIVES:
            return False
        if clause.word(i) in cues.TOMORROW:
            return True
        if clause.word(i) in cues.NEXT and clause.word(i - 1) in cues.TIMES:
            return True
    return clause.word(clause.trigger - 1) in cues.TOMORROW


def _coming(clause: Clause) -> bool:
    """Whether an adjective behind a noun of action foresees it: «الزيارة المرتقبة»."""
    if clause.event is not Event.NOUN:
        return False
    for i in range(clause.trigger + 1, min(clause.trigger + 4, clause.lattice.size)):
        if clause.punctuation(i) or clause.verb(i):
            return False
        if clause.word(i) in cues.FUTURE_ADJECTIVES:
            return True
    return False
