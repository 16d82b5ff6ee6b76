"""Cut a piece of text without whitespace into tokens and transparent marks.

Tokens never reach over whitespace, so the pieces of a chunk between spaces are worked out once and kept.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property
from itertools import islice

from attrs import frozen

from nisba.arabic.folding import INVISIBLE, MARKS, TRANSPARENT, fold, is_letters_alone


class Kind(IntEnum):
    """What a token is: a word, a number, a punctuation sign, or something else (a URL, an address, a handle)."""

    WORD = 0
    NUMBER = 1
    PUNCTUATION = 2
    OTHER = 3


_TATWEEL = "\u0640"
_ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufdc7"
    "\ufdf0-\ufdfc\ufe80-\ufefc"
)
_ANY = f"{_ARABIC}{_TATWEEL}{MARKS}\u0640"
_SIGN = rf"[^\w\s{re.escape(TRANSPARENT)}{INVISIBLE}{MARKS}{_TATWEEL}]"
# Latin letters by their Arabic names, as news spells abbreviations: سي.إن.إن، إم.بي.سي.
_LETTER_NAMES = (
    "[اأإآٱ]يه|[اأإآٱ]ي|بي|بى|سي|دي|دى|إي|[اأإآٱ]ف|جي|جى|[اأإآٱ]تش|[اأإآٱ]ي|كي|كيه|[اأإآٱ]ل|[اأإآٱ]م|[اأإآٱ]ن|[اأإآٱ]و|"
    "[اأإآٱ]ر|[اأإآٱ]س|تي|تى|يو|في|[اأإآٱ]كس|واي|زد|زي"
)
_GROUP = rf"(?:{_LETTER_NAMES}|[ء-غف-ي])"
_EMAIL = r"[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"
# The scripts that are not Arabic: what is left of \w, digits included behind a letter (F16, G20).
_OTHER_LETTERS = rf"[^\W_{_ARABIC}{_TATWEEL}]"

# Possessive quantifiers and bounded looks ahead keep it linear on any input; nothing looks back, so that a
# tokenisation can begin at any token.
_TOKEN = re.compile(
    rf"""
      (?P<other>
          (?:https?://|www\.)[^\s«»“”"<>،؛]*[^\s«»“”"<>،؛.,:;!?؟…)\]}}'’]
        | {_EMAIL}
        | @[A-Za-z0-9_{_ARABIC}]++
        | [A-Za-z][A-Za-z0-9-]{{1,62}}+(?:\.[A-Za-z][A-Za-z0-9-]{{1,62}}+)++(?:/[\w./?=&%-]*[\w/])?
      )
    | (?P<number>
          \d++(?:[{INVISIBLE}]*+[.,٫٬:/]?[{INVISIBLE}]*+\d++)*+
      )
    | (?P<abbreviation>
          [قب]\.م(?![{_ANY}])\.?
        | (?:[وفبلك]{{1,2}}(?:{_LETTER_NAMES})|{_GROUP})(?:\.{_GROUP}(?![{_ANY}]))++
        | [ء-غف-ي]\.(?!\.)
        | [A-Za-z]\.(?:[A-Za-z]\.)++[A-Za-z]?(?![A-Za-z])
        | (?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Jr)\.(?!\.)
      )
    | (?P<word>
          {_TATWEEL}*+[{_ARABIC}][{_ANY}]*+(?:[{INVISIBLE}]++[{_ANY}]++)*+
        | {_OTHER_LETTERS}(?:{_OTHER_LETTERS}|[\u0300-\u036f])*+
          (?:[-'’&.]{_OTHER_LETTERS}(?:{_OTHER_LETTERS}|[\u0300-\u036f])*+)*+
      )
    | (?P<stop>   [.…]++ | [!?؟‼⁇⁈⁉]++ )
    | (?P<mark>   [{re.escape(TRANSPARENT)}] )
    | (?P<sign>   (?P<same>{_SIGN})(?P=same)*+ | {_TATWEEL}[{_TATWEEL}{MARKS}]*+ )
    """,
    re.VERBOSE,
)

_KINDS = {
    "other": Kind.OTHER,
    "number": Kind.NUMBER,
    "abbreviation": Kind.WORD,
    "word": Kind.WORD,
    "stop": Kind.PUNCTUATION,
    "mark": Kind.PUNCTUATION,
    "sign": Kind.PUNCTUATION,
}

LONGEST_KEPT = 64
"""A chunk of more code points is read each time."""
_MOST_KEPT = 40_000


@frozen
class Token:
    """A word, number or sign as it is written (``surface``) and as rules compare it (``folded``), wherever it stands."""

    surface: str
    folded: str
    kind: Kind


@frozen
class Piece:
    """A token or a transparent mark of a chunk, which starts at an offset in it; ``group``: what sort it is of."""

    start: int
    group: str
    token: Token

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.token.surface)


@frozen(eq=False)
class Chunk:
    """A text without whitespace. What it holds is worked out when asked: of most texts few chunks are."""

    text: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its tokens and marks."""
        if is_letters_alone(self.text):
            return (Piece(0, "word", Token(self.text, fold(self.text), Kind.WORD)),)
        return tuple(map(_piece, _TOKEN.finditer(self.text)))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, numbers and signs."""
        return tuple([piece.token for piece in self.pieces if piece.group != "mark"])

    @cached_property
    def plain(self) -> bool:
        """Whether it holds a token, and nothing that bears on where sentences end."""
        if is_letters_alone(self.text):
            return True
        return bool(self.tokens) and '"' not in self.text and all(p.group != "stop" for p in self.pieces)


def _piece(match: re.Match[str]) -> Piece:
    # "same" closes before the group around it, so the last group to match is the named alternative.
    group = match.lastgroup or "sign"
    surface = match.group()
    # A tatweel that stands alone is typed for a dash.
    return Piece(match.start(), group, Token(surface, fold(surface) or "-", _KINDS[group]))


class _Kept(dict[str, Chunk]):
    """The chunks that were seen, by their text; the older half is forgotten when there are too many."""

    def __missing__(self, text: str) -> Chunk:
        chunk = Chunk(text)
        if len(text) <= LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                for old in [*islice(self, _MOST_KEPT // 2)]:
                    self.pop(old, None)
            self[text] = chunk
        return chunk


_KEPT = _Kept()


def chunk_of(text: str) -> Chunk:
    """A text without whitespace cut to pieces, from memory where it was seen before.

    >>> [piece.token.surface for piece in chunk_of("(#يحيى_رسول).").pieces]
    ['(', '#', 'يحيى', 'رسول', ')', '.']
    >>> [token.surface for token in chunk_of("و3.5%").tokens]
    ['و', '3.5', '%']
    """
    return _KEPT[text]


def chunks_of(text: str) -> Iterator[Chunk]:
    """The chunks of any text.

    >>> [chunk.text for chunk in chunks_of("زار بلينكن تركيا.")]
    ['زار', 'بلينكن', 'تركيا.']
    """
    return map(_KEPT.__getitem__, text.split())
