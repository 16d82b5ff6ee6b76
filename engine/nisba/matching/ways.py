"""Ways through a pattern, and what a move makes of them.

A way is a tuple ``(key, slots, pending)``: smaller is better. ``slots`` holds, negated, the start and the end of each
capture (1 where it is not set); ``pending`` is what the captures next to the way's open end need to know: on the
right, negated, the place where its first token starts, on the left the captures that still wait for theirs.
"""

from typing import Any

from nisba.matching.automaton import Arrow

Way = tuple[int, tuple[int, ...], Any]

Move = tuple[int, int, int | None, Arrow, int, int]
"""(node, key, negated place where the first token taken starts (None: none is), arrow, negated places of its near end
and of its far end)"""

NO_WAYS: list[Way] = []


def front(ways: list[Way]) -> list[Way]:
    """Of ways to the right with one key, those that can still be the best.

    What is pending becomes the start of a capture to the left, which may count for more than all that is set.
    """
    ways.sort()
    kept = ways[:1]
    for way in ways:
        if way[2] < kept[-1][2]:
            kept.append(way)
    return kept


def prepend(way: Way, move: Move) -> Way:
    """The way to the right that a move to its first node makes of it."""
    _, key, taken, arrow, here, there = move
    _, _, _, _, _, _, near_opens, near_closes, _, opens, closes = arrow
    slots, pending = way[1], way[2]
    if opens or closes or near_opens or near_closes:
        filled = list(slots)
        for capture in opens:
            filled[2 * capture] = pending
        for capture in closes:
            filled[2 * capture + 1] = there
        if taken is not None:
            pending = taken
        for capture in near_opens:
            filled[2 * capture] = pending
        for capture in near_closes:
            filled[2 * capture + 1] = here
        return (key + way[0], tuple(filled), pending)
    return (key + way[0], slots, pending if taken is None else taken)


def append(way: Way, move: Move) -> Way:
    """The way to the left that a move from its last node makes of it."""
    _, key, taken, arrow, here, there = move
    _, _, _, _, _, _, near_opens, near_closes, _, opens, closes = arrow
    slots, pending = way[1], way[2]
    if opens or closes or near_opens or near_closes or (pending and taken is not None):
        filled = list(slots)
        for capture in closes:
            filled[2 * capture + 1] = there
        for capture in opens:
            filled[2 * capture] = there
        pending += opens
        if taken is not None:
            for capture in pending:
                filled[2 * capture] = taken
            pending = ()
        for capture in near_closes:
            filled[2 * capture + 1] = here
        for capture in near_opens:
            filled[2 * capture] = here
        pending += near_opens
        slots = tuple(filled)
    return (key + way[0], slots, pending)
