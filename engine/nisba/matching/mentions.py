"""Mentions of a sentence: the longest of the lists, annotations passed in, then entity patterns in order of dependency."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import field, frozen

from nisba.arabic.morphology.closed import BEFORE_PRONOUN
from nisba.matching.automaton import Automaton
from nisba.matching.index import ALL_NEEDS, AnchorIndex, Start, index, meeting
from nisba.matching.lattice import Lattice
from nisba.matching.machine import ALL, Reading, Search, Shortcuts
from nisba.matching.spans import MentionSpan
from nisba.program.model import EntityPattern, Operand

ARTICLE = "ال"


@frozen
class Annotation:
    """A mention that the caller knows of: code points of the document, end exclusive, and a label.

    The label is what ``entity T from annotations "PER"`` names. Raises ``ValueError`` where start and end are no place.
    """

    start: int
    end: int
    label: str
    canonical: str = ""
    attributes: dict[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"an annotation from {self.start} to {self.end} is no place in a text")


@frozen
class EntityMatcher:
    """An entity pattern with its automaton."""

    pattern: EntityPattern
    automaton: Automaton


@frozen
class EntityMatchers:
    """All entity patterns of a program, in the order of their dependency."""

    matchers: tuple[EntityMatcher, ...] = ()
    index: AnchorIndex = field(factory=AnchorIndex)


def compile_entities(patterns: Iterable[EntityPattern]) -> EntityMatchers:
    """The matchers of entity patterns, in the given order."""
    # Not at the top: a start from kept rules builds nothing.
    from nisba.matching.construction import build

    matchers = tuple(EntityMatcher(pattern, build(pattern.alternatives)) for pattern in patterns)
    return EntityMatchers(matchers, index(matcher.automaton for matcher in matchers))


def find_mentions(
    lattice: Lattice,
    entities: EntityMatchers,
    annotations: Sequence[Annotation] = (),
    labels: Sequence[tuple[str, str]] = (),
    shortcuts: Shortcuts = ALL,
) -> None:
    """Put the mentions of the sentence into the lattice.

    ``labels`` are the (label, type) pairs that the rules declare for annotations.
    """
    found = listed(lattice)
    if annotations:
        found += _annotated(lattice, annotations, labels)
    lattice.hold(longest(found), frozenset(mention.type for mention in found))
    words = lattice.keys()
    index = entities.index
    met_by_words = index.met(words)
    starts = index.starts(words)
    for kind, numbers in groupby(starts, key=lambda number: entities.matchers[number].pattern.type):
        met = met_by_words | index.met(lattice.mention_places().keys()) if shortcuts.needs else ALL_NEEDS
        added: list[MentionSpan] = []
        for number in numbers:
            possible = meeting(starts[number], met)
            if possible:
                added += _matched(lattice, number, entities.matchers[number], possible, shortcuts)
        if added:
            lattice.hold(longest(lattice.mentions + added), frozenset((kind,)))


def longest(mentions: Iterable[MentionSpan]) -> list[MentionSpan]:
    """Without those that lie inside a longer mention of the same type, and without doubles (the earlier stays)."""
    kept: list[MentionSpan] = []
    reach: dict[str, int] = {}
    seen: set[tuple[int, int, str]] = set()
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.end <= reach.get(mention.type, -1) or (mention.start, mention.end, mention.type) in seen:
            continue
        reach[mention.type] = mention.end
        seen.add((mention.start, mention.end, mention.type))
        kept.append(mention)
    return kept


def listed(lattice: Lattice) -> list[MentionSpan]:
    """The mentions that the entity lists give, also inside longer ones."""
    entries = lattice.vocabulary.entries
    found = []
    for number, edge in lattice.entries():
        type_, entry = entries[number]
        if not edge.end & 15 and not _behind_article(lattice, edge.stem):
            found.append(
                MentionSpan(
                    edge.stem, edge.end, type_, entry.canonical, dict(entry.attributes), (edge.stem, edge.end)
                )
            )
    return found


def _behind_article(lattice: Lattice, place: int) -> bool:
    """Whether a mention that begins here would leave out its article: «المجاهد» is no «مجاهد»."""
    proclitics = lattice.spellings[place >> 4].proclitics if place & 15 else ()
    return any(letters == ARTICLE and stop == place & 15 for letters, _, stop in proclitics)


def _before_pronoun(lattice: Lattice, place: int) -> bool:
    """Whether what ends here is a preposition with its pronoun: «عليهم» names no علي."""
    return bool(place & 15) and lattice.tokens[place >> 4].folded in BEFORE_PRONOUN


def _before_swallowed(lattice: Lattice, place: int) -> int:
    """The same place without the article that a spelling may hide: «للبنان» is ل and لبنان, not ل and ال and لبنان."""
    inner = place & 15
    if inner and lattice.spellings[place >> 4].places[inner].behind_swallowed:
        return place - 1
    return place


def _annotated(
    lattice: Lattice, annotations: Sequence[Annotation], labels: Sequence[tuple[str, str]]
) -> list[MentionSpan]:
    types: dict[str, list[str]] = {}
    for label, type_ in labels:
        types.setdefault(label, []).append(type_)
    first, last = lattice.sentence.start, lattice.sentence.end
    inside = [a for a in annotations if a.label in types and first <= a.start < a.end <= last]
    if not inside:
        return []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for token in range(lattice.size):
        for place in lattice.places(token):
            starts.setdefault(lattice.offset(place), place)
        ends[lattice.offset((token + 1) << 4, end=True)] = (token + 1) << 4
    found = []
    for annotation in inside:
        start, end = starts.get(annotation.start), ends.get(annotation.end)
        if start is not None and end is not None:
            for type_ in types[annotation.label]:
                found.append(
                    MentionSpan(
                        start, end, type_, annotation.canonical, dict(annotation.attributes), (start, end)
                    )
                )
    return found


def _matched(
    lattice: Lattice, number: int, matcher: EntityMatcher, starts: Sequence[Start], shortcuts: Shortcuts
) -> list[MentionSpan]:
    pattern = matcher.pattern
    found = []
    for _, reading in Search(matcher.automaton, lattice, shortcuts=shortcuts).fire(starts):
        name = reading.captures.get(pattern.mark)
        start = _before_swallowed(lattice, reading.start)
        if name is None or _behind_article(lattice, start) or _before_pronoun(lattice, reading.end):
            continue
        name = (_before_swallowed(lattice, name[0]), name[1])
        lattice.firings.append((number, reading))
        inner = _inside(lattice, name)
        attributes = dict(inner.attributes) if inner else {}
        for key, operand in pattern.attributes:
            value = _value(lattice, operand, reading)
            if value:
                attributes[key] = value
        canonical = inner.canonical if inner and inner.canonical else ""
        found.append(MentionSpan(start, reading.end, pattern.type, canonical, attributes, name))
    return found


def _inside(lattice: Lattice, name: tuple[int, int]) -> MentionSpan | None:
    """The mention that the marked part already is."""
    for mention in lattice.mentions:
        if (mention.start, mention.end) == name:
            return mention
    return None


def _value(lattice: Lattice, operand: Operand, reading: Reading) -> str:
    if operand.capture is None:
        return operand.text or ""
    places = reading.captures.get(operand.capture)
    if places is None:
        return ""
    mention = _inside(lattice, places)
    if operand.key is not None:
        return mention.attributes.get(operand.key, "") if mention else ""
    return lattice.text(*places)
