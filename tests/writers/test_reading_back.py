"""What is written reads back, with the library of each format."""

import csv
import io
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pyarrow.parquet
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triple_strategies import documents

from nisba.extraction.triple import Argument, SentenceSpan, Triple
from nisba.program.model import Relation
from nisba.readers.document import Document
from nisba.readers.formats import inputs, read
from nisba.writers.delimited import COLUMNS
from nisba.writers.rdf import iri_part
from nisba.writers.writer import FileWriter, Options, format_of, writer

Found = list[tuple[Document, list[Triple]]]


def written(format_name: str, found: Found, **options: Any) -> bytes:
    made = writer(format_name, Options(**options))
    return made.header() + b"".join(made.encode(document, triples) for document, triples in found)


def finished(format_name: str, found: Found, target: Path) -> Path:
    made = writer(format_name)
    assert isinstance(made, FileWriter)
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    made.finish(io.BytesIO(written(format_name, found)), target)
    return target


def all_of(found: Found, negated: bool = True) -> list[Triple]:
    return [t for _, triples in found for t in triples if negated or t.polarity != "negated"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@given(documents())
def test_json_lines_read_back(found: Found) -> None:
    """Every line is a triple again."""
    lines = written("jsonl", found).splitlines()
    assert [msgspec.json.decode(line, type=Triple) for line in lines] == all_of(found)


@given(documents())
def test_csv_reads_back(found: Found) -> None:
    """Rows have the triples' texts, offsets and attributes; the negated ones are there when asked for."""
    for include in (False, True):
        rows = list(
            csv.DictReader(io.StringIO(written("csv", found, include_negated=include).decode(), newline=""))
        )
        triples = all_of(found, include)
        assert len(rows) == len(triples)
        for row, t in zip(rows, triples, strict=True):
            assert tuple(row) == COLUMNS
            assert (row["doc"], row["relation"], row["rule"]) == (t.doc, t.relation, t.rule)
            for name, argument in (("subject", t.subject), ("object", t.object)):
                assert row[name] == argument.text
                assert (row[f"{name}_start"], row[f"{name}_end"]) == (str(argument.start), str(argument.end))
                assert msgspec.json.decode(row[f"{name}_attributes"] or "{}") == argument.attributes
            qualifiers = msgspec.json.decode(row["qualifiers"] or "{}", type=dict[str, Argument])
            assert qualifiers == t.qualifiers
            assert row["attribution"] == (t.attribution.text if t.attribution else "")


@given(documents())
def test_parquet_reads_back(folder: Path, found: Found) -> None:
    """Rows are the JSON form."""
    table = pyarrow.parquet.read_table(finished("parquet", found, folder / "a.parquet"))
    rows = table.to_pylist(maps_as_pydicts="strict")
    assert [msgspec.convert(row, Triple) for row in rows] == all_of(found)


@given(documents())
def test_sqlite_reads_back(folder: Path, found: Found) -> None:
    """The tables hold every part of every triple."""
    with closing(sqlite3.connect(finished("sqlite", found, folder / "a.db"))) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        facts = database.execute(
            "SELECT doc, subject, relation, object, polarity, modality, attribution FROM fact ORDER BY id"
        ).fetchall()
        arguments = database.execute(
            'SELECT id, role, key, text, start, "end", type, canonical FROM argument ORDER BY id'
        ).fetchall()
        attributes = database.execute("SELECT argument, key, value FROM attribute").fetchall()
    triples = all_of(found)
    assert facts == [
        (
            t.doc,
            t.subject.text,
            t.relation,
            t.object.text,
            t.polarity,
            t.modality,
            t.attribution.text if t.attribution else None,
        )
        for t in triples
    ]
    back = [
        (role, key, Argument(text, start, end, type_, canonical, _owned(attributes, number)))
        for number, role, key, text, start, end, type_, canonical in arguments
    ]
    expected: list[tuple[str, str | None, Argument]] = []
    for t in triples:
        expected += [("subject", None, t.subject), ("object", None, t.object)]
        expected += [("qualifier", key, value) for key, value in t.qualifiers.items()]
    assert back == expected


def _owned(attributes: list[tuple[int, str, str]], argument: int) -> dict[str, str]:
    return {key: value for owner, key, value in attributes if owner == argument}


VISIT = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?s ?p ?o ?doc ?polarity WHERE {
  ?st a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      prov:wasDerivedFrom ?doc ; <urn:nisba:polarity> ?polarity .
}
"""


def store(data: bytes, format_: pyoxigraph.RdfFormat) -> pyoxigraph.Store:
    made = pyoxigraph.Store()
    made.load(data, format=format_)
    return made


def answers(graph: pyoxigraph.Store, query: str) -> list[pyoxigraph.QuerySolution]:
    found = graph.query(query, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return list(found)


@given(documents())
def test_rdf_reads_back(found: Found) -> None:
    """Every triple has its statement, and in the graph stand those that are not negated."""
    for include in (False, True):
        formats = (("nquads", pyoxigraph.RdfFormat.N_QUADS), ("turtle", pyoxigraph.RdfFormat.TURTLE))
        for name, format_ in formats:
            graph = store(written(name, found, include_negated=include), format_)
            solutions = answers(graph, VISIT)
            triples = all_of(found, include)
            assert len(solutions) <= len(triples)
            assert {s["polarity"].value for s in solutions} == {t.polarity for t in triples}
            asserted = {(s["s"], s["p"], s["o"]) for s in solutions if s["polarity"].value == "asserted"}
            stated = {(q.subject, q.predicate, q.object) for q in graph}
            assert asserted <= stated
            denied = {(s["s"], s["p"], s["o"]) for s in solutions} - asserted
            assert not denied & stated


def visit(polarity: str = "asserted", object_: Argument | None = None, **parts: Any) -> Triple:
    subject = Argument("بلينكن", 4, 10, "Person", "أنتوني بلينكن", {"role": "وزير"})
    turkey = object_ or Argument("تركيا", 11, 16, "Country", "تركيا")
    values: dict[str, Any] = {"qualifiers": {}, "modality": "asserted", "attribution": None, **parts}
    return Triple(
        doc="news 1",
        rule="visit",
        where="a.rules:3",
        relation="visited",
        subject=subject,
        object=turkey,
        polarity=polarity,
        sentence=SentenceSpan(0, 16),
        **values,
    )


ARTICLE = Document("news 1", "زار بلينكن تركيا")


def test_sparql_finds_the_visit_by_the_relations_iri_and_its_provenance() -> None:
    relation = Relation("visited", frozenset(), frozenset(), label="زار", iri="https://example.org/visited")
    data = written("nquads", [(ARTICLE, [visit()])], relations={"visited": relation})
    graph = store(data, pyoxigraph.RdfFormat.N_QUADS)
    (solution,) = answers(
        graph,
        """
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?g ?who ?where ?rule ?start ?role WHERE { GRAPH ?g {
          ?s <https://example.org/visited> ?o .
          ?s rdfs:label ?who ; a <urn:nisba:type:Person> ; <urn:nisba:attribute:role> ?role .
          ?o rdfs:label ?where .
          ?st rdf:predicate <https://example.org/visited> ; <urn:nisba:rule> ?rule ; <urn:nisba:objectStart> ?start .
          FILTER (?who = "بلينكن"@ar)
        } }
        """,
    )
    assert solution["g"] == pyoxigraph.NamedNode("urn:nisba:doc:news%201")
    assert [solution[v].value for v in ("who", "where", "rule", "start", "role")] == [
        "بلينكن",
        "تركيا",
        "visit",
        "11",
        "وزير",
    ]


@given(st.text())
def test_any_name_makes_an_iri_and_no_two_names_the_same(name: str) -> None:
    """What is escaped can be read back."""
    node = pyoxigraph.NamedNode(f"urn:nisba:{iri_part(name)}")
    assert unquote(node.value.removeprefix("urn:nisba:")) == name


def test_the_same_entity_in_two_documents_is_one_node() -> None:
    found = [(ARTICLE, [visit()]), (Document("other", ARTICLE.text), [visit()])]
    graph = store(written("turtle", found), pyoxigraph.RdfFormat.TURTLE)
    subjects = {q.subject for q in graph if q.predicate.value == "urn:nisba:relation:visited"}
    assert len(subjects) == 1


def test_turtle_names_its_prefixes_once() -> None:
    data = written("turtle", [(ARTICLE, [visit()]), (ARTICLE, [visit()])])
    assert data.count(b"@prefix rdf:") == 1
    assert b"rdf:Statement" in data


BRAT_T = re.compile(r"T\d+\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
BRAT_R = re.compile(r"R\d+\t([A-Za-z0-9_-]+) Arg1:(T\d+) Arg2:(T\d+)")
BRAT_A = re.compile(r"A\d+\t(Negated|Modality) (R\d+)(?: (future|possible|requested))?")
BRAT_NOTE = re.compile(r"#\d+\tAnnotatorNotes ([RT]\d+)\t.*")


def check_brat(text: str, annotations: str) -> list[str]:
    """Hold an annotation file against brat's rules for standoff; give its ids."""
    ids: list[str] = []
    for line in annotations.split("\n")[:-1]:
        kind = {"T": BRAT_T, "R": BRAT_R, "A": BRAT_A, "#": BRAT_NOTE}[line[0]]
        match = kind.fullmatch(line)
        assert match, line
        number = line.split("\t")[0]
        assert number not in ids
        ids.append(number)
        if kind is BRAT_T:
            spans = [tuple(map(int, part.split())) for part in match[2].split(";")]
            assert all(a < b for a, b in spans)
            assert " ".join(text[a:b] for a, b in spans) == match[3]
        elif kind is BRAT_R:
            assert {match[2], match[3]} <= set(ids)
        elif kind is BRAT_A:
            assert match[2] in ids
            assert (match[1] == "Modality") == (match[3] is not None)
        else:
            assert match[1] in ids
    return ids


def brat_files(folder: Path) -> Iterable[tuple[str, str]]:
    for file in sorted(folder.glob("*.ann")):
        text = file.with_suffix(".txt").read_bytes().decode()
        yield text, file.read_bytes().decode()


@given(documents())
def test_brat_files_keep_brats_rules(folder: Path, found: Found) -> None:
    """Ids are unique and known, spans slice to their text, no line is broken."""
    target = finished("brat", found, folder / "brat")
    files = list(brat_files(target))
    assert sorted(text for text, _ in files) == sorted(document.text for document, _ in found)
    relations = sum(i.startswith("R") for text, notes in files for i in check_brat(text, notes))
    assert relations == sum(t.subject.start >= 0 and t.object.start >= 0 for t in all_of(found))


def test_brat_reads_back_as_mentions(tmp_path: Path) -> None:
    target = finished("brat", [(ARTICLE, [visit("negated")])], tmp_path / "brat")
    (document,) = (d for source in inputs([str(target)], "brat") for d in read(source))
    assert isinstance(document, Document)
    assert document.text == ARTICLE.text
    assert [(document.text[m.start : m.end], m.label) for m in document.annotations] == [
        ("بلينكن", "Person"),
        ("تركيا", "Country"),
    ]
    assert "A1\tNegated R1\n" in (target / "news 1.ann").read_text(encoding="utf-8")
    assert "visited Arg1:<ENTITY>, Arg2:<ENTITY>" in (target / "annotation.conf").read_text()


def test_a_long_document_in_pieces_is_one_brat_document(tmp_path: Path) -> None:
    pieces: Found = [
        (Document("d", "زار بلينكن تركيا\n"), []),
        (Document("d", "زار بلينكن تركيا", offset=20), []),
    ]
    target = finished("brat", pieces, tmp_path / "brat")
    text = (target / "d.txt").read_text(encoding="utf-8")
    assert text[20:] == "زار بلينكن تركيا"


def test_a_table_shows_what_is_negated_and_hides_control_characters() -> None:
    nasty = Argument("\x1b[31mتركيا\u202e", 11, 16, "Country", "تركيا")
    table = written("table", [(ARTICLE, [visit("negated", nasty)])], width=100).decode()
    assert "negated" in table
    assert "visited" in table
    assert "\x1b" not in table
    assert "\u202e" not in table


def test_a_table_has_details_only_where_there_are_some() -> None:
    plain = written("table", [(ARTICLE, [visit()])], width=100).decode()
    assert "details" not in plain
    assert "details" in written("table", [(ARTICLE, [visit("negated")])], width=100).decode()


def test_a_table_names_rules_where_there_is_room() -> None:
    narrow, wide = (written("table", [(ARTICLE, [visit()])], width=width).decode() for width in (80, 120))
    assert "rule" not in narrow
    assert visit().rule in wide.partition("rule")[2]


def test_a_table_cuts_a_long_text_after_a_word() -> None:
    said = Argument("كلام " * 40, 11, 211, "Clause", "")
    table = written("table", [(ARTICLE, [visit("asserted", said)])], width=100).decode()
    assert 10 < table.count("كلام") <= 20
    assert "كلام…" in table


def test_a_file_ending_tells_the_format() -> None:
    assert [format_of(f"x.{e}") for e in ("nq", "ttl", "parquet", "sqlite", "db", "csv", "xyz")] == [
        "nquads",
        "turtle",
        "parquet",
        "sqlite",
        "sqlite",
        "csv",
        None,
    ]


def test_a_database_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    made = writer("sqlite")
    assert isinstance(made, FileWriter)
    with pytest.raises(OSError, match="unable to open"):
        made.finish(io.BytesIO(b""), tmp_path / "no" / "such" / "folder.db")
