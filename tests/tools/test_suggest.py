"""Suggested rules find the examples they were made for, and can be pasted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import nisba
from nisba.cli import group
from nisba.extraction.engine import Engine
from nisba.readers.document import Document
from nisba.tools.candidates import NoSentenceError, merged, patterns_of
from nisba.tools.marked import MarkedError, marked, read_marked
from nisba.tools.suggest import Suggestion, Wanted, missed, rule_text, suggest
from nisba.tools.testing import Verdict, run_tests

RULES = """\
entity Person from "people.tsv"
entity Country from "countries.tsv"
entity City from "cities.tsv"
type Place = Country | City
words trip = زيارة | جولة
verb زار يزور masdar زيارة
relation visited (Person -> Place)
entity Person
  match  وزير الخارجية X:Mention
  mark   X
"""
EXAMPLES = """\
# visits
زيارة [بلينكن:X] إلى [تركيا:Y]
وتأتي جولة [لافروف:X] ل[بغداد:Y] بعد أيام

ألغيت زيارة المتحف إلى تركيا
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "people.tsv").write_text("بلينكن\nلافروف\nماكرون\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\nمصر\n", encoding="utf-8")
    (folder / "cities.tsv").write_text("بغداد\n", encoding="utf-8")
    (folder / "r.rules").write_text(RULES, encoding="utf-8")
    return folder / "r.rules"


@pytest.fixture(scope="module")
def engine(rules: Path) -> Engine:
    return nisba.load(rules)


def wanted(rules: Path, relation: str = "visited") -> Wanted:
    return Wanted(relation, "X", "Y", (rules,))


def found(engine: Engine, rules: Path, examples: str = EXAMPLES, *corpus: str) -> list[Suggestion]:
    documents = [Document(str(i), text) for i, text in enumerate(corpus)]
    return suggest(engine, wanted(rules), read_marked(examples.splitlines()), documents)


def test_the_best_rule_joins_what_the_examples_have_in_common(engine: Engine, rules: Path) -> None:
    best = found(engine, rules)[0]
    assert best.pattern == ("trip", "X:Person", "(إلى | لـ)", "Y:Place")
    assert (best.found, best.wrong, best.examples) == (2, 0, 2)


def test_a_word_is_offered_as_itself_as_its_lexeme_and_as_its_list(engine: Engine) -> None:
    patterns = patterns_of(engine, marked("زيارة [بلينكن:X] إلى [تركيا:Y]"))
    first = {pattern[0] for pattern in patterns}
    assert first >= {"زيارة", "<زار masdar>", "trip"}
    last = {pattern[-1] for pattern in patterns}
    assert last == {"Y:Country", "Y:Place", "Y"}


def test_words_between_become_a_gap_and_prepositions_stay(engine: Engine) -> None:
    patterns = patterns_of(engine, marked("زيارة [بلينكن:X] الرسمية المقبلة جدا الطويلة إلى [تركيا:Y]"))
    assert ("trip", "X:Person", "...{4}", "إلى", "Y:Country") in patterns


def test_a_rule_that_finds_what_it_must_not_ranks_behind(engine: Engine, rules: Path) -> None:
    assert Suggestion(("a",), 0, found=1, wrong=1).rank > Suggestion(("b", "c"), 1, found=1).rank
    corpus = "زيارة ماكرون إلى المعرض. " * 3
    example = "زيارة [بلينكن:X] إلى [تركيا:Y]\n"
    free = suggest(engine, wanted(rules, "saw"), read_marked([example]), [Document("c", corpus)])[0]
    assert free.pattern[-1] == "Y"
    held = suggest(
        engine,
        wanted(rules, "saw"),
        read_marked([example, "زيارة ماكرون إلى المعرض"]),
        [Document("c", corpus)],
    )[0]
    assert held.pattern[-1] == "Y:Country"


def test_hits_in_a_corpus_are_counted_and_shown(engine: Engine, rules: Path) -> None:
    best = found(engine, rules, EXAMPLES, "جولة ماكرون إلى مصر. زيارة ماكرون لبغداد.", "لا شيء هنا.")[0]
    assert best.hits == 2
    assert best.contexts[0].match == "جولة ماكرون إلى مصر"


