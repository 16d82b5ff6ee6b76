# /// script
# requires-python = ">=3.11"
# dependencies = ["nisba[parquet]", "spacy>=3.8", "yargy>=0.16", "setuptools<81", "matplotlib>=3.8", "mypy>=1.18"]
# [tool.uv.sources]
# nisba = { path = "..", editable = true }
# ///
"""All measurements in one run: the tables of ``docs/performance.md`` and its plot are written anew.

``uv run bench/all.py [--only NAME …] [--text FILE] [--quick --into FOLDER]``. The rows are kept in ``bench/results/NAME.json``; a table stands in
the page between ``<!-- NAME -->`` and ``<!-- end -->``. The measurements run one after the other, peers in the same
run as nisba. ``--quick`` takes little text, to see that all works; it leaves the page and the rows that are kept as they are.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import plot
from report import Row, machine, table

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
PLOT = HERE.parent / "docs" / "rules.svg"

MEASUREMENTS: dict[str, tuple[list[str], list[str]]] = {
    "start": ([], []),
    "speed": ([], ["--characters", "50000"]),
    "rules": ([], ["--most", "10"]),
    "workers": ([], ["--characters", "100000"]),
    "memory": ([], ["--characters", "100000", "--gigabytes", "0.01"]),
    "worst": ([], []),
    "compiled": ([], ["--characters", "20000"]),
}
"""Each script with its arguments, and with those of a quick run."""


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    options.add_argument("--text", type=Path)
    options.add_argument("--into", type=Path, help="folder of the rows")
    asked = options.parse_args()
    if asked.quick and not asked.into:
        options.error("--quick measures nothing worth keeping: name a folder with --into")
    asked.into = asked.into or HERE / "results"
    asked.into.mkdir(parents=True, exist_ok=True)
    # The page says on what machine it was measured: the one of the last run of everything.
    if set(asked.only) == set(MEASUREMENTS):
        keep(asked.into, "machine", machine())
    failed = []
    for name in asked.only:
        arguments = [*MEASUREMENTS[name][asked.quick], *(("--text", str(asked.text)) if asked.text else ())]
        print(f"\n{name} {' '.join(arguments)}\n", flush=True)
        command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
        done = subprocess.run([*command, "--json", str(asked.into / f"{name}.json")], check=False)
        failed += [name] if done.returncode else []
    if not asked.quick:
        rows = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in asked.into.glob("*.json")}
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), rows), encoding="utf-8")
        if "rules" in rows:
            plot.draw(rows["rules"], PLOT)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def keep(folder: Path, name: str, rows: list[Row]) -> None:
    """Write rows as JSON."""
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def filled(page: str, rows: dict[str, list[Row]]) -> str:
    """The page with the tables of what was measured."""

    def put(match: "re.Match[str]") -> str:
        name = match[1]
        return f"<!-- {name} -->\n\n{table(rows[name])}\n<!-- end -->" if name in rows else match[0]

    return re.sub(r"<!-- (\w+) -->.*?<!-- end -->", put, page, flags=re.DOTALL)


if __name__ == "__main__":
    main()
