"""A pandas DataFrame of texts in, a tidy DataFrame of triples out."""

from typing import TYPE_CHECKING

from nisba.connectors.rows import Rules, columns, engine_of, rows
from nisba.extras import needed
from nisba.writers.delimited import COLUMNS, OFFSETS

if TYPE_CHECKING:
    import pandas


def extract(
    frame: "pandas.DataFrame",
    text_col: str = "text",
    id_col: str | None = None,
    *,
    rules: Rules = "news",
    morphology: str = "light",
) -> "pandas.DataFrame":
    """The triples of a column of texts: one a row, negated ones too, columns as in CSV.

    Args:
        frame: the documents; a missing text (None, NaN, NA) has no triples.
        text_col: the column of texts.
        id_col: the column that names the documents, as text in ``doc``; by default the index does (of several levels: as tuples).
        rules: an engine, or what ``nisba.load`` takes.
        morphology: that of ``nisba.load``, where ``rules`` is not an engine.

    Returns:
        Columns of ``string``; offsets are ``Int64``, code points, end exclusive. Also where there are no rows.

    Raises:
        MissingExtra: where pandas is not installed.
        KeyError: where there is no such column.
        ValueError: where several columns have the name.
        TypeError: for a cell that is neither text nor missing.
    """
    pd = needed("pandas", "pandas")
    texts = _column(frame, text_col)
    cells = [None if missing else text for text, missing in zip(texts, texts.isna(), strict=True)]
    docs = frame.index.to_flat_index() if id_col is None else _column(frame, id_col)
    names = [None if missing else doc for doc, missing in zip(docs, docs.isna(), strict=True)]
    found = columns(rows(engine_of(rules, morphology), cells, names))
    return pd.DataFrame(
        {name: pd.array(found[name], dtype="Int64" if name in OFFSETS else "string") for name in COLUMNS}
    )


def _column(frame: "pandas.DataFrame", name: str) -> "pandas.Series":
    """The one column of a name."""
    found = frame[name]
    if found.ndim > 1:
        raise ValueError(f"{found.shape[1]} columns are named {name!r}: one is expected")
    return found
