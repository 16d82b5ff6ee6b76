"""Polarity, modality and attribution of a match, read off the words around its trigger."""

from attrs import frozen

from nisba.arabic.document import Kind
from nisba.arabic.morphology.protocol import Category
from nisba.extraction.factuality import cues
from nisba.extraction.factuality.attribution import attribution
from nisba.extraction.factuality.cues import Cue
from nisba.extraction.factuality.words import CueWords
from nisba.extraction.triple import Attribution
from nisba.matching.lattice import OPENING_QUOTES, STRAIGHT_QUOTES, Lattice
from nisba.matching.machine import Reading
from nisba.matching.vocabulary import Vocabulary

WINDOW = 8
"""So far to the left of a trigger (or of the «أن» before it) its governor may stand."""


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

    def judge(self, lattice: Lattice, token: int, reading: Reading) -> Judgement:
        """The judgement of a match whose anchor stands at a token."""
        clause = _Clause(lattice, token, self.words)
        negated = clause.negated() and not clause.excepted(reading.end >> 4)
        return Judgement(
            "negated" if negated else "asserted",
            clause.modality(),
            attribution(lattice, token, reading, self.words),
        )


class _Clause:
    """What stands to the left of a trigger, as far as it can bear on it."""

    def __init__(self, lattice: Lattice, trigger: int, words: CueWords) -> None:
        self.lattice = lattice
        self.trigger = trigger
        self.words = words
        forms = lattice.spellings[trigger].forms
        self.finite = bool(forms) and any(form.kind not in ("masdar", "participle") for _, form, *_ in forms)
        if not forms:
            self.finite = lattice.category(trigger) is Category.VERB
        self.that = self._complementiser()
        self.governor = self._governor()

    # ------------------------------------------------------------ words

    def word(self, i: int) -> str:
        """The folded form of a token, its conjunction taken off where one can be."""
        if not 0 <= i < self.lattice.size:
            return ""
        folded = self.lattice.tokens[i].folded
        return folded[1:] if len(folded) > 2 and folded[0] in "وف" and folded[1:] in _PARTICLES else folded

    def phrase_ends(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set ends at a token."""
        return any(
            tuple(self.word(j) for j in range(i - len(phrase) + 1, i + 1)) == phrase for phrase in phrases
        )

    def phrase_begins(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set begins at a token."""
        return any(tuple(self.word(j) for j in range(i, i + len(phrase))) == phrase for phrase in phrases)

    def _barrier(self, i: int) -> bool:
        """Whether a token parts the trigger from what stands before it."""
        token = self.lattice.tokens[i]
        marks = self.lattice.sentence.marks.get(i + 1, ())
        return token.kind == Kind.PUNCTUATION or any(
            m.surface in OPENING_QUOTES or (m.surface in STRAIGHT_QUOTES)
            for m in marks
            if i + 1 == self.trigger
        )

    # ------------------------------------------------------------ structure

    def _complementiser(self) -> int | None:
        """The «أن» whose clause the trigger is the verb (or the noun) of."""
        for i in range(self.trigger - 1, max(-1, self.trigger - WINDOW), -1):
            if self.word(i) in cues.THAT:
                return i
            if self.lattice.tokens[i].kind == Kind.PUNCTUATION:
                return None
            if (
                self.lattice.category(i) is Category.VERB
                and self.word(i) not in cues.AUXILIARIES
                and Cue.SUPPORT not in self.words.finite(self.lattice.tokens[i].folded)
            ):
                return None
        return None

    def _governor(self) -> int | None:
        """The verb or noun whose complement the trigger is, through «أن» or, for a noun, through a preposition."""
        if self.that is not None:
            start, through_clause = self.that - 1, True
        elif not self.finite:
            start, through_clause = self.trigger - 1, False
        else:
            return None
        for i in range(start, max(-1, start - WINDOW), -1):
            token = self.lattice.tokens[i]
            if token.kind == Kind.PUNCTUATION and not through_clause:
                return None
            found = self.words.finite(token.folded)
            if found - {Cue.SUPPORT}:
                return i
            if Cue.SUPPORT in found or self.word(i) in cues.AUXILIARIES:
                continue
            if self.lattice.category(i) is Category.VERB:
                return None
            nominal = self.words.nominal(token.folded)
            if nominal and (through_clause or i >= self.trigger - 4):
                return i
        return None

    def _governed_by(self, cue: Cue) -> bool:
        if self.governor is None:
            return False
        folded = self.lattice.tokens[self.governor].folded
        if cue in self.words.finite(folded):
            return True
        return cue in self.words.nominal(folded)

    # ------------------------------------------------------------ polarity

    def negated(self) -> bool:
        """Whether the trigger is in the scope of a negation."""
        if self._governed_by(Cue.DENY):
            return True
        if self.that is not None and self.word(self.that - 1) in cues.WITHOUT:
            return True
        if not self.finite and self._negated_noun():
            return True
        return self._negated_verb()

    def _negated_verb(self) -> bool:
        """A negative particle before the trigger, or before what only supports it («لم يكن قد زار»)."""
        i = self.trigger - 1
        lowest = self.that if self.that is not None else max(-1, self.trigger - 6)
        if not self.finite:
            # «لم تتم زيارة …», «لا توجد …»: the particle stands before a verb that says nothing itself.
            while i > lowest and Cue.SUPPORT not in self.words.finite(self.lattice.tokens[i].folded):
                if self.lattice.tokens[i].kind == Kind.PUNCTUATION:
                    return False
                i -= 1
            if i <= lowest:
                return False
            i -= 1
        while i > lowest:
            word = self.word(i)
            if word in cues.BEFORE_VERBS:
                return self._negates(i)
            supports = word in cues.AUXILIARIES or Cue.SUPPORT in self.words.finite(
                self.lattice.tokens[i].folded
            )
            # «لم يكن الوزير قد زار»: the subject stands between the two verbs.
            subject = self.word(self.trigger - 1) in cues.MAY and self.lattice.spellings[i].content
            if not supports and not subject:
                return False
            i -= 1
        return False

    def _negates(self, i: int) -> bool:
        if self.phrase_begins(i, cues.NO_NEGATION):
            return False
        if self.word(i) == "ما":
            # «ما» denies at the start of a clause; elsewhere it is what, that which.
            return i == 0 or self.lattice.tokens[i - 1].kind == Kind.PUNCTUATION
        return True

    def _negated_noun(self) -> bool:
        before = self.trigger - 1
        word = self.word(before)
        if word in cues.BEFORE_NOUNS:
            return not self.phrase_begins(before, cues.NO_NEGATION)
        if self.word(before - 1) in ("ليس", "ليست", "لا") and word in (
            "هناك",
            "ثمه",
            "هنالك",
            "وجود",
            "يوجد",
            "توجد",
        ):
            return True
        return word == "وجود" and self.word(before - 1) in ("عدم", "لا")

    def excepted(self, end: int) -> bool:
        """Whether an exception asserts what the particle denies («لم يزر إلا تركيا»)."""
        return any(self.word(i) in cues.EXCEPT for i in range(self.trigger + 1, min(end, self.lattice.size)))

    # ------------------------------------------------------------ modality

    def modality(self) -> str:
        """What the text makes of the event: asserted, future, possible or requested."""
        if self._requested():
            return "requested"
        if self._possible():
            return "possible"
        if self._future():
            return "future"
        return "asserted"

    def _before(self) -> int:
        """The token in front of the trigger, or of the «أن» of its clause."""
        return (self.that if self.that is not None else self.trigger) - 1

    def _near_before(self, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase governs: directly in front, or with its subject between it and «أن»."""
        before = self._before()
        reach = 4 if self.that is not None else 1
        for i in range(before, max(-1, before - reach), -1):
            if self.phrase_ends(i, phrases):
                return True
            if self.lattice.tokens[i].kind == Kind.PUNCTUATION:
                return False
        return False

    def _requested(self) -> bool:
        if self._governed_by(Cue.REQUEST) or self._near_before(cues.REQUIRED):
            return True
        # «على إيران أن تنسحب»: the duty is on whom the preposition names.
        return (
            self.that is not None
            and any(self.word(i) == "علي" for i in range(self.that - 1, max(-1, self.that - 4), -1))
            and not self._governed_by(Cue.SAY)
        )

    def _possible(self) -> bool:
        if self._governed_by(Cue.ALLOW) or self._near_before(cues.POSSIBLE):
            return True
        before = self.word(self.trigger - 1)
        imperfect = any(
            form.kind in ("imperfect", "jussive")
            for _, form, *_ in self.lattice.spellings[self.trigger].forms
        )
        if before in cues.MAY and imperfect:
            return True
        if before in cues.PERHAPS - cues.MAY:
            return True
        return self._conditional()

    def _conditional(self) -> bool:
        for i in range(self.trigger - 1, max(-1, self.trigger - 4), -1):
            if self.lattice.tokens[i].kind == Kind.PUNCTUATION:
                return False
            if self.phrase_ends(i, cues.CONDITIONS):
                return True
            if self.word(i) in ("اذا", "لو") and self.finite:
                return True
        return False

    def _future(self) -> bool:
        spelling = self.lattice.spellings[self.trigger]
        if self.finite and any(letters == "س" for letters, _, _ in spelling.proclitics):
            return True
        if self.word(self.trigger - 1) in cues.WILL or self.word(self.trigger - 1) == "لن":
            return True
        if self._governed_by(Cue.PLAN) or self._near_before(cues.EXPECTED):
            return True
        return not self.finite and any(
            self.word(i) in cues.FUTURE_ADJECTIVES
            for i in range(self.trigger + 1, min(self.trigger + 4, self.lattice.size))
        )


_PARTICLES = (
    cues.BEFORE_VERBS | cues.BEFORE_NOUNS | cues.THAT | cues.AUXILIARIES | cues.WILL | cues.PERHAPS | cues.IF
    | {"من", "يمكن", "يجب", "ينبغي", "علي"}
)  # fmt: skip
