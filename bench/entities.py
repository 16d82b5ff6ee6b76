"""Scores the mentions of the shared entity rules against annotated newswire: exact and overlapping spans.

``uv run bench/entities.py GOLD.jsonl [--rules FILE] [--errors N] [--join N] [--lines A-B] [--without NAME …]``

GOLD: one sentence a line, ``{"text": …, "entities": [[start, end, "PERS" | "LOC" | "ORG" | …], …]}``. Spans are
compared as runs of whitespace-separated words, because annotations keep attached conjunctions and prepositions.
``--without`` leaves out ``lists``, ``patterns``, a type or one of both (``lists:City``), to see what it brings.
"""

import argparse
import collections
import json
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from nisba.extraction.engine import Engine
from nisba.packaged import packaged
from nisba.program import load_program
from nisba.program.model import Program

LABELS = {
    "Person": "PERS",
    **dict.fromkeys(("Country", "Capital", "City", "Region", "Facility"), "LOC"),
    **dict.fromkeys(
        ("Government", "Institution", "Party", "ArmedGroup", "Military", "Media", "Company", "Club"), "ORG"
    ),
}
Span = tuple[int, int, str]
Row = dict[str, Any]


def words(text: str) -> list[tuple[int, int]]:
    """The words of a text, punctuation at their edges left out."""
    return [m.span() for m in re.finditer(r"\w(?:\S*\w)?", text)]


def run(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The run of words that a piece of text touches."""
    inside = [i for i, (s, e) in enumerate(spans) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else None


def flat(spans: Iterable[Span]) -> set[Span]:
    """Spans without those that overlap a longer one."""
    taken: set[int] = set()
    kept = set()
    order = {"PERS": 0, "ORG": 1, "LOC": 2}
    for start, end, label in sorted(set(spans), key=lambda s: (s[0] - s[1], order[s[2]], s)):
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            kept.add((start, end, label))
    return kept


def without(program: Program, names: list[str]) -> Program:
    """The program without what is named: ``lists``, ``patterns``, those of one type (``lists:City``), or a type."""

    def kept(kind: str, type_: str) -> bool:
        return not {kind, type_, f"{kind}:{type_}"}.intersection(names)

    return attrs.evolve(
        program,
        entity_lists=tuple(e for e in program.entity_lists if kept("lists", e.type)),
        entity_patterns=tuple(e for e in program.entity_patterns if kept("patterns", e.type)),
    )


def annotated(engine: Engine, text: str, spans: list[tuple[int, int]]) -> Iterator[Span]:
    """The mentions that the rules find, as runs of words."""
    for mention in engine.annotate(text):
        label = LABELS.get(mention.type)
        found = run(spans, mention.start, mention.end) if label else None
        if found and label:
            yield (*found, label)


def joined(rows: list[Row], count: int) -> Iterator[Row]:
    """Documents of ``count`` sentences each: names said in full in one sentence are shortened in the next."""
    for first in range(0, len(rows), count):
        text, entities = "", []
        for row in rows[first : first + count]:
            entities += [[len(text) + start, len(text) + end, label] for start, end, label in row["entities"]]
            text += row["text"] + "\n\n"
        yield {"text": text, "entities": entities}


def overlapping(some: set[Span], others: set[Span]) -> int:
    """How many of ``some`` touch one of ``others`` with the same label."""
    return sum(any(o[0] < s[1] and s[0] < o[1] and o[2] == s[2] for o in others) for s in some)


def lines(text: str) -> slice:
    """The lines from the first to the last named, counted from 1: one part to read, the other to check."""
    first, last = text.split("-")
    return slice(int(first) - 1, int(last))


def main() -> None:
    """Reads the arguments, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rules", type=Path, default=packaged("rules") / "shared" / "entities.rules")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the most frequent errors")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--join", type=int, default=1, help="so many sentences make one document")
    parser.add_argument("--context", help="print the errors of this label with their sentence")
    parser.add_argument("--lines", type=lines, default=slice(None), help="only these, as in 1-2115")
    options = parser.parse_args()

    began = time.perf_counter()
    engine = Engine(without(load_program([options.rules]), options.without))
    loaded = time.perf_counter()
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    errors: collections.Counter[tuple[str, str, str]] = collections.Counter()
    tokens = 0
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()[options.lines]]
    for row in joined(rows, options.join):
        text = row["text"]
        spans = words(text)
        tokens += len(spans)
        gold = {
            (*found, label)
            for start, end, label in row["entities"]
            if label in LABELS.values() and (found := run(spans, start, end))
        }
        predicted = flat(annotated(engine, text, spans))
        for label in ("PERS", "LOC", "ORG", "all"):
            g = {s for s in gold if label in (s[2], "all")}
            p = {s for s in predicted if label in (s[2], "all")}
            counts[label].update(
                gold=len(g), predicted=len(p), exact=len(g & p),
                found=overlapping(g, p), right=overlapping(p, g),
            )  # fmt: skip
        for kind, group in (("missed", gold - predicted), ("wrong", predicted - gold)):
            for start, end, label in group:
                piece = text[spans[start][0] : spans[end - 1][1]]
                errors[kind, label, piece] += 1
                if label == options.context:
                    around = text[max(0, spans[start][0] - 60) : spans[end - 1][1] + 40].replace("\n", " ")
                    print(f"{kind}\t{piece}\t{around}")

    print(f"{'':6}{'gold':>6}{'found':>7}   exact  P    R    F1    overlap  P    R    F1")
    for label, c in counts.items():
        exact = scores(c["exact"] / max(c["predicted"], 1), c["exact"] / max(c["gold"], 1))
        loose = scores(c["right"] / max(c["predicted"], 1), c["found"] / max(c["gold"], 1))
        print(f"{label:6}{c['gold']:6}{c['predicted']:7}   {exact}   {loose}")
    spent = time.perf_counter() - loaded
    print(f"load {loaded - began:.2f} s, {tokens} words in {spent:.1f} s ({tokens / spent:,.0f} a second)")
    for (kind, label, piece), count in errors.most_common(options.errors):
        print(f"{kind} {label} {count} {piece}")


def scores(precision: float, recall: float) -> str:
    """Precision, recall and F1 in per cent."""
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{100 * precision:7.1f} {100 * recall:4.1f} {100 * f1:5.1f}"


if __name__ == "__main__":
    main()
