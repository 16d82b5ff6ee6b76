"""A subject that a sentence does not name is the speaker of the sentence before, marked as inherited."""

import nisba

RULES = """
verb قال يقول
verb أضاف يضيف
relation said (Phrase -> Clause)
rule names
  match <قال verb> X:Phrase إن C:Clause
  emit  (X, said, C)
rule goes_on
  match <أضاف verb> أن C:Clause
  emit  (_, said, C)
"""


def test_the_speaker_of_the_sentence_before_goes_on() -> None:
    text = "قال الوزير إن الأمر انتهى. وأضاف أن البلاد بخير."
    first, second = nisba.compile(RULES).extract(text)
    assert (second.subject.text, second.object.text) == ("الوزير", "البلاد بخير")
    assert second.subject.attributes == {"inherited": "true"}
    assert text[second.subject.start : second.subject.end] == "الوزير"
    assert first.subject.attributes == {}


def test_a_speaker_earlier_in_the_sentence_is_nearer() -> None:
    text = "قال السفير إن الأمر انتهى. قال الوزير إن الخبر صحيح وأضاف أن البلاد بخير."
    triples = nisba.compile(RULES).extract(text)
    assert triples[-1].subject.text == "الوزير"


def test_nobody_said_it_where_nobody_was_named() -> None:
    assert nisba.compile(RULES).extract("وأضاف أن البلاد بخير.") == []


def test_a_speaker_long_gone_says_nothing() -> None:
    filler = "كان الطقس جميلا في ذلك اليوم. " * 60
    assert (
        len(nisba.compile(RULES).extract("قال الوزير إن الأمر انتهى. " + filler + "وأضاف أن البلاد بخير."))
        == 1
    )
