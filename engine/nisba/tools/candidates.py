"""Makes patterns that an example sentence could be an instance of: its words as types, lists, lexemes and gaps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from attrs import frozen

from nisba.arabic.morphology.protocol import Category
from nisba.extraction.engine import Engine
from nisba.matching.lattice import Lattice
from nisba.program.model import BUILTIN_TYPES, Program
from nisba.tools.marked import Marked

Pattern = tuple[str, ...]
"""The elements of a pattern in the notation of rules."""

REACH = 3
"""Tokens before the first and behind the last argument among which a trigger is looked for."""
TRIGGERS = 5
TYPES = 4
LISTS = 3
LARGEST_LIST = 500
"""A longer list says too little of a word to be a trigger."""
GAP = 3
"""The least that a gap between two parts may skip: other texts put other words there."""
ALTERNATIVES = 8

TATWEEL = "\u0640"
_ARABIC = re.compile(r"[\u0621-\u064a]+")


@frozen
class Slot:
    """A part of the sentence and an element that stands for it; tokens, end exclusive."""

    element: str
    start: int
    end: int
    proclitic: str = ""


class NoSentenceError(ValueError):
    """The arguments of an example do not stand in one sentence."""


def sentence_of(engine: Engine, example: Marked) -> Lattice:
    """The sentence that the arguments of an example stand in.

    Raises:
        NoSentenceError: where they stand in two, or an argument is no run of whole words (but for what is attached).
    """
    for lattice in engine.lattices(example.text, every=True):
        span = lattice.sentence
        if all(span.start <= start and end <= span.end for start, end in example.arguments.values()):
            return lattice
    raise NoSentenceError(f"line {example.line}: the arguments do not stand in one sentence")


def patterns_of(engine: Engine, example: Marked) -> list[Pattern]:
    """The patterns that an example suggests, the more specific first."""
    lattice = sentence_of(engine, example)
    names = list(example.arguments)
    found: dict[Pattern, None] = {}
    options = [list(_arguments(engine.program, lattice, n, *example.arguments[n])) for n in names]
    for chosen in product(*options):
        slots = sorted(chosen, key=lambda slot: slot.start)
        if any(a.end > b.start for a, b in pairwise(slots)):
            continue
        for trigger in _triggers(engine.program, lattice, slots):
            whole = sorted((*slots, trigger), key=lambda slot: slot.start)
            for loose in (False, True):
                found.setdefault(_joined(lattice, whole, trigger, loose))
    return list(found)


def merged(patterns: Iterable[Sequence[Pattern]]) -> list[Pattern]:
    """The patterns of all examples, and those that join what two examples have in one place as alternatives.

    >>> merged([[("trip", "X", "إلى", "Y")], [("trip", "X", "لـ", "Y")]])[-1]
    ('trip', 'X', '(إلى | لـ)', 'Y')
    """
    every = list(dict.fromkeys(pattern for some in patterns for pattern in some))
    holes: dict[tuple[Pattern, int, Pattern], dict[str, None]] = {}
    for pattern in every:
        for i, element in enumerate(pattern):
            if not element.startswith("...") and not re.match(r"[A-Za-z]\w*(:|$)", element):
                holes.setdefault((pattern[:i], i, pattern[i + 1 :]), {}).setdefault(element)
    joined = [
        (*before, f"({' | '.join(elements)})", *after)
        for (before, _, after), elements in holes.items()
        if 1 < len(elements) <= ALTERNATIVES
    ]
    return list(dict.fromkeys([*every, *joined]))


# ------------------------------------------------------------ arguments


def _arguments(program: Program, lattice: Lattice, name: str, start: int, end: int) -> Iterator[Slot]:
    """The ways to capture an argument: by the types of the mention that it is, or without a type."""
    seen: dict[str, Slot] = {}
    for mention in lattice.mentions:
        spans = [(mention.start, mention.end), mention.name]
        if any((lattice.offset(a), lattice.offset(b, end=True)) == (start, end) for a, b in spans):
            slot = _slot(lattice, "", lattice.offset(mention.start), lattice.offset(mention.end, end=True))
            for kind in _types(program, mention.type):
                seen.setdefault(kind, Slot(f"{name}:{kind}", slot.start, slot.end, slot.proclitic))
    yield from list(seen.values())[:TYPES]
    untyped = name if re.fullmatch(r"[A-Z]\d*", name) else f"{name}:(Mention | Phrase)"
    yield _slot(lattice, untyped, start, end)


def _types(program: Program, kind: str) -> list[str]:
    """A type and the declared unions that it is in, the narrower first."""
    unions = [
        (len(leaves), name) for name, leaves in program.types.items() if kind in leaves and name != kind
    ]
    return [kind, *(name for _, name in sorted(unions) if name not in BUILTIN_TYPES)]


def _slot(lattice: Lattice, element: str, start: int, end: int) -> Slot:
    """The tokens between two offsets, and the proclitics that are left of the first of them."""
    spans = [lattice.sentence.span(token) for token in range(lattice.size)]
    inside = [token for token, (begins, ends) in enumerate(spans) if ends > start and begins < end]
    if not inside:
        raise NoSentenceError(f"«{lattice.document[start:end]}» is no word of the sentence")
    first = inside[0]
    letters = lattice.document[spans[first][0] : start]
    return Slot(element, first, inside[-1] + 1, letters.lstrip("وف"))


# ------------------------------------------------------------ triggers


def _triggers(program: Program, lattice: Lattice, slots: Sequence[Slot]) -> Iterator[Slot]:
    """The words that can tell the relation, those between and nearest to the arguments first, in several readings."""
    taken = {i for slot in slots for i in range(slot.start, slot.end)}
    first, last = slots[0].start, slots[-1].end
    around = [
        i
        for i in range(max(0, first - REACH), min(lattice.size, last + REACH))
        if i not in taken and lattice.spellings[i].category in (Category.VERB, Category.CONTENT)
    ]
    around.sort(key=lambda i: max(first - i, i - last + 1, 0))
    for token in around[:TRIGGERS]:
        yield Slot(_literal(program, lattice, token), token, token + 1)
        lists = []
        ends_of: dict[str, list[int]] = {}
        for keys, edge in lattice.leaving().get(token << 4, ()):
            for key in keys if not edge.end & 15 else ():
                ends_of.setdefault(key, []).append(edge.end)
        for key, ends in ends_of.items():
            if key.startswith("v:"):
                _, lemma, form = key.split(":")
                yield Slot(f"<{lemma} {form}>" if form else f"<{lemma}>", token, token + 1)
            elif key.startswith("l:"):
                size = len(program.words[key[2:]].phrases)
                end = max(ends) >> 4
                if size <= LARGEST_LIST and taken.isdisjoint(range(token, end)):
                    lists.append((size, Slot(key[2:], token, end)))
        yield from (slot for _, slot in sorted(lists, key=lambda pair: pair[0])[:LISTS])


def _literal(program: Program, lattice: Lattice, token: int) -> str:
    """A word as a pattern has it, without a conjunction in front, which patterns let through."""
    word = lattice.text((token << 4) + lattice.spellings[token].conjunction, (token + 1) << 4)
    named = word in program.words or word in program.types
    return word if _ARABIC.fullmatch(word) and not named else f'"{word}"'


def _joined(lattice: Lattice, slots: Sequence[Slot], trigger: Slot, loose: bool) -> Pattern:
    """The elements of the slots, with prepositions kept in front of arguments and other words left to gaps."""
    elements: list[str] = []
    for i, slot in enumerate(slots):
        behind = slots[i - 1].end if i else slot.start
        between = slot.start - behind
        glue: list[str] = []
        if slot is not trigger and slot.proclitic:
            glue = [f"{slot.proclitic}{TATWEEL}"]
        elif slot is not trigger and between:
            before = slot.start - 1
            if lattice.spellings[before].category is Category.PREPOSITION:
                glue = [lattice.text(before << 4, slot.start << 4)]
                between -= 1
        if i and (between or loose):
            elements.append(f"...{{{max(GAP, between)}}}")
        elements += [*glue, slot.element]
    return tuple(elements)
