"""Worst cases: texts and patterns that make other matchers run for ever; CPU seconds at two lengths, to see the growth.

``uv run bench/worst.py [--most-seconds N] [--json FILE]``; exit status 1 where a case takes longer, or grows by more than its length (times two).
"""

import sys
from collections.abc import Iterator

from report import Row, arguments, report
from texts import timed

import nisba

HEAD = "words a = كلمة\nrelation related (Word -> Word)\nrule worst\n  match "
TAIL = "\n  emit (X, related, Y)\n"
PATTERNS = {
    "(A+)+ B": "((كلمة)+)+ X:Word غائب Y:Word",
    "A+ A+ A+ B": "(كلمة)+ (كلمة)+ (كلمة)+ X:Word غائب Y:Word",
    "seven gaps of 10": "X:Word ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} غائب Y:Word",
    "A+ ..10 B | A": "(((كلمة)+ ...{10} غائب) | كلمة) X:Word Y:Word",
}
# The word that the patterns end in stands last, so that nothing spares the search, and nothing can follow it.
TEXTS = {
    "one word, no full stop": lambda size: "كلمة " * size,
    "digits": lambda size: "1" * size * 5,
    "tatweel and diacritics": lambda size: "كـَـ" * size,
    "opening quotation marks": lambda size: "«كلمة " * size,
    "commas": lambda size: "كلمة، " * size,
    "bidi marks": lambda size: "\u200f\u202bكلمة\u202c " * size,
    "ا.ف.ب": lambda size: "ا.ف.ب " * size,
    "names in a list": lambda size: "لبنان وسوريا والعراق " * (size // 3),
}


def measure() -> Iterator[Row]:
    """A row for each case."""
    news = nisba.load("news")
    cases = [
        (f"pattern {name}", nisba.compile(HEAD + pattern + TAIL), lambda size: "كلمة " * size + "غائب")
        for name, pattern in PATTERNS.items()
    ]
    cases += [(f"news pack, {name}", news, make) for name, make in TEXTS.items()]
    for name, engine, make in cases:
        engine.extract(make(50))
        few, _ = timed(lambda engine=engine, make=make: engine.extract(make(500)))
        many, _ = timed(lambda engine=engine, make=make: engine.extract(make(5_000)))
        yield {"case": name, "500 words, s": few, "5,000 words, s": many, "growth": many / max(few, 0.001)}


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--most-seconds", type=float, default=60)
    asked = options.parse_args()
    rows = report(measure(), asked.json)
    slow = [
        row["case"]
        for row in rows
        if row["5,000 words, s"] > asked.most_seconds or (row["growth"] > 20 and row["5,000 words, s"] > 1)
    ]
    if slow:
        sys.exit("too slow: " + ", ".join(slow))


if __name__ == "__main__":
    main()
