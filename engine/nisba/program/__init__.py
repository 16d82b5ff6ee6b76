"""Resolved, typed, immutable rules: names, imports, signatures, frames, lint."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nisba.program.load import check, load_program, program_from_source

__all__ = ["check", "load_program", "program_from_source"]


def __getattr__(name: str) -> object:
    # The parser comes in with the first rules that are read: compiled ones need none.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("nisba.program.load"), name)
