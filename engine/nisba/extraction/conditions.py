"""Whether a reading satisfies a rule's ``where`` clauses."""

from nisba.arabic.folding import fold
from nisba.extraction.arguments import Places, argument, mention_of
from nisba.matching.compile import RuleMatcher
from nisba.matching.lattice import Lattice
from nisba.program import model as m


def holds(condition: m.Condition, lattice: Lattice, matcher: RuleMatcher, places: Places) -> bool:
    """Whether a condition holds for the captures at these places."""
    match condition:
        case m.And(items):
            return all(holds(item, lattice, matcher, places) for item in items)
        case m.Or(items):
            return any(holds(item, lattice, matcher, places) for item in items)
        case m.Negation(item):
            return not holds(item, lattice, matcher, places)
        case m.Compare(left, right, negated):
            equal = _names(left, lattice, matcher, places) & _names(right, lattice, matcher, places)
            return bool(equal) != negated
        case m.InList(operand, words):
            value = argument(lattice, matcher, operand, places)
            return value is not None and lattice.vocabulary.in_list(words, value.text)
        case m.Agree(left, right):
            genders = {_gender(name, lattice, matcher, places) for name in (left, right)} - {""}
            return len(genders) < 2
        case m.Near(left, right, distance):
            if left not in places or right not in places:
                return False
            first, second = sorted((places[left], places[right]))
            return (second[0] >> 4) - (first[1] >> 4) <= distance


def _names(operand: m.Operand, lattice: Lattice, matcher: RuleMatcher, places: Places) -> set[str]:
    """The folded names that an operand goes by: its text and its canonical name."""
    value = argument(lattice, matcher, operand, places)
    return set() if value is None else {fold(value.text), fold(value.canonical)}


def _gender(name: str, lattice: Lattice, matcher: RuleMatcher, places: Places) -> str:
    """m, f, or nothing where it is unknown."""
    if name not in places:
        return ""
    start, end = places[name]
    forms = [form for _, form in lattice.verb_forms(start, end) if form.kind != "masdar"]
    genders = {form.gender for form in forms} - {""}
    if genders:
        return genders.pop() if len(genders) == 1 else ""
    mention = mention_of(lattice, matcher.items.get(name), (start, end))
    if mention is not None and mention.attributes.get("gender"):
        return mention.attributes["gender"]
    head = lattice.text(start, end).split(" ")[0]
    return lattice.vocabulary.morphology.gender(fold(head))
