"""What the grammar would have accepted, in words for people."""

from collections.abc import Iterable

_ELEMENT = {
    "ARABIC_WORD",
    "STRING",
    "LOWER_NAME",
    "UPPER_NAME",
    "CAPTURE_NAME",
    "REGEX",
    "ANY_WORD",
    "_LPAR",
    "_LANGLE",
}
_NAME = {"ARABIC_WORD", "LOWER_NAME", "UPPER_NAME", "CAPTURE_NAME"}
_QUANTIFIER = {"OPTIONAL", "STAR", "PLUS"}
_TEST = {"_AGREE", "_NEAR"}

# Groups from the largest: the first that is wholly expected is named, and its members are not named again.
_GROUPS: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (
        frozenset(_ELEMENT | {"PROCLITIC", "GAP", "_NOT", "CARET"}),
        frozenset({"NUMBER", "ENCLITIC", "_EACH", "DOLLAR"}),
        "an element of a pattern (a word, a name, a capture, a group, a gap)",
    ),
    (frozenset(_ELEMENT), frozenset({"NUMBER"}), "a word, a type, a `<lexeme>` or a group in brackets"),
    (
        frozenset(_TEST),
        frozenset({"_NOT_WORD", "_LPAR", "STRING", *_NAME}),
        "a condition (`X != Y`, `agree(V, X)`)",
    ),
    (frozenset(_NAME | {"STRING", "NUMBER"}), frozenset(), "words or a text in quotation marks"),
    (
        frozenset({"ARABIC_WORD", "NUMBER", "STRING"}),
        frozenset(),
        "an Arabic word or a text in quotation marks",
    ),
    (frozenset(_NAME | {"STRING"}), frozenset(), 'a capture, `X.attribute` or a "text"'),
    (frozenset(_NAME), frozenset(), "a name"),
    (frozenset(_QUANTIFIER), frozenset({"_LBRACE"}), "`?`, `*`, `+` or `{m,n}`"),
    (
        frozenset({"_IMPORT", "_TYPE", "_WORDS", "_LET", "_VERB", "_ENTITY", "_RELATION", "_RULE"}),
        frozenset(),
        "a new statement (`import`, `type`, `words`, `let`, `verb`, `entity`, `relation`, `rule`)",
    ),
    (
        frozenset({"_MATCH", "_FRAME", "_WHERE", "_EMIT", "YES", "NO", "TODO"}),
        frozenset(),
        "a clause of a rule (`match`, `frame`, `where`, `emit`, `yes`, `no`, `todo`)",
    ),
)
_SINGLE = {
    "_EQUALS": "`=`",
    "_UNEQUAL": "`!=`",
    "_BAR": "`|`",
    "_LPAR": "`(`",
    "_RPAR": "`)`",
    "_LBRACE": "`{`",
    "_RBRACE": "`}`",
    "_LANGLE": "`<`",
    "_RANGLE": "`>`",
    "_COLON": "`:`",
    "_COMMA": "`,`",
    "COMMA": "`,`",
    "_DOT": "`.`",
    "_NOT": "`!`",
    "_IMPLIES": "`=>`",
    "ARROW": "`->`",
    "BOTH_WAYS": "`<->`",
    "GAP": "`...`",
    "OPTIONAL": "`?`",
    "STAR": "`*`",
    "PLUS": "`+`",
    "CARET": "`^`",
    "DOLLAR": "`$`",
    "ARABIC_WORD": "an Arabic word",
    "LOWER_NAME": "a lower-case name",
    "UPPER_NAME": "a capitalised name",
    "CAPTURE_NAME": "a capture (`X`)",
    "NUMBER": "a number",
    "INTEGER": "a number",
    "STRING": 'a text in quotation marks ("…")',
    "REGEX": "a regular expression (`/…/`)",
    "IRI": "an address in angle brackets (`<https://…>`)",
    "PROCLITIC": "a proclitic (`لـ`)",
    "ENCLITIC": "a pronoun (`ـها`)",
    "ANY_WORD": "`_`",
    "_EACH": "`each`",
    "_NOT_WORD": "`not`",
    "_AND": "`and`",
    "_OR": "`or`",
    "_IN": "`in`",
    "_FROM": "`from`",
    "_WITH": "`with`",
    "_MASDAR": "`masdar`",
    "_PARTICIPLE": "`participle`",
    "_ANNOTATIONS": "`annotations`",
    "_MARK": "`mark`",
    "_MATCH": "`match`",
    "$END": "the end",
}


def in_words(terminals: Iterable[str]) -> str:
    """A list of what was expected.

    >>> in_words({"_COMMA", "_RPAR"})
    '`)` or `,`'
    >>> in_words({"ARABIC_WORD", "LOWER_NAME", "UPPER_NAME", "CAPTURE_NAME"})
    'a name'
    """
    rest = set(terminals)
    named: list[str] = []
    for needed, optional, words in _GROUPS:
        if needed <= rest:
            named.append(words)
            rest -= needed | optional
    if rest - {"$END"}:
        rest.discard("$END")
    named.extend(sorted({_SINGLE.get(name, f"`{name.strip('_').lower()}`") for name in rest}))
    return (
        named[0]
        if len(named) == 1
        else ", ".join(named[:-1]) + " or " + named[-1]
        if named
        else "nothing more"
    )
