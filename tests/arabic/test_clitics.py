"""Segmentation of words into clitics and stem."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.arabic.clitics import ENCLITICS, Cut, cuts, validated
from nisba.arabic.folding import fold
from nisba.arabic.morphology.closed import BEFORE_PRONOUN

TRAPS = [
    line.split("\t")
    for line in Path(__file__).with_name("clitic_traps.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = st.text(alphabet="وفبلكسايتنهمرةدءئؤى", max_size=12).map(fold)


def shows_article(cut: Cut) -> bool:
    return cut.stem.startswith("ال") and cut.proclitics[:1] in (("و",), ("ل",), ("ف",)) and not cut.enclitic


def spelled(cut: Cut) -> str:
    return "+".join([*cut.proclitics, cut.stem, *filter(None, [cut.enclitic])])


@pytest.mark.parametrize(("token", "known", "expected"), TRAPS, ids=[row[0] for row in TRAPS])
def test_only_true_clitics_are_cut(token: str, known: str, expected: str) -> None:
    words = {fold(word) for word in known.split()}
    whole, *others = validated(fold(token), words.__contains__)
    assert spelled(whole) == fold(token)
    assert {spelled(cut) for cut in others} == {fold(way) for way in expected.split()}


@given(WORDS)
def test_a_known_word_is_not_cut(word: str) -> None:
    """What the lists know stays whole, whatever else they know; but a preposition is cut from its pronoun."""
    whole, *others = validated(word, lambda stem: True)
    assert whole == Cut((), word, 0, len(word), "", False)
    assert len(others) == (word in BEFORE_PRONOUN)


@given(WORDS)
def test_the_pieces_of_a_cut_lie_in_order_inside_the_token(word: str) -> None:
    """Proclitics stand in front of the stem, the enclitic behind it; nothing else is left."""
    whole, *others = cuts(word)
    assert whole == Cut((), word, 0, len(word), "", False)
    for cut in others:
        assert 0 <= cut.stem_start <= cut.stem_end <= len(word)
        assert cut.stem_start < cut.stem_end or (not cut.stem and word in BEFORE_PRONOUN)
        assert word[cut.stem_end :] == cut.enclitic
        assert cut.enclitic == "" or cut.enclitic in ENCLITICS
        assert "".join(cut.proclitics).replace("لال", "لل").startswith(word[: cut.stem_start])
        assert len(cut.proclitics) <= 3


@given(WORDS, st.integers(0, 5))
def test_validated_cuts_are_cuts_with_known_stems(word: str, parity: int) -> None:
    """Validation only leaves out."""

    def known(stem: str) -> bool:
        return (sum(map(ord, stem)) + parity) % 3 == 0

    whole, *others = validated(word, known)
    assert whole.stem == word
    assert set(others) <= set(cuts(word))
    assert all(known(cut.stem) or shows_article(cut) for cut in others if cut.stem)


@pytest.mark.parametrize(
    ("token", "piece", "stem"),
    [("للعراق", "لعراق", "العراق"), ("وزيارتها", "زيارت", "زياره"), ("وبالمدينة", "المدينه", "المدينه")],
)
def test_a_stem_slices_to_its_piece_of_the_token(token: str, piece: str, stem: str) -> None:
    found = [cut for cut in validated(fold(token), {stem}.__contains__) if cut.stem == stem]
    assert [fold(token)[cut.stem_start : cut.stem_end] for cut in found] == [piece]


def test_ta_marbuta_is_no_pronoun() -> None:
    assert len(validated("حادثه", {"حادث"}.__contains__)) == 2
    assert len(validated("حادثه", {"حادث"}.__contains__, ta_marbuta=True)) == 1


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("عليها", "علي+ها"),
        ("إليه", "الي+ه"),
        ("ولديهم", "و+لدي+هم"),
        ("بينهم", "بين+هم"),
        ("منه", "من+ه"),
        ("منا", "من+نا"),
        ("عني", "عن+ي"),
        ("لها", "ل++ها"),
        ("به", "ب++ه"),
        ("وبهم", "و+ب++هم"),
        ("لأنها", "لان+ها"),
        ("لكنه", "لكن+ه"),
        ("داخلي", None),
        ("لكن", None),
        ("علي", None),
        ("ولي", None),
    ],
)
def test_a_preposition_or_particle_is_cut_from_its_pronoun(token: str, expected: str | None) -> None:
    words = {"علي", "الي", "لدي", "بين", "من", "عن", "لان", "لكن", "داخل", fold(token)}
    whole, *others = validated(fold(token), words.__contains__)
    assert whole.stem == fold(token)
    assert [spelled(cut) for cut in others] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("والتهيئة", "و+التهيئه"),
        ("وبالتهيئة", "و+ب+التهيئه"),
        ("للتهيئة", "ل+التهيئه"),
        ("وللتهيئة", "و+ل+التهيئه"),
        ("والدته", None),
        ("والتر", None),
        ("بالتيمور", None),
        ("كالديرون", None),
        ("فالنسيا", None),
    ],
)
def test_an_article_proves_what_stands_before_it(token: str, expected: str | None) -> None:
    _, *others = validated(fold(token), set().__contains__)
    assert [spelled(cut) for cut in others] == ([] if expected is None else [expected])
