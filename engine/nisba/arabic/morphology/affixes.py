"""What the affixes of an undeclared word tell: a finite imperfect, a gender.

The rules are cautious: a noun taken for a verb cuts a noun phrase short; a verb taken for a noun lets it run on.
"""

from collections.abc import Iterator

from nisba.arabic.morphology.wordlists import words_of

_OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "كم", "ني", "ك")
_NOT_IMPERFECT = frozenset(words_of("not_imperfect"))
_NOT_FUTURE = frozenset(words_of("not_future"))
_FEMININE = frozenset(words_of("feminine"))
_MASCULINE = frozenset(words_of("masculine"))
# Endings of nouns and adjectives that no indicative of newswire has before an enclitic is counted.
_NOMINAL_ENDINGS = ("ات", "يه", "يين", "يون")
# ي + ستفعل + ون + هما.
_LONGEST = 11


def verb_stems(folded: str) -> Iterator[str]:
    """The token without what may stand around a finite verb: a conjunction, the future س or ل, an object pronoun.

    >>> sorted(verb_stems("وسيعلنها"))
    ['سيعلن', 'سيعلنها', 'وسيعلن', 'وسيعلنها', 'يعلن', 'يعلنها']
    """
    heads = [folded]
    if folded[0] in "وف":
        heads.append(folded[1:])
    heads += [head[1:] for head in heads if len(head) > 3 and head[0] in "سل" and head[1] in "يتان"]
    stems = (head.removesuffix(end) for head in heads for end in _OBJECTS if head.endswith(end))
    return iter(dict.fromkeys(stem for stem in stems if len(stem) >= 2))


def looks_like_imperfect(folded: str) -> bool:
    """Whether a word has the shape of a third person imperfect with its clitics: ي…, سي…, with و or ف in front.

    >>> looks_like_imperfect("وسيلتقي"), looks_like_imperfect("اليمن"), looks_like_imperfect("يوم")
    (True, False, False)
    """
    word = folded[1:] if folded[0] in "وف" and folded[1:2] in ("ي", "س") else folded
    if word in _NOT_FUTURE:
        return False
    if word.startswith("سي") and len(word) >= 5:
        word = word[1:]
    if word in _NOT_IMPERFECT or not word.startswith("ي") or not word.isalpha():
        return False
    return 3 <= len(word) <= _LONGEST and not word.endswith(_NOMINAL_ENDINGS)


def gender(folded: str) -> str:
    """The gender that an ending shows: ة and ات are feminine (Ryding 2005, section 7.1.2), ون and ين masculine.

    >>> gender("زياره"), gender("مسؤولون"), gender("وزير")
    ('f', 'm', '')
    """
    if folded in _FEMININE:
        return "f"
    if folded in _MASCULINE:
        return "m"
    if len(folded) > 3 and folded.endswith(("ه", "ات")):
        return "f"
    return "m" if len(folded) > 4 and folded.endswith(("ون", "ين")) else ""
