"""CoNLL-U: the text put together from the tokens, mentions from their NER tags."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, field

from nisba.extras import needed
from nisba.readers.document import Document, Item, Problem, pieces
from nisba.readers.few import briefly
from nisba.readers.formats import Input, Options, printable
from nisba.readers.lines import Line, bad_utf8, lines, long_line
from nisba.readers.opening import opened

if TYPE_CHECKING:
    from nisba.matching.mentions import Annotation

COLUMNS = 10
NER_KEYS = ("NER", "Ner", "ner", "Entity")
"""Keys of the MISC column that hold a tag: ``B-PER``, ``I-PER``, ``O``, also with E and S, or the label alone."""

_Block = list[tuple[int, str]]
"""Lines of a sentence, each with its number."""


def read(source: Input, options: Options) -> Iterator[Item]:
    """A document for each ``# newdoc``, sentences parted by line ends, paragraphs by blank lines.

    The words of a multiword token (``1-2``) are not text; its form is. ``SpaceAfter=No`` is heeded. Of sentences that
    are broken the first are reported, and at the end how many more there are.
    """
    yield from briefly(_items(source, options))


def _items(source: Input, options: Options) -> Iterator[Item]:
    needed("conllu", "conllu")
    file = printable(source.path)
    building = _Building(source.doc, file, 1)
    with opened(source.path, options.meter) as stream:
        for block in _blocks(lines(stream), file):
            if isinstance(block, Problem):
                yield block
                continue
            start = block[0][0]
            try:
                sentence = _parsed(block)
            except ValueError as error:
                message = f"not CoNLL-U: {error}; its sentence is left out"
                yield Problem("broken-record", message, file, _broken_line(block))
                continue
            metadata = sentence.metadata
            if "newdoc id" in metadata or "newdoc" in metadata:
                yield from building.documents()
                building = _Building(metadata.get("newdoc id") or f"{source.doc}:{start}", file, start)
            elif "newpar" in metadata or "newpar id" in metadata:
                building.add("\n")
            building.sentence(sentence)
        yield from building.documents()


def _blocks(found: Iterator[Line], file: str) -> Iterator[_Block | Problem]:
    """Runs of lines that no blank line parts; what is wrong with lines."""
    held: _Block = []
    for line in found:
        if line.data is None:
            yield long_line(file, line)
            continue
        try:
            text = line.data.decode()
        except UnicodeDecodeError:
            yield bad_utf8(file, line.number)
            text = line.data.decode(errors="replace")
        text = text.removeprefix("\ufeff")
        if text.strip():
            held.append((line.number, text))
        elif held:
            yield held
            held = []
    if held:
        yield held


def _parsed(block: _Block) -> Any:
    """The sentence that lines make.

    Raises:
        ValueError: where one of them is broken.
    """
    from conllu import parse
    from conllu.exceptions import ParseException

    try:
        (sentence,) = parse("".join(text for _, text in block))
    except ParseException as error:
        raise ValueError(str(error)) from error
    for token in sentence:
        if len(token) != COLUMNS:
            raise ValueError(f"a token with {len(token)} columns, not {COLUMNS}")
        if missing := {"id", "form", "misc"} - token.keys():  # "# global.columns" can name others
            raise ValueError(f"a token without {', '.join(sorted(missing))}")
        if token["id"] is None:
            raise ValueError("a token without a number")
    return sentence


def _broken_line(block: _Block) -> int:
    """The number of the first line that is broken by itself; else that of the first."""
    columns = [line for line in block if line[1].startswith("# global.columns")]
    for line in block:
        try:
            _parsed([*columns, line])
        except ValueError:
            return line[0]
    return block[0][0]


@define
class _Building:
    """A document while its sentences come in."""

    doc: str
    file: str
    line: int
    parts: list[str] = field(factory=list)
    length: int = 0
    annotations: "list[Annotation]" = field(factory=list)

    def add(self, text: str) -> tuple[int, int]:
        """Add text; give where it stands."""
        self.parts.append(text)
        self.length += len(text)
        return self.length - len(text), self.length

    def sentence(self, sentence: Any) -> None:
        """Add a sentence's tokens, and the mentions that their tags make."""
        covered = 0
        place = (0, 0)
        tagged: list[tuple[int, int, str]] = []
        for token in sentence:
            number = token["id"]
            misc = token["misc"] or {}
            if isinstance(number, tuple) and number[1] == ".":
                continue
            if isinstance(number, tuple) or number > covered:
                if isinstance(number, tuple):
                    covered = number[2]
                place = self.add(token["form"])
                if misc.get("SpaceAfter") != "No":
                    self.add(" ")
            tag = next((str(misc[key]) for key in NER_KEYS if misc.get(key)), "O")
            tagged.append((*place, tag))
        self.add("\n")
        self.annotations += mentions(tagged)

    def documents(self) -> Iterator[Document]:
        """The document, unless it is empty."""
        if self.parts:
            text = "".join(self.parts)
            yield from pieces(Document(self.doc, text, self.file, self.line, 0, tuple(self.annotations)))


def mentions(tagged: "list[tuple[int, int, str]]") -> "Iterator[Annotation]":
    """The mentions that tagged places (start, end, tag) make; an I that continues nothing begins one.

    >>> [(m.start, m.end, m.label) for m in mentions([(0, 5, "B-PER"), (6, 9, "I-PER"), (9, 10, "O")])]
    [(0, 9, 'PER')]
    """
    from nisba.matching.mentions import Annotation

    start, end, open_label = 0, 0, ""
    for place_start, place_end, tag in [*tagged, (0, 0, "O")]:
        prefix, _, label = tag.partition("-") if tag[1:2] == "-" else ("I", "-", "" if tag in "O_" else tag)
        if open_label and label == open_label and prefix in "IE":
            end = max(end, place_end)
            continue
        if open_label:
            yield Annotation(start, end, open_label)
        start, end, open_label = place_start, place_end, label
