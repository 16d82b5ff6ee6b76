"""From matches to triples."""
