"""Read the word classes that the built-in morphology knows (``words.txt``)."""

import importlib.resources
from functools import cache

from nisba.arabic.folding import fold


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    text = importlib.resources.files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    classes: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            words = classes.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return {name: tuple(dict.fromkeys(words)) for name, words in classes.items()}


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a class, in the file's order.

    >>> words_of("pronouns")[:3]
    ('ه', 'ها', 'هم')
    """
    return tuple(dict.fromkeys(fold(word) for word in raw_words_of(name)))


def raw_words_of(name: str) -> tuple[str, ...]:
    """The words of a class as written, their hamzas kept."""
    return _classes()[name]
