"""Coordinated lists: «روسيا وسوريا، وإيران», «كل من روسيا وسوريا», «مع روسيا ومع سوريا»."""

from typing import TYPE_CHECKING

from nisba.arabic.folding import fold
from nisba.arabic.morphology.protocol import Category
from nisba.program import patterns as p

if TYPE_CHECKING:
    from nisba.matching.edges import Edge, Edges
    from nisba.matching.lattice import Lattice

CONJUNCTIONS = frozenset(fold(w) for w in "و أو ثم وكذلك وأيضا وحتى".split())
COMMAS = frozenset("،,")
ADDITIONS = {
    fold(first): tuple(fold(w) for w in others)
    for first, *others in (
        phrase.split()
        for phrase in (
            "فضلا عن",
            "إضافة إلى",
            "بالإضافة إلى",
            "إلى جانب",
            "علاوة على",
            "وكذلك",
            "وكذا",
            "كما",
        )
    )
}
"""By their first word, the other words of phrases that add a member to a list (Ryding 2005, chapter 18, on additive connectives)."""
LIST_OPENERS = (("كل", "من"), ("كلا", "من"))
BEFORE_VERBS = frozenset(fold(w) for w in "لم لن لا ما قد لقد سوف".split())
"""Particles that stand between a subject and its verb (Ryding 2005, chapters 34 and 37)."""
PREPOSITIONS = frozenset(fold(w) for w in "إلى من عن على في مع بين لدى نحو ضد عند".split())


def list_edges(lattice: "Lattice", item: p.Element) -> "Edges":
    """The edges of lists of one or more ``item``; every shorter beginning of a list is an edge too."""
    found: Edges = {}
    single = _members(lattice, item)
    for start in single:
        ends = _ends(lattice, single, start)
        if ends:
            found[start] = ends
    # «كل من روسيا وسوريا»: the words that announce a list belong to no member.
    for i in range(lattice.size - 2):
        following = lattice.tokens[i + 1].folded
        opened = found.get((i + 2) << 4)
        for stem, start, end in lattice.spellings[i].stems if opened else ():
            if (stem, following) in LIST_OPENERS and not end:
                starts = {start, 0} if start == lattice.spellings[i].conjunction else {start}
                for inner in starts:
                    found.setdefault((i << 4) + inner, opened or [])
    return found


def members(lattice: "Lattice", item: p.Element, start: int, end: int) -> list[tuple[int, int]]:
    """The members (start of the stem, end) of the list that a capture from ``start`` to ``end`` holds."""
    single = _members(lattice, item)
    for chain in _chains(lattice, single, start, True):
        if chain[-1][1] == end:
            return chain
    return [(start, end)]


def _members(lattice: "Lattice", item: p.Element) -> dict[int, list["Edge"]]:
    """The edges of one member, the best first."""
    if isinstance(item, p.Alternation):
        merged: dict[int, list[Edge]] = {}
        for alternative in item.items:
            for place, edges in _members(lattice, alternative).items():
                merged.setdefault(place, sorted(edges, key=lambda e: -e.end))
        return merged
    return lattice.forward(item)


def _ends(lattice: "Lattice", single: dict[int, list["Edge"]], start: int) -> list["Edge"]:
    from nisba.matching.edges import Edge

    found: dict[tuple[int, int], Edge] = {}
    for chain in _chains(lattice, single, start):
        stem, end = chain[0][0], chain[-1][1]
        tokens = (end >> 4) - (stem >> 4) + (1 if end & 15 else 0)
        found.setdefault((stem, end), Edge(end, stem, tokens))
    return list(found.values())


def _chains(
    lattice: "Lattice", single: dict[int, list["Edge"]], start: int, stems: bool = False
) -> list[list[tuple[int, int]]]:
    """The list from a place with each of its beginnings, the longest last: members take their longest edge.

    ``stems``: ``start`` is where the stem of the first member starts.
    """
    chains: list[list[tuple[int, int]]] = []
    for first in single.get(start, ()):
        chain = [(first.stem, first.end)]
        chains.append(list(chain))
        while (following := _next(lattice, single, start, chain[-1][1])) is not None:
            before = chain[-1]
            chain.append(following)
            if not _is_apposition(lattice, before, following):
                chains.append(list(chain))
    return chains


