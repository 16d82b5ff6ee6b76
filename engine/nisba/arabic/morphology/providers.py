"""The morphology of a name: ``light`` or ``camel``."""

from collections.abc import Iterable

from nisba.arabic.morphology.light import LightMorphology
from nisba.arabic.morphology.protocol import Morphology
from nisba.program.model import Verb

PROVIDERS = ("light", "camel")


def provider(name: str, verbs: Iterable[Verb]) -> Morphology:
    """The provider of this name, knowing these verbs.

    Raises ``ValueError`` for another name, and what ``CamelMorphology`` raises where its library or data is missing.
    """
    if name == "light":
        return LightMorphology(verbs)
    if name == "camel":
        from nisba.arabic.morphology.camel import CamelMorphology

        return CamelMorphology(verbs)
    raise ValueError(f"no morphology {name!r}: there are {' and '.join(PROVIDERS)}")
