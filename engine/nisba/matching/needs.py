"""What a pattern cannot do without: a look at the words and mentions of a sentence that spares most searches.

A need is a set of keys, of which the sentence must have one (keys of words, and ``m:Type`` for mentions; ``m:`` for
any mention). Needs may be too few, never too many: that a sentence meets them all says only that a match may be there.
"""

from collections.abc import Iterable, KeysView, Mapping
from functools import cache

from attrs import field, frozen

from nisba.matching.keys import element_key
from nisba.program import patterns as p
from nisba.program.anchors import has_anchor

Need = frozenset[str]

Extents = Mapping[str, tuple[int, int]]
"""Of each key that a sentence has: the first and the last token at which it occurs."""


@frozen
class Way:
    """An alternative with an anchor: its anchors' states by key, and what it needs on either side of them."""

    anchors: dict[str, tuple[int, ...]]
    left: tuple[Need, ...] = ()
    right: tuple[Need, ...] = ()
    needs: tuple[Need, ...] = field(init=False)
    """On both sides, those that fewest keys can meet first."""

    @needs.default
    def _needs(self) -> tuple[Need, ...]:
        return tuple(sorted({*self.left, *self.right}, key=lambda need: (len(need), sorted(need))))

    def possible(self, keys: KeysView[str]) -> bool:
        """Whether a sentence with these keys has an anchor and all that is needed."""
        if keys.isdisjoint(self.anchors.keys()):
            return False
        for need in self.needs:  # noqa: SIM110 - asked of every alternative and sentence
            if keys.isdisjoint(need):
                return False
        return True

    def window(self, extents: Extents) -> tuple[int, int] | None:
        """The first and last token on which an anchor can stand, if there is any."""
        keys = extents.keys()
        if not self.possible(keys):
            return None
        first, last = 0, 1 << 60
        for need in self.left:
            first = max(first, min(extents[key][0] for key in keys & need))
        for need in self.right:
            last = min(last, max(extents[key][1] for key in keys & need))
        return (first, last) if first <= last else None


@cache
def mention_key(type_: str) -> str:
    """The key of mentions of a type."""
    return f"m:{type_}"


ANY_MENTION = mention_key("")


def keys_of(element: p.Element) -> Need | None:
    """The keys under one of which an element occurs; None where that cannot be said.

    >>> sorted(keys_of(p.Mention(frozenset({"Person", "Country"}))))
    ['m:Country', 'm:Person']
    """
    if isinstance(element, p.Mention):
        return frozenset((ANY_MENTION,) if element.types is None else map(mention_key, element.types))
    key = element_key(element)
    return None if key is None else frozenset((key,))


def needs(element: p.Element) -> tuple[Need, ...]:
    """What every match of an element has.

    >>> pattern = p.sequence(p.Word("إلى"), p.Gap(0, 3), p.alternation(p.Word("أن"), p.Word("إن")), p.AnyWord())
    >>> [sorted(need) for need in needs(pattern)]
    [['w:الي'], ['w:ان']]
    """
    match element:
        case p.Sequence(items):
            return _all(items)
        case p.Alternation(items):
            return _one([needs(item) for item in items])
        case p.Capture(_, item):
            return needs(item)
        case p.Repetition(item, least):
            return needs(item) if least else ()
        case p.Not():
            return ()
        case _:
            keys = keys_of(element)
            return () if keys is None else (keys,)


def sides(element: p.Element) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """What an alternative needs to the left and to the right of its anchor (or on the anchor's own token)."""
    match element:
        case p.Sequence(items):
            anchor = next((i for i, item in enumerate(items) if has_anchor(item)), None)
            if anchor is None:
                return (), ()
            left, right = sides(items[anchor])
            return _all(items[:anchor]) + left, right + _all(items[anchor + 1 :])
        case p.Capture(_, item, False):
            return sides(item)
        case _:
            return (), ()


def _all(items: Iterable[p.Element]) -> tuple[Need, ...]:
    return tuple(dict.fromkeys(need for item in items for need in needs(item)))


def _one(choices: list[tuple[Need, ...]]) -> tuple[Need, ...]:
    """What one of several choices needs: one need of each together, of words and of mentions apart where they can be."""
    found = []
    for kinds in ((False,), (True,), (False, True)):
        picked = [
            min((need for need in choice if _of_mentions(need) in kinds), key=len, default=None)
            for choice in choices
        ]
        whole = [need for need in picked if need is not None]
        if len(whole) == len(picked):
            found.append(frozenset[str]().union(*whole))
    return tuple(dict.fromkeys(found[:2]))


def _of_mentions(need: Need) -> bool:
    return any(key.startswith("m:") for key in need)
