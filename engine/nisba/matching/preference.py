"""The key of a reading: one integer that is added up along the way, with a field for each level of preference.

The lower key is preferred. From the highest field down: tokens skipped by gaps; the alternatives chosen, the rule's own first
and then those in it in the order of the text; tokens that mentions cover; tokens that repetitions take; where the match
starts. A field is as wide as what can come together in it.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from nisba.program import patterns as p

FIELD = 32
"""Bits of a field whose sum only the sentence bounds."""

REPEATED = 1 << FIELD
COVERED = 1 << 2 * FIELD
LOWEST_ALTERNATIVE = 3 * FIELD


@frozen
class Layout:
    """The fields of alternatives in the keys of one rule: ``widths`` in bits, the rule's own alternatives first.

    >>> several = p.Alternation((p.Word("زيارة"), p.Word("جولة"), p.Word("رحلة")))
    >>> kept = layout([several, p.Repetition(several, 0, 5)])
    >>> kept.widths
    (3, 3, 5)
    >>> key = 7 * kept.skip_cost + kept.choice(0, 1) + 2 * kept.choice(2, -3) - 12 * COVERED
    >>> kept.skipped(key), kept.chosen(key)
    (7, (1, 0, -6))
    """

    widths: tuple[int, ...]
    units: tuple[int, ...] = field(init=False)
    """What one in each field counts for."""
    skip_cost: int = field(init=False)
    """What a skipped token counts for."""

    def __attrs_post_init__(self) -> None:
        offset = LOWEST_ALTERNATIVE
        units = []
        for width in reversed(self.widths):
            units.append(1 << offset)
            offset += width
        object.__setattr__(self, "units", tuple(reversed(units)))
        object.__setattr__(self, "skip_cost", 1 << offset)

    def choice(self, place: int, number: int) -> int:
        """The cost of choosing this alternative: of the rule itself (place 0), or of its n-th alternation."""
        return number * self.units[place]

    def skipped(self, key: int) -> int:
        """How many tokens a reading with this key skips: the lower fields may be negative, and are rounded away."""
        return (key + self.skip_cost // 2) // self.skip_cost

    def chosen(self, key: int) -> tuple[int, ...]:
        """By place, the sum of the choices in a key: each is a signed number."""
        rest = (key + (1 << (LOWEST_ALTERNATIVE - 1))) >> LOWEST_ALTERNATIVE
        sums = []
        for width in reversed(self.widths):
            half = 1 << (width - 1)
            value = ((rest + half) & ((1 << width) - 1)) - half
            sums.append(value)
            rest = (rest - value) >> width
        return tuple(reversed(sums))


def layout(alternatives: Iterable[p.Element]) -> Layout:
    """The layout of the keys of a rule with these alternatives."""
    items = list(alternatives)
    inner = [_width(len(found.items), times) for found, times in alternations(items)]
    return Layout((_width(len(items), 1), *inner))


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


def _width(choices: int, times: int | None) -> int:
    """Bits for a signed sum of so many numbers up to ``choices``."""
    return FIELD if times is None else (choices * times).bit_length() + 1
