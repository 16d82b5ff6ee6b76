"""Reading CSV, Parquet, CoNLL-U and brat, from files, pipes and remote places."""

import csv
import gzip
import io
import sys
from pathlib import Path
from typing import Any

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from nisba.extras import MissingExtra
from nisba.readers.document import Document, Item, Problem
from nisba.readers.formats import Options, inputs, nothing_in, read
from nisba.readers.lines import LONGEST

TEXT = 'زار بلينكن تركيا،\nوقال "إن الزيارة" مهمة;\tجدا'


def items(path: Path | str, format_name: str | None = None, **fields: str) -> list[Item]:
    return [item for source in inputs([str(path)], format_name) for item in read(source, _options(fields))]


def _options(fields: dict[str, str]) -> Options:
    return Options(text_field=fields.get("text_field", "text"), id_field=fields.get("id_field", "id"))


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_row_is_a_document_whatever_parts_its_columns(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "a.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows([["url", "body", "date"], ["u1", TEXT, ""], ["u2", "نص", "أمس"]])
    found = items(file, text_field="body", id_field="url")
    assert [(d.doc, d.text) for d in found if isinstance(d, Document)] == [("u1", TEXT), ("u2", "نص")]


def test_a_broken_row_is_reported_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b'id,text\n1,"a\nb"\n2\n3,\xff\n4,d\n')
    first, missing, bad, third, fourth = items(file)
    assert isinstance(first, Document)
    assert first.text == "a\nb"
    assert isinstance(missing, Problem)
    assert isinstance(bad, Problem)
    assert [(p.code, p.line) for p in (missing, bad)] == [("no-text", 4), ("bad-utf8", 5)]
    assert [d.doc for d in (third, fourth)] == ["3", "4"]


@pytest.mark.parametrize(
    ("rows", "broken", "read_"),
    [
        ('1,"a"\n2,"open\n3,c\n4,"d"\n5,e\n', [3], ["1", "3", "4", "5"]),
        ('1,a\n2,"open\n3,c\n4,d\n', [3], ["1", "3", "4"]),
        ('1,"a" x\n2,"b"\n', [2], ["2"]),
        ('1,"a\nb"\n2,"open\n3,c\n', [4], ["1", "3"]),
    ],
)
def test_a_broken_quote_is_reported_and_takes_no_other_row_with_it(
    tmp_path: Path, rows: str, broken: list[int], read_: list[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,text\n" + rows, encoding="utf-8")
    found = items(file)
    assert [(p.code, p.line) for p in found if isinstance(p, Problem)] == [
        ("broken-record", n) for n in broken
    ]
    assert [d.doc for d in found if isinstance(d, Document)] == read_


@pytest.mark.parametrize(
    ("row", "code", "rest"),
    [
        ('{n},"a" b\n', "broken-record", "80 more records are broken"),
        ("{n}\n", "no-text", "80 more records have no text"),
        ("{n},\udcff\n", "bad-utf8", "80 more lines are not UTF-8"),
    ],
)
def test_what_is_wrong_with_every_row_is_reported_briefly(
    tmp_path: Path, row: str, code: str, rest: str
) -> None:
    file = tmp_path / "a.csv"
    rows = "id,text\n" + "".join(row.format(n=n) for n in range(100)) + "last,a\n"
    file.write_text(rows, encoding="utf-8", errors="surrogateescape")
    problems = [item for item in items(file) if isinstance(item, Problem)]
    assert [(p.code, p.line) for p in problems] == [(code, n) for n in [*range(2, 22), 101]]
    assert problems[-1].message == f"{rest}, the last of them this"
    assert items(file)[-2].doc == "last"


def test_a_quote_left_open_is_guessed_where_the_record_went_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,text\n1,"a" b\n2,"open\n3,c\n', encoding="utf-8")
    problems = [item for item in items(file) if isinstance(item, Problem)]
    assert ["left open?" in p.message for p in problems] == [False, True]


def test_a_record_that_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nisba.readers.delimited._LONGEST_RECORD", 100)
    file = tmp_path / "a.csv"
    rows = "".join(f'{n},",",c\n' for n in range(1000))  # behind an open quote: close and open again
    file.write_text('id,text,more\n0,"open\n' + rows, encoding="utf-8")
    problem, *read_ = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 2)
    assert "record limit" in problem.message
    assert [d.doc for d in read_] == [str(n) for n in range(1000)]


def test_a_quote_open_in_the_first_row_is_reported_once(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,"text\n' + "1,a\n" * 100, encoding="utf-8")
    (problem,) = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 1)
    assert "a quote in the first row" in problem.message


def test_a_column_that_is_not_there_is_named_in_one_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,body\n1,a\n2,b\n", encoding="utf-8")
    (problem,) = items(file)
    assert isinstance(problem, Problem)
    assert "'text'" in problem.message
    assert "body, id" in problem.message


def test_a_first_row_that_is_no_csv_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\r\x00")
    (problem,) = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 1)


