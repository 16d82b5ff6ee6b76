"""nisba (نسبة): relation triples from Arabic text, by rules."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nisba.diagnostics.diagnostic import Diagnostic, RulesError
    from nisba.extraction.engine import Engine, compile, load
    from nisba.extraction.triple import Argument, Attribution, SentenceSpan, Triple
    from nisba.matching.mentions import Annotation

__all__ = [
    "Annotation",
    "Argument",
    "Attribution",
    "Diagnostic",
    "Engine",
    "RulesError",
    "SentenceSpan",
    "Triple",
    "compile",
    "load",
]

# The names come in when they are first used: `nisba --version` and completion need none of them.
_HOME = {
    "Annotation": "nisba.matching.mentions",
    "Argument": "nisba.extraction.triple",
    "Attribution": "nisba.extraction.triple",
    "Diagnostic": "nisba.diagnostics.diagnostic",
    "Engine": "nisba.extraction.engine",
    "RulesError": "nisba.diagnostics.diagnostic",
    "SentenceSpan": "nisba.extraction.triple",
    "Triple": "nisba.extraction.triple",
    "compile": "nisba.extraction.engine",
    "load": "nisba.extraction.engine",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
