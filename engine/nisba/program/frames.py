"""The orders in which Arabic puts one event, written out from a frame."""

from collections.abc import Sequence

from nisba.program import patterns as p
from nisba.source import Span

GAP = p.Gap(0, 8, clause=True)
"""Between the parts: as far as an open gap reaches, but never over words that begin another clause."""

PREPOSITIONS = frozenset(
    [
        "إلى",
        "الى",
        "من",
        "عن",
        "على",
        "علي",
        "في",
        "مع",
        "عند",
        "لدى",
        "لدي",
        "حتى",
        "حتي",
        "منذ",
        "ضد",
        "نحو",
        "بين",
        "حول",
        "خلال",
        "قبل",
        "بعد",
        "أمام",
        "وراء",
        "تجاه",
        "لأجل",
    ]
)
"""Prepositions and the adverbs of place and time that act as such (Ryding 2005, chapter 16)."""

LET_THROUGH = p.Repetition(p.Alternation((p.Word("إلى"), p.Proclitic("ل"))), 0, 1)
"""A masdar takes with a preposition what its verb takes as a plain object: «زار تركيا», «زيارة إلى تركيا»."""


def expand(
    lexeme: p.Lexeme, subject: p.Element, complements: Sequence[p.Element], has_masdar: bool
) -> list[tuple[str, p.Element]]:
    """The orders of a frame, each with its name, in the order of preference.

    Verb–complement–subject only where the first complement begins with a preposition, as in «وصل إلى بغداد وزير …»:
    a plain object before the subject would be read as the subject.

    >>> [order for order, _ in expand(p.Lexeme("زار"), p.Word("س"), [p.Word("ص")], has_masdar=True)]
    ['verb-subject-complement', 'subject-verb-complement', 'masdar-subject-complement']
    """
    orders = []
    form = lexeme.form
    if form != "masdar":
        verb = p.Lexeme(lexeme.lemma, form or "verb", span=lexeme.span)
        behind = [_after(complement, lexeme.span) for complement in complements]
        name = "-complement" if complements else ""
        orders += [
            (f"verb-subject{name}", p.sequence(verb, _after(subject, lexeme.span), *behind)),
            (f"subject-verb{name}", p.sequence(_before(subject, lexeme.span), verb, *behind)),
        ]
        if complements and begins_with_preposition(complements[0]):
            first = _after(_required(complements[0]), lexeme.span)
            parts = (verb, first, *behind[1:], _after(subject, lexeme.span))
            orders.append(("verb-complement-subject", p.sequence(*parts)))
    if has_masdar and form in (None, "masdar"):
        masdar = p.Lexeme(lexeme.lemma, "masdar", span=lexeme.span)
        behind = [
            _after(c, lexeme.span, before=() if begins_with_preposition(c) else (LET_THROUGH,))
            for c in complements
        ]
        name = "masdar-subject" + ("-complement" if complements else "")
        orders.append((name, p.sequence(masdar, _after(subject, lexeme.span), *behind)))
    return orders


def begins_with_preposition(element: p.Element) -> bool:
    """Whether every way through a pattern begins with a preposition or a proclitic.

    >>> begins_with_preposition(p.Sequence((p.Word("إلى"), p.Mention(None))))
    True
    """
    match element:
        case p.Proclitic():
            return True
        case p.Word(text):
            return text in PREPOSITIONS
        case p.Sequence(items):
            return bool(items) and begins_with_preposition(items[0])
        case p.Alternation(items):
            return all(begins_with_preposition(item) for item in items)
        case p.Repetition(item) | p.Capture(_, item):
            return begins_with_preposition(item)
        case _:
            return False


def _after(part: p.Element, span: Span | None, before: tuple[p.Element, ...] = ()) -> p.Element:
    """A part behind a gap; where the part is optional, the gap goes with it."""
    gap = p.Gap(GAP.least, GAP.most, clause=True, span=span)
    if _is_optional(part):
        return p.Repetition(p.sequence(gap, *before, _required(part)), 0, 1, span=part.span)
    return p.sequence(gap, *before, part)


def _before(part: p.Element, span: Span | None) -> p.Element:
    """A part in front of a gap; where the part is optional, the gap goes with it."""
    gap = p.Gap(GAP.least, GAP.most, clause=True, span=span)
    if _is_optional(part):
        return p.Repetition(p.sequence(_required(part), gap), 0, 1, span=part.span)
    return p.sequence(part, gap)


def _is_optional(part: p.Element) -> bool:
    return isinstance(part, p.Repetition) and part.least == 0 and part.most == 1


def _required(part: p.Element) -> p.Element:
    return part.item if isinstance(part, p.Repetition) and _is_optional(part) else part