def parquet_of(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=10)
    return out.getvalue()


def test_a_parquet_row_is_a_document(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    mentions = [{"start": 4, "end": 10, "label": "PER"}]
    file.write_bytes(parquet_of([{"n": n, "text": f"{n} {TEXT}", "more": mentions} for n in range(200)]))
    found = items(file, id_field="n")
    assert [(d.doc, d.text) for d in found if isinstance(d, Document)] == [
        (str(n), f"{n} {TEXT}") for n in range(200)
    ]


def test_what_is_no_parquet_or_has_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "b.parquet").write_bytes(parquet_of([{"id": 1, "body": "a"}]))
    (tmp_path / "c.parquet").write_bytes(parquet_of([{"id": 1, "text": None}, {"id": 2, "text": "b"}]))
    broken, without, empty, document = items(tmp_path, "parquet")
    assert [p.code for p in (broken, without, empty) if isinstance(p, Problem)] == [
        "unreadable-file",
        "no-text",
        "no-text",
    ]
    assert document.doc == "2"


@pytest.mark.parametrize(
    ("value", "kind"), [(5, "a number"), (None, "null"), (["a"], "a list"), (b"a", "bytes")]
)
def test_a_parquet_cell_that_is_no_text_says_what_it_is(tmp_path: Path, value: Any, kind: str) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(parquet_of([{"id": 1, "text": value}]))
    assert items(file) == [Problem("no-text", f"field 'text' holds {kind}, not text", str(file), 1, "1")]


