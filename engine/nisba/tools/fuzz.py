"""Tries examples in other words: changes that must not matter, and changes that must."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from nisba.extraction.engine import Engine
from nisba.extraction.trace import Firing, firings
from nisba.extraction.triple import Triple
from nisba.extras import needed
from nisba.matching.compile import RuleMatcher
from nisba.matching.mentions import Annotation
from nisba.program.model import Example
from nisba.syntax.printer import print_example
from nisba.tools.fuzz_changes import NEGATED, SAME, SWAPPED, Change, applied, changes_of
from nisba.tools.testing import (
    Key,
    Verdict,
    annotations_for,
    chosen,
    comparable,
    key_of,
    run_example,
    triples_of,
)

TOGETHER = 4
"""At most so many changes are made at once."""
TRIES = 60
"""So many sets of changes are tried for an example, unless told otherwise."""


@frozen
class Weakness:
    """A change of an example's sentence that should not have mattered and did, or the other way round.

    ``changes`` are as few as show it; ``missing`` are the triples that were lost, ``extra`` those that came out and
    should not have.
    """

    matcher: RuleMatcher
    example: Example
    changes: tuple[Change, ...]
    text: str
    missing: tuple[Key, ...]
    extra: tuple[Key, ...]

    def sentence(self) -> str:
        """What breaks the rule, in words.

        >>> from unittest.mock import Mock
        >>> change = Change("adding tatweel to أعلن", 0, 0, "")
        >>> Weakness(Mock(), Mock(), (change,), "", (("بلينكن", "visited", "تركيا"),), ()).sentence()
        'adding tatweel to أعلن loses (بلينكن, visited, تركيا)'
        """
        done = " and ".join(change.words for change in self.changes)
        effect = self.changes[0].effect
        told = []
        if self.missing:
            told.append("loses " + "; ".join(map(_shown, self.missing)))
        if self.extra:
            verb = {SAME: "adds", NEGATED: "still asserts", SWAPPED: "still gives"}[effect]
            told.append(f"{verb} " + "; ".join(map(_shown, self.extra)))
        return f"{done} {' and '.join(told)}"

    def as_example(self) -> str:
        """The sentence as an example for the rule: ``todo`` where triples are lost, ``no`` where too many come out."""
        return print_example("todo" if self.missing else "no", self.text, self.missing or self.extra)


def _shown(key: Key) -> str:
    return f"({', '.join(key)})"


def fuzz(
    engine: Engine, name: str = "", files: Sequence[Path] = (), tries: int = TRIES
) -> Iterator[Weakness]:
    """Try every ``yes`` example that holds; ``name`` and ``files`` choose rules as ``run_tests`` does.

    Raises ``MissingExtra`` where Hypothesis is not installed.
    """
    needed("hypothesis", "fuzz")
    for matcher in chosen(engine, name, files):
        for example in matcher.rule.examples:
            if example.kind == "yes":
                yield from fuzz_example(engine, matcher, example, tries)


def fuzz_example(
    engine: Engine, matcher: RuleMatcher, example: Example, tries: int = TRIES
) -> tuple[Weakness, ...]:
    """The weaknesses that an example shows; none for one that fails as it stands.

    Each change is tried alone; then Hypothesis draws sets of those that did no harm, and shrinks a set that does.
    """
    outcome = run_example(engine, matcher, example)
    if outcome.verdict is not Verdict.PASSED:
        return ()
    return _Trial(engine, matcher, example, outcome.got).weaknesses(tries)


class _Trial:
    def __init__(
        self, engine: Engine, matcher: RuleMatcher, example: Example, triples: tuple[Triple, ...]
    ) -> None:
        self.engine = engine
        self.matcher = matcher
        self.example = example
        self.triples = triples
        self.annotations = annotations_for(engine.program, example)
        self.asserted = _asserted(triples)

    def weaknesses(self, tries: int) -> tuple[Weakness, ...]:
        text = self.example.text
        # Two spellings of one word, or two dates in one place, that do the same harm are one weakness.
        found: dict[object, Weakness] = {}
        harmless: list[Change] = []
        for change in changes_of(self.engine, text, self.triples, self._firings()):
            weakness = self._tried((change,))
            if weakness is None:
                if change.effect == SAME:
                    harmless.append(change)
            else:
                kind = (change.words.split()[0], change.start, change.end, change.renamed[0])
                found.setdefault((kind, weakness.missing, weakness.extra), weakness)
        together = self._together(harmless, tries) if len(harmless) > 1 else None
        return (*found.values(), *(() if together is None else (together,)))

    def _firings(self) -> list[Firing]:
        return [
            firing
            for lattice in self.engine.lattices(self.example.text, self.annotations)
            for firing in firings(self.engine, self.matcher, lattice)
        ]

    def _together(self, changes: list[Change], tries: int) -> Weakness | None:
        """The smallest set of changes that only together do harm, if one is drawn."""
        from hypothesis import find, settings
        from hypothesis import strategies as st
        from hypothesis.errors import NoSuchExample

        sets = st.lists(st.sampled_from(changes), min_size=2, max_size=TOGETHER, unique=True)
        quiet = settings(max_examples=tries, database=None, derandomize=True, deadline=None)
        try:
            smallest = find(sets, lambda some: self._tried(tuple(some)) is not None, settings=quiet)
        except NoSuchExample:
            return None
        return self._tried(tuple(smallest))

    def _tried(self, changes: tuple[Change, ...]) -> Weakness | None:
        """What becomes of the triples when the changes are made; None where that is as it should be."""
        text = applied(self.example.text, changes)
        if text is None:
            return None
        triples = triples_of(self.engine, self.matcher, text, self._moved(changes))
        got = _asserted(triples)
        missing: frozenset[Key] = frozenset()
        if changes[0].effect == SAME:
            names = {comparable(a): comparable(b) for a, b in (c.renamed for c in changes) if a}
            wanted = frozenset(
                (names.get(s, s), relation, names.get(o, o)) for s, relation, o in self.asserted
            )
            missing, extra = wanted - got, got - wanted
        else:
            extra = got & self.asserted
        if not missing and not extra:
            return None
        texts = {
            comparable(a.text): a.text for t in (*triples, *self.triples) for a in (t.subject, t.object)
        } | {comparable(c.renamed[1]): c.renamed[1] for c in changes}
        lost, more = (
            tuple((texts[s], relation, texts[o]) for s, relation, o in sorted(keys))
            for keys in (missing, extra)
        )
        return Weakness(self.matcher, self.example, changes, text, lost, more)

    def _moved(self, changes: tuple[Change, ...]) -> list[Annotation]:
        """The annotations where they lie once the changes are made."""
        pieces = sorted(piece for change in changes for piece in change.pieces())
        moved = []
        for annotation in self.annotations:
            start, end = annotation.start, annotation.end
            for first, last, replacement in pieces:
                longer = len(replacement) - (last - first)
                if last <= annotation.start and (last, first) != (annotation.start, annotation.end):
                    start, end = start + longer, end + longer
                elif first < annotation.end:
                    end += longer
            moved.append(Annotation(start, end, annotation.label))
        return moved


def _asserted(triples: Sequence[Triple]) -> frozenset[Key]:
    return frozenset(key_of(triple) for triple in triples if triple.polarity == "asserted")


def save(weaknesses: Sequence[Weakness]) -> list[Path]:
    """Write the weaknesses behind the examples that showed them; the files that were changed.

    Raises ``OSError`` where a file cannot be written.
    """
    by_file: dict[Path, list[Weakness]] = {}
    for weakness in weaknesses:
        by_file.setdefault(Path(weakness.matcher.rule.source.name), []).append(weakness)
    for path, group in by_file.items():
        text = group[0].matcher.rule.source.text
        for weakness in sorted(group, key=lambda w: w.example.span.end, reverse=True):
            end = weakness.example.span.end
            text = f"{text[:end]}\n  {weakness.as_example()}{text[end:]}"
        path.write_text(text, encoding="utf-8")
    return list(by_file)
