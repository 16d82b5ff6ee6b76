"""Quoted texts are cut as documents are."""

import pytest

from nisba.arabic import folding
from nisba.arabic.document import sentences
from nisba.program.quoted import TRANSPARENT, pieces_of
from nisba.program.resolver import NEVER_FOLDED

TEXTS = [
    "وزارة الخارجية", "ا.ف.ب", "بي.بي.سي", "قال:", "3.5", "50%", "وزارة-الخارجية", "100$", "$100", "«وزارة»", "أ/ب",
    "؟!", "...", "…", "10,000", "ا.ف.ب.", "د. أحمد", "+5", "2020/2021", "a@b.com", "نصف½", "٪", "كـتاب", "مُحَمَّد",
    "#هاشتاغ_كبير", "((قال", "--", "F-16", "U.S.", "قال: \"لا\"", "أنقرة،", "- أ -", "س.ص",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_quoted_text_is_cut_as_a_document_is(text: str) -> None:
    found = list(sentences(text))
    tokens = [token.surface for sentence in found for token in sentence.tokens]
    marks = [mark.surface for sentence in found for group in sentence.marks.values() for mark in group]
    pieces = pieces_of(text)
    assert [piece for piece in pieces if piece not in TRANSPARENT] == tokens
    assert [piece for piece in pieces if piece in TRANSPARENT] == marks


def test_transparent_marks_are_those_of_the_text_side() -> None:
    assert frozenset(folding.TRANSPARENT) == TRANSPARENT


def test_characters_that_a_regex_never_meets_are_those_that_folding_changes() -> None:
    letters = [chr(code) for code in range(0x0621, 0x06D4)]
    never = {letter for letter in letters if NEVER_FOLDED.match(letter)}
    assert {letter for letter in never if folding.fold(letter) == letter} == set()
    assert set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئ0123456789") & never == set()
