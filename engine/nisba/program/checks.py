"""What every pattern must keep to: it takes something, and its captures are single, sure and not inside each other."""

from collections.abc import Iterable, Sequence

from nisba.diagnostics.diagnostic import Label
from nisba.program import patterns as p
from nisba.program.findings import Findings
from nisba.program.shape import captures, nullable, walk
from nisba.source import Source, Span


def check_pattern(element: p.Element, source: Source, span: Span, findings: Findings) -> None:
    """Note what is wrong with a whole pattern. ``span`` is its place, for what has none of its own."""
    if not any(not isinstance(part, p.Sequence | p.Repetition | p.Gap) for part in walk(element)):
        findings.error(
            "empty-pattern",
            "the pattern names nothing to find",
            source,
            span,
            expected="a word, a type or a capture",
        )
    elif nullable(element):
        findings.error(
            "nullable-pattern",
            "the pattern can match nothing at all",
            source,
            span,
            expected="at least one element that is not optional",
        )
    _Captures(source, findings).check(element)


class _Captures:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.source = source
        self.findings = findings

    def check(self, element: p.Element) -> None:
        """Note captures where none may be."""
        match element:
            case p.Capture(name, item, each):
                self._capture(element, name, item, each)
                return
            case p.Repetition(item, _, most) if most is None or most > 1:
                self._none(
                    item,
                    "capture-in-repetition",
                    "inside a repetition the capture `{}` could hold several things",
                    "use `each X:Type` for a list, or put the capture outside",
                )
            case p.Not(item):
                self._none(
                    item,
                    "capture-in-not",
                    "what is not there cannot be captured: `{}`",
                    "leave out the capture",
                )
            case p.Sequence(items):
                self._repeated(items)
                for item in items:
                    self.check(item)
            case p.Alternation(items):
                for item in items:
                    self.check(item)
            case p.Repetition(item):
                self.check(item)
            case _:
                pass

    def _capture(self, capture: p.Capture, name: str, item: p.Element, each: bool) -> None:
        self._none(
            item,
            "nested-capture",
            f"the capture `{{}}` stands inside the capture `{name}`",
            "take them apart",
        )
        span = self._span(capture)
        if nullable(item):
            self.findings.error(
                "nullable-capture", f"the capture `{name}` can hold nothing", self.source, span,
                hint=f"make the whole capture optional: `({name}:…)?`",
            )  # fmt: skip
        elif each and not all(
            isinstance(part, p.Mention | p.Builtin | p.WordList | p.Word | p.Alternation)
            for part in walk(item)
        ):
            self.findings.error(
                "each-not-a-type", f"the members of the list `{name}` must be of a type", self.source, span,
                expected="`each X:Type`, with types, lists of words and `|` between them",
            )  # fmt: skip

    def _none(self, item: p.Element, code: str, message: str, hint: str) -> None:
        for name, found in captures(item).items():
            self.findings.error(code, message.format(name), self.source, self._span(found[0]), hint=hint)

    def _repeated(self, items: Sequence[p.Element]) -> None:
        seen: dict[str, p.Capture] = {}
        for item in items:
            for name, found in captures(item).items():
                first = seen.setdefault(name, found[0])
                if first is not found[0]:
                    self.findings.error(
                        "capture-repeated",
                        f"the capture `{name}` stands twice in one pattern",
                        self.source,
                        self._span(found[0]),
                        hint="give one of them another name",
                        labels=(Label(self.source, self._span(first), "the first"),),
                    )

    def _span(self, element: p.Element) -> Span:
        return element.span or Span(0, 0)


def check_same_captures(
    held: Sequence[dict[str, list[p.Capture]]],
    places: Sequence[Span],
    wanted: Iterable[str],
    source: Source,
    findings: Findings,
) -> None:
    """Note the alternatives that lack a capture which the rule uses and another alternative has.

    ``held`` are the captures of each alternative, ``places`` the clauses that they come from.
    """
    told: set[tuple[str, Span]] = set()
    for name in wanted:
        first = next((names[name][0].span for names in held if name in names), None)
        if first is None:
            continue
        for names, place in zip(held, places, strict=True):
            if name not in names and (name, place) not in told:
                told.add((name, place))
                findings.error(
                    "capture-missing",
                    f"this alternative does not capture `{name}`",
                    source,
                    place,
                    expected="the same captures in every alternative",
                    labels=(Label(source, first, f"`{name}` is captured here"),),
                )