def test_parquet_rows_without_text_are_reported_briefly(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(
        parquet_of([{"id": n, "text": None} for n in range(1, 101)] + [{"id": 101, "text": "a"}])
    )
    problems = [item for item in items(file) if isinstance(item, Problem)]
    assert [p.line for p in problems] == [*range(1, 21), 100]
    assert problems[-1].message == "80 more records have no text, the last of them this"


def test_a_parquet_cell_that_is_no_utf8_is_left_out_and_its_row_named(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    buffers = pyarrow.array([b"a", b"\xff\xfe", b"c"]).buffers()
    texts = pyarrow.StringArray.from_buffers(3, buffers[1], buffers[2])
    pyarrow.parquet.write_table(pyarrow.table({"id": ["1", "2", "3"], "text": texts}), file)
    first, bad, last = items(file)
    assert [d.doc for d in (first, last)] == ["1", "3"]
    assert isinstance(bad, Problem)
    assert (bad.code, bad.line) == ("bad-utf8", 2)


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "dictionary"])
def test_a_parquet_cell_too_long_is_left_out_and_its_row_named(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.parquet"
    texts = pyarrow.array(["قبل", "a" * (LONGEST + 1), "b" * LONGEST, None, "بعد"])
    texts = texts.dictionary_encode() if kind == "dictionary" else texts.cast(kind)
    pyarrow.parquet.write_table(pyarrow.table({"id": ["1", "2", "3", "4", "5"], "text": texts}), file)
    found = items(file)
    assert [(p.code, p.line) for p in found if isinstance(p, Problem)] == [("long-line", 2), ("no-text", 4)]
    assert list(dict.fromkeys(d.doc for d in found if isinstance(d, Document))) == ["1", "3", "5"]


CONLLU = """\
# newdoc id = first
# sent_id = 1
1\tزار\tزار\tVERB\t_\t_\t0\troot\t_\tNER=O
2\tأنتوني\tأنتوني\tPROPN\t_\t_\t1\tnsubj\t_\tNER=B-PER
3\tبلينكن\tبلينكن\tPROPN\t_\t_\t2\tflat\t_\tNER=I-PER
4-5\tلتركيا\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\tل\tل\tADP\t_\t_\t5\tcase\t_\tNER=O
5\tتركيا\tتركيا\tPROPN\t_\t_\t1\tobl\t_\tNER=B-LOC
5.1\tخفي\t_\tX\t_\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\tNER=O

# newpar
1\tثم\tثم\tADV\t_\t_\t0\troot\t_\t_

# newdoc id = second
1\tنعم\tنعم\tINTJ\t_\t_\t0\troot\t_\t_

1\tbroken line

1\tلا\tلا\tINTJ\t_\t_\t0\troot\t_\t_
"""


def test_conllu_gives_text_and_mentions_of_each_document(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    first, problem, second = items(file)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.doc, first.text) == ("first", "زار أنتوني بلينكن لتركيا. \n\nثم \n")
    assert [(first.text[m.start : m.end], m.label) for m in first.annotations] == [
        ("أنتوني بلينكن", "PER"),
        ("لتركيا", "LOC"),
    ]
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 18)
    assert (second.doc, second.text) == ("second", "نعم \nلا \n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2\tنعم", "a token with 2 columns, not 10"),
        ("x\tنعم\t_\t_\t_\t_\t_\t_\t_\t_", "'x' is not a valid ID"),
        ("_\tنعم\t_\t_\t_\t_\t_\t_\t_\t_", "a token without a number"),
        ("نعم", "line must contain either tabs or two spaces"),
    ],
)
def test_a_broken_line_of_conllu_is_the_one_that_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "a.conllu"
    token = "1\tلا\tلا\tINTJ\t_\t_\t0\troot\t_\t_\n"
    file.write_text(f"{token}\n# sent_id = 2\n{token}{line}\n{token}\n{token}", encoding="utf-8")
    problem, document = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 5)
    assert message in problem.message
    assert isinstance(document, Document)
    assert document.text == "لا \nلا \n"


def test_broken_sentences_of_conllu_are_reported_briefly_before_the_damage_of_their_file(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.conllu.gz"
    file.write_bytes(gzip.compress("1\tلا\tO\n\n".encode() * 100) + b"garbage")
    *problems, rest, damage = (item for item in items(file) if isinstance(item, Problem))
    assert [p.line for p in problems] == [2 * n + 1 for n in range(20)]
    assert (rest.code, rest.line) == ("broken-record", 199)
    assert rest.message == "80 more records are broken, the last of them this"
    assert damage.code == "unreadable-file"


def test_bad_utf8_in_conllu_is_reported_with_its_line_and_the_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_bytes(b"# sent_id = 1\n1\ta\xff" + b"\t_" * 8 + b"\n")
    problem, document = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.line) == ("bad-utf8", str(file), 2)
    assert isinstance(document, Document)
    assert document.text == "a\ufffd \n"


