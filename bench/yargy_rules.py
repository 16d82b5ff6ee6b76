"""Rules of ``rules.py`` for yargy, as far as they go: its grammar has no gap, so a gap is up to three of any token.

yargy's tokenizer knows Russian; here it gets one that knows words. No word is looked up in a dictionary.
"""

import inspect
from collections import namedtuple

if not hasattr(inspect, "getargspec"):  # pymorphy2, which yargy imports, was written for a Python before 3.11
    _Spec = namedtuple("_Spec", "args varargs keywords defaults")
    inspect.getargspec = lambda function: _Spec(*inspect.getfullargspec(function)[:4])  # type: ignore[attr-defined]

from yargy import Parser, or_, rule
from yargy.predicates import eq, true
from yargy.predicates import type as type_
from yargy.tokenizer import Tokenizer, TokenRule


def parser(rules: list[tuple[str, str]]) -> Parser:
    """One parser for triggers and prepositions."""
    gap = true().optional().repeatable(max=3)
    word = type_("WORD")
    alternatives = [
        rule(eq(trigger), gap.optional(), word, gap.optional(), eq(preposition), word)
        for trigger, preposition in rules
    ]
    tokenizer = Tokenizer([TokenRule("WORD", r"\w+"), TokenRule("PUNCT", r"[^\w\s]")])
    return Parser(or_(*alternatives), tokenizer=tokenizer)
