"""The lists of the lexicon: readable, free of doubles, each with its source and licence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nisba.arabic.folding import fold
from nisba.packaged import packaged

LEXICON = packaged("rules") / "lexicon"
FILES = sorted([*LEXICON.glob("*.tsv"), *LEXICON.glob("*.txt")])
LICENCES = ("Apache-2.0", "Unicode License", "CC BY 4.0", "CC BY-SA 4.0", "MIT")


def rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_list_names_its_licence(path: Path) -> None:
    header = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any(licence in line for line in header for licence in LICENCES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_list_has_a_form_twice(path: Path) -> None:
    forms = [fold(row[0]) for row in rows(path)]
    assert sorted(set(forms)) == sorted(forms)


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".tsv"], ids=lambda path: path.name)
def test_columns_behind_the_canonical_name_are_attributes(path: Path) -> None:
    for row in rows(path):
        assert row[0] and row[0] == row[0].strip()
        assert all("=" in cell for cell in row[2:]), row


def test_no_frequent_word_is_also_a_name() -> None:
    names = {
        fold(row[0])
        for name in (
            "given_names_news.txt",
            "given_names.txt",
            "family_names.txt",
            "cities.tsv",
            "capitals.tsv",
        )
        for row in rows(LEXICON / name)
    }
    common = {fold(row[0]) for row in rows(LEXICON / "common_words.txt")}
    assert not names & common - {fold(row[0]) for row in rows(LEXICON / "capitals.tsv")}


def test_particles_are_no_given_names() -> None:
    particles = {fold(word) for word in "على أن إن إلى هو هي لي كان بان الآن أدى أنا".split()}
    given = {fold(row[0]) for path in LEXICON.glob("given_names*.txt") for row in rows(path)}
    assert not given & particles
