"""An optional group of alternatives is taken where it can be, whichever alternative it is."""

import pytest

import nisba

RULES = """
relation said (Phrase -> Word)
rule r
  match قال (أمس | اليوم)? X:Phrase كلمة Y:Word
  emit  (X, said, Y)
"""


@pytest.mark.parametrize("adverb", ["أمس", "اليوم"])
def test_the_adverb_is_no_part_of_the_subject(adverb: str) -> None:
    (triple,) = nisba.compile(RULES).extract(f"قال {adverb} الوزير كلمة طيبة")
    assert triple.subject.text == "الوزير"
