"""Pickles of nisba's own classes, and sequences in them whose items are made only when they are asked for."""

import gc
import io
import pickle
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, overload

Item = TypeVar("Item")


class Reader(pickle.Unpickler):
    """Makes objects of nisba's classes only: a pickle of another hand runs no code."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of nisba by its own name."""
        if module.startswith("nisba.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class Sealed(Sequence[Item]):
    """Items kept as pickles, a few in each, and made when one of the few is asked for.

    >>> words = Sealed(["زار", "قال", "عاد"], together=2)
    >>> words[2], len(words), list(words)
    ('عاد', 3, ['زار', 'قال', 'عاد'])
    """

    def __init__(self, items: Sequence[Item], together: int = 1) -> None:
        """Seal items; ``together`` are in one pickle."""
        parts = range(0, len(items), together)
        self._count = len(items)
        self._together = together
        self._pickles = [_packed(list(items[n : n + together])) for n in parts]
        self._made: dict[int, list[Item]] = {}

    def __getstate__(self) -> dict[str, object]:
        """Without what was made."""
        return {**self.__dict__, "_made": {}}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        """An item, or several."""
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(self._count))]
        part, place = divmod(range(self._count)[index], self._together)
        made = self._made.get(part)
        if made is None:
            with no_collection():
                # Two threads may both make it: the first one's is everybody's.
                made = self._made.setdefault(
                    part, Reader(io.BytesIO(zlib.decompress(self._pickles[part]))).load()
                )
        return made[place]


def _packed(items: list[Any]) -> bytes:
    # Automata repeat themselves: a tenth of the bytes is left to read, and to check, at each start.
    return zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 1)


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage while something is made of which all is kept: a pickle read, a tree parsed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
