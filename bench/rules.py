# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba", "spacy>=3.8", "yargy>=0.16", "setuptools<81"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Generated rule sets of 10 to 10,000 rules: time to compile and to match, beside spaCy's Matcher and yargy with the same rules.

``uv run bench/rules.py [--most N] [--text FILE] [--json FILE]``. A rule is a trigger drawn from the text, a gap of up to three
words, a captured word, a gap, a preposition and a captured word. Of the triggers 30 % are frequent, 40 % middling and 30 % rare.
Peers that are slow get less text; the figures are words a second of CPU time in the
better of two passes, in which every spelling is known; "new text" is one pass of nisba through texts that
follow those.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy
import yargy_rules
from report import Row, arguments, report
from spacy.matcher import Matcher
from texts import articles, count_words, timed

import nisba

SIZES = (10, 100, 1_000, 10_000)
SEEN = 300
"""Texts that nisba has read before it is given new ones."""
YARGY_MOST = 1_000
"""With more rules yargy takes minutes for a sentence."""
PREPOSITIONS = ("من", "في", "إلى", "على", "مع")


def drawn(texts: list[str], number: int) -> list[tuple[str, str]]:
    """Trigger and preposition of each rule."""
    counts = Counter(word for text in texts for word in re.findall(r"[ء-غف-ي]{3,}", text))
    ranked = [word for word, _ in counts.most_common()]
    size = len(ranked)
    # The hundredth most frequent word is still one of the most frequent: a rule set has few such triggers.
    bands = (
        (ranked[: max(30, size // 50)], 0.3),
        (ranked[size // 50 : size // 5], 0.4),
        (ranked[size // 5 :], 0.3),
    )
    chance = random.Random(number)
    found = []
    for band, share in bands:
        found += [(chance.choice(band), chance.choice(PREPOSITIONS)) for _ in range(round(number * share))]
    return found


def as_nisba(rules: list[tuple[str, str]]) -> str:
    """The rules as a rules file."""
    lines = ["relation related (Word -> Word)"]
    for number, (trigger, preposition) in enumerate(rules):
        lines.append(
            f"rule r{number}\n  match {trigger} ...{{3}} X:Word ...{{3}} {preposition} Y:Word\n  emit (X, related, Y)"
        )
    return "\n".join(lines)


def as_spacy(rules: list[tuple[str, str]], vocabulary: spacy.vocab.Vocab) -> Matcher:
    """The rules as patterns of spaCy's Matcher."""
    matcher = Matcher(vocabulary)
    for number, (trigger, preposition) in enumerate(rules):
        pattern = [
            {"ORTH": trigger}, {"OP": "{0,3}"}, {"IS_PUNCT": False}, {"OP": "{0,3}"}, {"ORTH": preposition}, {"IS_PUNCT": False},
        ]  # fmt: skip
        matcher.add(f"r{number}", [pattern], greedy="FIRST")
    return matcher


def measure(most: int, text: Path | None) -> Iterator[Row]:
    """A row for each size of rule set."""
    texts = articles(2_000_000, text)
    blank = spacy.blank("ar")
    hundred = 0.0
    for size in (size for size in SIZES if size <= most):
        rules = drawn(texts, size)
        source = as_nisba(rules)
        compiling, engine = timed(lambda source=source: nisba.compile(source))
        ours = texts[: max(5, min(300, 60_000 // size))]

        def extract(asked: list[str], engine: nisba.Engine = engine) -> int:
            return sum(len(engine.extract(text)) for text in asked)

        extract(texts[:SEEN])
        unseen = texts[SEEN : SEEN + max(50, len(ours))]
        first, _ = timed(lambda unseen=unseen, extract=extract: extract(unseen))
        seconds, triples = timed(lambda ours=ours, extract=extract: extract(ours), rounds=2)
        rate = count_words(ours) / seconds
        matcher = as_spacy(rules, blank.vocab)
        theirs = [" ".join(text.split()[:100]) for text in texts[: max(1, min(100, 5_000 // size))]]
        taken, _ = timed(
            lambda matcher=matcher, theirs=theirs: sum(len(matcher(blank(text))) for text in theirs), rounds=2
        )
        peer = count_words(theirs) / taken
        yargy = None
        if size <= YARGY_MOST:
            parser = yargy_rules.parser(rules)
            few = [" ".join(text.split()[:50]) for text in texts[: max(1, 200 // size)]]
            taken, _ = timed(
                lambda parser=parser, few=few: sum(len(list(parser.findall(text))) for text in few), rounds=2
            )
            yargy = count_words(few) / taken
        hundred = rate if size == 100 else hundred
        yield {
            "rules": size,
            "compile, s": compiling,
            "nisba, words/s": rate,
            "new text, words/s": count_words(unseen) / first,
            "triples/1,000 words": 1000 * triples / count_words(ours),
            "spaCy Matcher, words/s": peer,
            "nisba ÷ spaCy": rate / peer,
            "yargy, words/s": yargy,
            "nisba ÷ yargy": rate / yargy if yargy else None,
            "time ÷ 100 rules": hundred / rate if hundred else None,
        }


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--most", type=int, default=10_000)
    asked = options.parse_args()
    report(measure(asked.most, asked.text), asked.json)


if __name__ == "__main__":
    main()
