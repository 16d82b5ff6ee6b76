"""Folding and the reading form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nisba.arabic.folding import fold, fold_with_offsets, reading_form

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFDFF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFF),
        st.sampled_from("وىيا\u0654\u0655\u0653\u200f\u202b \u0640'«_#"),
        st.characters(),
    )
)


@given(ARABIC)
@example("ى\u0640\u0654")
@example("ﷺ")
def test_folding_twice_changes_nothing(text: str) -> None:
    """fold(fold(x)) = fold(x)."""
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
@example("ﷺ ﷲ")
def test_the_offset_map_is_monotone_and_agrees_with_fold(text: str) -> None:
    """Offsets never descend, lie inside the text, and end with its length."""
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(st.text("".join(map(chr, range(0x621, 0x64B)))))
def test_words_of_letters_alone_are_read_like_others(text: str) -> None:
    """What has but letters takes a shorter way, which a mark in front bars."""
    folded, offsets = fold_with_offsets(text)
    assert fold_with_offsets("\u200f" + text) == (folded, tuple(offset + 1 for offset in offsets))
    assert reading_form("\u200f" + text) == reading_form(text)


@given(ARABIC)
def test_the_reading_form_is_its_own_reading_form(text: str) -> None:
    """A second cleaning changes nothing."""
    assert reading_form(reading_form(text)) == reading_form(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مُحَمَّدٌ", "محمد"),
        ("الرحمٰن", "الرحمن"),
        ("مصطفى", "مصطفي"),
        ("کابی", "كابي"),
        ("٣٫٥ ۱۲۳", "3.5 123"),
        ("½ m²", "½ m²"),
        ("ﷲ", "الله"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("ﻣﺤﻤﺪ ﻻ", "محمد لا"),
        ("مسؤول سيئ دعاء", "مسؤول سيئ دعاء"),
        ("مسو\u0654ول سيى\u0654 ا\u0654", "مسؤول سيئ ا"),
        ("\u202bعراق\u202c\u200f", "عراق"),
        ("ＮＡＴＯ", "NATO"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  أنـقرة \n والقُدس ", "أنقرة والقدس"),
        ("#مصطفى_الكاظمي", "مصطفى الكاظمي"),
        ("«وزير» (الدفاع)", "وزير الدفاع"),
        ('الـ"ناتو"', "الناتو"),
        ("ﻣﺤﻤﺪ ٣٫٥", "محمد ٣٫٥"),
        ("O'Neil's 'Mill'", "O'Neil's Mill"),
    ],
)
def test_reading_form(text: str, shown: str) -> None:
    assert reading_form(text) == shown
