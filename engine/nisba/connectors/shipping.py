"""Programs as bytes: to go where the files of their rules are not, such as another machine."""

import io
import pickle
import zlib

from nisba.program.model import Program
from nisba.sealed import Reader

_MAGIC = b"nisba program\n"


def packed(program: Program) -> bytes:
    """The bytes of a program, its word lists included."""
    return _MAGIC + _version() + b"\n" + zlib.compress(pickle.dumps(program, pickle.HIGHEST_PROTOCOL))


def unpacked(data: bytes) -> Program:
    """The program of such bytes. Reading makes objects of nisba's own classes only.

    Raises ``ValueError`` where they are none, or were packed by another version of nisba.
    """
    version, _, body = data.removeprefix(_MAGIC).partition(b"\n")
    if not data.startswith(_MAGIC):
        raise ValueError("these are not packed rules")
    if version != _version():
        raise ValueError(
            f"the rules were packed by nisba {version.decode()}, and here is nisba {_version().decode()}: "
            "the two must be the same"
        )
    program = Reader(io.BytesIO(zlib.decompress(body))).load()
    if not isinstance(program, Program):
        raise ValueError("these are not packed rules")
    return program


def _version() -> bytes:
    from importlib.metadata import version

    return version("nisba").encode()
