"""Packed programs come back whole, and nothing else does."""

import pickle
import zlib
from pathlib import Path

import pytest
from tests.connectors.visits import TEXTS, plain, write_rules

import nisba
from nisba.connectors import shipping
from nisba.connectors.shipping import packed, unpacked
from nisba.extraction.engine import Engine


def test_a_program_comes_back_without_its_files(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    expected = plain(rules)
    data = packed(nisba.load(rules).program)
    for file in tmp_path.iterdir():
        file.unlink()
    engine = Engine(unpacked(data))
    assert expected
    assert [t for n, text in enumerate(TEXTS) for t in engine.extract(text or "", doc=str(n))] == expected


def test_the_news_pack_comes_back_equal() -> None:
    program = nisba.load("news").program
    assert unpacked(packed(program)) == program


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="not packed rules"):
        unpacked(b"PK\x03\x04")


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(nisba.compile("words trip = زيارة").program)
    monkeypatch.setattr(shipping, "_version", lambda: b"99.0")
    with pytest.raises(ValueError, match=r"here is nisba 99\.0"):
        unpacked(data)


def test_reading_runs_no_foreign_code() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("run",)

    head = packed(nisba.compile("words trip = زيارة").program)
    magic = head[: head.index(b"\n", head.index(b"\n") + 1) + 1]
    with pytest.raises(pickle.UnpicklingError):
        unpacked(magic + zlib.compress(pickle.dumps(Evil())))
