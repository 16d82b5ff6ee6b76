"""DataFrames in, tidy DataFrames out, with the cells of the CSV writer."""

import csv
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.connectors.visits import TEXTS, plain, write_rules

import nisba
from nisba.connectors import pandas as nisba_pandas
from nisba.connectors import polars as nisba_polars
from nisba.extras import MissingExtra
from nisba.readers.document import Document
from nisba.writers.delimited import COLUMNS, OFFSETS
from nisba.writers.writer import Options, writer

CONNECTORS = {"pandas": nisba_pandas, "polars": nisba_polars}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path)


@pytest.fixture(params=CONNECTORS)
def library(request: pytest.FixtureRequest) -> Any:
    return pytest.importorskip(request.param)


def extracted(library: Any, texts: Any, **options: Any) -> Any:
    frame = library.DataFrame({"text": texts})
    return CONNECTORS[library.__name__].extract(frame, **options)


def cells(frame: Any) -> list[dict[str, Any]]:
    found = frame.to_dict("records") if hasattr(frame, "iloc") else frame.to_dicts()
    return [{k: None if type(v).__name__ == "NAType" else v for k, v in row.items()} for row in found]


def test_cells_are_those_of_the_csv_writer(library: Any, rules: Path) -> None:
    found = extracted(library, TEXTS, rules=rules)
    triples = plain(rules)
    csv_writer = writer("csv", Options(include_negated=True))
    text = (csv_writer.header() + csv_writer.encode(Document("", ""), triples)).decode()
    expected = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {t.polarity for t in triples} == {"asserted", "negated"}
    assert any(t.attribution for t in triples)
    assert not all(t.attribution for t in triples)
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in cells(found)] == expected
    assert list(found.columns) == list(COLUMNS)


def test_missing_texts_have_no_triples(library: Any, rules: Path) -> None:
    assert {row["doc"] for row in cells(extracted(library, TEXTS, rules=rules))} == {"0", "3"}


def test_types_are_the_same_with_and_without_rows(library: Any, rules: Path) -> None:
    full = extracted(library, TEXTS, rules=rules)
    for nothing in ([], [None, None]):
        frame = library.DataFrame({"text": nothing})
        empty = CONNECTORS[library.__name__].extract(frame, rules=rules)
        assert len(empty) == 0
        assert list(empty.dtypes) == list(full.dtypes)
    names = {name for name, dtype in zip(full.columns, full.dtypes, strict=True) if str(dtype) == "Int64"}
    assert names == OFFSETS


def test_an_engine_serves_as_rules(library: Any, rules: Path) -> None:
    engine = nisba.load(rules)
    assert cells(extracted(library, TEXTS, rules=engine)) == cells(extracted(library, TEXTS, rules=rules))


def test_documents_are_named_by_the_id_column(library: Any, rules: Path) -> None:
    frame = library.DataFrame({"body": [TEXTS[0], TEXTS[3]], "number": [70, 71]})
    found = CONNECTORS[library.__name__].extract(frame, "body", "number", rules=rules)
    assert [row["doc"] for row in cells(found)] == ["70", "70", "71"]


def test_a_document_without_a_name_has_none(library: Any, rules: Path) -> None:
    frame = library.DataFrame({"text": [TEXTS[3], TEXTS[3]], "id": ["a", None]})
    found = CONNECTORS[library.__name__].extract(frame, "text", "id", rules=rules)
    assert [row["doc"] for row in cells(found)] == ["a", None]


def test_cells_that_are_no_texts_are_refused(library: Any, rules: Path) -> None:
    with pytest.raises(TypeError, match="document 0: a text is expected, not int"):
        extracted(library, [5], rules=rules)


def test_pandas_knows_several_kinds_of_missing_and_names_by_the_index(rules: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {"text": [None, float("nan"), pandas.NA, pandas.NaT, TEXTS[3]]}, index=list("abcde"), dtype=object
    )
    assert list(nisba_pandas.extract(frame, rules=rules)["doc"]) == ["e"]


def test_pandas_names_by_the_levels_of_an_index(rules: Path) -> None:
    pandas = pytest.importorskip("pandas")
    levels = pandas.MultiIndex.from_tuples([("a", 1), ("a", 2)])
    frame = pandas.DataFrame({"text": [TEXTS[3], None]}, index=levels)
    assert list(nisba_pandas.extract(frame, rules=rules)["doc"]) == ["('a', 1)"]


def test_pandas_columns_of_one_name_are_refused(rules: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([[TEXTS[3], TEXTS[3]]], columns=["text", "text"])
    with pytest.raises(ValueError, match="2 columns are named 'text'"):
        nisba_pandas.extract(frame, rules=rules)


def test_polars_collects_lazy_frames(rules: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"text": TEXTS})
    assert nisba_polars.extract(frame.lazy(), rules=rules).equals(nisba_polars.extract(frame, rules=rules))


@pytest.mark.parametrize("name", CONNECTORS)
def test_a_missing_library_is_named_with_its_extra(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'nisba\[{name}\]'"):
        import_module(f"nisba.connectors.{name}").extract(None)
