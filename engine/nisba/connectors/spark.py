"""A Spark DataFrame of texts in, a DataFrame of triples out, read by Python workers from Arrow batches."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from nisba.arabic.morphology.providers import PROVIDERS
from nisba.connectors.rows import Rules, columns, engine_of, rows
from nisba.connectors.shipping import packed, unpacked
from nisba.extraction.engine import Engine
from nisba.extras import needed
from nisba.writers.delimited import COLUMNS, OFFSETS

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

SCHEMA = ", ".join(f"`{name}` {'bigint' if name in OFFSETS else 'string'}" for name in COLUMNS)
"""The columns that come out, as Spark writes them."""

ROWS = 10_000
"""At most so many triples go back to Spark at a time, however many a batch of documents has."""


def extract(
    df: "DataFrame", text_col: str, id_col: str, rules: Rules = "news", morphology: str = "light"
) -> "DataFrame":
    """The triples of a column of texts: one a row, negated ones too, columns as in CSV.

    The rules are read here, on the driver, and travel with the job; the executors need nisba (the same version),
    pyarrow and pandas, and no files. Each Python worker compiles the rules once.

    Args:
        df: the documents; a text that is null has no triples.
        text_col: the column of texts.
        id_col: the column that names the documents, as text in ``doc``.
        rules: an engine, or what ``nisba.load`` takes.
        morphology: ``light`` or ``camel`` (the executors then need its database); not taken from an engine.

    Returns:
        Columns of ``string``; offsets are ``bigint``, code points, end exclusive.

    Raises:
        MissingExtra: where pyspark or pyarrow is not installed.
        TypeError: where the texts are not strings.
        RulesError: where the rules cannot be used.
        ValueError: where there is no such morphology.
    """
    if morphology not in PROVIDERS:
        raise ValueError(f"no morphology {morphology!r}: there are {' and '.join(PROVIDERS)}")
    functions = needed("pyspark.sql.functions", "spark")
    needed("pyarrow", "spark")
    wanted = df.select(
        functions.col(_quoted(text_col)).alias("text"),
        functions.col(_quoted(id_col)).cast("string").alias("doc"),
    )
    kind = dict(wanted.dtypes)["text"]
    if kind != "string":
        raise TypeError(f"the column {text_col} is of type {kind}: texts are expected")
    program = packed(engine_of(rules, "light").program)
    return wanted.mapInArrow(partial(_extracted, program=program, morphology=morphology), SCHEMA)


def _quoted(column: str) -> str:
    """A column's name, taken literally: no dot in it leads into a structure."""
    return "`" + column.replace("`", "``") + "`"


def _extracted(
    batches: "Iterable[pyarrow.RecordBatch]", program: bytes, morphology: str
) -> "Iterator[pyarrow.RecordBatch]":
    """What a Python worker does with its part of the documents."""
    arrow = needed("pyarrow", "spark")
    schema = arrow.schema([(name, arrow.int64() if name in OFFSETS else arrow.string()) for name in COLUMNS])
    engine: Engine | None = None
    for batch in batches:
        # An empty partition asks for no engine.
        engine = engine or _engine(program, morphology)
        found = rows(engine, *(_values(batch, name) for name in ("text", "doc")))
        while chunk := list(islice(found, ROWS)):
            yield arrow.RecordBatch.from_pydict(columns(chunk), schema=schema)


def _values(batch: Any, name: str) -> Iterator[str | None]:
    return (value.as_py() for value in batch.column(name))


@lru_cache(maxsize=2)
def _engine(program: bytes, morphology: str) -> Engine:
    """The engine of this process: Spark uses a Python worker for many tasks."""
    return Engine(unpacked(program), morphology)
