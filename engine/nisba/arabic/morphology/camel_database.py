"""Bring a database of camel-tools, of whatever age, into the form that its current version reads, and a small one.

Format after camel_tools.morphology.database (1.6): sections marked ``###NAME###``, features as ``name:value``.
Databases of 2020 lack the section TOKENIZATIONS and call the log probabilities ``*_freq``. Features that nisba never
asks for (tokenizations, transcription, gloss) are left out, which halves loading time and memory.
"""

import re
from collections.abc import Iterable, Iterator

_UNUSED = "caphi|catib6|ud|bw|bwtok|gloss|root|pattern|d[123](?:seg|tok)|atb(?:seg|tok)"
_UNUSED_FEATURES = re.compile(rf"(?<=[ \t])(?:{_UNUSED}):\S* ?")
_UNUSED_DEFINITION = re.compile(rf"DEFINE (?:{_UNUSED}) ")
_UNUSED_NAMES = re.compile(rf"(?<= )(?:{_UNUSED})(?: |$)")
_FREQUENCY = re.compile(r"\b(pos_lex|pos|lex)_freq\b")


def converted(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a database, in the form of camel-tools 1.6 and without what nisba does not use.

    >>> list(converted(["###ORDER###", "ORDER diac lex caphi pos_freq", "###STEMBACKOFF###"]))
    ['###ORDER###', 'ORDER diac lex pos_logprob', '###TOKENIZATIONS###', '###STEMBACKOFF###']
    """
    section = ""
    for line in lines:
        if line.startswith("###"):
            section = line.strip("#\n ")
            if section == "STEMBACKOFF":
                yield "###TOKENIZATIONS###" + line[len(line.rstrip("\n")) :]
            if section != "TOKENIZATIONS":
                yield line
        elif section != "TOKENIZATIONS" and not _UNUSED_DEFINITION.match(line):
            yield _reduced(line, section)


def _reduced(line: str, section: str) -> str:
    end = line[len(line.rstrip("\n")) :]
    text = _FREQUENCY.sub(r"\1_logprob", line.rstrip("\n"))
    if section == "ORDER":
        text = _UNUSED_NAMES.sub("", text)
    elif section in ("DEFAULTS", "PREFIXES", "SUFFIXES", "STEMS"):
        text = _UNUSED_FEATURES.sub("", text)
    return text.rstrip(" ") + end
