"""Many texts give the triples of each, in order, as they are asked for."""

from collections.abc import Iterator

import nisba

RULES = "relation said (Word -> Word)\nrule r\n  match X:Word قال Y:Word\n  emit (X, said, Y)"


def test_texts_are_numbered_and_pairs_keep_their_names() -> None:
    engine = nisba.compile(RULES)
    found = engine.extract_many(["زيد قال نعم", ("b", "عمرو قال لا"), "صمت"])
    assert [(t.doc, t.subject.text, t.object.text) for t in found] == [
        ("0", "زيد", "نعم"),
        ("b", "عمرو", "لا"),
    ]


def test_no_text_is_read_before_its_turn() -> None:
    read = []

    def texts() -> Iterator[str]:
        for text in ("زيد قال نعم", "عمرو قال لا"):
            read.append(text)
            yield text

    assert next(nisba.compile(RULES).extract_many(texts())).subject.text == "زيد"
    assert read == ["زيد قال نعم"]
