"""Where gaps lead, for sets of places at once (bit n of a set is place n)."""

from typing import TYPE_CHECKING

from nisba.matching.relatives import skips
from nisba.program import patterns as p

if TYPE_CHECKING:
    from nisba.matching.lattice import Lattice


def after_gap(lattice: "Lattice", gap: p.Gap, near: int) -> int:
    """The places that a gap can lead to from these."""
    found = 0 if gap.least else near
    rows = _over_relatives(lattice, gap)
    if rows is not None:
        found &= ~(lattice.boundaries | 1 << (lattice.size << 4))
        for token, led in rows.items():
            if near >> (token << 4) & 1:
                found |= led
        return found
    may_skip = lattice.skippable_places if gap.clause else lattice.boundaries
    at = near
    for skipped in range(1, gap.most + 1):
        at = (at & may_skip) << 16
        if not at:
            break
        if skipped >= gap.least:
            found |= at
    return found


def before_gap(lattice: "Lattice", gap: p.Gap, far: int) -> int:
    """The places that a gap can lead from to these."""
    found = 0 if gap.least else far
    rows = _over_relatives(lattice, gap)
    if rows is not None:
        found &= ~(lattice.boundaries | 1 << (lattice.size << 4))
        for token, led in rows.items():
            if led & far:
                found |= 1 << (token << 4)
        return found
    may_skip = lattice.skippable_places if gap.clause else lattice.boundaries
    at = far
    for skipped in range(1, gap.most + 1):
        at = (at >> 16) & may_skip
        if not at:
            break
        if skipped >= gap.least:
            found |= at
    return found


def _over_relatives(lattice: "Lattice", gap: p.Gap) -> dict[int, int] | None:
    """By token, the places that a frame's gap leads to where it may step over relative clauses (None: there are none)."""
    clauses = lattice.relatives() if gap.clause else ()
    if not clauses:
        return None
    rows = lattice.gap_rows.get(gap)
    if rows is None:
        rows = {}
        for token in range(lattice.size + 1):
            led = 0
            for skipped in skips(lattice, gap, token, clauses):
                led |= 1 << ((token + skipped) << 4)
            rows[token] = led
        lattice.gap_rows[gap] = rows
    return rows
