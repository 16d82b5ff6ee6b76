"""Coverage: what fired is counted, what did not is shown, and parts of a corpus add up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nisba
from nisba.extraction.engine import Engine
from nisba.readers.document import Document
from nisba.tools.alignment import align, numbered
from nisba.tools.coverage import Coverage, Kind, measure
from nisba.tools.coverage_report import CoverageFormatError, from_json, to_html, to_json, to_table

RULES = """
entity Person from "people.tsv"
entity Country from "countries.tsv"
words title = وزير | وزير الخارجية | رئيس
words trip = زيارة | جولة | رحلة
words ally = تركيا | مصر
verb زار يزور masdar زيارة
relation visited (Person -> Country)

entity Person
  match title X:Person
  match X:Person title
  mark X

rule visit
  match trip X:Person (إلى | لـ | نحو) Y:Country
  frame <زار> (X:Person) (each Y:Country)
  where Y in ally or Y != "مصر"
  emit (X, visited, Y)
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "people.tsv").write_text("بلينكن\nلافروف\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\nالعراق\nمصر\n", encoding="utf-8")
    (folder / "visits.rules").write_text(RULES, encoding="utf-8")
    return nisba.load(folder / "visits.rules")


def counts(coverage: Coverage, kind: Kind, of: str) -> dict[str, int]:
    rows = coverage.rows.values()
    return {r.name.text: r.count for r in rows if r.name.kind is kind and r.name.of == of}


def measured(engine: Engine, *texts: str) -> Coverage:
    return measure(engine, (Document(str(i), text) for i, text in enumerate(texts)))


def test_each_alternative_counts_where_it_was_the_one_read(engine: Engine) -> None:
    found = measured(engine, "جولة بلينكن لتركيا. زيارة لافروف إلى مصر. زار بلينكن العراق.")
    assert counts(found, Kind.RULE, "visit") == {"visit": 3}
    alternatives = counts(found, Kind.ALTERNATIVE, "visit")
    fired = {text.split(":")[0]: number for text, number in alternatives.items() if number}
    assert fired == {"match": 2, "verb-subject-complement": 1}
    choices = {r.name.place: (r.name.text, r.count) for r in found.ranked() if r.name.kind is Kind.CHOICE}
    assert [choices[place] for place in ("1.1", "1.2", "1.3")] == [("إلى", 1), ("لـ", 1), ("نحو", 0)]


def test_list_entries_count_in_patterns_in_entity_patterns_and_in_conditions(engine: Engine) -> None:
    found = measured(engine, "جولة وزير الخارجية بلينكن إلى مصر")
    assert counts(found, Kind.WORDS, "title") == {"وزير": 0, "وزير الخارجية": 1, "رئيس": 0}
    assert counts(found, Kind.WORDS, "trip") == {"زيارة": 0, "جولة": 1, "رحلة": 0}
    assert counts(found, Kind.WORDS, "ally") == {"تركيا": 0, "مصر": 1}
    assert counts(found, Kind.ALTERNATIVE, "Person") == {"title X:Person": 1, "X:Person title": 0}


def test_names_in_sentences_where_no_rule_has_an_anchor_count_too(engine: Engine) -> None:
    found = measured(engine, "لافروف في العراق.")
    assert counts(found, Kind.ENTITY, "Person") == {"بلينكن": 0, "لافروف": 1}
    assert counts(found, Kind.ENTITY, "Country")["العراق"] == 1


def test_a_name_inside_a_longer_mention_counts(engine: Engine) -> None:
    assert counts(measured(engine, "رئيس لافروف"), Kind.ENTITY, "Person")["لافروف"] == 1


def test_what_a_list_is_announced_by_hides_no_alternative(engine: Engine) -> None:
    [match] = [
        (lattice, m)
        for lattice in engine.lattices("زار بلينكن كل من تركيا والعراق")
        for m in engine.matches(lattice)
    ]
    lattice, fired = match
    aligned = align(numbered(fired.matcher.rule.alternatives), lattice, fired.reading)
    assert len(aligned.leaves) == 3


@given(
    st.lists(
        st.sampled_from(
            "زيارة جولة زار يزور بلينكن لافروف تركيا لتركيا ومصر إلى نحو وزير الخارجية قد".split()
        ),
        max_size=14,
    )
)
def test_every_firing_can_be_laid_over_its_pattern(engine: Engine, words: list[str]) -> None:
    """Whatever fires, its leaves lie in order inside the match, and its choices are of its alternative."""
    for lattice in engine.lattices(" ".join(words)):
        for fired in engine.matches(lattice):
            aligned = align(numbered(fired.matcher.rule.alternatives), lattice, fired.reading)
            assert aligned.leaves
            places = [place for _, start, end in aligned.leaves for place in (start, end)]
            assert places == sorted(places)
            assert places[0] == fired.reading.start
            assert places[-1] == fired.reading.end


