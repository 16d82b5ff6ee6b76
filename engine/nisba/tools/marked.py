"""Reads example sentences with marked arguments: «زيارة [بلينكن:X] إلى [تركيا:Y]»."""

import re
from collections.abc import Iterable

from attrs import frozen

MARK = re.compile(r"\[([^\[\]:]+):([A-Za-z]\w*)\]")


class MarkedError(ValueError):
    """An example cannot be used; the message says why, and names the line."""


@frozen
class Marked:
    """A sentence, and where its arguments stand in it (code points, end exclusive); none: nothing is to be found."""

    text: str
    arguments: dict[str, tuple[int, int]]
    line: int = 0


def read_marked(lines: Iterable[str]) -> list[Marked]:
    """The examples of a file: one a line; lines that are empty or begin with ``#`` are passed over.

    Raises:
        MarkedError: where a line marks one name twice, or not the names that the others do; where none is marked.
    """
    found = [
        marked(line.strip(), number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    names = {tuple(sorted(example.arguments)) for example in found if example.arguments}
    if not names:
        raise MarkedError("no sentence has marked arguments: write «زيارة [بلينكن:X] إلى [تركيا:Y]»")
    for example in found:
        if example.arguments and len(example.arguments) != 2:
            raise MarkedError(f"line {example.line}: mark two arguments, here are {len(example.arguments)}")
    if len(names) > 1:
        told = " and ".join(", ".join(some) for some in sorted(names))
        raise MarkedError(f"all examples must mark the same names, here are {told}")
    return found


def marked(line: str, number: int = 0) -> Marked:
    """An example from its line.

    >>> marked("زيارة [بلينكن:X] ل[تركيا:Y]")
    Marked(text='زيارة بلينكن لتركيا', arguments={'X': (6, 12), 'Y': (14, 19)}, line=0)

    Raises:
        MarkedError: where a name is marked twice, or a bracket is left over.
    """
    text, arguments, at = "", {}, 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        name = mark[2]
        if name in arguments:
            raise MarkedError(f"line {number}: {name} is marked twice")
        arguments[name] = (len(text), len(text) + len(mark[1]))
        text += mark[1]
        at = mark.end()
    text += line[at:]
    if "[" in text or "]" in text:
        raise MarkedError(f"line {number}: a mark is a text, a colon and a name in brackets: [تركيا:Y]")
    return Marked(text, arguments, number)
