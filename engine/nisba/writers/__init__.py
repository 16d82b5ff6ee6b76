"""Triples out: one file a format."""
