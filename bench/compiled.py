# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba", "mypy>=1.18", "setuptools<81"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""What a compiler brings: the hot modules through mypyc, in a copy that is thrown away, beside the same as plain Python.

``uv run bench/compiled.py [--characters N] [--text FILE] [--json FILE]``: CPU time of the news pack from raw text to triples, warm, the
best of several passes in processes that take turns. Needs a C compiler.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from report import Row, arguments, report
from texts import articles, count_words

import nisba

MATCHING = tuple(f"matching/{name}.py" for name in ("machine", "ways", "gaps", "edges"))
SETS: dict[str, tuple[str, ...]] = {
    "plain Python": (),
    "the machine compiled": MATCHING,
    "the machine, lattice, sentences and clauses compiled": (
        *MATCHING,
        *(f"matching/{name}.py" for name in ("needs", "index", "lattice", "coordination", "relatives")),
        *(f"arabic/{name}.py" for name in ("document", "sentences")),
        *(f"extraction/{name}.py" for name in ("arguments", "factuality/clause", "factuality/words")),
    ),
}
"""The modules that are compiled."""

TURNS = 3

PASSES = """
import gc, json, sys, time
import nisba
texts = json.load(sys.stdin)
engine = nisba.load("news")
gc.freeze()
gc.set_threshold(100_000, 50, 50)
best = float("inf")
for _ in range(3):
    began = time.process_time()
    triples = [str(triple) for text in texts for triple in engine.extract(text)]
    best = min(best, time.process_time() - began)
print(json.dumps([best, triples]))
"""


def copy(into: Path, modules: tuple[str, ...]) -> Path:
    """A copy of nisba with these modules compiled; the folder to import it from."""
    package = Path(nisba.__file__).parent
    engine = into / "engine"
    shutil.copytree(package, engine / "nisba", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for data in ("rules", "grammar"):
        (into / data).symlink_to(package.parents[1] / data)
    if modules:
        command = [Path(sys.executable).with_name("mypyc"), *(f"nisba/{module}" for module in modules)]
        done = subprocess.run(command, cwd=engine, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"mypyc failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return engine


def passes(engine: Path, texts: list[str]) -> tuple[float, list[str]]:
    """The seconds of the best pass, and the triples."""
    done = subprocess.run(
        [sys.executable, "-c", PASSES],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONPATH": str(engine), "NISBA_CACHE": "0"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, triples = json.loads(done.stdout)
    return seconds, triples


def measure(characters: int, text: Path | None) -> Iterator[Row]:
    """A row for each set of compiled modules."""
    texts = articles(characters, text)
    with tempfile.TemporaryDirectory() as folder:
        engines = {
            what: copy(Path(folder) / str(number), modules)
            for number, (what, modules) in enumerate(SETS.items())
        }
        seconds = dict.fromkeys(SETS, float("inf"))
        found: dict[str, list[str]] = {}
        for _ in range(TURNS):
            for what, engine in engines.items():
                taken, found[what] = passes(engine, texts)
                seconds[what] = min(seconds[what], taken)
    plain = next(iter(SETS))
    for what in SETS:
        if found[what] != found[plain]:
            sys.exit(f"{what}: other triples than {plain}")
        yield {
            "what": what,
            "CPU s": seconds[what],
            "words/s": count_words(texts) / seconds[what],
            "× plain Python": seconds[plain] / seconds[what],
            "triples": len(found[what]),
        }


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--characters", type=int, default=200_000)
    asked = options.parse_args()
    report(measure(asked.characters, asked.text), asked.json)


if __name__ == "__main__":
    main()
