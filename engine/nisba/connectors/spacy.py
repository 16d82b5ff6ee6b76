"""A spaCy pipeline component: entities in as mentions, triples out as ``doc._.triples``.

``nlp.add_pipe("nisba")`` finds it through the entry point; nothing has to be imported.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nisba.connectors.shipping import packed, unpacked
from nisba.diagnostics.diagnostic import RulesError
from nisba.extraction.engine import Engine, load
from nisba.extraction.triple import Argument, Triple
from nisba.extras import needed
from nisba.matching.mentions import Annotation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_spacy = needed("spacy", "spacy")
_Doc = needed("spacy.tokens", "spacy").Doc

LABELS: dict[str, str] = {
    "PER": "Person",
    "PERS": "Person",
    "PERSON": "Person",
    "LOC": "City",
    "GPE": "City",
    "FAC": "Facility",
    "ORG": "Institution",
    "NORP": "Nationality",
    "DATE": "Date",
}
"""The entity types of the shipped rules that the labels of recognisers stand for, where the rules say nothing."""

_KEY = "nisba.triples"
_FILE = "rules.nisba"


class Component:
    """Puts the triples of a document into ``doc._.triples``, a list of ``nisba.Triple``.

    ``doc._.argument_span(triple.subject)`` is the ``Span`` of the tokens that an argument touches.
    """

    def __init__(
        self,
        engine: Engine | None,
        morphology: str = "light",
        labels: Mapping[str, str] | None = None,
        missing: FileNotFoundError | RulesError | None = None,
    ) -> None:
        """A component.

        Args:
            engine: the rules; None where they are still to come, from a folder or from bytes.
            morphology: ``light`` or ``camel``, for those to come.
            labels: the entity type that each label stands for; by default ``LABELS``, as far as the rules have the
                types. What the rules declare (``entity Person from annotations "PER"``) goes before.
            missing: what to raise where a text comes before the rules.

        Raises:
            ValueError: where a type named in ``labels`` is no entity type of the rules.
        """
        self._morphology = morphology
        self._labels = None if labels is None else dict(labels)
        self._missing = missing
        self._take(engine)

    def _take(self, engine: Engine | None) -> None:
        # What is saved is without the labels: who loads it may name others.
        self._unlabelled = engine
        self._engine = None if engine is None else self._labelled(engine)

    def _labelled(self, engine: Engine) -> Engine:
        program = engine.program
        leaves = frozenset[str]().union(*program.types.values())
        declared = {label for label, _ in program.annotations}
        wanted = LABELS if self._labels is None else self._labels
        for label, type_ in () if self._labels is None else self._labels.items():
            if type_ not in leaves:
                known = ", ".join(sorted(leaves)) or "none"
                raise ValueError(f"{label}: {type_} is no entity type of the rules, which have: {known}")
        return engine.with_annotations(
            (label, type_) for label, type_ in wanted.items() if label not in declared and type_ in leaves
        )

    @property
    def engine(self) -> Engine:
        """The compiled rules. Raises ``FileNotFoundError`` or ``RulesError`` where they are not there yet."""
        if self._engine is None:
            raise self._missing or FileNotFoundError("the component has no rules yet")
        return self._engine

    def __call__(self, doc: "Doc") -> "Doc":
        """Read a document."""
        mentions = [Annotation(e.start_char, e.end_char, e.label_) for e in doc.ents]
        triples = self.engine.extract(doc.text, mentions)
        # Plain data: spaCy sends documents between processes and saves them without knowing our classes.
        doc.user_data[_KEY] = [triple.to_dict() for triple in triples]
        return doc

    # ------------------------------------------------------------ saving: the rules go along, their files need not

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The rules."""
        return packed((self._unlabelled or self.engine).program)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Component":
        """Take the rules of another component. Raises ``ValueError`` where another version of nisba packed them."""
        self._take(Engine(unpacked(data), self._morphology))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the rules into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Component":
        """Take the rules out of a folder."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


def factory(
    nlp: "Language",
    name: str,
    rules: str | list[str] = "news",
    morphology: str = "light",
    labels: dict[str, str] | None = None,
) -> Component:
    """The component for ``nlp.add_pipe("nisba", config={"rules": …, "morphology": …, "labels": …})``.

    ``rules`` is what ``nisba.load`` takes. Rules that are not there, or have errors, are not yet an error: a pipeline
    that was saved brings its own. The first document tells.
    """
    try:
        engine = load(rules, morphology)
    except (FileNotFoundError, RulesError) as error:
        return Component(None, morphology, labels, error)
    return Component(engine, morphology, labels)


def _triples(doc: "Doc") -> list[Triple]:
    return msgspec.convert(doc.user_data.get(_KEY, []), list[Triple])


def _argument_span(doc: "Doc", argument: Argument) -> "Span | None":
    """The tokens that an argument touches, None for a fixed text of a rule."""
    if argument.start < 0:
        return None
    span: Span | None = doc.char_span(argument.start, argument.end, alignment_mode="expand")
    return span


_spacy.Language.factory(
    "nisba",
    default_config={"rules": "news", "morphology": "light", "labels": None},
    assigns=["doc._.triples"],
    func=factory,
)
_Doc.set_extension("triples", getter=_triples, force=True)
_Doc.set_extension("argument_span", method=_argument_span, force=True)
