"""nisba on Spark: the same triples as without it, over several partitions and without the files of the rules."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.connectors.visits import TEXTS, write_rules

from nisba.connectors.rows import columns, engine_of, rows
from nisba.connectors.spark import extract
from nisba.extras import MissingExtra
from nisba.writers.delimited import COLUMNS, OFFSETS

HAS_SPARK = importlib.util.find_spec("pyspark") is not None
HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
needs_spark = pytest.mark.skipif(
    not (HAS_SPARK and HAS_JAVA),
    reason="Spark runs on Java, and there is none" if HAS_SPARK else "pyspark is not installed",
)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "512m")
        .getOrCreate()
    )
    yield session
    session.stop()


def table(spark: Any, texts: list[str | None], partitions: int = 3) -> Any:
    data = spark.createDataFrame([(n, text) for n, text in enumerate(texts)], "number int, `the.text` string")
    return data.repartition(partitions)


def sorted_rows(found: list[Any]) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in found), key=repr)


@needs_spark
def test_triples_are_the_plain_ones_without_the_files_of_the_rules(spark: Any, tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    texts = TEXTS * 20
    expected = list(rows(engine_of(rules, "light"), texts, range(len(texts))))
    frame = extract(table(spark, texts), "the.text", "number", rules=rules)
    for file in tmp_path.iterdir():
        file.unlink()
    assert frame.rdd.getNumPartitions() >= 2
    assert len(expected) == 60
    assert sorted_rows(frame.collect()) == sorted_rows(expected)


@needs_spark
def test_columns_are_those_of_csv_also_without_rows(spark: Any, tmp_path: Path) -> None:
    frame = extract(table(spark, [None, ""]), "the.text", "number", rules=write_rules(tmp_path))
    wanted = [(name, "bigint" if name in OFFSETS else "string") for name in COLUMNS]
    assert frame.dtypes == wanted
    assert frame.collect() == []


@needs_spark
def test_texts_must_be_strings(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="the column number is of type int"):
        extract(table(spark, []), "number", "number", rules=write_rules(tmp_path))


def test_the_driver_refuses_an_unknown_morphology() -> None:
    with pytest.raises(ValueError, match="no morphology 'heavy': there are light and camel"):
        extract(None, "text", "id", morphology="heavy")


def test_a_batch_goes_back_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow

    from nisba.connectors import spark as connector
    from nisba.connectors.shipping import packed

    monkeypatch.setattr(connector, "ROWS", 4)
    engine = engine_of(write_rules(tmp_path), "light")
    batch = pyarrow.RecordBatch.from_pydict({"text": TEXTS * 3, "doc": ["d"] * 15})
    out = list(connector._extracted([batch], packed(engine.program), "light"))
    assert [piece.num_rows for piece in out] == [4, 4, 1]
    whole = pyarrow.Table.from_batches(out).to_pydict()
    assert whole == columns(rows(engine, TEXTS * 3, ["d"] * 15))


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("pyspark.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingExtra, match=r"pip install 'nisba\[spark\]'"):
        extract(None, "text", "id")
