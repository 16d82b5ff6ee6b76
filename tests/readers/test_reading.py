"""Reading text and JSON lines, packed or not, whole or damaged."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from nisba.readers.document import PIECE, Document, Item, Problem, pieces
from nisba.readers.formats import FORMATS, Input, Options, inputs, read
from nisba.readers.lines import LONGEST, lines

ARTICLE = "زار بلينكن تركيا.\n\nوقال إن الزيارة مهمة.\n"

PACKS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
PACKED = pytest.mark.parametrize(("ending", "pack"), PACKS.items())


def documents(path: Path, options: Options | None = None) -> list[Item]:
    return [item for source in inputs([str(path)]) for item in read(source, options)]


def test_a_text_file_is_a_document_named_after_the_file(tmp_path: Path) -> None:
    file = tmp_path / "visit.2024.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    assert documents(file) == [Document("visit.2024", ARTICLE, str(file), 1)]


@PACKED
def test_packed_files_read_like_plain_ones(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / f"visit.txt.{ending}"
    file.write_bytes(pack(ARTICLE.encode()))
    (document,) = documents(file)
    assert isinstance(document, Document)
    assert (document.doc, document.text) == ("visit", ARTICLE)


def test_two_packed_parts_in_one_file_are_both_read(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": 1, "text": "a"}\n') + gzip.compress(b'{"id": 2, "text": "b"}\n'))
    assert [d.doc for d in documents(file)] == ["1", "2"]


@PACKED
def test_a_packed_file_cut_short_is_reported_after_what_could_be_read(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    chance = random.Random(0)
    records = "".join(f'{{"id": {n}, "text": "{chance.getrandbits(200)}"}}\n' for n in range(30_000))
    file = tmp_path / f"cut.jsonl.{ending}"
    file.write_bytes(pack(records.encode())[:-100])
    *read_, last = documents(file)
    assert len(read_) > 1000
    assert isinstance(last, Problem)
    assert (last.code, last.file) == ("unreadable-file", str(file))
    assert "damaged" in last.message


WHOLE = {
    "txt": "زار بلينكن تركيا".encode(),
    "jsonl": b'{"id": 1, "text": "a"}',
    "csv": b'id,text\n1,a\n2,"b\n3,c',
    "conllu": b"1\ta\ta\tX\t_\t_\t0\troot\t_\t_",
}


@PACKED
@pytest.mark.parametrize("form", WHOLE)
def test_what_stands_behind_a_packed_file_takes_nothing_of_it_along(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes], form: str
) -> None:
    (tmp_path / f"a.{form}").write_bytes(WHOLE[form])
    file = tmp_path / f"a.{form}.{ending}"
    file.write_bytes(pack(WHOLE[form]) + b"garbage")
    *read_, last = documents(file)
    assert [getattr(item, "text", item.line) for item in read_] == [
        getattr(item, "text", item.line) for item in documents(tmp_path / f"a.{form}")
    ]
    assert isinstance(last, Problem)
    assert (last.code, last.file) == ("unreadable-file", str(file))
    assert f"(after {len(WHOLE[form])} unpacked bytes)" in last.message


@PACKED
def test_zeros_behind_a_packed_file_are_padding(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / f"a.txt.{ending}"
    file.write_bytes(pack(b"a\n") + b"\0" * 40_000 + pack(b"b\n") + b"\0" * 512)
    assert [d.text for d in documents(file) if isinstance(d, Document)] == ["a\nb\n"]


@PACKED
def test_a_second_part_damaged_at_its_beginning_is_reported(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    damaged = bytearray(pack(random.Random(0).randbytes(1000)))
    damaged[20:40] = b"\xff" * 20
    file = tmp_path / f"a.jsonl.{ending}"
    file.write_bytes(pack(b'{"id": 1, "text": "a"}\n') + damaged)
    document, *_, problem = documents(file)
    assert document.doc == "1"
    assert isinstance(problem, Problem)
    assert "damaged" in problem.message


@PACKED
def test_a_flipped_byte_takes_with_it_only_what_comes_after(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    chance = random.Random(0)
    lines_ = [chance.randbytes(30).hex() for _ in range(40_000)]
    packed = bytearray(pack("".join(f"{line}\n\n" for line in lines_).encode()))
    packed[len(packed) // 2] ^= 0xFF
    file = tmp_path / f"a.txt.{ending}"
    file.write_bytes(packed)
    found = documents(file)
    text = "".join(item.text for item in found if isinstance(item, Document)).split("\n\n")
    assert text[:12_000] == lines_[:12_000]
    assert isinstance(found[-1], Problem)
    assert "damaged" in found[-1].message


def test_packed_frames_are_read_one_after_the_other(tmp_path: Path) -> None:
    pack = zstandard.ZstdCompressor().compress
    file = tmp_path / "two.jsonl.zst"
    file.write_bytes(pack(b'{"id": 1, "text": "a"}\n') + pack(b"") + pack(b'{"id": 2, "text": "b"}\n' * 9000))
    assert [d.doc for d in documents(file)] == ["1", *["2"] * 9000]


def test_a_folder_that_cannot_be_listed_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "closed", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(name, encoding="utf-8")
    scandir = os.scandir

    def listing(path: str) -> object:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", listing)
    first, problem, last = documents(tmp_path)
    assert (first.doc, last.doc) == ("a/1", "z/1")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("unreadable-file", str(tmp_path / "closed"))


def test_a_folder_is_read_in_sorted_order_and_only_its_text(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.md", "gold.jsonl", "sub/c.txt", "sub/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", encoding="utf-8")
    assert [d.doc for d in documents(tmp_path)] == ["a", "b", "sub/a", "sub/c"]
    assert [i.path for i in inputs([str(tmp_path)], "jsonl")] == [str(tmp_path / "gold.jsonl")]


def test_a_vanished_file_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("نص", encoding="utf-8")
    first, second = (
        item
        for name in ("a.txt", "b.txt")
        for source in inputs([str(tmp_path / name)])
        for item in read(source)
    )
    assert isinstance(first, Problem)
    assert (first.code, first.file) == ("unreadable-file", str(tmp_path / "a.txt"))
    assert isinstance(second, Document)


def test_bytes_that_are_no_utf8_are_reported_with_their_line_and_the_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes("سطر\n".encode() + b"ab\xff\n" + "آخر".encode())
    problem, document = documents(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.line) == ("bad-utf8", str(file), 2)
    assert isinstance(document, Document)
    assert document.text == "سطر\nab\ufffd\nآخر"


@pytest.mark.parametrize("encoding", ["WINDOWS-1256", "UTF-16"])
def test_a_text_in_another_encoding_is_reported_briefly_and_the_encoding_named(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(("وصل الوزير إلى المدينة.\n" * 50).encode(encoding))
    problems = [item for item in documents(file) if isinstance(item, Problem)]
    first, *rest = problems  # In UTF-16 nothing but the mark at its beginning need be bad UTF-8.
    assert f"iconv -f {encoding} -t UTF-8" in first.message
    assert first.line == 1
    assert [r.message.split(",")[0] for r in rest] in ([], ["49 more lines are not UTF-8"])


def test_offsets_count_the_file_as_it_stands(tmp_path: Path) -> None:
    """A byte order mark and carriage returns stay: offsets into the decoded file must slice."""
    file = tmp_path / "dos.txt"
    file.write_bytes("\ufeffسطر\r\nآخر\r\n".encode())
    (document,) = documents(file)
    assert isinstance(document, Document)
    assert document.text == "\ufeffسطر\r\nآخر\r\n"


def test_records_take_text_and_name_from_the_fields_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "crawl.jsonl"
    file.write_text(
        json.dumps({"url": "u1", "body": "نص", "id": "no", "text": "no"}) + "\n", encoding="utf-8"
    )
    (document,) = documents(file, Options(text_field="body", id_field="url"))
    assert document == Document("u1", "نص", str(file), 1)


def test_a_record_without_a_name_is_called_after_its_line(tmp_path: Path) -> None:
    file = tmp_path / "crawl.jsonl"
    file.write_text('\ufeff{"id": 7, "text": "a"}\n\n{"text": "b"}\n', encoding="utf-8")
    assert [(d.doc, d.line) for d in documents(file) if isinstance(d, Document)] == [("7", 1), ("crawl:3", 3)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("other", [5, "بلينكن", ["@blinken"], None])
def test_a_field_of_another_kind_that_is_called_mentions_takes_no_record(
    tmp_path: Path, name: str, other: object
) -> None:
    file = tmp_path / name
    record = {"id": "1", "text": "زار بلينكن", "mentions": other}
    text = json.dumps(record) if name == "a.jsonl" else f"id,text,mentions\n1,زار بلينكن,{other}\n"
    file.write_text(text, encoding="utf-8")
    assert documents(file) == [Document("1", "زار بلينكن", str(file), 1 + (name == "a.csv"))]


def test_a_record_brings_its_mentions(tmp_path: Path) -> None:
    file = tmp_path / "ner.jsonl"
    record = {"id": 1, "text": "زار بلينكن", "mentions": [{"start": 4, "end": 10, "label": "PER"}]}
    file.write_text(json.dumps(record), encoding="utf-8")
    (document,) = documents(file)
    assert isinstance(document, Document)
    (mention,) = document.annotations
    assert (document.text[mention.start : mention.end], mention.label) == ("بلينكن", "PER")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"id": 1, "text": "a"', "broken-json"),
        (b'{"id": 1, "text": "\xff"}', "broken-json"),
        (b"[" * 100_000, "broken-json"),
        (b'["a"]', "broken-record"),
        (b'{"id": 1, "body": "a"}', "no-text"),
        (b'{"id": 1, "text": null}', "no-text"),
        (b'{"id": 1, "text": "a", "mentions": [{"start": 0, "end": 9, "label": "PER"}]}', "broken-record"),
        (b'{"id": 1, "text": "a", "mentions": [{"start": 0}]}', "broken-record"),
        (b'{"id": 1, "text": "' + b"a" * LONGEST + b'"}', "long-line"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:20]),
)
def test_a_broken_line_is_reported_and_the_lines_around_it_are_read(
    tmp_path: Path, line: bytes, code: str
) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(b'{"id": "before", "text": "a"}\n' + line + b'\n{"id": "after", "text": "b"}\n')
    before, problem, after = documents(file)
    assert (before.doc, after.doc, after.line) == ("before", "after", 3)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.line) == (code, str(file), 2)


@pytest.mark.parametrize(
    ("value", "kind"), [("5", "a number"), ("null", "null"), ('["a"]', "a list"), ('{"a": 1}', "an object")]
)
def test_a_field_that_holds_no_text_is_told_from_one_that_is_not_there(
    tmp_path: Path, value: str, kind: str
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"id": 1, "text": {value}}}\n', encoding="utf-8")
    assert documents(file) == [Problem("no-text", f"field 'text' holds {kind}, not text", str(file), 1, "1")]


def test_a_line_too_long_is_left_out_of_a_text_and_the_offsets_after_it_are_right(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    text = "قبل\n" + "ا" * LONGEST + "\nبعد\n"
    file.write_text(text, encoding="utf-8")
    before, problem, after = documents(file)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("long-line", 2)
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert (before.text, before.offset) == ("قبل\n", 0)
    assert (after.text, after.offset, after.line) == ("بعد\n", text.index("بعد"), 3)


@given(text=st.text(st.sampled_from("ab \n\r"), max_size=60), limit=st.integers(1, 20))
def test_pieces_join_to_the_document_and_their_offsets_slice(text: str, limit: int) -> None:
    """Pieces are the document, cut at line ends; only lines longer than two limits are cut inside."""
    found = list(pieces(Document("d", text), limit))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        assert text[piece.offset :].startswith(piece.text)
        if piece.offset and text[piece.offset - 1] != "\n":
            start = text.rfind("\n", 0, piece.offset) + 1
            assert len(text[start:].partition("\n")[0]) + 1 > 2 * limit
            assert len(piece.text) <= 4 * limit


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("aa bb. cc dd ee", ["aa bb.", " cc dd ee"]),
        ("aa bb cc dd ee ff", ["aa bb cc ", "dd ee ff"]),
        ("abcdefghijklmnop", ["abcdefghij", "klmnop"]),
    ],
)
def test_a_line_too_long_for_a_piece_is_cut_at_a_sentence_or_a_word(line: str, parts: list[str]) -> None:
    assert [piece.text for piece in pieces(Document("d", line), 5)] == parts


def test_a_line_cut_in_pieces_is_one_line_in_messages(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("كلمة " * (PIECE // 2) + "\n" + "ب\n" * 3, encoding="utf-8")
    found = [piece for piece in documents(file) if isinstance(piece, Document)]
    assert [piece.line for piece in found] == [1] * len(found)
    assert len(found) > 1
    assert "".join(piece.text for piece in found) == file.read_text(encoding="utf-8")


@given(data=st.binary(max_size=60), longest=st.integers(1, 9))
def test_lines_are_those_of_the_stream_but_for_the_long_ones(data: bytes, longest: int) -> None:
    """Every line comes with its number; the long ones come without their bytes."""
    expected = io.BytesIO(data).readlines()
    found = list(lines(io.BytesIO(data), longest))
    assert [line.number for line in found] == list(range(1, len(expected) + 1))
    assert [line.data for line in found] == [line if len(line) <= longest else None for line in expected]


@given(text=st.text(), limit=st.integers(1, 9))
def test_a_line_left_out_counts_its_code_points(text: str, limit: int) -> None:
    """The code points of lines left out and of lines read add up to those of the text."""
    data = text.encode(errors="replace")
    found = lines(io.BytesIO(data), limit)
    counted = sum(len(line.data.decode()) if line.data is not None else line.characters for line in found)
    assert counted == len(data.decode())


LOOKS_LIKE = st.sampled_from(
    [
        b"",
        b"id,text\n",
        b'{"id": 1, "text": "a"}\n',
        b"1\ta\ta\tX\t_\t_\t0\troot\t_\tNER=B-PER\n",
        b"T1\tPER 0 1\ta\n",
    ]
)
PACKED_START = st.sampled_from(
    [b"", b"\x1f\x8b", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"PAR1"]
)


@pytest.mark.parametrize("name", list(FORMATS))
@given(start=PACKED_START, head=LOOKS_LIKE, data=st.binary(max_size=100))
def test_any_bytes_give_documents_or_problems(
    name: str, start: bytes, head: bytes, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No input makes a reader raise."""
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(start + head + data)
    file.with_suffix(".ann").write_bytes(head + data)
    for item in read(Input(str(file), name, "any")):
        assert isinstance(item, Document | Problem)
