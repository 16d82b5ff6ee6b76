"""What is known of one diagnostic code."""

from attrs import frozen


@frozen
class Code:
    """A stable code with its explanation, a text that draws it, and one that does not.

    ``files`` are the other files that the two texts speak of: name and content.
    """

    code: str
    title: str
    explanation: str
    bad: str
    good: str
    files: tuple[tuple[str, str], ...] = ()
