"""Worst cases: texts and patterns that make other matchers run for ever; CPU seconds at three lengths, to see the growth.

``uv run bench/worst.py [--most-seconds N] [--json FILE]``; exit status 1 where a case takes longer, or
grows from 5,000 to 50,000 words by more than that (times four: machines are noisy, and the square would be 100). None has a full stop: nisba cuts what is longer than any sentence.
"""

import sys
from collections.abc import Iterator

from report import Row, arguments, report
from texts import timed

import nisba
from nisba.arabic.sentences import LONGEST

SIZES = (500, 5_000, 50_000)
HEAD = "words a = كلمة\nrelation related (Word -> Word)\nrule worst\n  match "
TAIL = "\n  emit (X, related, Y)\n"
PATTERNS = {
    "(A+)+ B": "((كلمة)+)+ X:Word غائب Y:Word",
    "A+ A+ A+ B": "(كلمة)+ (كلمة)+ (كلمة)+ X:Word غائب Y:Word",
    "seven gaps of 10": "X:Word ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} كلمة ...{10} غائب Y:Word",
    "A+ ..10 B | A": "(((كلمة)+ ...{10} غائب) | كلمة) X:Word Y:Word",
}
TEXTS = {
    "one word, no full stop": lambda size: "كلمة " * size,
    "digits": lambda size: "1" * size * 5,
    "tatweel and diacritics": lambda size: "كـَـ" * size,
    "opening quotation marks": lambda size: "«كلمة " * size,
    "commas": lambda size: "كلمة، " * size,
    "bidi marks": lambda size: "\u200f\u202bكلمة\u202c " * size,
    "ا.ف.ب": lambda size: "ا.ف.ب " * size,
    "names in a list": lambda size: "لبنان وسوريا والعراق " * (size // 3),
    "visits in a list": lambda size: "زار بلينكن تركيا و" * (size // 3),
}


def words(size: int) -> str:
    """One word, and the one that the patterns end in last in each sentence: nothing spares the search, and nothing can follow it."""
    return ("كلمة " * (LONGEST - 1) + "غائب ") * (size // LONGEST) + "كلمة " * (size % LONGEST) + "غائب"


def measure() -> Iterator[Row]:
    """A row for each case."""
    news = nisba.load("news")
    cases = [
        (f"pattern {name}", nisba.compile(HEAD + pattern + TAIL), words) for name, pattern in PATTERNS.items()
    ]
    cases += [(f"news pack, {name}", news, make) for name, make in TEXTS.items()]
    for name, engine, make in cases:
        engine.extract(make(50))
        row: Row = {"case": name}
        for size in SIZES:
            text = make(size)
            seconds, _ = timed(lambda engine=engine, text=text: engine.extract(text), rounds=2)
            row[f"{size:,} words, s"] = seconds
        yield row | {"growth": seconds / max(float(row["5,000 words, s"]), 0.001)}


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--most-seconds", type=float, default=60)
    asked = options.parse_args()
    rows = report(measure(), asked.json)
    slow = [
        row["case"]
        for row in rows
        if row["50,000 words, s"] > asked.most_seconds or (row["growth"] > 40 and row["50,000 words, s"] > 1)
    ]
    if slow:
        sys.exit("too slow: " + ", ".join(slow))


if __name__ == "__main__":
    main()
