# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba", "spacy>=3.8"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Generated rule sets of 10 to 10,000 rules: time to compile and to match, beside spaCy's Matcher with the same rules.

``uv run bench/rules.py [--most N] [--text FILE]``. A rule is a trigger drawn from the text, a gap of up to three
words, a captured word, a gap, a preposition and a captured word. Of the triggers 30 % are frequent, 40 % middling and 30 % rare.
Peers that are slow get less text; the figures are words a second of CPU time in the
better of two passes (the second finds every spelling known).
"""

import argparse
import random
import re
from collections import Counter
from pathlib import Path

import spacy
from spacy.matcher import Matcher
from texts import articles, count_words, timed

import nisba

SIZES = (10, 100, 1_000, 10_000)
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


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=10_000)
    options.add_argument("--text", type=Path)
    asked = options.parse_args()
    texts = articles(2_000_000, asked.text)
    blank = spacy.blank("ar")
    print(
        "| rules | compile, s | nisba, words/s | triples/1,000 words | spaCy Matcher, words/s | nisba ÷ spaCy | time ÷ 100 rules |"
    )
    print("|---|---|---|---|---|---|---|")
    hundred = 0.0
    for size in (size for size in SIZES if size <= asked.most):
        rules = drawn(texts, size)
        source = as_nisba(rules)
        compiling, engine = timed(lambda source=source: nisba.compile(source))
        ours = texts[: max(5, min(len(texts), 60_000 // size))] if size > 100 else texts[:300]
        ours = ours[:300]
        seconds, triples = timed(
            lambda engine=engine, ours=ours: sum(len(engine.extract(text)) for text in ours), rounds=2
        )
        rate = count_words(ours) / seconds
        matcher = as_spacy(rules, blank.vocab)
        theirs = [" ".join(text.split()[:100]) for text in texts[: max(1, min(100, 5_000 // size))]]
        taken, _ = timed(
            lambda matcher=matcher, theirs=theirs: sum(len(matcher(blank(text))) for text in theirs), rounds=2
        )
        peer = count_words(theirs) / taken
        if size == 100:
            hundred = rate
        relative = f"{hundred / rate:.1f}" if hundred else ""
        print(
            f"| {size:,} | {compiling:.2f} | {rate:,.0f} | {1000 * triples / count_words(ours):.1f} | {peer:,.0f} | {rate / peer:,.1f} | {relative} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
