"""Segment a word into proclitics, stem and enclitic.

The order of clitics and the changes of spelling follow Habash, Introduction to Arabic Natural Language Processing
(2010), section 4.2.4, and Ryding, A Reference Grammar of Modern Standard Arabic (2005), sections 2.9 and 12.2.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.arabic.whole_words import WHOLE_WORDS

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_ARTICLE = "ال"
_IMPERFECT = ("ي", "ت", "ن", "ا")
ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
_BY_LAST = {last: tuple(e for e in ENCLITICS if e[-1] == last) for last in {e[-1] for e in ENCLITICS}}
_SHORT_STEMS = frozenset("ان ما من لا اي ذا كل حق حد شك رد يد".split())
"""Stems of two letters that follow a preposition in print; others make names and nouns fall apart (برج, بدر)."""
_BEFORE_PRONOUNS = frozenset("علي الي لدي في من عن مع ان لان بان كان لكن فان وان ضد حق رد كل".split())
"""Stems that take pronouns although they are short or begin like something else."""
_NO_ARTICLE = frozenset("التقي التقت التقوا القي القت الغي الغت الزم الزمت الف الفت التحق التمس الهم".split())
"""Verbs that begin with ال: only nouns without the article, and verbs, take a pronoun."""
_LONGEST = 40
"""A longer token is no word of Arabic."""


class Cut(NamedTuple):
    """One segmentation of a folded token.

    ``stem`` is folded and spelled as it is without clitics (زياره of زيارتها, العراق of للعراق); ``stem_start`` and
    ``stem_end`` are indices in the folded token. ``restored``: the article that ل swallowed was put back in the stem.
    The stem of لها and به is empty: nothing stands between the preposition and its pronoun.
    """

    proclitics: tuple[str, ...]
    stem: str
    stem_start: int
    stem_end: int
    enclitic: str
    restored: bool


@lru_cache(16)  # Who asks for a word's cuts often asks twice.
def cuts(folded: str) -> tuple[Cut, ...]:
    """Every segmentation that the spelling allows, the token as a whole first; none is checked.

    >>> [(c.proclitics, c.stem, c.enclitic) for c in cuts("للعراق")][:3]
    [((), 'للعراق', ''), (('ل',), 'لعراق', ''), (('ل',), 'العراق', '')]
    """
    size = len(folded)
    whole = Cut((), folded, 0, size, "", False)
    found = dict.fromkeys([whole, *_before_pronoun(folded)])
    if not 2 < size <= _LONGEST:
        return tuple(found)
    for proclitics, start, stem, restored in _heads(folded):
        if len(stem) < 2:
            continue
        if proclitics:
            found[Cut(proclitics, stem, start, size, "", restored)] = None
        if proclitics[-1:] == (_ARTICLE,) or restored:
            # A noun with the article takes no pronoun (Ryding 2005, section 12.2).
            continue
        for enclitic, bare in _tails(stem):
            found[Cut(proclitics, bare, start, size - len(enclitic), enclitic, False)] = None
    return tuple(found)


def _before_pronoun(folded: str) -> Iterator[Cut]:
    """A preposition or particle of a closed class and its pronoun: إليه, بينهم, ولها."""
    parts = BEFORE_PRONOUN.get(folded)
    if parts is None:
        return
    conjunction, word, pronoun = parts
    proclitics = (conjunction,) if conjunction else ()
    start = len(conjunction)
    if len(word) == 1:
        yield Cut((*proclitics, word), "", start + 1, start + 1, pronoun, False)
    else:
        # Of منا the ن of the pronoun is that of the preposition.
        end = max(len(folded) - len(pronoun), start + len(word) - (word[-1] == pronoun[0]))
        yield Cut(proclitics, word, start, end, pronoun, False)


def _heads(folded: str) -> Iterator[tuple[tuple[str, ...], int, str, bool]]:
    """Proclitics, the index behind them, what follows, and whether an article was put back."""
    yield from _below_conjunction(folded, (), 0)
    if folded[0] in _CONJUNCTIONS:
        yield from _below_conjunction(folded, (folded[0],), 1)


def _below_conjunction(
    folded: str, before: tuple[str, ...], start: int
) -> Iterator[tuple[tuple[str, ...], int, str, bool]]:
    rest = folded[start:]
    yield before, start, rest, False
    if rest.startswith(_ARTICLE):
        yield (*before, _ARTICLE), start + 2, rest[2:], False
    if rest[:1] == "س" and rest[1:2] in _IMPERFECT:
        yield (*before, "س"), start + 1, rest[1:], False
    if rest[:1] not in _PREPOSITIONS:
        return
    behind = (*before, rest[0])
    yield behind, start + 1, rest[1:], False
    if rest[1:].startswith(_ARTICLE):
        yield (*behind, _ARTICLE), start + 3, rest[3:], False
    if rest.startswith("لل"):
        # The article loses its alef behind ل, and its lam too before a stem in lam: للعراق, للجنة (Ryding 2.9).
        yield behind, start + 1, "ا" + rest[1:], True
        yield (*behind, _ARTICLE), start + 2, rest[2:], False
        yield behind, start + 1, _ARTICLE + rest[1:], True
        yield (*behind, _ARTICLE), start + 1, rest[1:], False


def _tails(stem: str) -> Iterator[tuple[str, str]]:
    """Enclitic, and the stem as it is spelled without it."""
    for enclitic in _BY_LAST.get(stem[-1], ()):
        if not stem.endswith(enclitic):
            continue
        base = stem[: -len(enclitic)]
        if len(base) >= 2:
            for bare in _respelled(base):
                yield enclitic, bare


def _respelled(base: str) -> Iterator[str]:
    """The spellings that a stem in front of a pronoun may have on its own."""
    yield base
    body, last = base[:-1], base[-1]
    if last == "ت":
        yield body + "ه"  # زيارتها: زيارة
    elif last == "ا":
        yield body + "ي"  # مستواه: مستوى
        yield base + "ن"  # وزيراها: وزيران
    elif last == "ي":
        yield base + "ن"  # مسؤوليها: مسؤولين
    elif last == "و":
        yield base + "ا"  # قتلوه: قتلوا
        yield base + "ن"  # مسؤولوها: مسؤولون
    elif last in "ئؤ":
        yield body + "ء"  # لقائه: لقاء
        yield body + "ا"  # مبدئه: مبدأ


def validated(
    folded: str,
    known: Callable[[str], bool],
    ta_marbuta: bool = False,
    uncut: Callable[[str], bool] | None = None,
) -> tuple[Cut, ...]:
    """The segmentations whose stem is known, the token as a whole first.

    A known word is not cut (where ``uncut`` is given: a word of which that holds), nor is what is left of a token behind its first clitics; words that only look as if they
    began with a clitic (``WHOLE_WORDS``) never are. But a preposition or particle is cut from its pronoun (إليه, لها).
    ``ta_marbuta``: the token is spelled with ة at its end, so that the ه of its folded form is no pronoun.

    >>> [(c.proclitics, c.stem) for c in validated("وللعراق", {"العراق"}.__contains__)]
    [((), 'وللعراق'), (('و', 'ل'), 'العراق')]
    >>> [c.stem for c in validated("وليد", {"ليد", "يد"}.__contains__)]
    ['وليد']
    """
    whole, *others = cuts(folded)
    if not others:
        return (whole,)
    fixed = [] if ta_marbuta else [c for c in _before_pronoun(folded) if not c.stem or known(c.stem)]
    if folded in WHOLE_WORDS or (uncut or known)(folded):
        return (whole, *fixed)
    others = [cut for cut in others if cut not in fixed]
    kept = [cut for cut in others if known(cut.stem) and not _misleading(folded, cut, known)]
    if ta_marbuta:
        kept = [cut for cut in kept if not cut.enclitic]
    if not kept:
        return (whole, *fixed, *(cut for cut in others if _shows_article(cut, others)))
    # The first whole word behind proclitics ends the cutting: in وبلاد and بلادهم, بلاد is not ب and لاد.
    firsts: dict[str, int] = {}
    for cut in others:
        if cut.proclitics[-1:] != (_ARTICLE,) and (cut in kept or cut.stem in WHOLE_WORDS):
            firsts.setdefault(cut.enclitic, cut.stem_start)
            firsts[cut.enclitic] = min(firsts[cut.enclitic], cut.stem_start)
    size = len(folded)
    bare = firsts.get("", size)
    return (
        whole,
        *fixed,
        *(
            cut
            for cut in kept
            if _begins_by(cut, min(bare, firsts.get(cut.enclitic, size)))
            and (not cut.enclitic or cut.stem_start < bare)
        ),
    )


def _shows_article(cut: Cut, others: list[Cut]) -> bool:
    """Whether the article proves what stands before it: والتهيئة is و and التهيئة, whoever knows the word.

    Of ب, ك and ف only behind و: foreign names begin like them (بالتيمور, كالديرون).
    """
    if cut.enclitic or not cut.stem.startswith(_ARTICLE) or len(cut.stem) < 5:
        return False
    if cut.restored:
        return len(cut.stem) > 5 and cut.stem[2] != "ل"
    if cut.proclitics not in (("و",), ("و", "ب"), ("و", "ك")):
        return False
    # والدته is والد with a pronoun.
    return not any(c.enclitic and not c.proclitics and c.stem in WHOLE_WORDS for c in others)


def _begins_by(cut: Cut, first: int) -> bool:
    """Whether the stem, or the article before it, begins at ``first`` or sooner."""
    return cut.stem_start <= first + (cut.proclitics[-1:] == (_ARTICLE,))


def _misleading(folded: str, cut: Cut, known: Callable[[str], bool]) -> bool:
    """Whether a segmentation is one that the spelling allows but newswire does not mean."""
    stem = cut.stem
    last = cut.proclitics[-1] if cut.proclitics else ""
    if last == "س":
        # The first person (سأعلن) is rare; what begins with سا is a noun or a verb of form III (سالم, ساهمت).
        return len(stem) < 3 or (stem[0] == "ا" and (len(stem) < 4 or stem.endswith("ت")))
    if last == _ARTICLE:
        # A word known with its article is not taken apart further: المانيا is no ال and مانيا.
        return len(stem) < 3 or _ARTICLE + stem in WHOLE_WORDS or known(_ARTICLE + stem)
    if last in _PREPOSITIONS and not cut.enclitic and len(stem) < 3:
        return stem not in _SHORT_STEMS
    return bool(cut.enclitic) and _misleading_enclitic(folded, cut)


def _misleading_enclitic(folded: str, cut: Cut) -> bool:
    """Whether the end of a word is more likely an ending, or a part of the word, than a pronoun."""
    stem, enclitic = cut.stem, cut.enclitic
    base = folded[cut.stem_start : cut.stem_end]
    if stem in _BEFORE_PRONOUNS:
        return False
    if stem == "را":
        # رآه, of رأى; راهن and راكم are verbs of their own.
        return enclitic not in ("ه", "ها", "هم", "هما", "نا")
    if len(stem) < 3 or (stem.startswith(_ARTICLE) and stem not in _NO_ARTICLE):
        return True
    from_ta_marbuta = stem.endswith("ه") and base.endswith("ت")
    lost_nun = len(stem) > len(base) and stem.endswith("ن")
    match enclitic:
        case "ي":
            # Nearly always the ending of an adjective of relation (لبناني); زيارتي shows the pronoun.
            return not from_ta_marbuta
        case "ه":
            # Folded, ة is ه: عراقية is no عراقي, and مسؤولية no مسؤولي with a pronoun.
            # What begins with ي is a verb with its object (ينفيه).
            return base.endswith("ي") and stem != "والدين" and (stem[0] != "ي" or stem != base)
        case "ك" | "كن":
            # News addresses nobody; what ends so is يشارك, بنوك, يتمكن.
            return not from_ta_marbuta
        case "ني":
            # The pronoun of verbs (Ryding 2005, section 12.2.1); behind a noun it is the end of يوناني, امني.
            return stem[0] not in "يت" or stem != base
        case "نا":
            return lost_nun
        case _:
            return lost_nun and len(base) < 3
