"""Resolved, typed, immutable rules: names, imports, signatures, frames, lint."""

from nisba.program.load import check, load_program, program_from_source

__all__ = ["check", "load_program", "program_from_source"]
