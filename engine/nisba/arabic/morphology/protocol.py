"""What the matcher asks of a morphology, whichever provider answers."""

from enum import StrEnum
from typing import Protocol

from attrs import frozen

from nisba.program.model import Verb


class Category(StrEnum):
    """What a token is to a shallow noun phrase: only ``CONTENT`` goes on with it."""

    VERB = "verb"
    PARTICLE = "particle"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    CONTENT = "content"
    PUNCTUATION = "punctuation"


@frozen
class VerbForm:
    """One inflected spelling of a lexeme with one reading; a spelling with two readings comes twice.

    ``form`` is folded and carries no clitic but the article. ``kind`` is ``perfect``, ``imperfect`` (indicative and
    what is spelled like it), ``jussive`` (subjunctive and jussive where they are spelled otherwise), ``masdar`` or
    ``participle``. ``person`` is 1 or 3, and 0 in nouns; ``gender`` ``m``, ``f`` or empty (unmarked); ``number``
    ``s``, ``d`` or ``p``. ``bound``: spelled so only before an enclitic («أعطا» of «أعطاه»).
    """

    form: str
    kind: str
    person: int = 0
    gender: str = ""
    number: str = "s"
    passive: bool = False
    bound: bool = False


class Morphology(Protocol):
    """Answers about single folded words. Implementations keep a cache: the same word is asked for often."""

    def forms(self, verb: Verb) -> tuple[VerbForm, ...]:
        """Every inflected form of a declared verb, in a fixed order, without repetition."""

    def category(self, folded: str) -> Category:
        """The category of a token as it stands, its clitics included."""

    def is_stem(self, folded: str) -> bool:
        """Whether a word without clitics is known: what a clitic segmentation may leave."""

    def gender(self, folded: str) -> str:
        """``m`` or ``f`` of a noun, a name or a verb form; empty where it does not show."""
