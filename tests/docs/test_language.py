"""The examples of the language reference: each is fine, or draws the code that it shows."""

import re
from pathlib import Path

import pytest
from attrs import frozen

from nisba.diagnostics.diagnostic import Severity
from nisba.diagnostics.text import render
from nisba.packaged import packaged
from nisba.program import check
from nisba.source import Source
from nisba.syntax.grammar import KEYWORDS
from nisba.syntax.parser import parse
from nisba.syntax.printer import print_file

PAGE = packaged("grammar").joinpath("LANGUAGE.md").read_text(encoding="utf-8")


@frozen
class Block:
    line: int
    kind: str
    info: dict[str, str]
    text: str


def blocks() -> list[Block]:
    found = []
    for match in re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
        info = dict(part.split("=", 1) for part in match[2].split())
        found.append(Block(PAGE.count("\n", 0, match.start()) + 1, match[1], info, match[3]))
    return found


BLOCKS = blocks()
RULES = [block for block in BLOCKS if block.kind == "rules"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for block in BLOCKS:
        if "file" in block.info:
            (tmp_path / block.info["file"]).write_text(block.text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("block", RULES, ids=lambda block: f"line {block.line}")
def test_an_example_is_fine_or_draws_the_code_it_shows(block: Block, folder: Path) -> None:
    path = folder / "example.rules"
    path.write_text(block.text, encoding="utf-8")
    _, found = check([path])
    errors = {d.code for d in found if d.severity is Severity.ERROR}
    assert errors == ({block.info["error"]} if "error" in block.info else set()), render(found)


@pytest.mark.parametrize("block", RULES, ids=lambda block: f"line {block.line}")
def test_an_example_is_in_canonical_form_unless_it_says_so(block: Block) -> None:
    file, problems = parse(Source("example.rules", block.text))
    if not problems and file is not None:
        assert (print_file(file) == block.text) == ("form" not in block.info)


def test_there_are_examples_of_both_kinds() -> None:
    assert len([b for b in RULES if "error" in b.info]) >= 4
    assert len([b for b in RULES if "error" not in b.info]) >= 8


def test_every_keyword_stands_in_an_example() -> None:
    words = set(re.findall(r"^ *([a-z]+)\b", "\n".join(b.text for b in RULES), re.MULTILINE))
    assert KEYWORDS - words == {"todo"}
