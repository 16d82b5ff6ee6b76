# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""Documents through one, two and more processes: wall and CPU seconds, and the memory of all processes together.

``uv run bench/workers.py [--characters N] [--most N] [--rules PACK_OR_PATH] [--text FILE] [--json FILE]``: the least of
two runs each, in turn. The ratio to one process means something only on a machine that has nothing else to do: the load
average before is shown.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from report import Row, arguments, report
from texts import articles, count_words
from watched import Used, watched

ROUNDS = 2


def measure(characters: int, most: int, text: Path | None, rules: str) -> Iterator[Row]:
    """A row for each number of workers."""
    texts = articles(characters, text)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "news.jsonl")
        with file.open("w", encoding="utf-8") as stream:
            for number, article in enumerate(texts):
                stream.write(json.dumps({"id": number, "text": article}, ensure_ascii=False) + "\n")
        nisba = str(Path(sys.executable).with_name("nisba"))
        command = [nisba, "extract", str(file), "--rules", rules, "-o", str(Path(folder, "out.jsonl"))]
        measured: dict[int, list[Used]] = {}
        for _ in range(ROUNDS):
            for workers in range(1, most + 1):
                measured.setdefault(workers, []).append(watched([*command, "--workers", str(workers)]))
    alone = min(used.wall for used in measured[1])
    for workers, runs in measured.items():
        wall = min(used.wall for used in runs)
        yield {
            "workers": workers,
            "wall, s": wall,
            "CPU, s": min(used.cpu for used in runs),
            "words/s (wall)": count_words(texts) / wall,
            "× one worker": alone / wall,
            "memory of all, MB": round(max(used.memory for used in runs)),
            "load before": load,
        }


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--characters", type=int, default=2_000_000)
    options.add_argument("--most", type=int, default=2)
    options.add_argument("--rules", default="news")
    asked = options.parse_args()
    report(measure(asked.characters, asked.most, asked.text, asked.rules), asked.json)


if __name__ == "__main__":
    main()
