"""What the program lets through, the matcher can build."""

from collections.abc import Callable

import pytest

from nisba.matching.construction import build
from nisba.program import patterns as p
from nisba.program.shape import LARGEST, size

WRAPS: dict[str, Callable[[p.Element], p.Element]] = {
    "optional": lambda e: p.Repetition(e, 0, 1),
    "once or twice": lambda e: p.Repetition(e, 1, 2),
    "up to five": lambda e: p.Repetition(e, 0, 5),
    "three": lambda e: p.Repetition(e, 3, 3),
    "sequence in plus": lambda e: p.Repetition(p.Sequence((e, p.AnyWord(), p.Gap(0, 2))), 1, None),
    "sequence in star": lambda e: p.Repetition(
        p.Sequence((p.Gap(0, 2), e, p.Repetition(p.AnyWord(), 0, 1))), 0, None
    ),
    "alternatives": lambda e: p.Repetition(p.Alternation((e, p.Sequence((p.AnyWord(), e)))), 1, 3),
}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_largest_pattern_that_is_let_through_can_be_built(wrap: Callable[[p.Element], p.Element]) -> None:
    element: p.Element = p.Word("زيارة")
    for _ in range(12):
        wrapped = wrap(element)
        if size(wrapped) > LARGEST:
            break
        element = wrapped
    assert build([element]).states
