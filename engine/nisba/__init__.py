"""nisba (نسبة): relation triples from Arabic text, by rules."""
