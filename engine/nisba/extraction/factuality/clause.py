"""What stands to the left of a trigger and bears on it: negations, the «أن» it depends on, its governor."""

from collections.abc import Iterator
from enum import Enum, auto

from nisba.arabic.document import Kind
from nisba.arabic.morphology.protocol import Category
from nisba.extraction.factuality import cues
from nisba.extraction.factuality.cues import Cue
from nisba.extraction.factuality.words import CueSentence

WINDOW = 10
"""So far to the left of a trigger (or of the «أن» before it) its governor may stand."""

NEAR = 5
"""A noun governs what stands so near behind it: «نية الوزير زيارة تركيا»."""

NOMINAL = ("masdar", "participle")


class Event(Enum):
    """What a trigger is: what can govern and negate it depends on it."""

    VERB = auto()
    NOUN = auto()
    STATE = auto()
    """A title, a preposition, a participle: it shares the truth of no governing verb."""


class Clause:
    """The clause of a trigger, as far as it decides what is made of the event."""

    def __init__(self, sentence: CueSentence, trigger: int, captured: bool = False) -> None:
        """``captured``: the trigger belongs to an argument of the match."""
        self.sentence = sentence
        self.lattice = sentence.lattice
        self.words = sentence.words
        self.trigger = trigger
        self.event = self._event(captured)
        self.that = self._complementiser() if self.event is not Event.STATE else None
        self.governor = self._governor() if self.event is not Event.STATE else None

    # ------------------------------------------------------------ words

    def word(self, i: int) -> str:
        """The folded form of a token, its conjunction taken off where a particle is left."""
        return self.sentence.bare[i] if 0 <= i < self.lattice.size else ""

    def phrase_ends(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set ends at a token."""
        return 0 <= i < self.lattice.size and self.sentence.phrase_ends(i, phrases)

    def phrase_start(self, i: int, phrases: frozenset[tuple[str, ...]]) -> int:
        """Where the longest phrase of the set begins that ends at a token."""
        lengths = [
            len(phrase)
            for phrase in phrases
            if tuple(self.word(j) for j in range(i - len(phrase) + 1, i + 1)) == phrase
        ]
        return i + 1 - max(lengths, default=1)

    def phrase_begins(self, i: int, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether a phrase of the set begins at a token."""
        return 0 <= i < self.lattice.size and self.sentence.phrase_begins(i, phrases)

    def punctuation(self, i: int) -> bool:
        """Whether a token is a punctuation mark."""
        return self.lattice.tokens[i].kind == Kind.PUNCTUATION

    def verb(self, i: int) -> bool:
        """Whether a token is a finite verb."""
        return self.lattice.category(i) is Category.VERB

    def finite(self, i: int) -> frozenset[Cue]:
        """The cues that a token is as a finite verb."""
        return self.words.finite(self.lattice.tokens[i].folded)

    def nominal(self, i: int) -> frozenset[Cue]:
        """The cues that a token is as a noun of action or a participle."""
        return self.words.nominal(self.lattice.tokens[i].folded)

    def supports(self, i: int) -> bool:
        """Whether a verb says nothing itself but when, or that, something takes place."""
        return self.word(i) in cues.AUXILIARIES or Cue.SUPPORT in self.finite(i)

    def proclitics(self, i: int) -> frozenset[str]:
        """The proclitics that a token may carry."""
        return frozenset(letters for letters, _, _ in self.lattice.spellings[i].proclitics)

    def kinds(self, i: int) -> frozenset[str]:
        """The kinds of verb form that a token may be, of the verbs that the rules declare."""
        return frozenset(form.kind for _, form, *_ in self.lattice.spellings[i].forms)

    # ------------------------------------------------------------ structure

    def _event(self, captured: bool) -> Event:
        trigger, kinds = self.trigger, self.kinds(self.trigger)
        category = self.lattice.category(trigger)
        finite = kinds.difference(NOMINAL)
        if finite and "masdar" in kinds:
            before = trigger - 1
            noun = before >= 0 and (
                self.lattice.category(before) is Category.PREPOSITION
                or self.word(before) in cues.BEFORE_NOUNS - cues.BEFORE_VERBS
                or bool(self.nominal(before))
                or (self.verb(before) and not self.supports(before))
            )
            return Event.NOUN if noun or not self.proclitics(trigger).isdisjoint("بل") else Event.VERB
        if finite or (not kinds and category is Category.VERB):
            return Event.VERB
        if "masdar" in kinds and Cue.SAY not in self.nominal(trigger):
            return Event.NOUN
        if kinds or category is not Category.CONTENT or captured or self._named():
            return Event.STATE
        return Event.NOUN

    def _named(self) -> bool:
        """Whether the trigger belongs to a name: then it is a title, and no event."""
        place = self.trigger << 4
        return any(m.start & ~15 <= place < m.end for m in self.lattice.mentions)

    def _complementiser(self) -> int | None:
        """The «أن» whose clause the trigger is the verb (or the noun) of."""
        parallel = self.parallel()
        for i in range(self.trigger - 1, max(-1, self.trigger - WINDOW), -1):
            if self.word(i) in cues.THAT:
                return i
            if self.punctuation(i) and parallel is None:
                return None
            if self.word(i) in cues.RELATIVES:
                return None
            if self.verb(i) and not self.supports(i) and i != parallel:
                return None
        return None

    def parallel(self) -> int | None:
        """The imperfect that «و» joins the trigger to: «أن يزور تركيا ويلتقي رئيسها»."""
        kinds = self.kinds(self.trigger)
        if not kinds & {"imperfect", "jussive"} or "perfect" in kinds:
            return None
        if not self.lattice.tokens[self.trigger].folded.startswith("و") or "س" in self.proclitics(
            self.trigger
        ):
            return None
        for i in range(self.trigger - 1, max(-1, self.trigger - 2 * WINDOW), -1):
            if self.word(i) in cues.RELATIVES or self.word(i) in cues.THAT:
                return None
            if self.verb(i) and not self.supports(i):
                imperfect = self.kinds(i) & {"imperfect", "jussive"} and "perfect" not in self.kinds(i)
                return i if imperfect else None
        return None

    def subjunctive(self) -> bool:
        """Whether «أن» is the one in front of a verb, which says nothing of whether it takes place."""
        if self.that is None or self.word(self.that) not in ("ان", "بان"):
            return False
        behind = self.that + 1
        return self.verb(behind) or (self.word(behind) == "لا" and behind + 1 < self.lattice.size)

    def _governor(self) -> int | None:
        """The verb or noun whose complement the trigger is, through «أن» or, for a noun, as its object."""
        if self.that is not None:
            return self._governor_of_clause(self.that)
        return self._governor_of_noun() if self.event is Event.NOUN else None

    def _governor_of_clause(self, that: int) -> int | None:
        # «دعا الوزير، أمس، إلى أن …»: commas may enclose what stands between a verb and its clause.
        for i in range(that - 1, max(-1, that - WINDOW), -1):
            if self.finite(i) - {Cue.SUPPORT}:
                return i
            if self.supports(i):
                continue
            if self.verb(i) or self.word(i) in cues.RELATIVES:
                return None
            if self.nominal(i) and i >= that - NEAR:
                return i
        return None

    def preposition(self) -> str:
        """The preposition in front of the trigger, attached or not; empty where there is none."""
        before = self.trigger - 1
        if before >= 0 and self.lattice.category(before) is Category.PREPOSITION:
            return self.word(before)
        return next(iter(self.proclitics(self.trigger) & cues.COMPLEMENT_PROCLITICS), "")

    def _governor_of_noun(self) -> int | None:
        preposition = self.preposition()
        complement = preposition in cues.COMPLEMENT_PREPOSITIONS | cues.COMPLEMENT_PROCLITICS
        if (preposition and not complement and preposition != cues.IN) or self._circumstance():
            return None
        start = self.trigger - (1 if len(preposition) < 2 else 2)
        enclosed = False
        for i in range(start, max(-1, start - WINDOW), -1):
            if self.punctuation(i):
                # «دعا الوزير، أمس، إلى زيارة …»: a comma in front of the complement closes an aside.
                if not complement or (i != start and not enclosed):
                    return None
                enclosed = True
                continue
            found = self.finite(i) - {Cue.SUPPORT}
            if found:
                return i if preposition != cues.IN or found & {Cue.FAIL, Cue.WISH} else None
            if self.supports(i):
                continue
            if self.verb(i) or self.word(i) in cues.THAT or self.word(i) in cues.RELATIVES:
                return None
            found = self.nominal(i)
            if found and i >= self.trigger - NEAR and not enclosed:
                if preposition == cues.IN:
                    return i if found & {Cue.FAIL, Cue.WISH} else None
                # A noun with the article takes its complement through a preposition: «الدعوة إلى زيارة».
                if complement or not self._definite(i):
                    return i
        return None

    def _definite(self, i: int) -> bool:
        """Whether a noun of action has the article: الدعوة has, إلغاء has not."""
        folded = self.lattice.tokens[i].folded
        return folded.startswith("ال") and bool(self.words.nominal(folded.removeprefix("ال")))

    def _circumstance(self) -> bool:
        """Whether the trigger tells the occasion of another event: «خلال زيارة», «على هامش لقاء»."""
        return any(self.word(i) in cues.CIRCUMSTANCE for i in range(max(0, self.trigger - 2), self.trigger))

    def opposed(self) -> bool:
        """Whether a verb denies the noun that governs the trigger: «نفى نيته زيارة …»."""
        governor = self.governor
        if governor is None or not self.nominal(governor):
            return False
        for i in range(governor - 1, max(-1, governor - NEAR), -1):
            if self.punctuation(i) or self.word(i) in cues.THAT or self.word(i) in cues.RELATIVES:
                return False
            if self.verb(i):
                return Cue.DENY in self.finite(i) and not self.particle_before(i)
        return False

    def governed_by(self, *wanted: Cue) -> bool:
        """Whether the governor is one of these cues."""
        if self.governor is None:
            return False
        found = self.finite(self.governor) | self.nominal(self.governor)
        return not found.isdisjoint(wanted)

    def particle_before(self, i: int) -> bool:
        """Whether a negative particle stands in front of a verb, or «عدم» in front of a noun."""
        before = i - 1
        if before >= 0 and self.word(before) in cues.MAY:
            before -= 1
        return before >= 0 and (
            (self.word(before) in cues.BEFORE_VERBS and self.negates(before))
            or (bool(self.nominal(i)) and self.word(before) in cues.BEFORE_NOUNS)
        )

    def negates(self, i: int) -> bool:
        """Whether a negative particle is one here: «لا يزال» denies nothing."""
        if self.phrase_begins(i, cues.NO_NEGATION):
            return False
        if self.word(i) == cues.RELATIVE_MA:
            verb = i + 1
            resumed = verb < self.lattice.size and bool(self.lattice.spellings[verb].enclitics)
            return not resumed and (i == 0 or self.lattice.tokens[i - 1].surface == ":")
        return True

    def leftward(self, reach: int) -> Iterator[int]:
        """The tokens in front of the trigger, or of its «أن», up to the verb or the break before them."""
        start = (self.that if self.that is not None else self.trigger) - 1
        for i in range(start, max(-1, start - reach), -1):
            if self.punctuation(i):
                return
            yield i
            if self.verb(i) and not self.supports(i):
                return
