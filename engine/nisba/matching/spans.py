"""A mention in a sentence: its places, and what is known of it."""

from attrs import field, frozen


@frozen
class MentionSpan:
    """A mention in a sentence: its places (``start`` is its stem), and what is known of it.

    ``name`` is the pair of places of the marked part.
    """

    start: int
    end: int
    type: str
    canonical: str = field(eq=False)
    attributes: dict[str, str] = field(eq=False, factory=dict)
    name: tuple[int, int] = field(eq=False, default=(0, 0))
