"""What a pattern cannot do without: a look at the words and mentions of a sentence that spares most searches.

A need is a set of keys, of which the sentence must have one (keys of words, and ``m:Type`` for mentions; ``m:`` for
any mention). Needs may be too few, never too many: that a sentence meets them all says only that a match may be there.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from nisba.matching.keys import element_key
from nisba.program import patterns as p
from nisba.program.anchors import has_anchor

Need = frozenset[str]

UNBOUNDED = 1_000
"""A gap of so many tokens leads anywhere."""


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
    if isinstance(element, p.AnyWord | p.Regex) or element == p.Builtin("Word"):
        return None  # So many words are one that it is not worth asking.
    key = element_key(element)
    return None if key is None else frozenset((key,))


class Near(NamedTuple):
    """A need with its place: it stands ``least`` to ``most`` tokens further (None: anywhere further)."""

    keys: Need
    least: int = 0
    most: int | None = None

    def further(self, least: int, most: int | None) -> "Near":
        """The same need seen from so many tokens before."""
        return Near(self.keys, self.least + least, _sum(self.most, most))


def needs(element: p.Element) -> tuple[Need, ...]:
    """What every match of an element has.

    >>> pattern = p.sequence(p.Word("إلى"), p.Gap(0, 3), p.alternation(p.Word("أن"), p.Word("إن")), p.AnyWord())
    >>> [sorted(need) for need in needs(pattern)]
    [['w:الي'], ['w:ان']]
    """
    return tuple(dict.fromkeys(near.keys for near in _within(element, back=False)[0]))


def sides(element: p.Element) -> tuple[tuple[Near, ...], tuple[Near, ...]]:
    """What an alternative needs to the left and to the right of its anchor, the nearest first.

    The distances hold where no gap of a frame steps over a relative clause.

    >>> left, right = sides(p.sequence(p.Word("زيارة"), p.Gap(0, 3), p.AnyWord(), p.Word("إلى")))
    >>> [(sorted(near.keys), near.least, near.most) for near in right]
    [(['w:الي'], 0, 4)]
    """
    left, right = _around(element)
    return _in_turn(left, back=True)[0], _in_turn(right, back=False)[0]


def _around(element: p.Element) -> tuple[list[p.Element], list[p.Element]]:
    """The elements to the left and to the right of the anchor, the nearest first."""
    match element:
        case p.Sequence(items):
            anchor = next((i for i, item in enumerate(items) if has_anchor(item)), None)
            if anchor is None:
                return [], []
            left, right = _around(items[anchor])
            return [*left, *reversed(items[:anchor])], [*right, *items[anchor + 1 :]]
        case p.Capture(_, item, False):
            return _around(item)
        case p.Alternation() | p.Repetition():
            # The rest of the group stands between the anchor and what is around it.
            return [ANY_LENGTH], [ANY_LENGTH]
        case _:
            return [], []


ANY_LENGTH = p.Gap(0, UNBOUNDED)


def _within(element: p.Element, back: bool) -> tuple[tuple[Near, ...], int, int | None]:
    """What an element needs, as seen from its start (``back``: from its end), and its least and greatest length."""
    match element:
        case p.Sequence(items):
            return _in_turn(items[::-1] if back else items, back)
        case p.Alternation(items):
            choices = [_within(item, back) for item in items]
            return (
                _one([choice[0] for choice in choices]),
                min((choice[1] for choice in choices), default=0),
                _greatest([choice[2] for choice in choices]),
            )
        case p.Capture(_, item, each):
            found, least, most = _within(item, back)
            return found, least, None if each else most
        case p.Repetition(item, least, most):
            found, shortest, longest = _within(item, back)
            return (
                found if least else (),
                least * shortest,
                None if longest is None or most is None else most * longest,
            )
        case p.Gap(least, most):
            return (), least, None if most >= UNBOUNDED else most
        case p.Not() | p.Mark() | p.Boundary():
            return (), 0, 0
        case _:
            # An element may end, or begin, inside a token. What is in front of a place starts its own length before it.
            longest = None if isinstance(element, p.Mention | p.WordList) or _is_long(element) else 1
            keys = keys_of(element)
            return () if keys is None else (Near(keys, 0, longest if back else 0),), 0, longest


def _in_turn(items: Iterable[p.Element], back: bool) -> tuple[tuple[Near, ...], int, int | None]:
    found: dict[Near, None] = {}
    least = 0
    most: int | None = 0
    for item in items:
        inner, shortest, longest = _within(item, back)
        found.update(dict.fromkeys(near.further(least, most) for near in inner))
        least, most = least + shortest, _sum(most, longest)
    return tuple(found), least, most


def _one(choices: list[tuple[Near, ...]]) -> tuple[Near, ...]:
    """What one of several choices needs: one need of each together, of words and of mentions apart where they can be."""
    found = []
    for kinds in ((False,), (True,), (False, True)):
        picked = [
            min((near for near in choice if _of_mentions(near.keys) in kinds), key=_size, default=None)
            for choice in choices
        ]
        whole = [near for near in picked if near is not None]
        if len(whole) == len(picked):
            keys = frozenset[str]().union(*(near.keys for near in whole))
            least = min((near.least for near in whole), default=0)
            found.append(Near(keys, least, _greatest([near.most for near in whole])))
    return tuple(dict.fromkeys(found[:2]))


def _size(near: Near) -> int:
    return len(near.keys)


def _sum(most: int | None, more: int | None) -> int | None:
    return None if most is None or more is None else most + more


def _greatest(lengths: list[int | None]) -> int | None:
    known = [length for length in lengths if length is not None]
    return max(known, default=0) if len(known) == len(lengths) else None


def _is_long(element: p.Element) -> bool:
    """Whether an element may take several tokens."""
    return isinstance(element, p.Builtin) and element.name in ("Phrase", "Clause", "Quote")


def _of_mentions(need: Need) -> bool:
    return any(key.startswith("m:") for key in need)
