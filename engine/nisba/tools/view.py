"""Draws documents with their mentions and triples as one page that needs nothing else."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from attrs import field, frozen

from nisba.extraction.engine import Engine
from nisba.extraction.triple import Argument, Triple
from nisba.readers.document import Document

TEMPLATE = Path(__file__).with_name("view.html")

BIDI_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Marks that would turn the page around behind the place where they stand; they have no width."""

HUES = 137
"""Degrees between the colours of two types: the golden angle, so that neighbours differ."""


@frozen
class Drawn:
    """A document, with what was found in it; the offsets are those of its text."""

    doc: str
    text: str
    mentions: tuple[Argument, ...]
    triples: tuple[Triple, ...]


def drawn(engine: Engine, document: Document) -> Drawn:
    """Find the mentions and triples of a document."""
    annotations = document.annotations
    return Drawn(
        document.doc,
        document.text,
        tuple(engine.annotate(document.text, annotations)),
        tuple(engine.extract(document.text, annotations, document.doc)),
    )


def page(documents: Sequence[Drawn], title: str = "nisba") -> str:
    """The page of documents: their texts from right to left, and a list of triples beside them.

    ``#triple=3`` behind its address shows the fourth triple at once, ``#arcs=1`` draws all, ``#relation=visited``
    shows one relation alone.
    """
    types = sorted({mention.type for document in documents for mention in document.mentions})
    colors = {name: f"hsl({i * HUES % 360} 70% 88%)" for i, name in enumerate(types)}
    relations = Counter(triple.relation for document in documents for triple in document.triples)
    boxes = [
        f'<label><input type="checkbox" checked data-relation="{escape(name)}"> {escape(name)} ({times})</label>'
        for name, times in sorted(relations.items())
    ]
    arguments = {a.type for document in documents for t in document.triples for a in (t.subject, t.object)}
    paint = _Paint(colors, frozenset(arguments & colors.keys()))
    texts = [
        f'<h2><bdi>{_shown(document.doc)}</bdi></h2><div class="text">{_text(i, document, paint)}</div>'
        for i, document in enumerate(documents)
    ]
    parts = {
        "title": escape(title),
        "filter": '<button id="none">all / none</button> <label><input type="checkbox" id="arcs"> arcs</label> '
        + "".join(boxes),
        "legend": "".join(
            f'<span style="background:{colors[name]}">{escape(name)}</span>' for name in sorted(paint.shown)
        ),
        "texts": "\n".join(texts),
        "triples": "\n".join(_item(i, t) for i, document in enumerate(documents) for t in document.triples),
    }
    template = TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


@frozen
class _Paint:
    """The colours of types. Where mentions lie upon one another, the type of an argument shows, else the smallest."""

    colors: dict[str, str]
    arguments: frozenset[str]
    shown: set[str] = field(factory=set)

    def color(self, mentions: Sequence[Argument]) -> str:
        """The colour of a piece of text in these mentions."""
        top = min(mentions, key=lambda m: (m.type not in self.arguments, m.end - m.start))
        self.shown.add(top.type)
        return self.colors[top.type]


def _text(number: int, document: Drawn, paint: _Paint) -> str:
    """A text cut wherever a mention or an argument begins or ends; each piece says in which it lies."""
    pieces = {
        _place(number, a.start, a.end): (a.start, a.end) for t in document.triples for a in _arguments(t)
    }
    speakers = [t.attribution for t in document.triples if t.attribution is not None]
    pieces |= {_place(number, s.start, s.end): (s.start, s.end) for s in speakers}
    pieces.pop("", None)
    cuts = {0, len(document.text)}
    for start, end in (*pieces.values(), *((m.start, m.end) for m in document.mentions)):
        cuts |= {start, end}
    ordered = sorted(cuts)
    # What covers a piece: a sweep over those that begin, so that long texts take linear time.
    waiting = sorted(pieces.items(), key=lambda item: item[1], reverse=True)
    mentions = sorted(document.mentions, key=lambda m: (m.start, m.end), reverse=True)
    inside: list[tuple[str, tuple[int, int]]] = []
    covering: list[Argument] = []
    out = []
    for start, end in pairwise(ordered):
        while waiting and waiting[-1][1][0] <= start:
            inside.append(waiting.pop())
        while mentions and mentions[-1].start <= start:
            covering.append(mentions.pop())
        inside = [item for item in inside if item[1][1] > start]
        covering = [mention for mention in covering if mention.end > start]
        out.append(_piece(document.text[start:end], [name for name, _ in inside], covering, paint))
    return "".join(out)


def _piece(text: str, names: Iterable[str], mentions: Sequence[Argument], paint: _Paint) -> str:
    shown = escape(text.translate(BIDI_CONTROLS))
    attributes = ""
    if mentions:
        told = "; ".join(_about(mention) for mention in mentions)
        attributes += f' class="m" style="--c:{paint.color(mentions)}" title="{escape(told)}"'
    joined = " ".join(names)
    if joined:
        attributes += f' data-in="{joined}"'
    return f"<span{attributes}>{shown}</span>" if attributes else shown


def _about(mention: Argument) -> str:
    facts = [f"{key}={value}" for key, value in sorted(mention.attributes.items())]
    name = mention.canonical if mention.canonical and mention.canonical != mention.text else mention.text
    return f"{mention.type}: {', '.join([name, *facts])}"


def _item(number: int, triple: Triple) -> str:
    """A triple of the list."""
    said = triple.attribution
    places = {
        "relation": triple.relation,
        "subject": _place(number, triple.subject.start, triple.subject.end),
        "object": _place(number, triple.object.start, triple.object.end),
        "qualifier": " ".join(_place(number, q.start, q.end) for q in triple.qualifiers.values()),
        "speaker": _place(number, said.start, said.end) if said else "",
    }
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in places.items() if value)
    notes = [note for note in (triple.polarity, triple.modality) if note != "asserted"]
    notes += [f"{key}: {value.text}" for key, value in triple.qualifiers.items()]
    notes += [f"said by {said.text}"] if said else []
    notes.append(f"{triple.rule} ({triple.where})")
    return (
        f'<li tabindex="0" class="{escape(triple.polarity)}"{data}><bdi>{_shown(triple.subject.text)}</bdi> '
        f'<span class="relation" dir="ltr">{escape(triple.relation)}</span> '
        f"<bdi>{_shown(triple.object.text)}</bdi>"
        + "".join(f"<small><bdi>{_shown(note)}</bdi></small>" for note in notes)
        + "</li>"
    )


def _shown(text: str) -> str:
    return escape(text.translate(BIDI_CONTROLS))


def _arguments(triple: Triple) -> list[Argument]:
    return [triple.subject, triple.object, *triple.qualifiers.values()]


def _place(number: int, start: int, end: int) -> str:
    """The name of a piece of a document; empty where an argument stands nowhere in it."""
    return f"p{number}-{start}-{end}" if start >= 0 else ""
