"""Why a statement or a clause cannot be read: one finding, placed where a person would mend it."""

import unicodedata
from difflib import get_close_matches
from itertools import pairwise

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from nisba.diagnostics.diagnostic import Diagnostic, Edit
from nisba.source import Source, Span
from nisba.syntax.expected import in_words
from nisba.syntax.grammar import CLAUSE_KEYWORDS, KEYWORDS, RULE_KEYWORDS, STATEMENT_KEYWORDS
from nisba.syntax.scan import Chunk, Token

_BEGINS_PATTERN = frozenset({"(", "|", "=", "match", "frame", ":"})


def explain_failure(source: Source, chunk: Chunk, error: UnexpectedInput) -> list[Diagnostic]:
    """What is wrong with a chunk that the grammar refused: one finding, or all misspelt keywords in it."""
    at = _failed_at(chunk, error)
    return _misspelt(source, chunk, at) or [_unexpected(source, chunk, at, error)]


def _unexpected(source: Source, chunk: Chunk, at: int, error: UnexpectedInput) -> Diagnostic:
    token = chunk.tokens[at] if at < len(chunk.tokens) else None
    before = chunk.tokens[at - 1] if at else None
    closes = token is None or (token.kind == "MARK" and token.text in ")|")
    if closes and before is not None and before.text in _BEGINS_PATTERN and _wants_element(error):
        return _empty(source, before, token)
    expected = in_words(_expected(error))
    if token is not None and token.kind == "LOWER_NAME" and token.text in KEYWORDS:
        return reserved(source, token.text, token.span)
    if token is None:
        last = chunk.tokens[-1]
        return Diagnostic(
            "unexpected-end",
            f"`{chunk.keyword}` ends too early",
            source,
            last.span,
            expected=expected + " after this",
            hint=_VERB if chunk.keyword == "verb" else None,
        )
    return Diagnostic(
        "unexpected-word",
        f"`{token.text}` cannot stand here",
        source,
        token.span,
        expected=expected,
        hint=_hint(source, chunk, token, before, error),
    )


def no_keyword(source: Source, chunk: Chunk) -> Diagnostic:
    """A file that does not begin with a statement."""
    first = chunk.tokens[0]
    near = get_close_matches(first.text, STATEMENT_KEYWORDS + CLAUSE_KEYWORDS, n=1, cutoff=0.6)
    return _not_a_keyword(
        source, first, "begins no statement", near, "one of " + ", ".join(STATEMENT_KEYWORDS)
    )


def misplaced(source: Source, chunk: Chunk, owner: str | None) -> Diagnostic:
    """A clause that stands where it cannot."""
    first = chunk.tokens[0]
    if owner == "entity" and chunk.keyword in ("match", "mark"):
        return Diagnostic(
            "misplaced-clause",
            f"`{chunk.keyword}` cannot stand below `from`: the entity is found by a list or by annotations already",
            source,
            first.span,
            hint="write a second `entity` statement for the same type, with `match` and `mark`",
        )
    if owner is None:
        where, expected = "outside of a rule", "a statement first, like `rule name`"
    elif owner == "rule":
        where, expected = "in a rule", "one of " + ", ".join(RULE_KEYWORDS)
    else:
        where, expected = "in an entity", "`match` or `mark`"
    hint = "this clause belongs to an `entity` statement" if chunk.keyword == "mark" else None
    return Diagnostic(
        "misplaced-clause",
        f"`{chunk.keyword}` cannot stand {where}",
        source,
        first.span,
        expected=expected,
        hint=hint,
    )


