"""Resolved patterns: what is left to match once names, imports and frames are gone.

The constructors of this form keep its invariants (``sequence`` never holds a sequence, and so on), so that the
compiler and the reference matcher meet few cases. Text is as the author wrote it; folding is the matcher's work.
Elements are keys of the matcher's tables, so their hashes are kept.
"""

from attrs import field, frozen

from nisba.source import Span


@frozen(cache_hash=True)
class Element:
    """A resolved pattern. ``span`` points into the file the element was written in (None where it was made)."""

    span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)


@frozen(cache_hash=True)
class Word(Element):
    """One token whose folded form is ``text``; exact: this spelling and nothing in front.

    ``behind``: the proclitics that the pattern names in front of it.
    """

    text: str
    exact: bool = False
    behind: tuple[str, ...] = field(default=(), repr=False)


@frozen(cache_hash=True)
class Mark(Element):
    """A quotation mark or bracket, named by the pattern: it stands here (takes no tokens)."""

    text: str


@frozen(cache_hash=True)
class WordList(Element):
    """A phrase of the ``words`` list of this name."""

    name: str


@frozen(cache_hash=True)
class Lexeme(Element):
    """An inflected form of a verb; ``form`` narrows it (verb, masdar, participle, perfect, imperfect)."""

    lemma: str
    form: str | None = None


@frozen(cache_hash=True)
class Proclitic(Element):
    """Proclitic letters in front of the next element.

    ``reach``: where a denied one is looked for. ``word``: anywhere in the word from here on; ``start``: right in front
    of here too.
    """

    text: str
    reach: str = ""


@frozen(cache_hash=True)
class Enclitic(Element):
    """A pronoun at the end of the element before."""

    text: str


@frozen(cache_hash=True)
class Regex(Element):
    """One token whose whole folded form matches."""

    text: str


@frozen(cache_hash=True)
class AnyWord(Element):
    """Any one token but punctuation."""


@frozen(cache_hash=True)
class Gap(Element):
    """Skips ``least`` to ``most`` tokens. A ``clause`` gap (made by frames) stops before words that begin another
    clause: see ``matching.lattice``."""

    least: int
    most: int
    clause: bool = False


@frozen(cache_hash=True)
class Boundary(Element):
    """The start or (``end``) the end of the sentence."""

    end: bool


@frozen(cache_hash=True)
class Mention(Element):
    """A mention whose type is one of ``types`` (leaf types, unions resolved); ``None``: of any type."""

    types: frozenset[str] | None


@frozen(cache_hash=True)
class Builtin(Element):
    """``Word``, ``Number``, ``Phrase``, ``Clause`` or ``Quote``."""

    name: str


@frozen(cache_hash=True)
class Sequence(Element):
    """Elements one after another (none: the empty pattern)."""

    items: tuple[Element, ...]


@frozen(cache_hash=True)
class Alternation(Element):
    """Alternatives, the earlier preferred."""

    items: tuple[Element, ...]


@frozen(cache_hash=True)
class Repetition(Element):
    """``least`` to ``most`` times (None: no bound). An optional iteration takes at least one token."""

    item: Element
    least: int
    most: int | None


@frozen(cache_hash=True)
class Not(Element):
    """What follows is not this; takes no tokens, holds no captures."""

    item: Element


@frozen(cache_hash=True)
class Capture(Element):
    """A named piece; ``each``: a coordinated list of such pieces."""

    name: str
    item: Element
    each: bool = False


def sequence(*items: Element, span: Span | None = None) -> Element:
    """The items one after another, sequences among them opened; a single item is itself.

    >>> sequence(Word("رئيس"), Sequence((Word("مجلس"), Word("الوزراء")))).items
    (Word(text='رئيس', exact=False), Word(text='مجلس', exact=False), Word(text='الوزراء', exact=False))
    >>> sequence(Word("رئيس"))
    Word(text='رئيس', exact=False)
    """
    flat: list[Element] = []
    for item in items:
        flat.extend(item.items if isinstance(item, Sequence) else (item,))
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat), span=span)


def alternation(*items: Element, span: Span | None = None) -> Element:
    """The items as alternatives, the earlier preferred; a single item is itself.

    >>> alternation(Word("زيارة"))
    Word(text='زيارة', exact=False)
    """
    return items[0] if len(items) == 1 else Alternation(items, span=span)
