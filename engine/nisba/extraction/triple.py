"""What comes out: a triple with its place, polarity, modality and source."""

from typing import Any

import msgspec
from attrs import field, frozen


@frozen
class Argument:
    """A subject, object or qualifier.

    ``text`` is its reading form: no attached conjunction or preposition, no diacritics, tatweel, quotation or bidi
    marks. ``start`` and ``end`` are code points of the document, end exclusive: the piece it came from. A fixed text
    of a rule has neither (-1).
    """

    text: str
    start: int
    end: int
    type: str
    canonical: str
    attributes: dict[str, str] = field(factory=dict, hash=False)

    def to_dict(self) -> dict[str, Any]:
        """The JSONL form as a plain dictionary."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "type": self.type,
            "canonical": self.canonical,
            "attributes": self.attributes,
        }


@frozen
class Attribution:
    """Who said it: the speaker, and the word that reports it."""

    text: str
    start: int
    end: int
    verb: str
    canonical: str

    def to_dict(self) -> dict[str, Any]:
        """The JSONL form as a plain dictionary."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "verb": self.verb,
            "canonical": self.canonical,
        }


@frozen
class SentenceSpan:
    """The sentence, code points of the document, end exclusive."""

    start: int
    end: int


@frozen
class Triple:
    """One relation found in a text: the JSONL form, field for field."""

    doc: str
    rule: str
    where: str
    relation: str
    subject: Argument
    object: Argument
    qualifiers: dict[str, Argument] = field(hash=False)
    polarity: str
    modality: str
    attribution: Attribution | None
    sentence: SentenceSpan

    def to_dict(self) -> dict[str, Any]:
        """The JSONL form as plain dictionaries, its keys in the documented order."""
        return {
            "doc": self.doc,
            "rule": self.rule,
            "where": self.where,
            "relation": self.relation,
            "subject": self.subject.to_dict(),
            "object": self.object.to_dict(),
            "qualifiers": {key: value.to_dict() for key, value in self.qualifiers.items()},
            "polarity": self.polarity,
            "modality": self.modality,
            "attribution": None if self.attribution is None else self.attribution.to_dict(),
            "sentence": {"start": self.sentence.start, "end": self.sentence.end},
        }

    def to_json(self) -> str:
        """One line of JSON, without a line end."""
        return msgspec.json.encode(self.to_dict()).decode()