def _failed_at(chunk: Chunk, error: UnexpectedInput) -> int:
    """The index of the token that the error is about; the number of tokens where it is the end."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(chunk.tokens)
    position = error.pos_in_stream
    if position is None:
        return len(chunk.tokens)
    return next((i for i, token in enumerate(chunk.tokens) if token.end > position), len(chunk.tokens))


def _expected(error: UnexpectedInput) -> set[str]:
    if isinstance(error, UnexpectedToken):
        return set(error.accepts or error.expected)
    if isinstance(error, UnexpectedCharacters):
        return set(error.allowed or ())
    return set()


def _wants_element(error: UnexpectedInput) -> bool:
    return {"REGEX", "_LANGLE"} <= _expected(error)


def _misspelt(source: Source, chunk: Chunk, at: int) -> list[Diagnostic]:
    """Words at the start of a line that are nearly keywords, if there is one at or before the failure."""
    found: list[Diagnostic] = []
    for index, token in enumerate(chunk.tokens):
        if index == 0 or token.kind not in ("LOWER_NAME", "UPPER_NAME") or (index > at and not found):
            continue
        near = get_close_matches(token.text.lower(), sorted(KEYWORDS), n=1, cutoff=0.7)
        if near and "\n" in source.text[chunk.tokens[index - 1].end : token.start]:
            found.append(_not_a_keyword(source, token, "begins no statement or clause", near, None))
    return found


def hidden_names(source: Source, chunk: Chunk) -> list[Token]:
    """What misspelt statements in a chunk that the grammar refused would have declared: ``relaton visited …``."""
    found = []
    for index, (token, name) in enumerate(pairwise(chunk.tokens)):
        before = chunk.tokens[index - 1].end if index else 0
        starts_line = index == 0 or "\n" in source.text[before : token.start]
        near = get_close_matches(token.text.lower(), STATEMENT_KEYWORDS, n=1, cutoff=0.7)
        if starts_line and near and token.text not in KEYWORDS:
            found.append(name)
    return found


def _invisible(source: Source, before: Token | None, token: Token) -> str | None:
    """The directional marks, and nothing else, that part a token from the one before it."""
    between = source.text[before.end : token.start] if before is not None else ""
    if not between or not all(unicodedata.category(character) == "Cf" for character in between):
        return None
    return " ".join(f"U+{ord(character):04X}" for character in between)


def _not_a_keyword(
    source: Source, token: Token, message: str, near: list[str], expected: str | None
) -> Diagnostic:
    return Diagnostic(
        "unknown-statement",
        f"`{token.text}` {message}",
        source,
        token.span,
        expected=expected,
        hint=f"did you mean `{near[0]}`?" if near else None,
        edits=(Edit(token.span, near[0]),) if near else (),
    )


def reserved(source: Source, text: str, span: Span) -> Diagnostic:
    """A keyword that is used as a name."""
    return Diagnostic(
        "reserved-word",
        f"`{text}` begins a statement or clause and cannot be a name",
        source,
        span,
        hint=f"call it something else, like `{text}_1`",
    )


def _empty(source: Source, before: Token, token: Token | None) -> Diagnostic:
    span = before.span if token is None else Span(before.start, token.end)
    return Diagnostic(
        "empty-pattern",
        "there is no pattern here",
        source,
        span,
        expected="at least one word, name, capture or group",
    )


_CASES = {
    ",": 'a comma in a pattern is quoted: ","',
    "،": 'a comma in a pattern is quoted: "،"',
    ".": 'a full stop in a pattern is quoted: "."; a gap is three: ...',
    ":": 'a capture is written X:Type; to match a colon, quote it: ":"',
    "؟": 'to match a question mark, quote it: "؟"',
    "?": 'to match a question mark, quote it: "?"',
    "=>": "only `yes`, `no` and `todo` have `=>`",
    "!": "what must not follow stands in brackets: !( … )",
}


_VERB = "a verb is declared by its perfect and its imperfect: verb زار يزور"
_SIGNATURE = "a signature is written (Subject -> Object), or <-> where the relation is symmetric"
_TRIPLE = "a triple is written (subject, relation, object), with a comma behind each of the first two"


def _hint(
    source: Source, chunk: Chunk, token: Token, before: Token | None, error: UnexpectedInput
) -> str | None:
    expected = _expected(error)
    behind = before.text if before is not None else ""
    if (mark := _invisible(source, before, token)) is not None:
        return f"between `{behind}` and `{token.text}` stands the invisible character {mark}: delete it"
    if chunk.keyword == "import" or behind == "from":
        path = source.text[token.start :].split(maxsplit=1)[0]
        return f'the path of a file is quoted: "{path}"'
    if chunk.keyword in ("emit", "yes", "no", "todo") and {"_COMMA", "COMMA"} & expected:
        return _TRIPLE
    if chunk.keyword == "verb":
        return _VERB
    if chunk.keyword == "where" and token.text == ")" and expected == {"_COMMA"}:
        return "the most tokens between the two are said, too: near(X, Y, 3)"
    if token.text.startswith("//"):
        return "a comment begins with #"
    if chunk.keyword == "words" and token.text in (",", "،"):
        return "`|` parts the entries of a list"
    if chunk.keyword == "frame" and expected == {"_LANGLE"} and token.kind == "ARABIC_WORD":
        return f"the verb stands in angle brackets: <{token.text}>"
    if chunk.keyword == "frame" and "_LPAR" in expected and behind in (">", ")"):
        return "the subject and each complement stand in brackets: (X:Person)"
    if chunk.keyword == "rule" and token.text == ":":
        return "no colon stands behind the name of a rule"
    if token.kind in ("LOWER_NAME", "UPPER_NAME", "CAPTURE_NAME") and "STRING" in expected:
        return f'a Latin word of the text is quoted: "{token.text}"'
    if token.text in _CASES and chunk.keyword in ("match", "let", "frame"):
        repeated = before is not None and before.text in ("?", "*", "+", "؟", "}") and token.text in "?؟*+"
        return "put the repeated element in brackets to repeat it again" if repeated else _CASES[token.text]
    if token.text in ("?", "*", "+", "{") and before is not None and before.text in ("...", "…"):
        return "a gap is not repeated; say how long it may be: ...{2,5}"
    if token.text == "=" and "_UNEQUAL" not in expected and before is not None and before.text == "=":
        return "equality is written with one `=`"
    if "ARROW" in expected or (chunk.keyword == "relation" and "_LPAR" in expected):
        return _SIGNATURE
    return None
