"""``nisba extract`` as its users run it: paths, formats, exit statuses, and runs that survive."""

import fcntl
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import NISBA, Nisba

VISIT = "زار بلينكن تركيا.\n"
OTHER = "وصل أمس.\n"


def triples(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]


def said(data: bytes) -> list[tuple[str, str, str, str]]:
    return [(t["doc"], t["subject"]["text"], t["relation"], t["object"]["text"]) for t in triples(data)]


def test_a_file_gives_its_triples_with_offsets_that_slice(nisba: Nisba, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text(OTHER + VISIT, encoding="utf-8")
    done = nisba("extract", "visit.txt", "--rules", rules)
    assert (done.returncode, done.stderr) == (0, b"")
    assert said(done.stdout) == [("visit", "بلينكن", "visited", "تركيا")]
    (triple,) = triples(done.stdout)
    for argument in (triple["subject"], triple["object"]):
        assert (OTHER + VISIT)[argument["start"] : argument["end"]] == argument["text"]
    assert (triple["rule"], triple["where"]) == ("visit", "visits.rules:5")


def test_a_folder_is_read_in_sorted_order(nisba: Nisba, rules: Path, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(VISIT, encoding="utf-8")
    assert [doc for doc, *_ in said(nisba("extract", ".", "--rules", rules).stdout)] == ["a", "b"]


@pytest.mark.parametrize("command", ["extract", "annotate", "coverage"])
def test_a_folder_without_texts_is_told_with_what_it_holds(
    nisba: Nisba, rules: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "crawl" / "may").mkdir(parents=True)
    (tmp_path / "crawl" / "may" / "1.jsonl").write_text("", encoding="utf-8")
    done = nisba(command, "crawl", "--rules", rules)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "nisba: no .txt file in crawl; --from jsonl reads its .jsonl files\n"


def test_a_folder_of_texts_called_like_a_pack_does_not_hide_the_pack(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(VISIT, encoding="utf-8")
    shipped = [("a", "بلينكن", "visited", "تركيا")]
    for arguments in (("extract", "news/"), ("extract", "news", "--rules", "news")):
        assert said(nisba(*arguments).stdout) == shipped


def test_a_folder_of_rules_called_like_a_pack_is_meant_where_it_is_named_only(
    nisba: Nisba, rules: Path, tmp_path: Path
) -> None:
    shutil.copytree(rules.parent, tmp_path / "news")
    text = "وصل بلينكن إلى تركيا.".encode()
    assert said(nisba("extract", stdin=text).stdout) == [("stdin", "بلينكن", "arrived_in", "تركيا")]
    assert said(nisba("extract", "--rules", "news", stdin=text).stdout) == []


def test_records_come_from_standard_input(nisba: Nisba, rules: Path) -> None:
    records = json.dumps({"url": "u1", "body": VISIT}).encode() + b"\n"
    options = ("--from", "jsonl", "--text-field", "body", "--id-field", "url", "--rules", rules)
    assert said(nisba("extract", "-", *options, stdin=records).stdout) == [
        ("u1", "بلينكن", "visited", "تركيا")
    ]
    assert said(nisba("extract", *options, stdin=records).stdout) == [("u1", "بلينكن", "visited", "تركيا")]


def test_what_goes_wrong_is_reported_the_rest_is_done_and_the_status_is_1(
    nisba: Nisba, rules: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(
        b'{"id": 1, "text"\n' + json.dumps({"id": 2, "text": VISIT}).encode() + b'\n{"id": 3}\n'
    )
    (tmp_path / "latin.txt").write_bytes(VISIT.encode() + b"caf\xe9\n")
    done = nisba(
        "extract", "bad.jsonl", "gone.txt", "latin.txt", "--rules", rules, "--errors", "errors.jsonl"
    )
    assert done.returncode == 1
    assert [doc for doc, *_ in said(done.stdout)] == ["2", "latin"]
    errors = triples((tmp_path / "errors.jsonl").read_bytes())
    assert [(e["file"], e["line"], e["code"]) for e in errors] == [
        ("bad.jsonl", 1, "broken-json"),
        ("bad.jsonl", 3, "no-text"),
        ("gone.txt", 0, "unreadable-file"),
        ("latin.txt", 2, "bad-utf8"),
    ]
    lines = done.stderr.decode().splitlines()
    assert [line.split(" ")[1] for line in lines] == [
        "bad.jsonl:1:",
        "bad.jsonl:3:",
        "gone.txt:",
        "latin.txt:2:",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "gone.txt"), "No such file"),
        (("extract", "--to", "poem", "a.txt"), "poem"),
        (("extract", "--workers", "0", "a.txt"), "workers"),
        (("extract", "a.txt", "--rules", "no-such-pack"), "no-such-pack"),
        (("extract", "a.txt", "--resume"), "-o FILE"),
        (("extract", "a.txt", "--to", "parquet"), "-o FILE"),
        (("extract", "a.txt", "-o", "no/such/folder/out.jsonl"), "no folder"),
        (("extract", "a.txt", "-o", "folder"), "folder is a folder: name a file in it"),
        (("extract", "a.txt", "--to", "brat", "-o", "b.txt"), "b.txt is a file: this format writes a folder"),
        (("extract", "a.txt", "--errors", "folder"), "folder is a folder"),
        (("extract", ".", "--to", "csv", "-o", "./a.txt"), "a.txt is one of the inputs"),
        (("extract", "a.txt", "--errors", "a.txt"), "a.txt is one of the inputs"),
        (
            ("extract", "a.txt", "-o", "c.csv", "--errors", "./c.csv"),
            "both the output and the file of errors",
        ),
        (("extract", "a.txt", "-o", "out.xlsx"), "no format has the ending .xlsx"),
        (("exract", "a.txt"), "Did you mean 'extract'?"),
    ],
)
def test_misuse_is_status_2_and_one_message(
    nisba: Nisba, rules: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(VISIT, encoding="utf-8")
    if "--rules" not in arguments and arguments[0] == "extract":
        arguments = (*arguments, "--rules", str(rules))
    done = nisba(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == VISIT
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("option", ["-o", "--errors"])
def test_rules_are_not_written_over(nisba: Nisba, rules: Path, tmp_path: Path, option: str) -> None:
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    (tmp_path / "link").symlink_to(rules)
    before = rules.read_bytes()
    done = nisba("extract", "a.txt", "--rules", rules, option, "link", "--to", "jsonl")
    assert (done.returncode, rules.read_bytes()) == (2, before)
    assert "link is one of the rules files" in done.stderr.decode()


def test_rules_with_errors_are_status_1_and_all_errors_are_told(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "bad.rules").write_text("rule a match أعلن emit (X, said, Y)\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    done = nisba("extract", "a.txt", "--rules", "bad.rules")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "unknown-relation" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Records enough for a run of a few seconds."""
    file = tmp_path / "big.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number in range(3000):
            text = (VISIT if number % 3 else OTHER) * (1 + number % 5)
            stream.write(json.dumps({"id": number, "text": text}) + "\n")
    return file


def test_workers_write_the_same_bytes(nisba: Nisba, rules: Path, big: Path) -> None:
    one = nisba("extract", big, "--rules", rules)
    two = nisba("extract", big, "--rules", rules, "--workers", "2")
    assert one.returncode == two.returncode == 0
    assert len(one.stdout) > 100_000
    assert one.stdout == two.stdout


def test_workers_that_cannot_be_forked_load_the_rules_themselves(
    nisba: Nisba, rules: Path, big: Path
) -> None:
    code = (
        "import multiprocessing as m; m.get_all_start_methods = lambda: ['spawn']\n"
        "from nisba.cli import main\nmain()"
    )
    arguments = ["extract", str(big), "--rules", str(rules), "--workers", "2"]
    done = subprocess.run([NISBA[0], "-c", code, *arguments], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == nisba("extract", big, "--rules", rules).stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on(nisba: Nisba, rules: Path, big: Path, tmp_path: Path, workers: str) -> None:
    arguments = (
        "extract",
        str(big),
        "--rules",
        str(rules),
        "-o",
        "out.jsonl",
        "--workers",
        workers,
        "--resume",
    )
    part = tmp_path / ".out.jsonl.part"
    for _ in range(3):
        at = part.stat().st_size if part.exists() else 0
        process = subprocess.Popen([*NISBA, *arguments], cwd=tmp_path)
        while process.poll() is None and not (part.exists() and part.stat().st_size > at + 20_000):
            time.sleep(0.01)
        process.kill()
        process.wait()
    assert nisba(*arguments).returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == nisba("extract", big, "--rules", rules).stdout
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_an_unfinished_run_with_other_rules_is_not_gone_on_with(
    nisba: Nisba, rules: Path, big: Path, tmp_path: Path
) -> None:
    for file in rules.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    process = subprocess.Popen(
        [*NISBA, "extract", big, "--rules", "visits.rules", "-o", "o.jsonl"], cwd=tmp_path
    )
    while not (tmp_path / ".o.jsonl.journal").exists():
        time.sleep(0.01)
    process.kill()
    process.wait()
    (tmp_path / "people.tsv").write_text("بلينكن\tتوني\n", encoding="utf-8")
    done = nisba("extract", big, "--rules", "visits.rules", "-o", "o.jsonl", "--resume")
    assert done.returncode == 2
    assert "start over" in done.stderr.decode()


def test_an_unfinished_run_of_other_input_is_not_gone_on_with(
    nisba: Nisba, rules: Path, big: Path, tmp_path: Path
) -> None:
    process = subprocess.Popen([*NISBA, "extract", big, "--rules", rules, "-o", "out.jsonl"], cwd=tmp_path)
    while not (tmp_path / ".out.jsonl.journal").exists():
        time.sleep(0.01)
    process.kill()
    process.wait()
    big.write_bytes(big.read_bytes() + b"\n")
    done = nisba("extract", big, "--rules", rules, "-o", "out.jsonl", "--resume")
    assert done.returncode == 2
    assert "start over" in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_one_message_and_status_1(nisba: Nisba, rules: Path, big: Path) -> None:
    done = nisba("extract", big, "--rules", rules, "-o", "/dev/full")
    assert done.returncode == 1
    assert "No space left" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_quietly(rules: Path, big: Path, tmp_path: Path, workers: str) -> None:
    arguments = ["extract", str(big), "--rules", str(rules), "-o", "out.jsonl", "--workers", workers]
    process = subprocess.Popen(
        [*NISBA, *arguments], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    part = tmp_path / ".out.jsonl.part"
    while process.poll() is None and not (part.exists() and part.stat().st_size > 5_000):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, b"")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_closed_pipe_ends_quietly(rules: Path, big: Path, workers: str) -> None:
    arguments = ["extract", str(big), "--rules", str(rules), "--workers", workers]
    process = subprocess.Popen([*NISBA, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    assert (process.wait(30), errors) == (0, b"")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes where Linux shows them")
def test_a_worker_killed_from_outside_is_reported_with_its_document_and_the_run_goes_on(
    nisba: Nisba, rules: Path, big: Path, tmp_path: Path
) -> None:
    arguments = ["extract", str(big), "--rules", str(rules), "-o", "out.jsonl", "--workers", "2"]
    process = subprocess.Popen(
        [*NISBA, *arguments, "--errors", "errors.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE
    )
    part = tmp_path / ".out.jsonl.part"
    while process.poll() is None and not (part.exists() and part.stat().st_size > 5_000):
        time.sleep(0.01)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(workers[0]), signal.SIGKILL)
    _, errors = process.communicate(timeout=60)
    found = triples((tmp_path / "errors.jsonl").read_bytes())
    # Between two batches a worker has no document to be reported with, and none is lost.
    assert (process.returncode, len(errors.decode().splitlines())) == (len(found), len(found))
    for error in found:
        assert (error["code"], error["file"], "SIGKILL" in error["message"]) == (
            "worker-died",
            str(big),
            True,
        )
        assert f"big.jsonl:{error['line']}: " in errors.decode()
    lost = {error["doc"] for error in found}
    whole = triples(nisba("extract", big, "--rules", rules).stdout)
    assert triples((tmp_path / "out.jsonl").read_bytes()) == [t for t in whole if t["doc"] not in lost]


def on_a_terminal(arguments: list[str], folder: Path, program: tuple[str, ...] = NISBA) -> str:
    """What a command shows on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen([*program, *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            data = os.read(ours, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    process.wait(60)
    os.close(ours)
    return shown.decode()


def test_a_terminal_gets_a_table(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    shown = on_a_terminal(["extract", "a.txt", "--rules", str(rules)], tmp_path)
    assert "visited" in shown
    assert "بلينكن" in shown
    assert "{" not in shown


def test_a_terminal_is_told_that_nothing_was_found(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OTHER, encoding="utf-8")
    shown = on_a_terminal(["extract", "a.txt", "--rules", str(rules)], tmp_path)
    assert shown == "nisba: nothing was found\r\n"


def test_nothing_to_read_on_a_terminal_is_misuse(rules: Path, tmp_path: Path) -> None:
    assert "Nothing to read" in on_a_terminal(["extract", "--rules", str(rules)], tmp_path)


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.nq", "out.ttl", "out.sqlite"])
def test_the_ending_of_the_output_chooses_its_format(
    nisba: Nisba, rules: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    done = nisba("extract", "a.txt", "--rules", rules, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    start = {
        "csv": b"doc,subject",
        "parquet": b"PAR1",
        "nq": b"<",
        "ttl": b"@prefix",
        "sqlite": b"SQLite format 3",
    }
    assert (tmp_path / name).read_bytes().startswith(start[name.split(".")[1]])
    if name == "out.nq":
        assert b"<https://example.org/visited>" in (tmp_path / name).read_bytes()


def test_brat_makes_a_folder_and_leaves_what_else_is_in_it(nisba: Nisba, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    for _ in range(2):
        assert nisba("extract", "a.txt", "--rules", rules, "--to", "brat", "-o", "out").returncode == 0
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["a.ann", "a.txt", "annotation.conf", "mine.txt"]


def test_mentions_that_come_with_a_record_are_used(nisba: Nisba, tmp_path: Path) -> None:
    (tmp_path / "ner.rules").write_text(
        'entity Person from annotations "PER"\nrelation met (Person -> Person)\n'
        "rule met match التقى X:Person Y:Person emit (X, met, Y)\n",
        encoding="utf-8",
    )
    mentions = [{"start": 6, "end": 9, "label": "PER"}, {"start": 10, "end": 14, "label": "PER"}]
    record = {"id": 1, "text": "التقى زيد عمرا", "mentions": mentions}
    done = nisba("extract", "--from", "jsonl", "--rules", "ner.rules", stdin=json.dumps(record).encode())
    assert said(done.stdout) == [("1", "زيد", "met", "عمرا")]


def test_a_long_run_on_a_terminal_shows_how_far_it_is(rules: Path, big: Path, tmp_path: Path) -> None:
    """Made impatient, so that the test need not wait; what is written is the same as ever."""
    code = "import nisba.cli._console as c; c.SHOW_AFTER = c.REFRESH = 0; from nisba.cli import main; main()"
    arguments = ["extract", str(big), "gone.txt", "--rules", str(rules), "-o", "out.jsonl", "--workers", "2"]
    shown = on_a_terminal(arguments, tmp_path, (NISBA[0], "-c", code))
    assert "kB" in shown
    assert "gone.txt: No such file" in shown
    assert (tmp_path / "out.jsonl").stat().st_size > 100_000
