"""The screen lets through every text that holds an anchor, and few others."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nisba
from nisba.arabic.clitics import cuts
from nisba.arabic.folding import fold
from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.arabic.tokens import Token, chunks_of
from nisba.extraction.engine import Engine
from nisba.matching.screen import Screen, standing
from nisba.matching.spelling import Spelling
from nisba.matching.vocabulary import Vocabulary

SEEDS = Path(__file__).parents[2] / "seeds"

RULES = """
verb زار يزور masdar زيارة
verb استدعى يستدعي masdar استدعاء
words heads = رئيس | رئيس وزراء | العراق | مستوى | لقاء
relation r (Word -> Word)
rule a
  match (<زار> | <استدعى> | heads | على | مسؤولون | قتلوا | "أعلنتْ" | لـ "العراق" | ";" | "،") X:Word Y:Word
  emit (X, r, Y)
"""

WORDS = st.text("ابتلهمنوسيفكئؤءزر", min_size=1, max_size=9)


@cache
def engine() -> Engine:
    return nisba.compile(RULES)


@cache
def screen() -> Screen:
    return Screen(engine().matchers.vocabulary, engine().matchers.index.by_anchor.keys())


def holds_an_anchor(text: str) -> bool:
    anchors = engine().matchers.index.by_anchor.keys()
    spelling = engine().matchers.vocabulary.spelling
    return any(
        not spelling(token).keys.isdisjoint(anchors)
        or any(node.leads_to(anchors) for node, _, _ in spelling(token).phrases)
        for chunk in chunks_of(text)
        for token in chunk.tokens
    )


@given(WORDS)
@example("للعراق")
@example("للجنه")
def test_letters_of_every_stem_stand_in_its_token(token: str) -> None:
    for cut in cuts(token):
        assert not cut.stem or any(letters in token for letters in standing(cut.stem))


def test_letters_of_a_preposition_stand_in_it_with_its_pronoun() -> None:
    for token in BEFORE_PRONOUN:
        for cut in cuts(token):
            assert not cut.stem or any(letters in token for letters in standing(cut.stem))


@given(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "و", "ف", "ب", "ل", "لل", "ال", "وال", "بال", "س", "وسي", "«", "ـ", "\u202b"]),
        st.sampled_from(
            "زار زيارة زيارت زور زرن تزور استدعى استدعاء استدعائ رئيس عراق العراق مستوى مستوا لقاء لقائ لقاؤ على علي "
            "إلى مسؤولون مسؤولو قتلوا قتلو أعلنت أعلنتْ ; ؛ ، , ئ ى".split()
        )
        | WORDS,
        st.sampled_from(["", "ه", "ها", "هم", "هما", "نا", "ني", "ي", "ون", "ت"]),
        st.sampled_from(["", "»", "ّ", "\u0654", ".", "،", "؛"]),
    )
)
@example("للعراق")
@example("عليها")
@example("استدعائهم")
@example("زاروه")
@example("،")
def test_every_text_with_an_anchor_passes(text: str) -> None:
    assert screen().passes(text) or not holds_an_anchor(text)


def test_few_others_pass() -> None:
    """On articles: of the chunks that do not pass none holds an anchor, and they are most."""
    chunks = {
        c.text for file in sorted(SEEDS.glob("*.txt")) for c in chunks_of(file.read_text(encoding="utf-8"))
    }
    passing = {text for text in chunks if screen().passes(text)}
    anchored = {text for text in chunks if holds_an_anchor(text)}
    assert anchored <= passing
    assert 0 < len(anchored) < len(passing) < len(chunks) / 2


def test_a_sentence_without_an_anchor_is_not_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = nisba.compile("relation r (Word -> Word)\nrule a match زيارة X:Word Y:Word emit (X, r, Y)")
    analysed: list[str] = []
    analyse = Vocabulary._analyse

    def noted(self: Vocabulary, token: Token, stems: frozenset[str] = frozenset()) -> Spelling:
        analysed.append(token.surface)
        return analyse(self, token, stems)

    monkeypatch.setattr(Vocabulary, "_analyse", noted)
    assert fresh.extract("وصل الوفد أمس إلى بغداد. وقال إنه متفائل") == []
    assert analysed == []
    assert len(fresh.extract("وصل الوفد. وزيارة تركيا قريبة")) == 1
    assert "تركيا" in analysed
    assert "الوفد" not in analysed


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ('"الأمن\u200f"', []),
        ('"NATO\u064e"', []),
        ('"\u0640"', ["بلينكن \u0640 محمد"]),
        ("dash", ["بلينكن \u0640 محمد", "بلينكن - محمد", "بلينكن – محمد"]),
        ("long", []),
    ],
)
def test_anchors_that_are_no_words_of_letters_are_found_and_hide_no_others(
    pattern: str, texts: list[str]
) -> None:
    long = " ".join(["كلمة"] * 2000)
    rules = f"""
words dash = "-" | "–"
words long = {long}
relation r (Word -> Word)
rule odd match X:Word {pattern} Y:Word emit (X, r, Y)
rule plain match زيارة X:Word Y:Word emit (X, r, Y)
"""
    odd = nisba.compile(rules)
    for text in texts:
        assert [t.rule for t in odd.extract(text)] == ["odd"]
    assert [t.rule for t in odd.extract("زيارة محمد تركيا")] == ["plain"]


def test_stops_written_one_way_or_another_are_anchors() -> None:
    asked = nisba.compile('relation r (Word -> Word)\nrule a match X:Word "؟؟" emit (X, r, X)')
    for stops in ("؟؟", "?؟", "؟?", "??"):
        assert len(asked.extract(f"أين بلينكن {stops}")) == 1


def test_long_chunks_are_not_kept() -> None:
    fresh = nisba.compile("relation r (Word -> Word)\nrule a match زيارة X:Word Y:Word emit (X, r, Y)")
    fresh.extract("\n".join(str(n) * 80 for n in range(100, 200)))
    assert not fresh._idle


def test_folding_is_what_is_looked_at() -> None:
    assert screen().passes("زِيــارَةُ")
    assert fold("زِيــارَةُ") == "زياره"
