"""Precision, recall and F1 of triples against gold triples, by relation and by rule.

An argument is right when, folded and without punctuation, it is the same words as one of the gold's spans, or one of
the two contains the other as a run of words and is at most twice as long. A clause (more than six words) is right when
it starts with the same two words. Gold triples that are implicit or optional count neither way, and each gold triple
serves one found triple.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from attrs import define, field, frozen

from nisba.extraction.triple import Triple

SYMMETRIC = frozenset({"met_with", "cooperates_with", "signed_with"})
"""Relations whose gold may be met with the arguments the other way round."""

CLAUSE_WORDS = 6

_SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "_": " "})
_WORD = re.compile(r"\w+")


class GoldTriple(msgspec.Struct, frozen=True):
    """A triple of the gold: its spans and the other spans that a reader would accept as well."""

    s: str
    r: str
    o: str
    neg: bool = False
    implicit: bool = False
    optional: bool = False
    s_alt: tuple[str, ...] = ()
    o_alt: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether finding it is a merit and missing it a loss."""
        return not (self.implicit or self.optional)


class GoldSentence(msgspec.Struct, frozen=True):
    """A sentence of the gold, a document of its own."""

    id: str
    text: str
    triples: tuple[GoldTriple, ...]


@define
class Score:
    """Right, wrong and missed triples of one relation, rule, or all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        found = self.right + self.wrong
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@frozen
class Missed:
    """A gold triple that was not found."""

    sentence: GoldSentence
    triple: GoldTriple


@frozen
class Wrong:
    """A found triple that the gold does not have."""

    sentence: GoldSentence
    triple: Triple


@define
class Evaluation:
    """What an evaluation found out."""

    relations: dict[str, Score] = field(factory=dict)
    rules: dict[str, Score] = field(factory=dict)
    """By rule there is no recall: a missed triple is no rule's."""
    missed: list[Missed] = field(factory=list)
    wrong: list[Wrong] = field(factory=list)

    @property
    def all(self) -> Score:
        """Everything together."""
        scores = self.relations.values()
        return Score(
            sum(s.right for s in scores), sum(s.wrong for s in scores), sum(s.missed for s in scores)
        )


def read_gold(path: Path) -> list[GoldSentence]:
    """The sentences of a gold file, a line of JSON each.

    Raises ``ValueError`` naming the file and the line where one is no such sentence, ``OSError`` as reading does.
    """
    sentences = []
    decoder = msgspec.json.Decoder(GoldSentence)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    sentences.append(decoder.decode(line))
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise ValueError(f"{path}:{number}: no sentence of gold: {error}") from error
    return sentences


def evaluate(
    gold: Iterable[GoldSentence], found: Mapping[str, Sequence[Triple]], relations: Iterable[str] = ()
) -> Evaluation:
    """Compare the triples found in each sentence (by its id) with its gold.

    ``relations`` are those that count besides the ones in the gold; triples of others are passed over.

    >>> sentence = GoldSentence("1", "…", (GoldTriple("بلينكن", "visited", "تركيا"),))
    >>> evaluate([sentence], {}).all
    Score(right=0, wrong=0, missed=1)
    """
    sentences = list(gold)
    known = {triple.r for sentence in sentences for triple in sentence.triples} | set(relations)
    result = Evaluation()
    for sentence in sentences:
        triples = [t for t in found.get(sentence.id, ()) if t.relation in known]
        _compare(sentence, triples, result)
    result.relations = dict(sorted(result.relations.items()))
    result.rules = dict(sorted(result.rules.items()))
    return result


def _compare(sentence: GoldSentence, triples: list[Triple], result: Evaluation) -> None:
    unmet = list(sentence.triples)
    for triple in triples:
        met = next(_meeting(triple, unmet), None)
        relation = result.relations.setdefault(triple.relation, Score())
        rule = result.rules.setdefault(triple.rule, Score())
        if met is None:
            relation.wrong += 1
            rule.wrong += 1
            result.wrong.append(Wrong(sentence, triple))
            continue
        unmet.remove(met)
        if met.counts:
            relation.right += 1
            rule.right += 1
    for gold in unmet:
        if gold.counts:
            result.relations.setdefault(gold.r, Score()).missed += 1
            result.missed.append(Missed(sentence, gold))
    for name in [name for name, score in result.relations.items() if score == Score()]:
        del result.relations[name]


def _meeting(triple: Triple, gold: Sequence[GoldTriple]) -> Iterator[GoldTriple]:
    """The gold triples that a found triple meets, those that count first."""
    for counting in (True, False):
        for candidate in gold:
            if candidate.counts == counting and meets(triple, candidate):
                yield candidate


def meets(triple: Triple, gold: GoldTriple) -> bool:
    """Whether a found triple says what a gold triple says."""
    if triple.relation != gold.r or (triple.polarity == "negated") != gold.neg:
        return False
    subject, object_ = triple.subject.text, triple.object.text
    subjects, objects = (gold.s, *gold.s_alt), (gold.o, *gold.o_alt)
    if gold.implicit and not gold.s:
        return same_argument(object_, objects)
    if same_argument(subject, subjects) and same_argument(object_, objects):
        return True
    return gold.r in SYMMETRIC and same_argument(object_, subjects) and same_argument(subject, objects)


def same_argument(found: str, spans: Iterable[str]) -> bool:
    """Whether an argument's text is one of the gold's spans, as the module's docstring defines it.

    >>> same_argument("الوزير بلينكن", ["بلينكن"]), same_argument("إلى أنقرة", ["أنقره."])
    (True, True)
    """
    words = _words(found)
    return bool(words) and any(_same(words, _words(span)) for span in spans)


def _same(found: list[str], gold: list[str]) -> bool:
    if not gold:
        return False
    if found == gold:
        return True
    if len(gold) > CLAUSE_WORDS and len(found) > 2 and found[:2] == gold[:2]:
        return True
    short, long = sorted((found, gold), key=len)
    within = any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
    return within and len(long) <= 2 * len(short)


def _words(text: str) -> list[str]:
    compatible = unicodedata.normalize("NFKC", text)
    letters = (c for c in compatible if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _WORD.findall("".join(letters).translate(_SPELLINGS))
