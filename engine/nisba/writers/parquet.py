"""Parquet: one triple a row, arguments as nested columns, with every triple in it."""

from pathlib import Path
from typing import IO, Any

from attrs import frozen

from nisba.extras import needed
from nisba.writers.jsonl import JsonlWriter
from nisba.writers.spool import chunks
from nisba.writers.writer import Options


def make(options: Options) -> "ParquetWriter":
    """The writer; that pyarrow is there is found out now and not at the end of a long run."""
    needed("pyarrow.parquet", "parquet")
    return ParquetWriter()


@frozen
class ParquetWriter(JsonlWriter):
    """Columns named and nested as in the JSON form; attributes and qualifiers are maps."""

    def finish(self, spool: IO[bytes], target: Path) -> None:
        """Write the file."""
        arrow = needed("pyarrow", "parquet")
        schema = _schema(arrow)
        with needed("pyarrow.parquet", "parquet").ParquetWriter(target, schema, compression="zstd") as writer:
            for triples in chunks(spool):
                rows = [triple.to_dict() for triple in triples]
                writer.write_batch(arrow.RecordBatch.from_pylist([_mapped(row) for row in rows], schema))


def _mapped(row: dict[str, Any]) -> dict[str, Any]:
    """Dictionaries whose keys are data, as Arrow takes its maps: lists of pairs."""
    for argument in (row["subject"], row["object"], *row["qualifiers"].values()):
        argument["attributes"] = list(argument["attributes"].items())
    row["qualifiers"] = list(row["qualifiers"].items())
    return row


def _schema(arrow: Any) -> Any:
    text, number = arrow.string(), arrow.int64()
    place = [("start", number), ("end", number)]
    argument = arrow.struct(
        [("text", text), *place, ("type", text), ("canonical", text), ("attributes", arrow.map_(text, text))]
    )
    attribution = arrow.struct([("text", text), *place, ("verb", text), ("canonical", text)])
    return arrow.schema(
        [
            ("doc", text),
            ("rule", text),
            ("where", text),
            ("relation", text),
            ("subject", argument),
            ("object", argument),
            ("qualifiers", arrow.map_(text, argument)),
            ("polarity", text),
            ("modality", text),
            ("attribution", attribution),
            ("sentence", arrow.struct(place)),
        ]
    )
