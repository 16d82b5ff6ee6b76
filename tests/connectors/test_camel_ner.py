"""An entity recogniser's labels become annotations with offsets, and feed the rules."""

import importlib.util
from collections.abc import Sequence

import pytest

import nisba
from nisba.connectors.camel_ner import annotate, recognizer
from nisba.extras import MissingExtra


class ByTable:
    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels

    def predict_sentence(self, sentence: Sequence[str]) -> Sequence[str]:
        return [self.labels.get(word, "O") for word in sentence]


def test_words_of_one_entity_are_one_annotation() -> None:
    text = "زار أنتوني بلينكن «تركيا». وعاد."
    found = annotate(text, ByTable({"أنتوني": "B-PERS", "بلينكن": "I-PERS", "تركيا": "B-LOC"}))
    assert [(text[a.start : a.end], a.label) for a in found] == [("أنتوني بلينكن", "PERS"), ("تركيا", "LOC")]


def test_two_entities_side_by_side_stay_two() -> None:
    text = "بين موسكو دمشق"
    found = annotate(text, ByTable({"موسكو": "B-LOC", "دمشق": "B-LOC"}))
    assert [text[a.start : a.end] for a in found] == ["موسكو", "دمشق"]


def test_annotations_feed_entities() -> None:
    engine = nisba.compile(
        """
        entity Person from annotations "PERS"
        entity Place from annotations "LOC"
        verb زار يزور
        relation visited (Person -> Place)
        rule visit
          frame <زار> (X:Person) (Y:Place)
          emit  (X, visited, Y)
        """
    )
    text = "زار أنتوني بلينكن مدينة حلب"
    labels = ByTable({"أنتوني": "B-PERS", "بلينكن": "I-PERS", "حلب": "B-LOC"})
    (triple,) = engine.extract(text, annotate(text, labels))
    assert (triple.subject.text, triple.object.text) == ("أنتوني بلينكن", "حلب")


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is not None, reason="torch is installed: the model may be there"
)
def test_what_is_missing_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingExtra, match="camel_data -i ner-arabert"):
        recognizer()
