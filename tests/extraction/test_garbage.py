"""Extraction leaves no cycles: memory is free when it is done with, and the collector finds nothing to do."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

import nisba

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def idle_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("idle_collector")
def test_extraction_makes_no_cyclic_garbage() -> None:
    engine = nisba.load("news")
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert sum(len(engine.extract(text)) for text in texts) > 20
    gc.collect()
    for text in texts:
        engine.extract(text)
        engine.annotate(text)
    assert gc.collect() == 0
