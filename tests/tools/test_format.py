"""Formatting: a diff is a patch, errors keep a file as it is."""

import shutil
import subprocess
from pathlib import Path

import pytest

from nisba.source import Source
from nisba.tools.format import format_source

CROOKED = "words   trip=زيارة|جولة\nwords tour = رحلة"


def test_a_file_in_its_form_is_not_changed() -> None:
    text = format_source(Source("a.rules", CROOKED)).text
    assert text is not None
    again = format_source(Source("a.rules", text))
    assert (again.text, again.changed, again.diff()) == (text, False, "")


def test_errors_are_given_and_no_text() -> None:
    result = format_source(Source("a.rules", "words = زيارة"))
    assert (result.text, result.changed, result.diff()) == (None, False, "")
    assert result.errors


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs the patch program")
def test_the_diff_is_a_patch_also_without_a_last_line_end(tmp_path: Path) -> None:
    result = format_source(Source("a.rules", CROOKED))
    (tmp_path / "a.rules").write_text(CROOKED, encoding="utf-8")
    subprocess.run(
        ["patch", "a.rules"], input=result.diff().encode(), cwd=tmp_path, check=True, capture_output=True
    )
    assert (tmp_path / "a.rules").read_text(encoding="utf-8") == result.text
