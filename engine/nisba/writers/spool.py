"""The triples of a run, kept as JSON lines for the formats that are made when the run is over."""

from collections.abc import Iterator
from itertools import islice
from typing import IO

import msgspec

from nisba.extraction.triple import Triple

CHUNK = 1024
"""Triples that are held at a time."""


def chunks(spool: IO[bytes]) -> Iterator[list[Triple]]:
    """The triples of a spool that ``JsonlWriter`` encoded, some at a time."""
    decoder = msgspec.json.Decoder(Triple)
    while lines := list(islice(spool, CHUNK)):
        yield [decoder.decode(line) for line in lines]
