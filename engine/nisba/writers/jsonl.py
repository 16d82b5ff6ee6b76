"""JSON Lines: one triple a line, in the documented form."""

from attrs import frozen

from nisba.extraction.triple import Triple
from nisba.readers.document import Document
from nisba.writers.writer import Options


def make(options: Options) -> "JsonlWriter":
    """The writer; it has no options."""
    return JsonlWriter()


@frozen
class JsonlWriter:
    """Every triple, negated ones too."""

    def header(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, document: Document, triples: list[Triple]) -> bytes:
        """A line for each triple."""
        return "".join(triple.to_json() + "\n" for triple in triples).encode()
