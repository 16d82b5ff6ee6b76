"""Gathers what is found wrong, so that all of it is told at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import define, field

from nisba.diagnostics.diagnostic import Diagnostic, Edit, Label, Severity
from nisba.source import Source, Span


@define
class Findings:
    """Every diagnostic so far, in the order found."""

    found: list[Diagnostic] = field(factory=list)
    broken: set[str] = field(factory=set)
    """Names whose declaration could not be read: what uses them is not wrong for that."""
    incomplete: bool = False
    """Whether a file is missing, so that any name may be declared in it."""

    def error(
        self,
        code: str,
        message: str,
        source: Source,
        span: Span,
        *,
        expected: str | None = None,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
        edits: tuple[Edit, ...] = (),
    ) -> None:
        """Note an error."""
        self.found.append(
            Diagnostic(code, message, source, span, Severity.ERROR, expected, hint, labels, edits)
        )

    def warning(
        self,
        code: str,
        message: str,
        source: Source,
        span: Span,
        *,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        """Note a warning."""
        self.found.append(Diagnostic(code, message, source, span, Severity.WARNING, None, hint, labels))

    def unknown(
        self,
        code: str,
        name: str,
        source: Source,
        span: Span,
        *,
        kind: str,
        known: Iterable[str],
        otherwise: str | None = None,
    ) -> None:
        """Note that there is no such ``kind`` of this name, and the known name that comes nearest.

        ``otherwise`` is the hint where none comes near. Nothing is noted where the name may well be declared in what
        could not be read.
        """
        if kind != "capture" and (self.incomplete or name in self.broken):
            return
        near = near_miss(name, known)
        if near is None:
            self.error(code, f"there is no {kind} `{name}`", source, span, hint=otherwise)
            return
        shown = source.slice(span)
        at = shown.find(name)
        edits = (Edit(Span(span.start + at, span.start + at + len(name)), near),) if at >= 0 else ()
        self.error(
            code, f"there is no {kind} `{name}`", source, span, hint=f"did you mean `{near}`?", edits=edits
        )


def near_miss(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like this one, if any is.

    >>> near_miss("visted", ["visited", "said"])
    'visited'
    >>> near_miss("زياره", ["زيارة"])
    'زيارة'
    >>> near_miss("trip", ["country"])
    """
    exact_but_case = [k for k in known if k.casefold() == name.casefold()] if (known := list(known)) else []
    close = exact_but_case or get_close_matches(name, known, n=1, cutoff=0.6)
    return close[0] if close else None
