"""Documents in: one file a format."""
