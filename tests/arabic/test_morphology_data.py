"""Installing data: checked, resumed, put in place in one step, and clear when nothing can be reached."""

import hashlib
import http.server
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from nisba.arabic.morphology import data

DATABASE = (
    "###DEFINES###\nDEFINE lex lex:*open*\nDEFINE caphi caphi:*open*\n###DEFAULTS###\n"
    "DEFAULT pos:verb lex:* pos_freq:* caphi:*\n###ORDER###\nORDER lex pos_freq caphi\n###STEMBACKOFF###\n"
    "###STEMS###\nاعلن\tPV\tlex:أعلن caphi:2_a gloss:announce pos_lex_freq:-2.9\n"
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves one archive, with ranges, and notes what was asked for."""

    archive = b""
    ranges: list[str | None] = []  # noqa: RUF012

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        Handler.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if asked and start >= len(Handler.archive):
            self.send_error(416)
            return
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(Handler.archive) - start))
        self.end_headers()
        self.wfile.write(Handler.archive[start:])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def data_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[data.DataSet]:
    """A small data set on a server of this machine, and an empty data folder."""
    archive = tmp_path / "release.zip"
    with zipfile.ZipFile(archive, "w") as box:
        box.writestr("LICENSE", "GPL")
        box.writestr("morphology.db", DATABASE)
    Handler.archive, Handler.ranges = archive.read_bytes(), []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    small = attrs.evolve(
        data.MORPHOLOGY,
        url=f"http://127.0.0.1:{server.server_port}/release.zip",
        url_sha256=sha256(Handler.archive),
        requirement="no-such-package-of-nisba==0",
        members=frozenset({sha256(DATABASE.encode())}),
    )
    monkeypatch.setitem(data.DATA_SETS, small.name, small)
    monkeypatch.setattr(data, "folder", lambda: tmp_path / "data")
    yield small
    server.shutdown()
    server.server_close()


def without_network(monkeypatch: pytest.MonkeyPatch, data_set: data.DataSet) -> None:
    closed = attrs.evolve(data_set, url="http://127.0.0.1:9/nothing.zip")
    monkeypatch.setitem(data.DATA_SETS, data_set.name, closed)

    def no_installer() -> list[str]:
        raise OSError("neither pip nor uv is there")

    monkeypatch.setattr(data, "_installer", no_installer)


def test_an_installed_database_is_in_the_form_that_camel_tools_reads(data_set: data.DataSet) -> None:
    seen: list[tuple[int, int]] = []
    file = data.install(data_set.name, lambda done, total: seen.append((done, total)))
    text = file.read_text(encoding="utf-8")
    assert file == data.path(data_set.name)
    assert "###TOKENIZATIONS###\n###STEMBACKOFF###" in text
    assert "lex:أعلن pos_lex_logprob:-2.9\n" in text
    assert "caphi" not in text
    assert seen[-1] == (len(Handler.archive), len(Handler.archive))


def test_an_interrupted_download_goes_on_where_it_stopped(data_set: data.DataSet) -> None:
    data.folder().mkdir()
    (data.folder() / f"{data_set.name}.part").write_bytes(Handler.archive[:100])
    data.install(data_set.name)
    assert Handler.ranges == ["bytes=100-"]
    assert [file.name for file in data.folder().iterdir()] == [f"{data_set.name}.db"]


def test_a_download_that_was_complete_is_used(data_set: data.DataSet) -> None:
    data.folder().mkdir()
    (data.folder() / f"{data_set.name}.part").write_bytes(Handler.archive)
    assert data.install(data_set.name).is_file()


def test_a_damaged_download_is_refused_and_not_kept(data_set: data.DataSet) -> None:
    Handler.archive = b"x" + Handler.archive[1:]
    with pytest.raises(data.DataError, match="SHA-256"):
        data.install(data_set.name)
    assert list(data.folder().iterdir()) == []


@pytest.mark.parametrize("suffix", [".zip", ".db"])
def test_a_file_fetched_by_hand_is_installed(data_set: data.DataSet, tmp_path: Path, suffix: str) -> None:
    archive = tmp_path / f"by-hand{suffix}"
    archive.write_bytes(Handler.archive if suffix == ".zip" else DATABASE.encode())
    data.install(data_set.name, archive=archive)
    assert Handler.ranges == []
    assert data.installed() == (data_set.name,)


def test_another_file_is_not_installed(data_set: data.DataSet, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("###DEFINES###\n", encoding="utf-8")
    with pytest.raises(data.DataError, match="SHA-256"):
        data.install(data_set.name, archive=other)
    assert data.installed() == ()
    assert list(data.folder().iterdir()) == []


def test_without_a_network_the_message_says_what_to_do(
    data_set: data.DataSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_network(monkeypatch, data_set)
    with pytest.raises(data.DataError) as caught:
        data.install(data_set.name)
    assert "official release:" in str(caught.value)
    assert "package index: neither pip nor uv is there" in str(caught.value)
    assert "--from FILE" in str(caught.value)


def test_remove_deletes_the_file_and_an_interrupted_download(data_set: data.DataSet) -> None:
    data.install(data_set.name)
    (data.folder() / f"{data_set.name}.part").write_bytes(b"half")
    assert data.remove(data_set.name)
    assert not data.remove(data_set.name)
    assert list(data.folder().iterdir()) == []
    with pytest.raises(data.DataError, match="nisba data install"):
        data.path(data_set.name)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(data.DataError, match=data.MORPHOLOGY.name):
        data.install("no-such-data")
