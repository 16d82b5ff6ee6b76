"""Cuts a quoted text of the rules into words, punctuation and marks, as the text side cuts a document."""

import re

TRANSPARENT = frozenset("«»“”„‟\"'‘’()[]{}<>‹›﴾﴿#")
"""Quotation marks, brackets and the sign of a hashtag, which are no tokens."""

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_ARABIC = f"[\u0620-\u064a\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f{_MARKS}]"
_OTHER = r"[^\W_\u0620-\u064a\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]"

# The common cases of arabic.tokens, which comes after this layer; a test holds the two together.
_PIECE = re.compile(
    rf"""
      (?:https?://|www\.)\S+ | \S+@\S+
    | \d+(?:[.,٫٬:/]\d+)*
    | (?:(?!\d){_ARABIC}){{1,4}}(?:\.(?:(?!\d){_ARABIC}){{1,4}})+(?!{_ARABIC})
    | [ء-غف-ي]\.(?!\.) | [A-Za-z]\.(?:[A-Za-z]\.)+
    | (?:(?!\d){_ARABIC})+
    | {_OTHER}+(?:[-'’&.]{_OTHER}+)*
    | [.…]+ | [!?؟]+
    | (?P<sign>[^\s\w])(?:(?<![{re.escape("".join(sorted(TRANSPARENT)))}])(?P=sign))*
    """,
    re.VERBOSE,
)


def pieces_of(text: str) -> list[str]:
    """The tokens and marks of a quoted text.

    >>> pieces_of("قال: «وكالة ا.ف.ب»")
    ['قال', ':', '«', 'وكالة', 'ا.ف.ب', '»']
    """
    return [match.group() for match in _PIECE.finditer(text)]
