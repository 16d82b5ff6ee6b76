"""Where the files that ship with nisba are: the grammar and the rule packs."""

from pathlib import Path


def packaged(name: str) -> Path:
    """The folder ``grammar`` or ``rules``: inside the installed package, or beside ``engine/`` in a checkout.

    >>> packaged("grammar").joinpath("rules.lark").name
    'rules.lark'
    """
    root = Path(__file__).parent
    inside = root / name
    return inside if inside.is_dir() else root.parents[1] / name
