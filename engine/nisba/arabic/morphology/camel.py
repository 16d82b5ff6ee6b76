"""Morphology from camel-tools' analyser and its database, on top of the paradigms of the declared verbs."""

import importlib
import sys
import types
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from nisba.arabic.morphology import data
from nisba.arabic.morphology.affixes import listed_gender
from nisba.arabic.morphology.closed import CLOSED_CLASSES
from nisba.arabic.morphology.light import MOST_KEPT, LightMorphology
from nisba.arabic.morphology.protocol import Category, VerbForm
from nisba.program.model import Verb

# Parts of speech of the CALIMA databases; what is not here is content. Demonstratives are: هذا البلد is a noun phrase.
_CATEGORIES = {
    "verb": Category.VERB,
    "verb_pseudo": Category.CONJUNCTION,
    "prep": Category.PREPOSITION,
    "conj": Category.CONJUNCTION,
    "conj_sub": Category.CONJUNCTION,
    "pron": Category.PARTICLE,
    "pron_rel": Category.PARTICLE,
    "pron_interrog": Category.PARTICLE,
    "adv": Category.PARTICLE,
    "adv_rel": Category.CONJUNCTION,
    "adv_interrog": Category.PARTICLE,
    "interj": Category.PARTICLE,
    "punc": Category.PUNCTUATION,
}
AS_LIKELY = 1.0
"""An analysis whose probability is less than a tenth of the likeliest one's is not meant."""

_CLITIC_SLOTS = ("prc1", "prc2", "prc3", "enc0")
_NO_CLITIC = ("0", "na", None)
_NOMINAL = frozenset({"noun", "noun_prop", "noun_quant", "noun_num", "adj", "adj_comp", "adj_num"})


class MorphologyUnavailableError(RuntimeError):
    """camel-tools is not installed."""


@frozen
class Reading:
    """One analysis of a word: vocalised lemma, part of speech, gender, and whether it has a clitic."""

    lemma: str
    pos: str
    gender: str
    aspect: str
    voice: str
    bare: bool
    logprob: float


@contextmanager
def _without_catalogue() -> Iterator[None]:
    """Keep ``camel_tools.data`` from being imported: it downloads a catalogue and writes into the home folder."""
    name = "camel_tools.data"
    if name in sys.modules:
        yield
        return
    stub = types.ModuleType(name)
    stub.CATALOGUE = None  # type: ignore[attr-defined]
    sys.modules[name] = stub
    try:
        yield
    finally:
        del sys.modules[name]


@cache
def _component(module: str, name: str) -> Any:
    try:
        with _without_catalogue():
            return getattr(importlib.import_module(f"camel_tools.morphology.{module}"), name)
    except ImportError as error:
        raise MorphologyUnavailableError(
            f"the camel morphology needs camel-tools ({error}); run: pip install 'nisba[camel]'"
        ) from error


@cache
def open_database(database: Path, flags: str = "a") -> Any:
    """The database, read once in a process: 2 s and 300 MB.

    Args:
        database: an installed database, as ``data.path`` names it.
        flags: ``a`` to analyse, ``g`` to generate.

    Raises:
        MorphologyUnavailableError: camel-tools is not installed.
    """
    return _component("database", "MorphologyDB")(str(database), flags)


class CamelMorphology:
    """Categories, stems and gender by camel-tools' analyses, the likeliest first; the forms of verbs by nisba."""

    def __init__(self, verbs: Iterable[Verb] = (), database: Path | None = None) -> None:
        """Open the database (the installed one where none is given).

        Raises:
            DataError: the database is not installed.
            MorphologyUnavailableError: camel-tools is not installed.
        """
        self._light = LightMorphology(verbs)
        self._analyzer = _component("analyzer", "Analyzer")(
            open_database(database or data.path(data.MORPHOLOGY.name))
        )
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._categories: dict[str, Category] = {}

    def forms(self, verb: Verb) -> tuple[VerbForm, ...]:
        """Every inflected form of a verb: those of the built-in paradigms."""
        return self._light.forms(verb)

    def readings(self, folded: str) -> tuple[Reading, ...]:
        """The distinct analyses of a word, the likeliest first; none for what the database does not know."""
        known = self._readings.get(folded)
        if known is None:
            analyses = (
                _reading(a) for a in self._analyzer.analyze(folded) if a["source"] in ("lex", "spvar")
            )
            ranked = sorted(dict.fromkeys(analyses), key=lambda reading: -reading.logprob)
            if len(self._readings) >= MOST_KEPT:
                self._readings.clear()
            known = self._readings[folded] = tuple(ranked)
        return known

    def category(self, folded: str) -> Category:
        """The category of the likeliest analysis; closed classes and unknown words as in the built-in morphology."""
        known = self._categories.get(folded)
        if known is None:
            if len(self._categories) >= MOST_KEPT:
                self._categories.clear()
            known = self._categories[folded] = self._find_category(folded)
        return known

    def is_stem(self, folded: str) -> bool:
        """Whether the word has a likely analysis without clitics, or the built-in morphology knows it.

        The database knows a name واكد too, but «واكد» is و and أكد.
        """
        if self._light.is_stem(folded):
            return True
        readings = self.readings(folded)
        return any(r.bare and r.logprob >= readings[0].logprob - AS_LIKELY for r in readings)

    def gender(self, folded: str) -> str:
        """The gender of the likeliest nominal analysis, else what the ending shows; a listed exception first."""
        listed = listed_gender(folded)
        if listed:
            # The database has the gender of the form: حرب would be masculine.
            return listed
        if self.category(folded) is Category.VERB:
            return self._light.gender(folded)
        for reading in self.readings(folded):
            if reading.pos in _NOMINAL and reading.gender in ("m", "f"):
                return reading.gender
        return self._light.gender(folded)

    def _find_category(self, folded: str) -> Category:
        readings = self.readings(folded)
        if folded in CLOSED_CLASSES or not readings:
            return self._light.category(folded)
        pos = readings[0].pos
        if pos.startswith("part"):
            return Category.PARTICLE
        return _CATEGORIES.get(pos, Category.CONTENT)


def _reading(analysis: dict[str, Any]) -> Reading:
    return Reading(
        lemma=analysis["lex"],
        pos=analysis["pos"],
        gender=analysis["gen"],
        aspect=analysis["asp"],
        voice=analysis["vox"],
        bare=all(analysis.get(slot) in _NO_CLITIC for slot in _CLITIC_SLOTS),
        logprob=float(analysis["pos_lex_logprob"]),
    )
