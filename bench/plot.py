"""Draws ``docs/rules.svg`` from the rows that ``rules.py`` measured: words a second by the number of rules."""

from pathlib import Path

import matplotlib as mpl
from report import Row

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "nisba"  # the same figures make the same file

from matplotlib import pyplot as plt  # noqa: E402 (the backend is chosen first)

LINES = (
    ("nisba", "nisba, words/s"),
    ("spaCy Matcher", "spaCy Matcher, words/s"),
    ("yargy", "yargy, words/s"),
)


def draw(rows: list[Row], file: Path) -> None:
    """Draw one line for each engine."""
    figure, axes = plt.subplots(figsize=(6, 4))
    for name, column in LINES:
        points = [(row["rules"], row[column]) for row in rows if row.get(column)]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="rules", ylabel="words a second, one process")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
