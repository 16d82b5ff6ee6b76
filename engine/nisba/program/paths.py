"""What the path of an import or a list means: a file beside the rules, or one that ships with nisba."""

import os
from pathlib import Path

from nisba.packaged import packaged

SHIPPED = "nisba:"
"""What the path of a shipped file begins with; no file's name can on every system."""


def located(folder: Path, path: str) -> Path:
    """Where a file is that rules in ``folder`` name.

    >>> located(Path("my"), "../names.tsv").as_posix()
    'names.tsv'
    >>> located(Path("my"), "nisba:shared/entities.rules").is_file()
    True
    """
    if path.startswith(SHIPPED):
        return Path(os.path.normpath(packaged("rules") / path.removeprefix(SHIPPED)))
    return Path(os.path.normpath(folder / path))


def shipped(path: str) -> str | None:
    """What ships with nisba and is called like a path that leads to no file, as rules name it; None where nothing is.

    >>> shipped("../rules/entities.rules"), shipped("entities"), shipped("towns.rules")
    ('nisba:shared/entities.rules', 'nisba:shared/entities.rules', None)

    A pack is taken for the types that its rules use.

    >>> shipped("news")
    'nisba:shared/entities.rules'
    """
    root = packaged("rules")
    wanted = Path(path.removeprefix(SHIPPED))
    names = (wanted.name, f"{wanted.name}.rules")
    same = sorted(
        file for file in root.glob("*/*") if file.name in names and file.suffix in (".rules", ".tsv", ".txt")
    )
    if not same and wanted.name and (root / wanted.name).is_dir():
        same = [root / "shared" / "entities.rules"]
    return f"{SHIPPED}{same[0].relative_to(root).as_posix()}" if same else None