def test_never_fired_comes_first_and_examples_show_where_the_others_did(engine: Engine) -> None:
    found = measured(engine, "أمس كانت جولة بلينكن لتركيا حسب مصدر")
    ranked = [row for row in found.ranked() if row.name.kind is Kind.ALTERNATIVE]
    assert [row.count for row in ranked] == sorted(row.count for row in ranked)
    [rule] = [row for row in found.ranked() if row.name.text == "visit"]
    [example] = rule.examples
    assert (example.before, example.match, example.after) == ("أمس كانت ", "جولة بلينكن لتركيا", " حسب مصدر")
    assert rule.name.where == "visits.rules:15"
    table = to_table(found)
    assert table.index("لافروف") < table.index("      1  Person بلينكن")


def test_parts_add_up_to_the_whole(engine: Engine) -> None:
    one, two = "جولة بلينكن لتركيا.", "زار لافروف مصر. زيارة لافروف إلى تركيا."
    whole = measure(engine, [Document("a", one), Document("b", two)])
    parts = from_json(to_json(measure(engine, [Document("a", one)])))
    parts.merge(from_json(to_json(measure(engine, [Document("b", two)]))))
    assert to_json(parts) == to_json(whole)


def test_the_page_holds_the_contexts_escaped(engine: Engine) -> None:
    page = to_html(measured(engine, "<b> جولة بلينكن لتركيا"))
    assert "<mark>جولة بلينكن لتركيا</mark>" in page
    assert "<b>" not in page
    assert "://" not in page


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"coverage": 99}', b'{"coverage": 1, "documents": 1}'])
def test_what_is_no_coverage_is_refused(data: bytes) -> None:
    with pytest.raises(CoverageFormatError):
        from_json(data)


def test_the_command_fails_under_a_percentage_and_merges_files(tmp_path: Path, engine: Engine) -> None:
    from click.testing import CliRunner

    from nisba.cli import group

    rules = engine.program.rules[0].source.name
    text = tmp_path / "a.txt"
    text.write_text("جولة بلينكن لتركيا", encoding="utf-8")
    run = CliRunner().invoke
    base = ["coverage", str(text), "--rules", rules]
    assert run(group, [*base, "--kind", "rule", "--fail-under", "100"]).exit_code == 1
    assert run(group, [*base, "--kind", "words", "--fail-under", "10"]).exit_code == 0
    report = tmp_path / "a.json"
    assert run(group, [*base, "--to", "json", "-o", str(report)]).exit_code == 0
    merged = run(group, ["coverage", "--merge", str(report), str(report), "--to", "json"])
    assert from_json(merged.output.encode()).documents == 2
    assert run(group, ["coverage", "--merge", str(text)]).exit_code == 2


def test_what_ships_with_nisba_is_reported_only_where_it_is_named(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from nisba.cli import group

    own = tmp_path / "own.rules"
    own.write_text(
        'import "nisba:shared/places.rules"\nrelation near (Place -> Place)\n'
        "rule near\n  match X:Place قرب Y:Place\n  emit (X, near, Y)\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text("حمص قرب دمشق", encoding="utf-8")

    def reported(*rules: str) -> dict[str, int]:
        named = [part for name in rules for part in ("--rules", name)]
        command = ["coverage", str(tmp_path / "a.txt"), *named, "--kind", "rule", "--to", "json"]
        found = from_json(CliRunner().invoke(group, command).output.encode())
        return {name.of: row.count for name, row in found.rows.items()}

    assert reported(str(own)) == {"near": 1}
    assert reported(str(own), "nisba:shared/places.rules").keys() > {"near", "Region"}


def test_a_mention_that_its_own_pattern_made_longer_hides_no_choice() -> None:
    engine = nisba.compile("""
    entity City from annotations "LOC"
    entity City
      match X:((مدينة | بلدة) City)
      mark X
    """)
    text = "في بلدة عالية"
    document = Document("d", text, annotations=(nisba.Annotation(8, 13, "LOC"),))
    found = measure(engine, [document])
    assert counts(found, Kind.CHOICE, "City") == {"مدينة": 0, "بلدة": 1}
