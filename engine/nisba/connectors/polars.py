"""A polars DataFrame of texts in, a tidy DataFrame of triples out."""

from typing import TYPE_CHECKING

from nisba.connectors.rows import Rules, columns, engine_of, rows
from nisba.extras import needed
from nisba.writers.delimited import COLUMNS, OFFSETS

if TYPE_CHECKING:
    import polars


def extract(
    frame: "polars.DataFrame | polars.LazyFrame",
    text_col: str = "text",
    id_col: str | None = None,
    *,
    rules: Rules = "news",
    morphology: str = "light",
) -> "polars.DataFrame":
    """The triples of a column of texts: one a row, negated ones too, columns as in CSV.

    Args:
        frame: the documents (of a LazyFrame all are collected); a text that is null has no triples.
        text_col: the column of texts.
        id_col: the column that names the documents, as text in ``doc``; by default the row's number does.
        rules: an engine, or what ``nisba.load`` takes.
        morphology: that of ``nisba.load``, where ``rules`` is not an engine.

    Returns:
        Columns of ``String``; offsets are ``Int64``, code points, end exclusive. Also where there are no rows.

    Raises:
        MissingExtra: where polars is not installed.
        polars.exceptions.ColumnNotFoundError: where there is no such column.
        TypeError: for a cell that is neither text nor null.
    """
    pl = needed("polars", "polars")
    table = frame.lazy().collect()
    docs = range(table.height) if id_col is None else table.get_column(id_col).to_list()
    found = columns(rows(engine_of(rules, morphology), table.get_column(text_col).to_list(), docs))
    return pl.DataFrame(found, schema={name: pl.Int64 if name in OFFSETS else pl.String for name in COLUMNS})
