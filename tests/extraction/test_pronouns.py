"""A pronoun at the end of a word is found where a pattern names it, whatever the word without it looks like."""

import pytest

import nisba

RULES = """
entity Person from annotations "PER"
relation holds (Phrase -> Phrase)
words post = منصب | موقف | مقر | بيت | زيارة
rule post
  match  من post ـه؟ X:Phrase ثم Y:Phrase
  emit   (X, holds, Y)
"""
ENGINE = nisba.compile(RULES)


@pytest.mark.parametrize("word", ["منصبه", "موقفه", "مقره", "بيته", "زيارته", "منصب"])
def test_a_noun_of_place_is_read_with_its_pronoun(word: str) -> None:
    (triple,) = ENGINE.extract(f"من {word} كتاب ثم قلم")
    assert (triple.subject.text, triple.object.text) == ("كتاب", "قلم")


@pytest.mark.parametrize("word", ["منصبة", "بيتها"])
def test_another_ending_is_no_pronoun_of_his(word: str) -> None:
    assert ENGINE.extract(f"من {word} كتاب ثم قلم") == []
