"""The grammar file, loaded once."""

from functools import cache

from lark import Lark
from lark.lexer import Token as LarkToken

from nisba.packaged import packaged

STATEMENT_KEYWORDS = ("import", "type", "words", "let", "verb", "entity", "relation", "rule")
RULE_KEYWORDS = ("match", "frame", "where", "emit", "yes", "no", "todo")
CLAUSE_KEYWORDS = (*RULE_KEYWORDS, "mark")
KEYWORDS = frozenset(STATEMENT_KEYWORDS + CLAUSE_KEYWORDS)
"""The words that begin a statement or a clause: no author's name may be one of them."""

Token = LarkToken


@cache
def grammar() -> Lark:
    """The parser of ``grammar/rules.lark``, with a start for a file, a statement and a clause."""
    text = packaged("grammar").joinpath("rules.lark").read_text(encoding="utf-8")
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        start=["file", "statement", "clause"],
        propagate_positions=True,
        maybe_placeholders=True,
    )


def terminal(name: str) -> str:
    r"""The regular expression of a terminal.

    >>> terminal("STAR")
    '(?:\\*)'
    """
    return f"(?:{grammar().get_terminal(name).pattern.to_regexp()})"
