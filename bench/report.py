"""What a measurement prints: a Markdown table, and the same rows as JSON for the page and its plot."""

import argparse
import json
import os
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that every measurement has."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--text", type=Path, help="text to measure with, one article a line")
    options.add_argument("--json", type=Path, help="write the rows there, too")
    return options


def report(rows: Iterable[Row], file: Path | None) -> list[Row]:
    """Print rows as they come; write them as JSON when the last one is there."""
    shown: list[Row] = []
    for row in rows:
        if not shown:
            print("\n".join(_head(row)), flush=True)
        print(_line(row), flush=True)
        shown.append(row)
    if file is not None:
        file.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return shown


def table(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    return "\n".join([*_head(rows[0]), *map(_line, rows)]) + "\n"


def machine() -> list[Row]:
    """What the measurements were made on."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = next(
        (int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0
    )
    facts = {
        "processor": cpu,
        "cores": os.cpu_count(),
        "memory, GB": round(memory / (1 << 20), 1),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        **{name: _version(name) for name in ("nisba", "spacy", "yargy")},
        "load average before": f"{os.getloadavg()[0]:.2f}",
    }
    return [{"fact": name, "value": value} for name, value in facts.items()]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _head(row: Row) -> list[str]:
    return ["| " + " | ".join(row) + " |", "|" + "---|" * len(row)]


def _line(row: Row) -> str:
    return "| " + " | ".join(_cell(value) for value in row.values()) + " |"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        # Three figures are more than two runs agree in.
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")
