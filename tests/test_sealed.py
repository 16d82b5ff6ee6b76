"""Sealed sequences: the items that went in, made when they are asked for, and of nisba's classes alone."""

import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.program.model import EntityEntry
from nisba.sealed import Sealed


@given(st.lists(st.text()), st.integers(1, 5))
def test_what_comes_out_is_what_went_in(items: list[str], together: int) -> None:
    sealed = pickle.loads(pickle.dumps(Sealed(items, together)))
    assert list(sealed) == items
    assert [sealed[-n] for n in range(1, len(items) + 1)] == items[::-1]
    assert sealed[1:3] == items[1:3]
    with pytest.raises(IndexError):
        sealed[len(items)]


def test_an_item_is_made_once_and_not_kept_in_pickles() -> None:
    entry = EntityEntry("تركيا", "تركيا", ())
    sealed = Sealed([entry])
    assert sealed[0] == entry
    assert sealed[0] is not entry
    assert sealed[0] is sealed[0]
    assert len(pickle.dumps(sealed)) == len(pickle.dumps(Sealed([entry])))


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("owned",)


def test_no_foreign_code_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        Sealed([_Evil()])[0]
    assert not (tmp_path / "owned").exists()
