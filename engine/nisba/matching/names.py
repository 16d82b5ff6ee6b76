"""The words that the entities of a program are made of."""

from nisba.arabic.folding import fold
from nisba.program import patterns as p
from nisba.program.model import Program


def naming_words(program: Program) -> frozenset[str]:
    """Folded: the words of the lists that entities are made of, of each phrase the first."""
    names: set[str] = set()
    elements: list[p.Element] = [a for pattern in program.entity_patterns for a in pattern.alternatives]
    seen: set[p.Element] = set()
    while elements:
        element = elements.pop()
        if element in seen:
            continue
        seen.add(element)
        match element:
            case p.WordList(name):
                names.update(phrase.partition(" ")[0] for phrase in program.words[name].phrases)
            case p.Sequence(items) | p.Alternation(items):
                elements.extend(items)
            case p.Repetition(item) | p.Capture(_, item):
                elements.append(item)
            case _:
                pass
    names.update(e.form.partition(" ")[0] for listing in program.entity_lists for e in listing.entries)
    return frozenset(map(fold, names))
