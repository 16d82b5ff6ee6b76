"""Renderers: the same findings as text, JSON and SARIF."""

import json as stdlib_json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.diagnostics import json, sarif, text
from nisba.diagnostics.codes import CODES
from nisba.diagnostics.diagnostic import Diagnostic, Edit, Label, Severity
from nisba.source import Source, Span

SOURCE = Source("folder/a.rules", "words trip = زيارة\n\tlet visit = trp Mention # 日本\n")
AT = Span(SOURCE.text.index("trp"), SOURCE.text.index("trp") + 3)
FOUND = Diagnostic(
    "unknown-name",
    "there is no list or fragment `trp`",
    SOURCE,
    AT,
    expected="a declared name",
    hint="did you mean `trip`?",
    labels=(Label(SOURCE, Span(6, 10), "declared here"),),
    edits=(Edit(AT, "trip"),),
)


def test_text_underlines_the_place_and_quotes_it_again() -> None:
    assert text.render([FOUND]).splitlines() == [
        "error[unknown-name]: there is no list or fragment `trp`",
        " --> folder/a.rules:2:14",
        "  |",
        "2 |  let visit = trp Mention # 日本",
        "  |              ^^^",
        "  | here: ⟨trp⟩",
        "  = expected: a declared name",
        "  = help: did you mean `trip`?",
        "  = note: declared here: ⟨trip⟩ (folder/a.rules:1:7)",
        "",
        "1 error",
    ]


def test_carets_are_as_wide_as_what_they_underline() -> None:
    source = Source("a", "日本 وَزِير x")
    for shown, carets in (("日本", 4), ("وَزِير", 4), ("x", 1)):
        at = source.text.index(shown)
        line = text.render([Diagnostic("name-case", "m", source, Span(at, at + len(shown)))]).splitlines()[4]
        assert line.count("^") == carets


def test_a_place_in_a_very_long_line_is_shown_with_little_around_it() -> None:
    source = Source("a", "ا " * 100_000 + "x" + " ا" * 100_000)
    shown = text.render([Diagnostic("name-case", "m", source, Span(200_000, 200_001))])
    assert max(map(len, shown.splitlines())) < 120
    assert "⟨x⟩" in shown


def test_no_control_character_reaches_a_terminal() -> None:
    source = Source("a\x1b[31m", "x\x1b[31m\u202e\x00y")
    shown = text.render([Diagnostic("name-case", "\x1b]0;title\x07", source, Span(0, len(source.text)))])
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_color_adds_nothing_but_escapes() -> None:
    colored = text.render([FOUND], color=True)
    assert colored != text.render([FOUND])
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text.render([FOUND])


def test_findings_are_counted_by_severity() -> None:
    warning = Diagnostic("unused-let", "m", SOURCE, AT, Severity.WARNING)
    assert text.render([FOUND, warning, warning]).splitlines()[-1] == "1 error, 2 warnings"
    assert text.render([]) == ""


def test_json_has_the_place_in_lines_and_in_offsets() -> None:
    (shown,) = stdlib_json.loads(json.render([FOUND]))
    assert (shown["code"], shown["severity"]) == ("unknown-name", "error")
    assert (shown["line"], shown["column"], shown["end_line"], shown["end_column"]) == (2, 14, 2, 17)
    assert SOURCE.text[shown["start"] : shown["end"]] == shown["text"] == "trp"
    assert shown["edits"] == [{"start": AT.start, "end": AT.end, "replacement": "trip"}]
    assert shown["labels"][0]["text"] != ""


def test_sarif_names_its_rules_and_places() -> None:
    (run,) = stdlib_json.loads(sarif.render([FOUND, FOUND]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["unknown-name"]
    assert rules[0]["shortDescription"]["text"] == CODES["unknown-name"].title
    result = run["results"][0]
    assert (result["level"], rules[result["ruleIndex"]]["id"]) == ("error", "unknown-name")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "folder/a.rules"
    assert place["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 17}
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "trip"


@pytest.mark.parametrize("render", [text.render, json.render, sarif.render])
@given(data=st.data())
def test_any_finding_can_be_rendered(render: Callable[[list[Diagnostic]], str], data: st.DataObject) -> None:
    """Whatever the text, its name and the place, what is rendered can be written as UTF-8."""
    written = data.draw(st.text(st.characters()))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(written))] * 2)))
    source = Source(data.draw(st.text(st.characters(exclude_characters="\x00"), min_size=1)), written)
    finding = Diagnostic("any", data.draw(st.text(st.characters())), source, Span(start, end))
    render([finding]).encode("utf-8")