def test_conllu_with_other_columns_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    columns = "# global.columns = ID FORM LEMMA A B C D E F G\n"
    file.write_text(columns + "1\tلا" + "\t_" * 8 + "\n", encoding="utf-8")
    (problem,) = items(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("broken-record", 2)
    assert "a token without misc" in problem.message


def test_brat_gives_its_mentions_and_reports_those_outside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن تركيا", encoding="utf-8")
    notes = "T1\tPER 4 10\tبلينكن\nR1\tvisited Arg1:T1 Arg2:T2\nT2\tLOC 11 99\tتركيا\nT3\tLOC 11 13;14 16\tتر يا\n"
    (tmp_path / "a.ann").write_text(notes, encoding="utf-8")
    for named in ("a.ann", "a.txt"):
        problem, document = items(tmp_path / named, "brat")
        assert isinstance(problem, Problem)
        assert (problem.file, problem.line) == (str(tmp_path / "a.ann"), 3)
        assert isinstance(document, Document)
        assert [(m.start, m.end, m.label) for m in document.annotations] == [(4, 10, "PER"), (11, 16, "LOC")]


@pytest.mark.parametrize(("there", "missing"), [("a.txt", "a.ann"), ("a.ann", "a.txt"), ("B.TXT", "B.ann")])
def test_the_missing_one_of_a_brat_pair_is_named(tmp_path: Path, there: str, missing: str) -> None:
    (tmp_path / there).write_text("زار", encoding="utf-8")
    (problem,) = items(tmp_path / there, "brat")
    assert problem == Problem("unreadable-file", f"missing beside {there}", str(tmp_path / missing))


def test_a_brat_file_that_is_not_there_is_the_one_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار", encoding="utf-8")
    for named in ("a.ann", "b.ann"):
        (problem,) = items(tmp_path / named, "brat")
        assert isinstance(problem, Problem)
        assert (problem.code, problem.file) == ("unreadable-file", str(tmp_path / named))


def test_a_text_without_annotations_in_a_brat_folder_is_reported(tmp_path: Path) -> None:
    for name in ("a.txt", "a.ann", "sub/b.txt", "annotation.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("زار", encoding="utf-8")
    document, problem = items(tmp_path, "brat")
    assert document.doc == "a"
    assert problem == Problem("unreadable-file", "missing beside b.txt", str(tmp_path / "sub" / "b.ann"))


def test_a_folder_of_texts_alone_is_no_brat_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار", encoding="utf-8")
    assert items(tmp_path, "brat") == []
    assert "--from text" in nothing_in([str(tmp_path)], "brat")
    assert "--from brat" not in nothing_in([str(tmp_path)], "jsonl")


@pytest.mark.parametrize(("name", "line"), [("a.txt", 1), ("a.ann", 2)])
def test_bad_utf8_in_a_brat_file_is_reported_with_its_line(tmp_path: Path, name: str, line: int) -> None:
    (tmp_path / "a.txt").write_bytes("زار بلينكن".encode())
    (tmp_path / "a.ann").write_bytes("T1\tPER 4 10\tبلينكن\n".encode())
    with (tmp_path / name).open("ab") as stream:
        stream.write(b"\xff\n")
    problem, document = items(tmp_path, "brat")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.line) == ("bad-utf8", str(tmp_path / name), line)
    assert isinstance(document, Document)
    assert len(document.annotations) == 1


def test_more_lines_of_bad_utf8_in_a_brat_file_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "a.ann").write_bytes(b"#1\tN\t\xff\n" * 3)
    first, rest, _ = items(tmp_path, "brat")
    assert isinstance(first, Problem)
    assert isinstance(rest, Problem)
    assert [(p.code, p.line) for p in (first, rest)] == [("bad-utf8", 1), ("bad-utf8", 3)]
    assert rest.message == "2 more lines are not UTF-8, the last of them this"


def test_a_byte_order_mark_does_not_hide_the_first_annotation_of_brat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tPER 4 10\tبلينكن\n", encoding="utf-8-sig")
    (document,) = items(tmp_path, "brat")
    assert isinstance(document, Document)
    assert [m.label for m in document.annotations] == ["PER"]


