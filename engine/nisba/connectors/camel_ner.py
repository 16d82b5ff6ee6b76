"""The named-entity recogniser of camel-tools as a source of annotations, for those who have it and its model.

It needs what nisba itself does without: ``pip install camel-tools`` with torch, and its data
(``camel_data -i ner-arabert``). Its labels are PERS, LOC, ORG and MISC, for ``entity Person from annotations "PERS"``.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from nisba.arabic.document import Sentence, sentences
from nisba.extras import MissingExtra
from nisba.matching.mentions import Annotation


class Recognizer(Protocol):
    """What is asked of a recogniser: an IOB label for each word (``B-PERS``, ``I-PERS``, ``O``)."""

    def predict_sentence(self, sentence: Sequence[str]) -> Sequence[str]:
        """The labels of a sentence's words."""


def recognizer() -> Recognizer:
    """The recogniser that camel-tools ships, its model loaded (slow: keep it).

    Raises ``MissingExtra`` where camel-tools, torch or the model is not there.
    """
    try:
        from camel_tools.ner import NERecognizer

        loaded: Recognizer = NERecognizer.pretrained()
    except (ImportError, OSError, KeyError) as error:
        raise MissingExtra(
            f"camel-tools' recogniser is not ready ({error}): "
            "pip install camel-tools torch transformers, then camel_data -i ner-arabert"
        ) from error
    return loaded


def annotate(text: str, recognise: Recognizer) -> list[Annotation]:
    """The annotations of a text, to hand to ``Engine.extract(text, mentions=…)``.

    Offsets are code points of ``text``, end exclusive.

    >>> class Fixed:
    ...     def predict_sentence(self, sentence):
    ...         return ["B-PERS" if word == "بلينكن" else "O" for word in sentence]
    >>> [(a.start, a.end, a.label) for a in annotate("زار بلينكن تركيا", Fixed())]
    [(4, 10, 'PERS')]
    """
    return [a for sentence in sentences(text) for a in _of_sentence(sentence, recognise)]


def _of_sentence(sentence: Sentence, recognise: Recognizer) -> Iterator[Annotation]:
    labels = recognise.predict_sentence([token.surface for token in sentence.tokens])
    start, end, open_label = 0, 0, ""
    for token, label in enumerate(labels):
        starts, ends = sentence.span(token)
        begins, _, kind = label.partition("-")
        if begins == "I" and kind == open_label:
            end = ends
            continue
        if open_label:
            yield Annotation(start, end, open_label)
        start, end, open_label = starts, ends, kind
    if open_label:
        yield Annotation(start, end, open_label)