def test_what_the_first_suggestion_misses_the_next_finds(engine: Engine, rules: Path) -> None:
    examples = EXAMPLES + "وصل [ماكرون:X] سالما إلى [مصر:Y]\nوصل [بلينكن:X] سالما إلى [مصر:Y]\n"
    first, second, *_ = found(engine, rules, examples)
    assert len(first.texts) == 3
    assert len(first.texts | second.texts) == 4


def test_a_mention_may_be_marked_whole_or_by_its_name(engine: Engine, rules: Path) -> None:
    for argument in ("[وزير الخارجية بلينكن:X]", "وزير الخارجية [بلينكن:X]"):
        best = found(engine, rules, f"زيارة {argument} إلى [تركيا:Y]\n")[0]
        assert best.pattern[1] == "X:Person"


@pytest.mark.parametrize(
    ("example", "reason"),
    [
        ("زيارة [الخارجية بلينكن:X] إلى [تركيا:Y]", "the rules know «بلينكن» there (Person)"),
        ("زيارة [تركيا:X] إلى [مصر:Y]", "X is Country, which the signature of visited does not take"),
    ],
)
def test_an_example_that_nothing_finds_is_told_with_the_reason(
    engine: Engine, rules: Path, example: str, reason: str
) -> None:
    ((shown, (first,)),) = missed(engine, wanted(rules), read_marked([example]), [])
    assert shown.text == "".join(c for c in example if c not in "[]XY:")
    assert reason in first


def test_a_suggestion_can_be_pasted_and_its_examples_hold(engine: Engine, rules: Path) -> None:
    suggestions = found(engine, rules)[:5]
    texts = [rule_text(s, wanted(rules), f"visited_{i}") for i, s in enumerate(suggestions)]
    pasted = rules.with_name("pasted.rules")
    pasted.write_text('import "r.rules"\n' + "\n".join(texts), encoding="utf-8")
    outcomes = list(run_tests(nisba.load(pasted)))
    assert len(outcomes) >= 2 * len(suggestions)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASSED}
    pasted.unlink()


def test_what_differs_in_one_place_is_joined_and_captures_are_not() -> None:
    one, two = ("trip", "X:Person", "إلى", "Y"), ("trip", "X:Person", "نحو", "Y")
    assert merged([[one], [two]]) == [one, two, ("trip", "X:Person", "(إلى | نحو)", "Y")]
    other = ("trip", "X:Place", "إلى", "Y")
    assert merged([[one], [other]]) == [one, other]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["لا شيء"], "no sentence has marked"),
        (["[أ:X] [ب:X]"], "marked twice"),
        (["[أ:X] وحده"], "mark two arguments"),
        (["[أ:X] [ب:Y]", "[أ:X] [ب:Z]"], "the same names"),
        (["[أ:X] [ب:Y] ]"], "in brackets"),
    ],
)
def test_examples_that_cannot_be_used_say_why(lines: list[str], why: str) -> None:
    with pytest.raises(MarkedError, match=why):
        read_marked(lines)


def test_arguments_in_two_sentences_are_refused(engine: Engine) -> None:
    with pytest.raises(NoSentenceError):
        patterns_of(engine, marked("زار [بلينكن:X]. ثم [تركيا:Y]."))


def test_the_command_writes_rules_with_the_relation_they_need(rules: Path, tmp_path: Path) -> None:
    examples, text = tmp_path / "e.txt", tmp_path / "c.txt"
    examples.write_text(EXAMPLES, encoding="utf-8")
    text.write_text("جولة ماكرون إلى مصر.", encoding="utf-8")
    run = CliRunner().invoke
    base = ["suggest", str(examples), "--rules", str(rules), "--corpus", str(text)]
    done = run(group, base)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("relation related (Mention | Phrase -> Mention | Phrase)\n\n# finds 2 of 2")
    assert "⟨جولة ماكرون إلى مصر⟩" in done.output
    assert "relation" not in run(group, [*base, "--relation", "visited"]).output
    rows = json.loads(run(group, [*base, "--to", "json", "--rows", "2"]).output)
    assert [row["hits"] for row in rows] == [1, 1]
    assert run(group, [*base, "--relation", "rule"]).exit_code == 2
    examples.write_text("[بلينكن:X] [تركيا:Y]", encoding="utf-8")
    assert run(group, base).exit_code == 1
