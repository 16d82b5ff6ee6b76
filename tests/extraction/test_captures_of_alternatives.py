"""A capture that alternatives fill differently still holds the mention it stands on."""

from pathlib import Path

import nisba

RULES = """
entity Person
  match  رئيس X:بوتين
  mark   X
relation met (Person | Phrase -> Person | Phrase)
rule meeting
  match  قابل X:(!(أمس) Person) Y:الضيف
  match  لقاء Y:الضيف X:Phrase
  emit   (X, met, Y)
  yes    "قابل رئيس بوتين الضيف" => (بوتين, met, الضيف)
"""


def test_a_mention_keeps_its_name_where_another_alternative_captures_a_phrase(tmp_path: Path) -> None:
    path = tmp_path / "meeting.rules"
    path.write_text(RULES, encoding="utf-8")
    (triple,) = nisba.load(path).extract("قابل رئيس بوتين الضيف")
    assert (triple.subject.text, triple.subject.type) == ("بوتين", "Person")
