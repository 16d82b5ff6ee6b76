"""Entity tables and word lists."""

from pathlib import Path

import pytest

from nisba.diagnostics.diagnostic import Severity
from nisba.program import check, load_program
from nisba.program.model import EntityEntry


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "a.rules"
    path.write_text('entity City from "cities.tsv"', "utf-8")
    return path


def entries(rules: Path, table: str) -> tuple[EntityEntry, ...]:
    rules.with_name("cities.tsv").write_text(table, "utf-8")
    return load_program([rules]).entity_lists[0].entries


def test_columns_are_form_canonical_name_and_attributes(rules: Path) -> None:
    table = "# المدن\n\nنيويورك\tمدينة نيويورك\tcountry=US\tqid=Q60\nأنقرة\r\nبيروت\tcountry=LB\nعمان\t\tcountry=JO\n"
    assert entries(rules, table) == (
        EntityEntry("نيويورك", "مدينة نيويورك", (("country", "US"), ("qid", "Q60"))),
        EntityEntry("أنقرة", "أنقرة"),
        EntityEntry("بيروت", "بيروت", (("country", "LB"),)),
        EntityEntry("عمان", "عمان", (("country", "JO"),)),
    )


def test_byte_order_mark_is_no_part_of_the_first_form(rules: Path) -> None:
    assert entries(rules, "\ufeffأنقرة")[0].form == "أنقرة"


def test_every_malformed_row_is_told_with_its_line_in_the_table(rules: Path) -> None:
    table = rules.with_name("cities.tsv")
    table.write_text("أنقرة\n\tبغداد\nدمشق\tدمشق\tسوريا\n", "utf-8")
    _, diagnostics = check([rules])
    places = [(d.code, d.source.name, d.source.position(d.span.start).line) for d in diagnostics]
    assert places == [("malformed-row", str(table), 2), ("malformed-row", str(table), 3)]
    assert all(d.labels[0].source.name == str(rules) for d in diagnostics)


@pytest.mark.parametrize("row", ["بغداد  مدينة بغداد", "بغداد code=IQ", "بغداد  مدينة\tcode=IQ"])
def test_spaces_where_tabs_should_be_are_told(rules: Path, row: str) -> None:
    rules.with_name("cities.tsv").write_text(f"دمشق\n{row}\n", "utf-8")
    _, (diagnostic,) = check([rules])
    assert diagnostic.code == "malformed-row"
    assert "tabs part the columns, not spaces" in diagnostic.message


def test_a_table_of_thirty_thousand_rows_is_read_whole(rules: Path) -> None:
    table = "\n".join(f"مدينة{i}\tمدينة {i}\tcountry=TR\tqid=Q{i}" for i in range(30_000))
    rules.with_name("cities.tsv").write_text(table, "utf-8")
    assert len(load_program([rules]).entity_lists[0].entries) == 30_000


def test_near_file_is_suggested(rules: Path) -> None:
    rules.with_name("city.tsv").write_text("أنقرة", "utf-8")
    _, diagnostics = check([rules])
    assert [d.code for d in diagnostics] == ["missing-file"]
    assert diagnostics[0].hint == "did you mean `city.tsv`, in the same folder?"


@pytest.mark.parametrize(
    "name", ["no\0such", "a" * 5000, "/dev/null", "/dev/zero", "**[", ".", "", "cities.tsv/x"]
)
@pytest.mark.parametrize(
    "statement", ['import "{}"', 'words trip from "{}"', 'entity City from "{}"'], ids=lambda s: s.split()[0]
)
def test_whatever_stands_for_a_file_is_told_and_not_raised(name: str, statement: str, tmp_path: Path) -> None:
    (tmp_path / "cities.tsv").write_text("أنقرة", "utf-8")
    (tmp_path / "a.rules").write_text(statement.format(name), "utf-8")
    _, diagnostics = check([tmp_path / "a.rules"])
    assert {d.code for d in diagnostics if d.severity is Severity.ERROR} == {"missing-file"}
