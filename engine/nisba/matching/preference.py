"""The key of a reading: one integer that is added up along the way, with a field for each level of preference.

The lower key is preferred. From the highest field down: tokens skipped by gaps; the alternatives chosen, the rule's own first
and then those in it in the order of the text; tokens that mentions cover; tokens that repetitions take; where the match
starts. A field is as wide as what can come together in it.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from attrs import field, frozen

from nisba.program import patterns as p

FIELD = 32
"""Bits of a field whose sum only the sentence bounds."""

REPEATED = 1 << FIELD
COVERED = 1 << 2 * FIELD
LOWEST_ALTERNATIVE = 3 * FIELD


@frozen
class Layout:
    """The fields of a rule's keys. ``alternatives``: of each, the widths in bits of the fields of its alternations.

    Alternatives share bits, for a match has but one of them.

    >>> several = p.Alternation((p.Word("زيارة"), p.Word("جولة"), p.Word("رحلة")))
    >>> two = layout([several, p.Repetition(several, 0, 5)])
    >>> two.alternatives
    ((3,), (5,))
    >>> key = 7 * two.skip_cost + two.choice(0, 1) + 2 * two.choice(2, -3) - 12 * COVERED
    >>> two.skipped(key), two.chosen(key)
    (7, (1, 0, -6))
    """

    alternatives: tuple[tuple[int, ...], ...]
    units: tuple[int, ...] = field(init=False)
    """What one counts for in each field: in that of the rule's alternatives, then in those of its alternations."""
    skip_cost: int = field(init=False)
    """What a skipped token counts for."""

    def __attrs_post_init__(self) -> None:
        units = []
        for widths in self.alternatives:
            ends = accumulate(reversed(widths), initial=LOWEST_ALTERNATIVE)
            units += [1 << end for end in ends][-2::-1]
        top = LOWEST_ALTERNATIVE + max(map(sum, self.alternatives), default=0)
        object.__setattr__(self, "units", (1 << top, *units))
        object.__setattr__(self, "skip_cost", 1 << top + _width(len(self.alternatives), 1))

    def choice(self, place: int, number: int) -> int:
        """The cost of choosing this alternative: of the rule itself (place 0), or of its n-th alternation."""
        return number * self.units[place]

    def skipped(self, key: int) -> int:
        """How many tokens a reading with this key skips."""
        return _rounded(key, self.skip_cost)

    def chosen(self, key: int) -> tuple[int, ...]:
        """By place, the sum of the choices in a key: each is a signed number."""
        top = _rounded(key, self.units[0]) % (self.skip_cost // self.units[0])
        sums = [top]
        for number, widths in enumerate(self.alternatives):
            for width in widths:
                half = 1 << width - 1
                value = (_rounded(key, self.units[len(sums)]) + half) % (2 * half) - half
                sums.append(value if number == top else 0)
        return tuple(sums)


def layout(alternatives: Iterable[p.Element]) -> Layout:
    """The layout of the keys of a rule with these alternatives."""
    return Layout(
        tuple(
            tuple(_width(len(found.items), times) for found, times in alternations((alternative,)))
            for alternative in alternatives
        )
    )


def alternations(
    elements: Iterable[p.Element], times: int | None = 1
) -> Iterator[tuple[p.Alternation, int | None]]:
    """The alternations whose choice counts, in the order of the text, and how often a match may make it (None: ever)."""
    for element in elements:
        match element:
            case p.Alternation(items):
                yield element, times
                yield from alternations(items, times)
            case p.Sequence(items):
                yield from alternations(items, times)
            case p.Repetition(item, _, most):
                yield from alternations((item,), None if times is None or most is None else times * most)
            case p.Capture(_, item, each) if not each:
                yield from alternations((item,), times)
            case _:
                pass


def _rounded(key: int, unit: int) -> int:
    """The fields of a key from this one up: those below may be negative, and are less than half of one."""
    return (key + unit // 2) // unit


def _width(choices: int, times: int | None) -> int:
    """Bits for a signed sum of so many numbers up to ``choices``."""
    return FIELD if times is None else (choices * times).bit_length() + 1
