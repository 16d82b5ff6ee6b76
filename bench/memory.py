# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba[parquet]"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Memory of whole runs: it must not grow with the file. The peak of all processes together, in MB.

``uv run bench/memory.py [--characters N] [--gigabytes N] [--text FILE] [--json FILE]``. The large file is read with two rules that
few sentences have words of; the same text in other formats, and the news pack, get less.
"""

import csv
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
from report import Row, arguments, report
from texts import articles
from watched import watched

FEW = """\
words trip = زيارة | جولة
relation visited (Word -> Word)
rule visit
  match trip X:Word إلى Y:Word
  emit (X, visited, Y)
rule visit_by_verb
  match زار X:Word Y:Word
  emit (X, visited, Y)
"""
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def text(file: Path, texts: list[str], times: int) -> None:
    """Text, an article a paragraph."""
    with file.open("w", encoding="utf-8") as stream:
        for _ in range(times):
            stream.writelines(article + "\n\n" for article in texts)


def records(file: Path, texts: list[str], times: int) -> None:
    """JSON lines, an article a record."""
    with file.open("w", encoding="utf-8") as stream:
        for _ in range(times):
            for article in texts:
                stream.write(json.dumps({"text": article}, ensure_ascii=False) + "\n")


def table(file: Path, texts: list[str], times: int) -> None:
    """CSV, an article a row."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["text"])
        for _ in range(times):
            writer.writerows([article] for article in texts)


def parquet(file: Path, texts: list[str], times: int) -> None:
    """Parquet, all rows in one group."""
    pyarrow.parquet.write_table(
        pyarrow.table({"text": texts * times}), file, row_group_size=len(texts) * times
    )


def other_words(file: Path, texts: list[str], times: int) -> None:
    """Text of which every word is another one, as long as the other texts."""
    chance = random.Random(0)
    size = sum(map(len, texts)) * times
    with file.open("w", encoding="utf-8") as stream:
        while size > 0:
            line = (
                " ".join("".join(chance.choices(LETTERS, k=chance.randint(4, 8))) for _ in range(24)) + ".\n"
            )
            stream.write(line)
            size -= len(line)


def measure(characters: int, gigabytes: float, path: Path | None) -> Iterator[Row]:
    """A row for each run."""
    texts = articles(1_000_000, path)
    size = sum(len(article.encode()) + 2 for article in texts)
    times = max(1, round(characters / sum(map(len, texts))))
    large = max(1, round(gigabytes * 1_000_000_000 / size))
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder, "few.rules")
        few.write_text(FEW, encoding="utf-8")
        nisba = str(Path(sys.executable).with_name("nisba"))
        cases: tuple[tuple[str, str, Callable[[Path, list[str], int], None], int, str, int], ...] = (
            ("two rules, text", "a.txt", text, large, str(few), 1),
            ("two rules, JSON lines", "a.jsonl", records, times * 10, str(few), 1),
            ("two rules, CSV", "a.csv", table, times * 10, str(few), 1),
            ("two rules, Parquet in one row group", "a.parquet", parquet, times * 10, str(few), 1),
            ("two rules, every word another", "a.txt", other_words, times, str(few), 1),
            ("news, text", "a.txt", text, times, "news", 1),
            ("news, text, two workers", "a.txt", text, times, "news", 2),
            ("news, every word another", "a.txt", other_words, times, "news", 1),
        )
        for what, name, make, repeated, rules, workers in cases:
            file = Path(folder, name)
            make(file, texts, repeated)
            command = [nisba, "extract", str(file), "--rules", rules, "--workers", str(workers)]
            used = watched([*command, "-o", str(Path(folder, "out.jsonl"))])
            yield {
                "run": what,
                "file, MB": round(file.stat().st_size / 1_000_000),
                "peak memory, MB": round(used.memory),
                "CPU s": used.cpu,
            }
            file.unlink()


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--characters", type=int, default=3_000_000)
    options.add_argument("--gigabytes", type=float, default=1)
    asked = options.parse_args()
    report(measure(asked.characters, asked.gigabytes, asked.text), asked.json)


if __name__ == "__main__":
    main()
