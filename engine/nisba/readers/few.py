"""Problems that come with every record: the first are told one by one, the others counted."""

from collections.abc import Iterator

from attrs import define, evolve, field

from nisba.readers.document import Item, Problem

MOST = 20
"""Problems of a kind that are told one by one."""

_MORE = {
    "bad-utf8": ("line is not UTF-8", "lines are not UTF-8"),
    "broken-record": ("record is broken", "records are broken"),
    "no-text": ("record has no text", "records have no text"),
}


@define
class Few:
    """The problems of a file, of each kind no more than ``most``.

    >>> few = Few(1)
    >>> broken = [Problem("broken-record", "not CSV", "a.csv", line) for line in (2, 4, 7)]
    >>> [str(problem) for one in broken for problem in few.add(one)]
    ['a.csv:2: not CSV']
    >>> [str(problem) for problem in few.rest()]
    ['a.csv:7: 2 more records are broken, the last of them this']
    """

    most: int = MOST
    _counts: dict[str, int] = field(factory=dict)
    _last: dict[str, Problem] = field(factory=dict)

    def add(self, problem: Problem) -> Iterator[Problem]:
        """The problem, unless there were many of its kind."""
        count = self._counts[problem.code] = self._counts.get(problem.code, 0) + 1
        if count <= self.most or problem.code not in _MORE:
            yield problem
        else:
            self._last[problem.code] = problem

    def rest(self) -> Iterator[Problem]:
        """For each kind how many more there were, in the place of the last."""
        for code, problem in self._last.items():
            count = self._counts[code] - self.most
            words = f"1 more {_MORE[code][0]}" if count == 1 else f"{count:,} more {_MORE[code][1]}"
            yield evolve(problem, message=f"{words}, the last of them this", doc="")


def briefly(items: Iterator[Item]) -> Iterator[Item]:
    """The items of a file, of its problems the first ones, and at the end how many more there are.

    Raises:
        OSError: where the items end with one.
    """
    few = Few()
    try:
        for item in items:
            if isinstance(item, Problem):
                yield from few.add(item)
            else:
                yield item
    except OSError:
        yield from few.rest()
        raise
    yield from few.rest()
