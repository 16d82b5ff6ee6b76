"""RDF, as N-Quads or Turtle: each triple as a triple of the graph, and a statement about where it comes from."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from attrs import frozen

from nisba.extraction.triple import Argument, Triple
from nisba.extras import needed
from nisba.program.model import BUILTIN_TYPES
from nisba.readers.document import Document
from nisba.writers.writer import Options

NISBA = "urn:nisba:"
PREFIXES = {
    "nisba": NISBA,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def make(options: Options) -> "RdfWriter":
    """The writer; it heeds the relations' IRIs and ``include_negated``."""
    needed("pyoxigraph", "rdf")
    iris = {name: relation.iri for name, relation in options.relations.items() if relation.iri}
    labels = {name: relation.label for name, relation in options.relations.items() if relation.label}
    return RdfWriter(options.format == "turtle", iris, labels, options.include_negated)


@frozen
class RdfWriter:
    """Entities and relations without an IRI of their own get one under ``urn:nisba:``.

    The triple itself is asserted unless it is negated; every triple has an ``rdf:Statement`` with its document, rule,
    offsets, polarity, modality, speaker and qualifiers. In N-Quads all that a document says is in the graph
    ``urn:nisba:doc:NAME``.
    """

    turtle: bool
    iris: dict[str, str]
    labels: dict[str, str]
    include_negated: bool

    def header(self) -> bytes:
        """The prefixes of Turtle."""
        if not self.turtle:
            return b""
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()).encode()

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """The statements of a document."""
        wanted = [t for t in triples if self.include_negated or t.polarity != "negated"]
        if not wanted:
            return b""
        ox = needed("pyoxigraph", "rdf")
        facts = dict.fromkeys(fact for triple in wanted for fact in self._facts(ox, triple))
        if self.turtle:
            data: bytes = ox.serialize(facts, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
            return b"".join(line for line in data.splitlines(True) if not line.startswith(b"@prefix"))
        graph = _node(ox, "doc", document.doc)
        quads = [ox.Quad(fact.subject, fact.predicate, fact.object, graph) for fact in facts]
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        return data

    def _facts(self, ox: Any, triple: Triple) -> Iterator[Any]:
        relation = self._relation(ox, triple.relation)
        subject = _entity(ox, triple.subject)
        value = _value(ox, triple.object)
        if triple.polarity != "negated":
            yield ox.Triple(subject, relation, value)
        yield ox.Triple(
            relation, _rdfs(ox, "label"), _text(ox, self.labels.get(triple.relation, triple.relation))
        )
        for argument in (triple.subject, triple.object, *triple.qualifiers.values()):
            yield from _described(ox, argument, as_subject=argument is triple.subject)
        statement = _node(ox, "statement", _digest(triple))

        def about(predicate: Any, value: Any) -> Any:
            return ox.Triple(statement, predicate, value)

        yield about(_rdf(ox, "type"), _rdf(ox, "Statement"))
        yield about(_rdf(ox, "subject"), subject)
        yield about(_rdf(ox, "predicate"), relation)
        yield about(_rdf(ox, "object"), value)
        yield about(ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), _node(ox, "doc", triple.doc))
        texts = {
            "rule": triple.rule,
            "where": triple.where,
            "polarity": triple.polarity,
            "modality": triple.modality,
        }
        for name, text in texts.items():
            yield about(ox.NamedNode(NISBA + name), ox.Literal(text))
        places: dict[str, Any] = {
            "subject": triple.subject,
            "object": triple.object,
            "sentence": triple.sentence,
        }
        for name, place in places.items():
            if place.start >= 0:
                yield about(ox.NamedNode(f"{NISBA}{name}Start"), ox.Literal(place.start))
                yield about(ox.NamedNode(f"{NISBA}{name}End"), ox.Literal(place.end))
        if triple.attribution is not None:
            yield about(
                ox.NamedNode(NISBA + "saidBy"),
                _text(ox, triple.attribution.canonical or triple.attribution.text),
            )
            yield about(ox.NamedNode(NISBA + "reportedWith"), _text(ox, triple.attribution.verb))
        for key, argument in triple.qualifiers.items():
            yield about(_node(ox, "qualifier", key), _value(ox, argument))

    def _relation(self, ox: Any, name: str) -> Any:
        return ox.NamedNode(self.iris[name]) if name in self.iris else _node(ox, "relation", name)


def _value(ox: Any, argument: Argument) -> Any:
    """An entity, or a literal where the argument is a piece of text of no declared type."""
    return _text(ox, argument.text) if _is_text(argument) else _entity(ox, argument)


def _is_text(argument: Argument) -> bool:
    return argument.start < 0 or not argument.type or argument.type in BUILTIN_TYPES


def _entity(ox: Any, argument: Argument) -> Any:
    return _node(ox, "entity", argument.type or "text", argument.canonical or argument.text)


def _described(ox: Any, argument: Argument, as_subject: bool) -> Iterator[Any]:
    """The type, the names and the attributes of an entity."""
    if _is_text(argument) and not as_subject:
        return
    node = _entity(ox, argument)
    for name in dict.fromkeys((argument.canonical or argument.text, argument.text)):
        yield ox.Triple(node, _rdfs(ox, "label"), _text(ox, name))
    if not _is_text(argument):
        yield ox.Triple(node, _rdf(ox, "type"), _node(ox, "type", argument.type))
    for key, value in argument.attributes.items():
        yield ox.Triple(node, _node(ox, "attribute", key), _text(ox, value))


def _node(ox: Any, *parts: str) -> Any:
    return ox.NamedNode(NISBA + ":".join(map(iri_part, parts)))


def iri_part(text: str) -> str:
    """A text as a part of an IRI: letters and digits of any script stay readable.

    >>> iri_part("أبو ظبي")
    'أبو%20ظبي'
    """
    return "".join(c if c.isalnum() else quote(c, safe="") for c in text)


def _rdf(ox: Any, name: str) -> Any:
    return ox.NamedNode(PREFIXES["rdf"] + name)


def _rdfs(ox: Any, name: str) -> Any:
    return ox.NamedNode(PREFIXES["rdfs"] + name)


def _text(ox: Any, text: str) -> Any:
    return ox.Literal(text, language="ar") if _ARABIC.search(text) else ox.Literal(text)


def _digest(triple: Triple) -> str:
    """A name for a triple: what it says, where."""
    places = (triple.subject.start, triple.subject.end, triple.object.start, triple.object.end)
    said = (triple.doc, triple.relation, triple.rule, triple.subject.text, triple.object.text, *places)
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:32]
