"""Changes of a sentence that leave what it says as it was, or turn it into its opposite: what an example is tried with."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from nisba.arabic.document import Kind, sentences
from nisba.extraction.engine import Engine
from nisba.extraction.trace import Firing
from nisba.extraction.triple import Argument, Triple

SAME, NEGATED, SWAPPED = "same", "negated", "swapped"

FATHA, SHADDA, TATWEEL, RLM = "\u064e", "\u0651", "\u0640", "\u200f"
_PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", ",": "،", ";": "؛", "?": "؟"}
_DIGITS = {**{str(i): chr(0x660 + i) for i in range(10)}, **{chr(0x660 + i): str(i) for i in range(10)}}
_ALEFS = str.maketrans("أإآ", "ااا")
_TITLE = "السيد"
_YESTERDAY = "أمس"
_DATE = "في 3 مارس 2021"
_BEFORE = "وهذا ما جاء في التقرير."
_BEHIND = "وهذا كل ما في الأمر."
_NEGATIONS = {"perfect": "ما", "imperfect": "لا", "masdar": "عدم"}
"""What negates a form of a verb that stands in front of it (Ryding 2005, chapter 37)."""
OTHERS = 2
"""So many other names of the same type are tried."""


@frozen
class Change:
    """A piece of the text replaced (``start`` to ``end``, code points), told in words.

    ``effect``: ``same`` (the triples stay), ``negated`` (none comes out asserted) or ``swapped`` (the triple of the
    arguments as they were does not come out). ``renamed`` is the argument that another stands for now.
    """

    words: str
    start: int
    end: int
    replacement: str
    effect: str = SAME
    renamed: tuple[str, str] = ("", "")
    second: tuple[int, int, str] | None = None

    def pieces(self) -> tuple[tuple[int, int, str], ...]:
        """The pieces that the change replaces."""
        first = (self.start, self.end, self.replacement)
        return (first,) if self.second is None else (first, self.second)


def applied(text: str, changes: Iterable[Change]) -> str | None:
    """The text with all changes made; None where two of them speak of the same piece.

    >>> applied("زار تركيا", [Change("", 0, 0, "ثم "), Change("", 4, 9, "مصر")])
    'ثم زار مصر'
    """
    pieces = sorted(piece for change in changes for piece in change.pieces())
    for (_, end, _), (start, _, _) in pairwise(pieces):
        if start < end:
            return None
    if len({(start, end) for start, end, _ in pieces}) < len(pieces):
        return None
    for start, end, replacement in reversed(pieces):
        text = text[:start] + replacement + text[end:]
    return text


def changes_of(
    engine: Engine, text: str, triples: Sequence[Triple], firings: Sequence[Firing]
) -> tuple[Change, ...]:
    """All changes to try on a text, from what its triples and firings say of it."""
    arguments = list(
        {
            (a.start, a.end): a for triple in triples for a in (triple.subject, triple.object) if a.start >= 0
        }.values()
    )
    names = [a for a in arguments if a.type in engine.program.types]
    found = [
        *_spelled(text),
        *_fronted(text, names, arguments),
        *_surrounded(text),
        *_quoted(text, names, arguments),
        *_titled(text, names, arguments),
        *_dated(text, names, arguments),
        *_renamed(engine, text, names, arguments),
        *_negated(text, firings),
        *_swapped(engine, text, triples),
    ]
    return tuple(change for change in found if applied(text, [change]) != text)


# ---------------------------------------------------------------- spelling


def _spelled(text: str) -> Iterator[Change]:
    for sentence in sentences(text):
        for number, token in enumerate(sentence.tokens):
            word, (start, end) = token.surface, sentence.span(number)
            if token.kind is Kind.PUNCTUATION and word in _PUNCTUATION:
                other = _PUNCTUATION[word]
                yield Change(f"writing {other} for {word}", start, end, other)
            if any(c in _DIGITS for c in word):
                other = "".join(_DIGITS.get(c, c) for c in word)
                yield Change(f"writing the digits {other} for {word}", start, end, other)
            if token.kind is not Kind.WORD or not all("\u0621" <= c <= "\u064a" for c in word):
                continue
            middle = start + _behind_joining(word)
            yield Change(f"adding a diacritic to {word}", start + 1, start + 1, FATHA)
            yield Change(f"adding a shadda to {word}", end, end, SHADDA)
            if middle > start:
                yield Change(f"adding tatweel to {word}", middle, middle, TATWEEL)
            yield Change(f"setting bidi marks around {word}", start, end, f"{RLM}{word}{RLM}")
            shaped = presented(word)
            yield Change(f"writing {word} in presentation forms", start, end, shaped)
            for other in _spellings(word):
                yield Change(f"writing {other} for {word}", start, end, other)


def _behind_joining(word: str) -> int:
    """The place behind the first letter that joins the next; 0 where none does."""
    return next((i for i, c in enumerate(word[:-1], 1) if ("initial", c) in _SHAPES), 0)


def _spellings(word: str) -> Iterator[str]:
    """How else a word is commonly spelled (Habash 2010, section 3.2)."""
    bare = word.translate(_ALEFS)
    if bare != word:
        yield bare
    for ending, other in (("ى", "ي"), ("ة", "ه")):
        if word.endswith(ending) and len(word) > 1:
            yield word[:-1] + other


def _shapes() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for code in range(0xFE80, 0xFEF5):
        shape, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if letter and " " not in letter:
            found[shape.strip("<>"), chr(int(letter, 16))] = chr(code)
    return found


_SHAPES = _shapes()


def presented(word: str) -> str:
    """A word in presentation forms, as PDF files have it.

    >>> [hex(ord(c)) for c in presented("تركيا")]
    ['0xfe97', '0xfeae', '0xfedb', '0xfef4', '0xfe8e']
    """
    out = []
    for i, letter in enumerate(word):
        before = i > 0 and ("initial", word[i - 1]) in _SHAPES and ("final", letter) in _SHAPES
        after = i + 1 < len(word) and ("initial", letter) in _SHAPES and ("final", word[i + 1]) in _SHAPES
        shape = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (before, after), "isolated"
        )
        out.append(_SHAPES.get((shape, letter), letter))
    return "".join(out)


# ---------------------------------------------------------------- surroundings


def _fronted(text: str, names: Sequence[Argument], arguments: Sequence[Argument]) -> Iterator[Change]:
    """A conjunction in front of the sentence, unless it would become part of an argument that is no name."""
    sentence = next(sentences(text), None)
    if sentence is None:
        return
    first, start = sentence.tokens[0], sentence.starts[0]
    if any(a.start <= start < a.end for a in arguments if a not in names):
        return
    if first.kind is Kind.WORD and first.surface[0] not in "وف":
        for letter in "وف":
            yield Change(f"putting {letter} in front of {first.surface}", start, start, letter)


def _surrounded(text: str) -> Iterator[Change]:
    yield Change("setting a sentence in front", 0, 0, f"{_BEFORE} ")
    end = " " if text.rstrip()[-1:] in ".!?؟" else ". "
    yield Change("setting a sentence behind", len(text), len(text), f"{end}{_BEHIND}")


def _quoted(text: str, names: Sequence[Argument], arguments: Sequence[Argument]) -> Iterator[Change]:
    for name in names:
        if _whole(text, name) and _alone(name, arguments):
            piece = text[name.start : name.end]
            yield Change(f"putting quotation marks round {piece}", name.start, name.end, f"«{piece}»")


def _titled(text: str, names: Sequence[Argument], arguments: Sequence[Argument]) -> Iterator[Change]:
    for name in names:
        if name.type in ("Person", "شخص") and _whole(text, name) and "role" not in name.attributes:
            piece = text[name.start : name.end]
            if _alone(name, arguments):
                yield Change(f"putting {_TITLE} in front of {piece}", name.start, name.start, f"{_TITLE} ")


def _dated(text: str, names: Sequence[Argument], arguments: Sequence[Argument]) -> Iterator[Change]:
    """A date behind the first name, unless it would part the members of a list or become part of an argument."""
    if len(arguments) < 2:
        return
    first = min(arguments, key=lambda a: a.start)
    following = text[first.end : first.end + 2]
    goes_on = following[:1].isspace() and following[1:] not in ("و", "،", ",")
    if first in names and _alone(first, arguments) and goes_on:
        for words in (_YESTERDAY, _DATE):
            piece = text[first.start : first.end]
            yield Change(f"inserting {words} behind {piece}", first.end, first.end, f" {words}")


def _renamed(
    engine: Engine, text: str, names: Sequence[Argument], arguments: Sequence[Argument]
) -> Iterator[Change]:
    for name in names:
        attached = not _whole(text, name)
        if not _alone(name, arguments) or (attached and _article(name.text)):
            continue
        for other in _others(engine, name, attached):
            words = f"writing {other}, another {name.type}, for {name.text}"
            yield Change(words, name.start, name.end, other, renamed=(name.text, other))


def _others(engine: Engine, name: Argument, attached: bool) -> list[str]:
    """Other names of the type of an argument, of the same gender, from all over the lists."""
    forms = [
        entry.form
        for listing in engine.program.entity_lists
        if listing.type == name.type
        for entry in listing.entries
        if len(entry.form) > 3
        and entry.canonical != name.canonical
        and dict(entry.attributes).get("gender") == name.attributes.get("gender")
        and not (attached and _article(entry.form))
        and entry.form not in name.text
    ]
    return forms[:: max(1, len(forms) // OTHERS)][:OTHERS]


def _negated(text: str, firings: Sequence[Firing]) -> Iterator[Change]:
    for firing in firings:
        for met in firing.met:
            negation = _NEGATIONS.get(met.note.partition(" ")[0])
            whole = met.start == 0 or text[met.start - 1].isspace()
            if met.role == "anchor" and negation is not None and whole and not _article(met.text):
                yield Change(
                    f"putting {negation} in front of {met.text}",
                    met.start,
                    met.start,
                    f"{negation} ",
                    effect=NEGATED,
                )


def _swapped(engine: Engine, text: str, triples: Sequence[Triple]) -> Iterator[Change]:
    for triple in triples:
        relation = engine.program.relations[triple.relation]
        first, second = sorted((triple.subject, triple.object), key=lambda a: a.start)
        if (
            relation.symmetric
            or first.start < 0
            or first.end > second.start
            or triple.subject.type not in relation.object
            or triple.object.type not in relation.subject
            or not {first.type, second.type} <= engine.program.types.keys()
            or any(_article(a.text) and not _whole(text, a) for a in (first, second))
            or len({t.relation for t in triples}) < len(triples)
        ):
            continue
        one, other = text[first.start : first.end], text[second.start : second.end]
        yield Change(
            f"exchanging {one} and {other}",
            first.start,
            first.end,
            other,
            effect=SWAPPED,
            second=(second.start, second.end, one),
        )


def _whole(text: str, argument: Argument) -> bool:
    """Whether an argument begins and ends with whole words, without marks round it."""
    before, after = text[: argument.start][-1:], text[argument.end :][:1]
    return (not before or before.isspace()) and (not after or after.isspace() or after in ".،,؛:؟!")


def _alone(argument: Argument, arguments: Sequence[Argument]) -> bool:
    """Whether no other argument holds a part of this one."""
    return all(a is argument or a.end <= argument.start or argument.end <= a.start for a in arguments)


def _article(text: str) -> bool:
    return text.startswith("ال")
