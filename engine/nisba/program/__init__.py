"""Resolved, typed, immutable rules."""
