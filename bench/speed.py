# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba", "spacy>=3.8"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Words a second from raw text to triples with the news pack, beside spaCy's Arabic tokenizer alone.

``uv run bench/speed.py [--characters N] [--text FILE] [--rules PACK_OR_PATH]``: one process, one core, CPU time; the second of
two passes (warm) and the first (cold: every spelling is new).
"""

import argparse
import gc
from pathlib import Path

import spacy
from texts import articles, count_words, timed

import nisba


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--characters", type=int, default=1_000_000)
    options.add_argument("--text", type=Path)
    options.add_argument("--rules", default="news")
    asked = options.parse_args()
    texts = articles(asked.characters, asked.text)
    words = count_words(texts)
    tokenizer = spacy.blank("ar").tokenizer
    rows = []
    for text in texts[:50]:
        tokenizer(text)
    peer, _ = timed(lambda: sum(len(tokenizer(text)) for text in texts), rounds=2)
    rows.append(("spaCy blank('ar') tokenizer alone", peer, 0))
    engine = nisba.load(asked.rules)
    cold, triples = timed(lambda: sum(len(engine.extract(text)) for text in texts))
    rows.append((f"nisba, text to triples, {asked.rules}, cold", cold, triples))
    warm, triples = timed(lambda: sum(len(engine.extract(text)) for text in texts))
    rows.append((f"nisba, text to triples, {asked.rules}, warm", warm, triples))
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    frozen, triples = timed(lambda: sum(len(engine.extract(text)) for text in texts))
    rows.append(("the same, as the command line sets the collector", frozen, triples))
    bare = nisba.compile("words w = شيء")
    floor, _ = timed(lambda: sum(len(bare.extract(text)) for text in texts), rounds=2)
    rows.append(("nisba without a rule (sentences and words alone)", floor, 0))
    print(f"{words:,} words, {len(texts):,} articles\n")
    print("| what | CPU s | words/s | × spaCy's tokenizer | triples |\n|---|---|---|---|---|")
    for what, seconds, found in rows:
        print(f"| {what} | {seconds:.2f} | {words / seconds:,.0f} | {peer / seconds:.2f} | {found or ''} |")


if __name__ == "__main__":
    main()