def _is_apposition(lattice: "Lattice", before: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether the last member of a list is what the one before it is: «يوسف الشاهد، رئيس الحكومة».

    Arabic says و before the last member of a list; a comma alone joins two of one kind at most.
    """
    comma = last[0] - 16
    if last[0] & 15 or comma != before[1] or lattice.tokens[comma >> 4].surface not in COMMAS:
        return False
    kinds = [{m.type for m in lattice.mentions_at(member)} for member in (before, last)]
    return kinds[0] != kinds[1] and kinds[0].isdisjoint(kinds[1])


def _next(
    lattice: "Lattice", single: dict[int, list["Edge"]], start: int, end: int
) -> tuple[int, int] | None:
    """The member that goes on a list that has got as far as ``end``."""
    if end & 15 or end >> 4 >= lattice.size:
        return None
    at = end >> 4
    tokens = lattice.tokens
    comma = tokens[at].surface in COMMAS
    if comma:
        at += 1
        if at >= lattice.size:
            return None
    joined = comma
    word = tokens[at].folded
    others = ADDITIONS.get(word, ADDITIONS.get(word[1:]) if word[0] == "و" else None)
    if others is not None and others == tuple(t.folded for t in tokens[at + 1 : at + 1 + len(others)]):
        at += 1 + len(others)
        joined = True
    elif word in CONJUNCTIONS:
        at += 1
        joined = True
    for place in _member_places(lattice, start, at, joined):
        edges = single.get(place)
        if edges:
            edge = max(edges, key=lambda e: e.end)
            if _begins_clause(lattice, edge.end):
                return None
            return edge.stem, edge.end
    return None


def _member_places(lattice: "Lattice", start: int, at: int, joined: bool) -> list[int]:
    """Where the next member may start: behind «و», and behind the first member's preposition said again."""
    if at >= lattice.size:
        return []
    spelling = lattice.spellings[at]
    base = at << 4
    places = []
    if joined:
        places.append(base)
    if spelling.conjunction:
        places.append(base + spelling.conjunction)
    before = _preposition(lattice, start)
    if before is None:
        return places
    if before == lattice.tokens[at].folded or (
        spelling.conjunction and before == lattice.tokens[at].folded[1:]
    ):
        places.append((at + 1) << 4)
    for letters, begin, stop in spelling.proclitics:
        if letters == before and (
            begin == spelling.conjunction if not joined else begin in (0, spelling.conjunction)
        ):
            places.append(base + stop)
    return places


def _preposition(lattice: "Lattice", start: int) -> str | None:
    """The preposition in front of a place: a word, or attached letters."""
    token, inner = start >> 4, start & 15
    if inner:
        for letters, _, stop in lattice.spellings[token].proclitics:
            if stop == inner and letters not in ("و", "ف"):
                return letters
        return None
    before = lattice.tokens[token - 1].folded if token else ""
    bare = before[1:] if before[:1] in "وف" and before[1:] in PREPOSITIONS else before
    return bare if bare in PREPOSITIONS else None


def _begins_clause(lattice: "Lattice", end: int) -> bool:
    """Whether what looks like a member is the subject of the next clause («زار تركيا، وروسيا أعلنت …»).

    Not where the verb speaks of several: «بلينكن ولافروف وعون زاروا …». Behind its subject it agrees with it in number
    (Ryding 2005, section 4.3).
    """
    token = end >> 4
    if end & 15 or token >= lattice.size:
        return False
    if lattice.tokens[token].folded in BEFORE_VERBS:
        token += 1
    return (
        token < lattice.size
        and lattice.category(token) is Category.VERB
        and not any(
            form.number in ("d", "p") and form.person == 3 for _, form, *_ in lattice.spellings[token].forms
        )
    )
