"""A change of rules shows in the triples that it adds, removes and judges otherwise."""

import json
from pathlib import Path

from click.testing import CliRunner

import nisba
from nisba.cli import group
from nisba.extraction.engine import Engine
from nisba.readers.document import Document
from nisba.tools.difference import Change, differences

HEAD = """
relation met (Phrase -> Phrase)
relation saw (Phrase -> Phrase)
"""
MEETING = "rule meeting  match X:Phrase قابل Y:Phrase  emit (X, met, Y)\n"
SAME_OTHERWISE = "rule other_name  match (X:Phrase قابل | X:Phrase لقي) Y:Phrase  emit (X, met, Y)\n"
SIGHT = "rule sight  match X:Phrase رأى Y:Phrase  emit (X, saw, Y)\n"
TEXT = "المدير قابل الوزير أمس.\nالحارس رأى اللص."


def engine(rules: str) -> Engine:
    return nisba.compile(HEAD + rules)


def changes(old: str, new: str, *documents: Document) -> list[Change]:
    return list(differences(engine(old), engine(new), documents or [Document("d", TEXT)]))


def test_a_rule_more_adds_its_triples_with_their_sentences() -> None:
    [change] = changes(MEETING, MEETING + SIGHT)
    assert (change.sign, change.triple.relation, change.context) == ("+", "saw", "الحارس رأى اللص.")


def test_a_rule_less_removes_them() -> None:
    [change] = changes(MEETING + SIGHT, MEETING)
    assert (change.sign, change.triple.object.text) == ("-", "اللص")


def test_another_rule_that_finds_the_same_is_no_change() -> None:
    assert changes(MEETING, SAME_OTHERWISE) == []


def test_another_type_or_another_qualifier_of_the_same_triple_is_told() -> None:
    dated = MEETING.replace("Y)", 'Y) {when: "أمس"}')
    [change] = changes(MEETING, dated)
    assert (change.sign, change.details()) == ("~", ["qualifiers none → when: أمس"])


def test_places_are_those_of_the_whole_document() -> None:
    [change] = changes(MEETING, MEETING + SIGHT, Document("d", "الحارس رأى اللص.", offset=500))
    assert change.triple.subject.start == 500


def test_the_command_exits_with_one_where_the_rules_differ(tmp_path: Path) -> None:
    (tmp_path / "old.rules").write_text(HEAD + MEETING, encoding="utf-8")
    (tmp_path / "new.rules").write_text(HEAD + SIGHT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    old, new, text = (str(tmp_path / name) for name in ("old.rules", "new.rules", "a.txt"))
    run = CliRunner().invoke
    same = run(group, ["diff", old, old, text])
    assert (same.exit_code, same.output) == (0, "0 added, 0 removed, 0 judged otherwise\n")
    differ = run(group, ["diff", old, new, text])
    assert differ.exit_code == 1
    assert "+ (الحارس, saw, اللص)" in differ.output
    assert "1 added, 1 removed" in differ.output
    lines = run(group, ["diff", old, new, text, "--to", "jsonl"]).output.splitlines()
    assert [json.loads(line)["change"] for line in lines] == ["-", "+"]
