"""What a document has said so far: full names, which later sentences shorten («ظريف» for «محمد جواد ظريف»)."""

import re

from attrs import evolve

from nisba.arabic.folding import fold
from nisba.arabic.morphology.protocol import Category
from nisba.matching.lattice import Lattice
from nisba.matching.spans import MentionSpan

LINKED_TYPE = "Person"
"""Names of persons are shortened to their last part; names of organisations are not."""

COMPOUNDS = frozenset(fold(w) for w in "عبد أبو أبي أبا ابن بن آل أم ذو سيف نور صلاح".split())
"""Words that make one name with the next (Ryding 2005, chapter 5, on the construct in personal names)."""

_JOINED = re.compile(f"(عبد|{fold('أبو')})(ال.{{2,}})")

SHORTEST = 3
"""A last name of fewer letters is too easily another word."""


class Memory:
    """The full names of one document, in the order of its sentences.

    Only the name goes on: a title that stood before it («الوزير …») is not said again with the short form.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def stems(self) -> frozenset[str]:
        """The first words of the short names, folded."""
        return frozenset(short[0] for short in self._names)

    def link(self, lattice: Lattice) -> None:
        """Give the short names of a sentence their full names, and remember the full ones that it says."""
        if self._names:
            self._recall(lattice)
        self._learn(lattice)

    def _learn(self, lattice: Lattice) -> None:
        for mention in lattice.mentions:
            if mention.type != LINKED_TYPE:
                continue
            text = lattice.text(*mention.name)
            words = [fold(word) for word in text.split()]
            if len(words) < 2:
                continue
            full = mention.canonical or text
            for short in _short_forms(words):
                if lattice.vocabulary.morphology.category(short[-1]) is Category.CONTENT:
                    self._names[short] = full

    def _recall(self, lattice: Lattice) -> None:
        mentions = list(lattice.mentions)
        taken = [m for m in mentions if m.type == LINKED_TYPE]
        changed = False
        for index, mention in enumerate(mentions):
            if mention.type == LINKED_TYPE:
                words = tuple(fold(word) for word in lattice.text(*mention.name).split())
                full = self._names.get(words)
                if full is not None and mention.canonical in ("", lattice.text(*mention.name)):
                    mentions[index] = evolve(mention, canonical=full)
                    changed = True
        for start, end, full in self._occurrences(lattice):
            if not any(m.start < end and start < m.end for m in taken):
                mentions.append(MentionSpan(start, end, LINKED_TYPE, full, name=(start, end)))
                changed = True
        if changed:
            lattice.hold(sorted(mentions, key=lambda m: (m.start, -m.end)), frozenset((LINKED_TYPE,)))

    def _occurrences(self, lattice: Lattice) -> list[tuple[int, int, str]]:
        found = []
        for i, spelling in enumerate(lattice.spellings):
            for stem, inner, end in spelling.stems:
                if end:
                    continue
                for length in (2, 1):
                    following = tuple(t.folded for t in lattice.tokens[i + 1 : i + length])
                    full = self._names.get((stem, *following)) if len(following) == length - 1 else None
                    if full is not None:
                        found.append(((i << 4) + inner, (i + length) << 4, full))
                        break
        # A conjunction or preposition could be a letter of the name: the uncut reading stands first.
        kept: list[tuple[int, int, str]] = []
        for start, stop, full in found:
            if not any(start < e and s < stop for s, e, _ in kept):
                kept.append((start, stop, full))
        return kept


def _short_forms(words: list[str]) -> list[tuple[str, ...]]:
    """The last part of a name, in every spelling: a compound is written in one word or in two.

    >>> _short_forms(["عادل", "عبد", "المهدي"])
    [('عبد', 'المهدي'), ('عبدالمهدي',)]
    >>> _short_forms(["سامر", "عبدالهادي"])
    [('عبدالهادي',), ('عبد', 'الهادي')]
    """
    last = words[-1]
    if words[-2] in COMPOUNDS:
        return [(words[-2], last), (words[-2] + last,)] if len(words) > 2 else []
    if len(last) < SHORTEST:
        return []
    joined = _JOINED.fullmatch(last)
    return [(last,), joined.groups()] if joined else [(last,)]
