"""Compares what two sets of rules find in the same documents."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from nisba.extraction.engine import Engine
from nisba.extraction.triple import Triple
from nisba.readers.document import Document
from nisba.tools.job import moved

Key = tuple[object, ...]

JUDGED = ("polarity", "modality")
DESCRIBED = ("type", "canonical")


@frozen
class Change:
    """A triple that one side alone finds, or that both find and say something else of.

    ``context`` is its sentence. Offsets of the triples are those of the whole document.
    """

    old: Triple | None
    new: Triple | None
    context: str

    @property
    def sign(self) -> str:
        """``+`` where the new rules add it, ``-`` where they lose it, ``~`` where they judge it otherwise."""
        return "+" if self.old is None else "-" if self.new is None else "~"

    @property
    def triple(self) -> Triple:
        """The triple as the new rules have it, or as the old ones had it."""
        found = self.new or self.old
        assert found is not None
        return found

    def details(self) -> list[str]:
        """What is told otherwise, as «polarity asserted → negated»."""
        if self.old is None or self.new is None:
            return []
        told = [(name, getattr(self.old, name), getattr(self.new, name)) for name in JUDGED]
        for side in ("subject", "object"):
            old, new = getattr(self.old, side), getattr(self.new, side)
            told += [(f"{side} {name}", getattr(old, name), getattr(new, name)) for name in DESCRIBED]
        told.append(("attribution", _speaker(self.old), _speaker(self.new)))
        told.append(("qualifiers", _qualifiers(self.old), _qualifiers(self.new)))
        return [f"{name} {old} → {new}" for name, old, new in told if old != new]


def differences(old: Engine, new: Engine, documents: Iterable[Document]) -> Iterator[Change]:
    """What changes from the old rules to the new ones, in the order of the documents.

    Triples are the same where relation, subject and object are, by their places; which rule found them does not
    matter.
    """
    for document in documents:
        before = {_key(t): t for t in old.extract(document.text, document.annotations, document.doc)}
        after = {_key(t): t for t in new.extract(document.text, document.annotations, document.doc)}
        found = []
        for key in before.keys() | after.keys():
            triple = before.get(key) or after[key]
            span = triple.sentence
            context = " ".join(document.text[span.start : span.end].split())
            there = [
                None if t is None else moved(t, document.offset) for t in (before.get(key), after.get(key))
            ]
            change = Change(there[0], there[1], context)
            if change.sign != "~" or change.details():
                found.append(change)
        yield from sorted(found, key=lambda c: (c.triple.sentence.start, repr(_key(c.triple))))


def _key(triple: Triple) -> Key:
    subject, object_ = triple.subject, triple.object
    return (
        triple.relation,
        subject.start, subject.end, subject.text if subject.start < 0 else "",
        object_.start, object_.end, object_.text if object_.start < 0 else "",
    )  # fmt: skip


def _qualifiers(triple: Triple) -> str:
    return ", ".join(f"{key}: {value.text}" for key, value in sorted(triple.qualifiers.items())) or "none"


def _speaker(triple: Triple) -> str:
    return triple.attribution.text if triple.attribution else "nobody"
