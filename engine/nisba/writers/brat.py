"""brat standoff: a folder with a text and an ``.ann`` file for each document, and the configuration they need."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, ClassVar, Literal

import msgspec
from attrs import define, field, frozen

from nisba.extraction.triple import Argument, Triple
from nisba.readers.document import Document
from nisba.writers.writer import Options

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]")
_NOT_A_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.+')


def make(options: Options) -> "BratWriter":
    """The writer; it has no options."""
    return BratWriter()


@frozen
class _Piece:
    """What the spool keeps of a piece of a document."""

    doc: str
    offset: int
    text: str
    triples: list[Triple]


@frozen
class BratWriter:
    """Arguments as text-bound annotations, triples as relations, polarity and modality as their attributes.

    An argument that is a fixed text of a rule has no place in the document: a note says what its triple was.
    """

    folder: ClassVar[Literal[True]] = True

    def header(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """The text and its triples, for the spool."""
        piece = _Piece(document.doc, document.offset, document.text, triples)
        return msgspec.json.encode(piece) + b"\n"

    def finish(self, spool: IO[bytes], target: Path) -> None:
        """Write the folder."""
        target.mkdir()
        decoder = msgspec.json.Decoder(_Piece)
        entities: set[str] = set()
        relations: set[str] = set()
        taken: set[str] = set()
        for doc, pieces in groupby((decoder.decode(line) for line in spool), lambda piece: piece.doc):
            name = _file_name(doc, taken)
            notes = _Notes()
            with (
                (target / f"{name}.txt").open("w", encoding="utf-8", newline="") as text,
                (target / f"{name}.ann").open("w", encoding="utf-8", newline="") as annotations,
            ):
                at = 0
                for piece in pieces:
                    # A line that was too long to read stands between: blanks keep the offsets.
                    text.write(" " * (piece.offset - at) + piece.text)
                    at = piece.offset + len(piece.text)
                    for triple in piece.triples:
                        annotations.writelines(notes.lines(triple, piece))
            entities |= notes.entities
            relations |= notes.relations
        (target / "annotation.conf").write_text(_configuration(entities, relations), encoding="utf-8")


@define
class _Notes:
    """The annotations of a document: numbers for its mentions and relations."""

    mentions: dict[tuple[int, int, str], int] = field(factory=dict)
    entities: set[str] = field(factory=set)
    relations: set[str] = field(factory=set)
    count: int = 0
    attributes: int = 0
    remarks: int = 0

    def lines(self, triple: Triple, piece: _Piece) -> Iterator[str]:
        """The lines that a triple adds."""
        arguments = [("subject", triple.subject), ("object", triple.object), *triple.qualifiers.items()]
        for _, argument in arguments:
            if argument.start >= 0 and _key(argument) not in self.mentions:
                self.mentions[_key(argument)] = len(self.mentions) + 1
                self.entities.add(_key(argument)[2])
                yield f"T{len(self.mentions)}\t{_text_bound(argument, piece)}\n"
        placed = [argument for _, argument in arguments if argument.start >= 0]
        if triple.subject.start < 0 or triple.object.start < 0:
            if placed:
                yield self._remark(f"T{self.mentions[_key(placed[0])]}", _in_words(triple))
            return
        self.count += 1
        relation = name_of(triple.relation)
        self.relations.add(relation)
        one, two = (self.mentions[_key(argument)] for argument in (triple.subject, triple.object))
        yield f"R{self.count}\t{relation} Arg1:T{one} Arg2:T{two}\n"
        if triple.polarity == "negated":
            yield self._attribute("Negated")
        if triple.modality != "asserted":
            yield self._attribute("Modality", triple.modality)
        if triple.qualifiers or triple.attribution:
            yield self._remark(f"R{self.count}", _in_words(triple))

    def _attribute(self, *parts: str) -> str:
        self.attributes += 1
        return f"A{self.attributes}\t{' '.join([parts[0], f'R{self.count}', *parts[1:]])}\n"

    def _remark(self, about: str, text: str) -> str:
        self.remarks += 1
        return f"#{self.remarks}\tAnnotatorNotes {about}\t{text}\n"


def name_of(name: str) -> str:
    """A name that brat takes: ASCII letters, digits, ``_`` and ``-``; others by their code points.

    >>> name_of("visited"), name_of("زار")
    ('visited', 'u0632u0627u0631')
    """
    return _NOT_A_NAME.sub(lambda match: f"u{ord(match[0]):04x}", name) or "_"


def _key(argument: Argument) -> tuple[int, int, str]:
    return argument.start, argument.end, name_of(argument.type or "Text")


def _text_bound(argument: Argument, piece: _Piece) -> str:
    """Type, offsets and text; an argument over a line end is in fragments, as brat has it."""
    start = argument.start - piece.offset
    surface = piece.text[start : argument.end - piece.offset]
    fragments = [match.span() for match in re.finditer(r"[^\r\n]+", surface)]
    places = ";".join(f"{argument.start + a} {argument.start + b}" for a, b in fragments)
    return f"{_key(argument)[2]} {places}\t{' '.join(surface[a:b] for a, b in fragments)}"


def _in_words(triple: Triple) -> str:
    said = f"; said by {triple.attribution.text}" if triple.attribution else ""
    more = "".join(f"; {key}: {value.text}" for key, value in triple.qualifiers.items())
    words = f"({triple.subject.text}, {triple.relation}, {triple.object.text}){more}{said}"
    return re.sub(r"\s+", " ", words)


def _file_name(doc: str, taken: set[str]) -> str:
    base = _NOT_A_FILE_NAME.sub("_", doc).encode()[:200].decode(errors="ignore") or "_"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name.casefold())
    return name


def _configuration(entities: set[str], relations: set[str]) -> str:
    lines = ["[entities]", *sorted(entities), "", "[relations]"]
    lines += [f"{relation} Arg1:<ENTITY>, Arg2:<ENTITY>" for relation in sorted(relations)]
    lines += ["", "[events]", "", "[attributes]", "Negated Arg:<RELATION>"]
    lines += ["Modality Arg:<RELATION>, Value:future|possible|requested", ""]
    return "\n".join(lines)
