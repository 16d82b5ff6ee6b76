"""What the affixes of an undeclared word tell: a finite imperfect, a gender.

The rules are cautious: a noun taken for a verb cuts a noun phrase short; a verb taken for a noun lets it run on.
"""

from collections.abc import Iterator

from nisba.arabic.morphology.wordlists import words_of

_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ني")
_NOT_IMPERFECT = frozenset(words_of("not_imperfect"))
_NOT_FUTURE = words_of("not_future")
_FEMININE = frozenset(words_of("feminine"))
_MASCULINE = frozenset(words_of("masculine"))
# Endings of nouns and adjectives that no indicative of newswire has before an enclitic is counted.
_NOMINAL_ENDINGS = ("ات", "يه", "يين", "يون")
# ي + ستفعل + ون + هما.
_LONGEST = 11


def without_conjunction(folded: str) -> Iterator[str]:
    """The token, and what is left without a conjunction and without the future س or ل in front of an imperfect.

    >>> list(without_conjunction("وسيعلن"))
    ['وسيعلن', 'سيعلن', 'يعلن']
    """
    heads = [folded, folded[1:]] if folded[0] in "وف" and len(folded) > 2 else [folded]
    yield from heads
    yield from (head[1:] for head in heads if len(head) > 3 and head[0] in "سل" and head[1] in "يتان")


def without_object(word: str) -> Iterator[str]:
    """What is left of a word without an object pronoun.

    >>> list(without_object("يستقبلها"))
    ['يستقبل']
    """
    return (word.removesuffix(end) for end in _OBJECTS if word.endswith(end) and len(word) - len(end) >= 3)


def looks_like_imperfect(folded: str) -> bool:
    """Whether a word has the shape of a third person imperfect with its clitics: ي…, سي…, تت…, with و in front.

    >>> looks_like_imperfect("وسيلتقي"), looks_like_imperfect("اليمن"), looks_like_imperfect("يوم")
    (True, False, False)
    """
    # Not ف: فيلم، فيديو، فيروس are more frequent than فـ before an undeclared imperfect.
    word = folded[1:] if folded.startswith(("وي", "وسي", "وتت")) else folded
    if word in _NOT_IMPERFECT or folded in _NOT_IMPERFECT or not word.isalpha():
        return False
    if word.startswith("تت"):
        return len(word) >= 5 and word not in _NOT_IMPERFECT
    if word.startswith("سي") and len(word) >= 5:
        if word.startswith(_NOT_FUTURE):
            return False
        word = word[1:]
    return word.startswith("ي") and 3 <= len(word) <= _LONGEST and not word.endswith(_NOMINAL_ENDINGS)


def listed_gender(folded: str) -> str:
    """The gender of a word whose ending misleads (حرب, feminine; خليفة, masculine); empty for any other."""
    return "f" if folded in _FEMININE else "m" if folded in _MASCULINE else ""


def gender(folded: str) -> str:
    """The gender that an ending shows: ة and ات are feminine (Ryding 2005, section 7.1.2), ون and ين masculine.

    >>> gender("زياره"), gender("مسؤولون"), gender("وزير")
    ('f', 'm', '')
    """
    listed = listed_gender(folded)
    if listed:
        return listed
    if len(folded) > 3 and folded.endswith(("ه", "ات")):
        return "f"
    return "m" if len(folded) > 4 and folded.endswith(("ون", "ين")) else ""
