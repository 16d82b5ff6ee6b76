"""Every diagnostic code of the language, with its explanation."""

from nisba.diagnostics.code import Code
from nisba.diagnostics.file_codes import FILE_CODES
from nisba.diagnostics.lint_codes import LINT_CODES
from nisba.diagnostics.pattern_codes import PATTERN_CODES
from nisba.diagnostics.program_codes import PROGRAM_CODES
from nisba.diagnostics.syntax_codes import SYNTAX_CODES

CODES: dict[str, Code] = {
    code.code: code
    for code in sorted(
        SYNTAX_CODES + PATTERN_CODES + PROGRAM_CODES + FILE_CODES + LINT_CODES, key=lambda code: code.code
    )
}
"""By code, sorted."""


def explain(code: str) -> str:
    """The explanation of a code as text: what it means, an example that draws it, and one that is right.

    Raises ``KeyError`` for a code that there is not.

    >>> print(explain("unknown-form").splitlines()[0])
    unknown-form: no such form of a verb
    """
    entry = CODES[code]
    parts = [
        f"{entry.code}: {entry.title}",
        entry.explanation,
        "Wrong:\n\n" + _indented(entry.bad),
        "Right:\n\n" + _indented(entry.good),
    ]
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").splitlines())
