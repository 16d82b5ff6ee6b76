# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba", "spacy>=3.8"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Words a second from raw text to triples with the news pack, beside spaCy's Arabic tokenizer alone.

``uv run bench/speed.py [--characters N] [--text FILE] [--rules PACK_OR_PATH] [--json FILE]``: one process, one core, CPU time; the second of
two passes (warm) and the first (cold: every spelling is new).
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import spacy
from report import Row, arguments, report
from texts import articles, count_words, timed

import nisba


def measure(characters: int, text: Path | None, rules: str) -> Iterator[Row]:
    """A row for each way through the same text."""
    texts = articles(characters, text)
    words = count_words(texts)
    tokenizer = spacy.blank("ar").tokenizer
    for text_ in texts[:50]:
        tokenizer(text_)
    peer, _ = timed(lambda: sum(len(tokenizer(text)) for text in texts), rounds=2)

    def row(what: str, seconds: float, triples: int | None = None) -> Row:
        rate = words / seconds
        ratio = peer / seconds
        return {
            "what": what,
            "CPU s": seconds,
            "words/s": rate,
            "× spaCy's tokenizer": ratio,
            "triples": triples,
        }

    yield row("spaCy blank('ar') tokenizer alone", peer)
    engine = nisba.load(rules)

    def extract() -> int:
        return sum(len(engine.extract(text)) for text in texts)

    yield row(f"nisba, text to triples, {rules}, cold", *timed(extract))
    yield row(f"nisba, text to triples, {rules}, warm", *timed(extract))
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    yield row("the same, as the command line sets the collector", *timed(extract))
    bare = nisba.compile("words w = شيء")
    floor, _ = timed(lambda: sum(len(bare.extract(text)) for text in texts), rounds=2)
    yield row("nisba without a rule (sentences and words alone)", floor)


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--characters", type=int, default=1_000_000)
    options.add_argument("--rules", default="news")
    asked = options.parse_args()
    report(measure(asked.characters, asked.text, asked.rules), asked.json)


if __name__ == "__main__":
    main()
