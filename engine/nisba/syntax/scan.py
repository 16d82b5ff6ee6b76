"""One pass over the text before the grammar: comments, bad characters, nesting, where statements and clauses begin."""

import re
from collections.abc import Iterator
from functools import cache

from attrs import define, field, frozen

from nisba.diagnostics.diagnostic import Diagnostic
from nisba.source import Source, Span
from nisba.syntax.grammar import KEYWORDS, STATEMENT_KEYWORDS, terminal
from nisba.syntax.nodes import Comment

MOST_NESTED = 64

_MARKS = ("=>", "<->", "->", "!=", "...", "…", *"=|(){}<>:,،.!^$?؟*+")
_PASSED_OVER = ("COMMENT", "SPACE", "DIRECTION")
_WORDS = (
    "ARABIC_WORD",
    "NUMBER",
    "PROCLITIC",
    "ENCLITIC",
    "ANY_WORD",
    "LOWER_NAME",
    "UPPER_NAME",
    "CAPTURE_NAME",
)
_DECLARES = ("import", "type", "words", "let", "verb", "entity", "relation", "rule")
_OPEN = {"(": ")", "{": "}"}
_CLOSE = {")": "(", "}": "{"}


@frozen
class Token:
    """A piece of the text: ``kind`` is a terminal's name, ``MARK``, or what is wrong with it."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.end)


@frozen
class Chunk:
    """The tokens from one statement or clause keyword to the next; ``keyword`` is empty where none begins it."""

    keyword: str
    tokens: tuple[Token, ...]
    sound: bool
    """No bad character and no unbalanced bracket in it."""

    @property
    def span(self) -> Span:
        """From the first token to the end of the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@define
class Scan:
    """What the pass finds."""

    tokens: list[Token] = field(factory=list)
    comments: list[Comment] = field(factory=list)
    chunks: list[Chunk] = field(factory=list)
    problems: list[Diagnostic] = field(factory=list)


@cache
def _pattern() -> re.Pattern[str]:
    groups = [(name, terminal(name)) for name in (*_PASSED_OVER, "STRING", "IRI", "REGEX", *_WORDS)]
    groups.append(("MARK", "|".join(re.escape(mark) for mark in _MARKS)))
    groups.append(("OVERRIDE", "[\u202a-\u202e]"))
    groups.append(("OPEN_STRING", r'"[^\r\n]*'))
    groups.append(("OPEN_REGEX", r"/[^\r\n]*"))
    groups.append(("BAD_WORD", r"[\w\u0640\u0610-\u061A\u064B-\u065F\u0670\u200C\u200D]+"))
    groups.append(("STRAY", r"[\s\S]"))
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in groups))


def scan(source: Source) -> Scan:
    """Cut the text into tokens and chunks, and say what is wrong with its characters and brackets."""
    found = Scan()
    for match in _pattern().finditer(source.text):
        kind = match.lastgroup or ""
        span = Span(*match.span())
        if kind == "COMMENT":
            found.comments.append(
                Comment(text=match[0].rstrip(), span=Span(span.start, span.start + len(match[0].rstrip())))
            )
        elif kind not in ("SPACE", "DIRECTION"):
            found.tokens.append(Token(kind, span.start, span.end, match[0]))
            found.problems.extend(_character_problems(source, found.tokens[-1]))
    for keyword, tokens in _cut(source, found.tokens):
        problems = _bracket_problems(source, tokens)
        bad = problems or any(_is_bad(token) for token in tokens)
        found.chunks.append(Chunk(keyword, tuple(tokens), not bad))
        found.problems.extend(problems)
    found.problems.sort(key=lambda problem: problem.span)
    return found


