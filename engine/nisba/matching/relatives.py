"""Relative clauses whose end shows: what a frame's gap steps over, and does not lead out of."""

from typing import TYPE_CHECKING

from nisba.arabic.document import Kind
from nisba.arabic.folding import fold
from nisba.arabic.morphology.protocol import Category
from nisba.matching.coordination import BEFORE_VERBS, COMMAS
from nisba.program import patterns as p

if TYPE_CHECKING:
    from nisba.matching.lattice import Lattice

RELATIVES = frozenset(
    fold(w) for w in "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي اللائي".split()
)
"""The definite relative pronouns (Ryding 2005, section 14.1)."""

LONGEST = 30
"""A relative clause of more tokens is taken for one whose end does not show."""

Span = tuple[int, int]
"""A relative clause: the token of its pronoun, the token behind its last."""


def relative_clauses(lattice: "Lattice") -> tuple[Span, ...]:
    """The relative clauses of a sentence whose end shows, from left to right; none lies in another.

    One that a comma opens ends at the next comma («بلينكن، الذي وصل أمس، …»). Any other ends before the verb of the main
    clause («بلينكن الذي التقى عون زار …»), or the comma in front of that verb.
    """
    found: list[Span] = []
    at = 0
    while at < lattice.size:
        end = _end(lattice, at) if lattice.tokens[at].folded in RELATIVES else None
        if end is not None:
            found.append((at, end))
        at = end or at + 1
    return tuple(found)


def _end(lattice: "Lattice", pronoun: int) -> int | None:
    tokens = lattice.tokens
    opened = pronoun > 0 and tokens[pronoun - 1].surface in COMMAS
    own: int | None = None
    hidden = False
    for i in range(pronoun + 1, min(lattice.size, pronoun + LONGEST)):
        verb = lattice.category(i) is Category.VERB
        if tokens[i].surface in COMMAS:
            behind = _without_particles(lattice, i + 1)
            if behind < lattice.size and not _joined(lattice, i + 1):
                follows = lattice.category(behind) is Category.VERB
                if opened or (follows and own is not None):
                    return i
        elif tokens[i].kind == Kind.PUNCTUATION:
            return None
        elif verb and (own is None or _one_complex(lattice, own, i)):
            own = i
        elif verb and not hidden and not _joined(lattice, i) and not _circumstantial(lattice, i):
            start = i
            while start - 1 > pronoun and tokens[start - 1].folded in BEFORE_VERBS:
                start -= 1
            return None if _joined(lattice, start) else start
        elif (not verb and not lattice.skippable(i)) or tokens[i].folded in RELATIVES:
            # «الذي قال إن عون زار …»: the next verb belongs to the clause in the clause.
            hidden = True
    return None


def _without_particles(lattice: "Lattice", i: int) -> int:
    while i < lattice.size and lattice.tokens[i].folded in BEFORE_VERBS:
        i += 1
    return i


def _joined(lattice: "Lattice", i: int) -> bool:
    """Whether a conjunction stands before a token, attached or not."""
    before = lattice.tokens[i - 1].folded if i else ""
    folded = lattice.tokens[i].folded
    attached = bool(lattice.spellings[i].conjunction) or folded in _WITH_AND
    return attached or before in ("و", "ف", "ثم", "او")


_WITH_AND = frozenset(prefix + word for prefix in "وف" for word in (*BEFORE_VERBS, *RELATIVES))


def _one_complex(lattice: "Lattice", own: int, verb: int) -> bool:
    """Whether two verbs are one: «كان يزور», «بدأ يزور», «لا يزال الوزير يزور»."""
    between = range(own + 1, verb)
    return (
        all(lattice.tokens[i].folded in BEFORE_VERBS for i in between)
        or lattice.tokens[own].folded in _AUXILIARIES
    )


_AUXILIARIES = frozenset(
    fold(w) for w in "كان كانت كانوا يكون تكون يزال تزال زال زالت ظل ظلت بات باتت".split()
)


def _circumstantial(lattice: "Lattice", verb: int) -> bool:
    """Whether a verb may tell the circumstances of the one before: «الذي وصل أمس يرافقه وفد»."""
    kinds = {form.kind for _, form, *_ in lattice.spellings[verb].forms}
    folded = lattice.tokens[verb].folded
    imperfect = (bool(kinds) and kinds <= {"imperfect", "jussive", "masdar"}) or (
        not kinds and folded[:1] in "يت"
    )
    future = "س" in {letters for letters, _, _ in lattice.spellings[verb].proclitics}
    before = lattice.tokens[verb - 1].folded
    return imperfect and not future and before not in BEFORE_VERBS


def skips(lattice: "Lattice", gap: p.Gap, token: int, clauses: tuple[Span, ...]) -> tuple[int, ...]:
    """How many tokens a frame's gap may skip from a token on, in ascending order.

    It steps over a relative clause as a whole, and does not count its tokens; it does not lead out of one.
    """
    limit = lattice.size
    for start, end in clauses:
        if start < token <= end:
            limit = end - 1
    behind = dict(clauses)
    found: set[int] = set()
    at, left = token, gap.most
    while at <= limit:
        found.add(at - token)
        stop = behind.get(at)
        if stop is not None:
            found.update(_inside(lattice, token, at, stop, left))
            at = stop
        elif left and at < limit and lattice.skippable(at):
            at += 1
            left -= 1
        else:
            break
    return tuple(sorted(skipped for skipped in found if skipped >= gap.least))


def _inside(lattice: "Lattice", token: int, start: int, end: int, left: int) -> list[int]:
    """What leads into a relative clause, as far as its first verb: «بلينكن الذي زار …»."""
    found = []
    for at in range(start, min(end - 1, start + left)):
        if not lattice.skippable(at):
            break
        found.append(at + 1 - token)
    return found
