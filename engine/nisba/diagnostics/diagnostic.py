"""The one value every finding is: an error, a warning or a note about a place in a source."""

from enum import StrEnum

from attrs import frozen

from nisba.source import Source, Span


class Severity(StrEnum):
    """How bad a finding is. Only an error keeps rules from being used."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Label:
    """A second place that a finding speaks of, and what is there."""

    source: Source
    span: Span
    text: str


@frozen
class Edit:
    """A replacement that would mend what was found."""

    span: Span
    replacement: str


@frozen
class Diagnostic:
    """One finding.

    ``code`` is stable (``unknown-name``) and explained by ``nisba help CODE``; ``message`` says what is wrong;
    ``expected`` what would have been right here; ``hint`` what to do, with a near miss where there is one.
    """

    code: str
    message: str
    source: Source
    span: Span
    severity: Severity = Severity.ERROR
    expected: str | None = None
    hint: str | None = None
    labels: tuple[Label, ...] = ()
    edits: tuple[Edit, ...] = ()


class RulesError(ValueError):
    """Rules that cannot be used: carries every diagnostic that was found, errors and warnings.

    >>> import nisba
    >>> try:
    ...     nisba.compile("rule r match أعلن emit (X, said, X)")
    ... except nisba.RulesError as error:
    ...     sorted({d.code for d in error.diagnostics if d.severity == "error"})
    ['unknown-capture', 'unknown-relation']
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__(diagnostics)

    def __str__(self) -> str:
        lines = []
        for d in self.diagnostics:
            if d.severity is Severity.ERROR:
                place = d.source.position(d.span.start)
                lines.append(f"{d.source.name}:{place.line}:{place.column}: {d.code}: {d.message}")
        return "\n".join(lines)