def _cut(source: Source, tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Chunks: a keyword begins one at the start of a line, or outside of all brackets."""
    keyword, chunk, depth = "", list[Token](), 0
    before: Token | None = None
    for at, token in enumerate(tokens):
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        # Keys (`X.type`, `type: X`) and forms of a lexeme (`<زار verb>`) may be spelt like keywords.
        inside = after in (":", ">") or (before is not None and before.text == ".")
        if token.kind == "LOWER_NAME" and token.text in KEYWORDS and not inside:
            new_line = before is None or "\n" in source.text[before.end : token.start]
            declared = before is not None and before.text in _DECLARES
            if new_line or (depth == 0 and not declared):
                if chunk:
                    yield keyword, chunk
                keyword, chunk, depth = token.text, [], 0
        if token.kind == "MARK":
            depth += (token.text in _OPEN) - (token.text in _CLOSE and depth > 0)
        chunk.append(token)
        before = token
    if chunk:
        yield keyword, chunk


def _is_bad(token: Token) -> bool:
    return token.kind in ("OVERRIDE", "OPEN_STRING", "OPEN_REGEX", "BAD_WORD", "STRAY") or (
        token.kind in ("STRING", "REGEX") and _override(token.text) >= 0
    )


def _override(text: str) -> int:
    found = re.search("[\u202a-\u202e]", text)
    return found.start() if found else -1


_STRAY_HINTS = {
    "“": 'texts stand between plain quotation marks: "…"',
    "”": 'texts stand between plain quotation marks: "…"',
    "«": 'texts stand between plain quotation marks: "…"; to match this mark itself, quote it: "«"',
    "»": 'texts stand between plain quotation marks: "…"; to match this mark itself, quote it: "»"',
    "'": 'texts stand between double quotation marks: "…"',
    "؛": 'statements need no mark between them; to match this mark itself, quote it: "؛"',
    ";": 'statements need no mark between them; to match this mark itself, quote it: ";"',
    "[": 'a group stands in round brackets: ( … ); to match this mark itself, quote it: "["',
    "]": 'a group stands in round brackets: ( … ); to match this mark itself, quote it: "]"',
    "→": "an arrow is written ->",
    "≠": "unequal is written !=",
}


def _character_problems(source: Source, token: Token) -> Iterator[Diagnostic]:
    shown = token.text if token.text.isprintable() else f"U+{ord(token.text[0]):04X}"
    if token.kind in ("OVERRIDE", "STRING", "REGEX"):
        at = _override(token.text)
        if at >= 0:
            yield Diagnostic(
                "direction-override",
                f"the invisible character U+{ord(token.text[at]):04X} can make a rule read differently from what it does",
                source,
                Span(token.start + at, token.start + at + 1),
                hint="delete it; marks and isolates (U+200E, U+200F, U+061C, U+2066 to U+2069) are harmless",
            )
    elif token.kind == "OPEN_STRING":
        yield Diagnostic(
            "unclosed-text",
            "this text has no closing quotation mark on its line",
            source,
            token.span,
            expected='a second "',
            hint='a quotation mark inside a text is written \\"',
        )
    elif token.kind == "OPEN_REGEX":
        yield Diagnostic(
            "unclosed-text",
            "this regular expression has no closing slash on its line",
            source,
            token.span,
            expected="a second /",
            hint="a slash inside a regular expression is written \\/; a slash in a text is quoted",
        )
    elif token.kind == "BAD_WORD":
        yield Diagnostic(
            "unreadable-word",
            f"`{shown}` is neither a name, nor an Arabic word, nor a number",
            source,
            token.span,
            expected="letters of one script, the first a letter (names also hold digits and _)",
            hint="a word in another script or with other characters is quoted",
        )
    elif token.kind == "STRAY":
        yield Diagnostic(
            "unknown-character",
            f"`{shown}` means nothing here",
            source,
            token.span,
            hint=_STRAY_HINTS.get(token.text)
            or (f'to match it, quote it: "{shown}"' if token.text.isprintable() else "delete this character"),
        )


def _bracket_problems(source: Source, tokens: list[Token]) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    opened: list[Token] = []
    too_deep = False
    for token in tokens:
        if token.kind != "MARK":
            continue
        if token.text in _OPEN:
            opened.append(token)
            if len(opened) > MOST_NESTED and not too_deep:
                too_deep = True
                problems.append(
                    Diagnostic(
                        "too-deep",
                        f"more than {MOST_NESTED} brackets are open here",
                        source,
                        token.span,
                        expected=f"at most {MOST_NESTED} levels of nesting",
                        hint="name the inner part with `let` and use the name",
                    )
                )
        elif token.text in _CLOSE:
            if opened and opened[-1].text == _CLOSE[token.text]:
                opened.pop()
            else:
                problems.append(
                    _unbalanced(source, token, f"nothing is open that this `{token.text}` could close")
                )
                return problems
    if opened:
        last = opened[-1]
        problems.append(
            _unbalanced(source, last, f"this `{last.text}` is never closed", f"`{_OPEN[last.text]}`")
        )
    return problems


def _unbalanced(source: Source, token: Token, message: str, expected: str | None = None) -> Diagnostic:
    return Diagnostic("unbalanced-bracket", message, source, token.span, expected=expected)


def begins_statement(chunk: Chunk) -> bool:
    """Whether a statement, rather than a clause of one, begins with this chunk."""
    return chunk.keyword in STATEMENT_KEYWORDS
