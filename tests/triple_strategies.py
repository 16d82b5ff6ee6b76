"""Hypothesis strategies for documents with triples in them."""

from hypothesis import strategies as st

from nisba.extraction.triple import Argument, Attribution, SentenceSpan, Triple
from nisba.readers.document import Document

TEXTS = st.text(st.sampled_from("ابتة ,;\"'\n\t\\<>#@x=é\u200f"), min_size=1, max_size=30).filter(str.strip)
NAMES = st.sampled_from(["Person", "دولة", "Clause", "Phrase"])
DICTS = st.dictionaries(st.sampled_from(["role", "صفة"]), st.text('اب ,"\n', max_size=5), max_size=2)


@st.composite
def arguments(draw: st.DrawFn, text: str, fixed: bool = True) -> Argument:
    """An argument somewhere in a text, or a fixed text."""
    start = draw(st.sampled_from([at for at, character in enumerate(text) if not character.isspace()]))
    end = draw(st.integers(start + 1, len(text)))
    surface = text[start:end]
    if fixed and draw(st.booleans()):
        start = end = -1
    return Argument(surface, start, end, draw(NAMES), draw(st.sampled_from([surface, "اسم"])), draw(DICTS))


@st.composite
def triples(draw: st.DrawFn, document: Document) -> Triple:
    """Any triple of a document."""
    text = document.text
    said = draw(st.none() | arguments(text, fixed=False))
    return Triple(
        document.doc,
        draw(st.sampled_from(["rule", "قاعدة"])),
        "a.rules:1",
        draw(st.sampled_from(["visited", "زار"])),
        draw(arguments(text, fixed=False)),
        draw(arguments(text)),
        draw(st.dictionaries(st.sampled_from(["place", "وقت"]), arguments(text), max_size=2)),
        draw(st.sampled_from(["asserted", "negated"])),
        draw(st.sampled_from(["asserted", "future", "possible", "requested"])),
        None if said is None else Attribution(said.text, said.start, said.end, "قال", said.canonical),
        SentenceSpan(0, len(text)),
    )


def _said(triple: Triple) -> tuple[object, ...]:
    """What one document says only once: the engine gives no triple twice."""
    places = (triple.subject.start, triple.subject.end, triple.object.start, triple.object.end)
    return (triple.relation, *places, triple.object.text)


@st.composite
def documents(draw: st.DrawFn) -> list[tuple[Document, list[Triple]]]:
    """Some documents, each with its triples, no two of which are the same."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        document = Document(
            draw(st.sampled_from([f"d{number}", f"a/{number}", f"وثيقة {number}"])), draw(TEXTS)
        )
        found.append((document, draw(st.lists(triples(document), max_size=4, unique_by=_said))))
    return found
