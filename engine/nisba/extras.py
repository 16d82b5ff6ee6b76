"""Optional packages: imported when they are needed, and missed with the command that installs them."""

import importlib
from types import ModuleType


class MissingExtra(ImportError):
    """An optional package is not installed; the message names the command that installs it."""


def needed(module: str, extra: str) -> ModuleType:
    """Import an optional package.

    Args:
        module: what to import.
        extra: the extra of nisba that brings it.

    Raises:
        MissingExtra: where it is not installed.

    >>> needed("no_such_module", "parquet")
    Traceback (most recent call last):
        ...
    nisba.extras.MissingExtra: no_such_module is not installed: pip install 'nisba[parquet]'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != module.split(".")[0]:
            raise
        name = module.split(".")[0]
        raise MissingExtra(f"{name} is not installed: pip install 'nisba[{extra}]'", name=name) from error