def test_a_brat_annotation_that_quotes_another_text_is_reported_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن تركيا", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tPER 4 10\tبلينكن\nT2\tLOC 10 15\tتركيا\n", encoding="utf-8")
    problem, document = items(tmp_path, "brat")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.line) == ("broken-record", str(tmp_path / "a.ann"), 2)
    assert problem.message.endswith("the text at 10 15 is 'تركي', not 'تركيا'")
    assert isinstance(document, Document)
    assert [m.label for m in document.annotations] == ["PER"]


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (" 4 10", "no type"),
        ("PER", "'' is no start and end"),
        ("PER 4 ten", "'4 ten' is no start and end"),
        ("PER 4 10 12", "'4 10 12' is no start and end"),
        ("PER 10 4", "'10 4' is not inside the text"),
    ],
)
def test_what_a_brat_annotation_lacks_is_said(tmp_path: Path, note: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("زار بلينكن", encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"T1\t{note}\tبلينكن\n", encoding="utf-8")
    problem, document = items(tmp_path, "brat")
    assert isinstance(problem, Problem)
    assert problem.message.endswith(message)
    assert isinstance(document, Document)
    assert document.annotations == ()


@pytest.mark.parametrize(
    ("text", "note", "place"),
    [
        ("زار بلينكن تركيا", "PER 0 3;11 16\tزار تركيا", (0, 16)),
        ("بلينكن\nتركيا", "PER 0 12\tبلينكن تركيا", (0, 12)),
        ("بلينكن\r\nتركيا", "PER 0 13\tبلينكن تركيا", (0, 13)),
        ("بلينكن\r\nتركيا", "PER 0 6;8 13\tبلينكن تركيا\r", (0, 13)),
        ("بلينكن\tتركيا", "PER 0 12\tبلينكن\tتركيا", (0, 12)),
        ("بلينكن", "PER 0 6", (0, 6)),
    ],
)
def test_fragments_line_ends_and_tabs_in_a_brat_annotation_are_its_text(
    tmp_path: Path, text: str, note: str, place: tuple[int, int]
) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "a.ann").write_bytes(f"T1\t{note}\n".encode())
    (document,) = items(tmp_path, "brat")
    assert isinstance(document, Document)
    assert [(m.start, m.end) for m in document.annotations] == [place]


def test_of_a_damaged_brat_file_what_comes_before_the_damage_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("زار بلينكن".encode()) + b"garbage")
    (tmp_path / "a.ann.gz").write_bytes(gzip.compress("T1\tPER 4 10\tبلينكن\n".encode()))
    problem, document = items(tmp_path, "brat")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("unreadable-file", str(tmp_path / "a.txt.gz"))
    assert isinstance(document, Document)
    assert (document.text, len(document.annotations)) == ("زار بلينكن", 1)


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(data))


@pytest.mark.parametrize(
    ("name", "data"), [("text", "نص".encode()), ("parquet", parquet_of([{"text": "نص"}]))]
)
def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(data))
    (document,) = items("-", name)
    assert isinstance(document, Document)
    assert document.text == "نص"


def test_a_remote_path_is_opened_by_fsspec() -> None:
    with fsspec.open("memory://news/a.jsonl.gz", "wb", compression="gzip") as stream:
        stream.write('{"id": "a", "text": "نص"}\n'.encode())
    (document,) = items("memory://news/a.jsonl.gz")
    assert isinstance(document, Document)
    assert (document.doc, document.text) == ("a", "نص")
    (problem,) = items("memory://news/none.txt")
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable-file"


@pytest.mark.parametrize(
    ("path", "module", "extra"),
    [
        ("a.parquet", "pyarrow.parquet", "parquet"),
        ("a.conllu", "conllu", "conllu"),
        ("a.txt.zst", "zstandard", "zstd"),
        ("s3://bucket/a.txt", "fsspec", "remote"),
    ],
)
def test_a_missing_extra_names_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, module: str, extra: str
) -> None:
    if "://" not in path:
        (tmp_path / path).write_bytes(b"\x28\xb5\x2f\xfd....")
        path = str(tmp_path / path)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'nisba\[{extra}\]'"):
        items(path)
