"""Parsing: every construct, all errors at once, and nothing that raises."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies_syntax import FILES, RULES_LIKE

from nisba.diagnostics import json, sarif, text
from nisba.source import Source
from nisba.syntax import nodes as n
from nisba.syntax.parser import MOST_BYTES, MOST_ERRORS, parse, parse_pieces
from nisba.syntax.printer import print_file, print_pattern


def pattern(written: str) -> n.Pattern:
    file, problems = parse(Source("test.rules", f"let a = {written}"))
    assert file is not None and problems == (), problems
    (statement,) = file.statements
    assert isinstance(statement, n.LetDecl)
    return statement.pattern


def codes(written: str) -> list[str]:
    return [problem.code for problem in parse(Source("test.rules", written))[1]]


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("زيارة", n.Literal),
        ("٢٠٢٥", n.Literal),
        ('"زيارة"', n.Quoted),
        ("<زار>", n.LexemeRef),
        ("trip", n.Reference),
        ("Country", n.TypeRef),
        ("لـ", n.Proclitic),
        ("ـها", n.Enclitic),
        ("/ا.*ة/", n.Regex),
        ("_", n.AnyWord),
        ("...", n.Gap),
        ("…{2,5}", n.Gap),
        ("^", n.SentenceStart),
        ("$", n.SentenceEnd),
        ("a b", n.Sequence),
        ("a | b", n.Alternation),
        ("a?", n.Repetition),
        ("!(a)", n.Not),
        ("X", n.Capture),
        ("Y2:Country", n.Capture),
        ("each X:(Country | City)", n.Capture),
        ("س:دولة", n.Capture),
    ],
)
def test_each_notation_is_its_own_node(written: str, kind: type[n.Pattern]) -> None:
    assert type(pattern(written)) is kind


def test_the_patterns_of_the_brief_stand() -> None:
    assert print_pattern(pattern("X أعلن ... Y")) == "X أعلن ... Y"
    assert print_pattern(pattern("زيارة X إلى Y")) == "زيارة X إلى Y"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("زيارة ?", "زيارة؟"),
        ("زيارة{2,5}", "زيارة { ٢ ، ٥ }"),
        ("...{3}", "... {٣}"),
        ("X:Country", "X : Country"),
        ("(((زيارة)))", "زيارة"),
        ("\u200fزيارة\u200e \u2067إلى\u2069", "زيارة إلى"),
        ("a\r\n\tb", "a b"),
        ("زيارة # (\n X", "زيارة X"),
    ],
)
def test_spacing_marks_and_digits_make_no_difference(one: str, other: str) -> None:
    assert pattern(one) == pattern(other)


def test_a_gap_of_one_number_is_up_to_that_many() -> None:
    assert pattern("...{3}") == pattern("...{0,3}")
    assert pattern("...") == pattern("...{0,8}")


def test_alternatives_bind_less_than_sequences() -> None:
    assert pattern("a b | c") == pattern("(a b) | c")
    assert pattern("a b | c") != pattern("a (b | c)")


def test_keywords_may_be_keys_but_not_names() -> None:
    assert codes("rule r match X emit (X, r, X) {type: X.rule} where X.no = X.yes") == []
    assert codes("rule r match زيارة X emit (X, no, X)") == ["reserved-word"]


def test_conditions_bind_as_in_logic() -> None:
    flat, _ = parse(Source("a", "rule r where X = Y or not X = Z and Y = Z"))
    grouped, _ = parse(Source("a", "rule r where X = Y or ((not X = Z) and Y = Z)"))
    assert flat == grouped


def test_a_verb_has_several_masdars() -> None:
    file, _ = parse(Source("a", "verb زار يزور masdar زيارة | زور participle زائر masdar مزار"))
    assert file is not None
    (verb,) = file.statements
    assert isinstance(verb, n.VerbDecl)
    assert [name.text for name in verb.masdars] == ["زيارة", "زور", "مزار"]


def test_examples_take_runs_of_words_and_texts() -> None:
    file, problems = parse(Source("a", 'rule ر yes "نص" => (وزير الخارجية، visited، "G 7")، (ب, زار, ج 5)'))
    assert file is not None and not problems
    (rule,) = file.statements
    assert isinstance(rule, n.RuleDecl)
    (example,) = rule.clauses
    assert isinstance(example, n.Example)
    assert [t.subject.text for t in example.triples] == ["وزير الخارجية", "ب"]
    assert [t.object.text for t in example.triples] == ["G 7", "ج 5"]


def test_spans_slice_to_what_was_read() -> None:
    source = Source("a", "# تعليق\nlet a = زيارة X:Country # ب")
    file, _ = parse(source)
    assert file is not None
    (let,) = file.statements
    assert isinstance(let, n.LetDecl) and isinstance(let.pattern, n.Sequence)
    assert source.slice(let.span) == "let a = زيارة X:Country"
    assert [source.slice(item.span) for item in let.pattern.items] == ["زيارة", "X:Country"]
    assert [source.slice(comment.span) for comment in file.comments] == ["# تعليق", "# ب"]


# ---------------------------------------------------------------- errors


def test_all_errors_are_told_at_once() -> None:
    written = "words = a\nrule r\n  match (\n  emit (X, y)\n  yes 5\nlet a = ;\ntype x = Y\nlet b = ...{70}"
    assert codes(written) == [
        "unexpected-word", "unbalanced-bracket", "unexpected-word", "unexpected-word", "unknown-character",
        "name-case", "gap-too-long",
    ]  # fmt: skip


def test_statements_that_can_be_read_are_kept_beside_errors() -> None:
    file, _ = parse(Source("a", "words trip = زيارة\nwords tour جولة\nlet a = trip"))
    assert file is not None
    assert [type(s) for s in file.statements] == [n.WordsDecl, n.LetDecl]
    assert [name.text for name in file.broken] == ["tour"]


@pytest.mark.parametrize(
    ("written", "keyword"),
    [("rule r\n mach X", "match"), ("wrods a = ب", "words"), ("rule r\n match X\n emti (X, y, X)", "emit")],
)
def test_a_misspelt_keyword_is_suggested(written: str, keyword: str) -> None:
    (problem,) = parse(Source("a", written))[1]
    assert problem.hint == f"did you mean `{keyword}`?"
    (edit,) = problem.edits
    assert edit.replacement == keyword


def test_messages_name_no_terminals() -> None:
    shown = text.render(parse(Source("a", "words\nlet\nrule 5\nverb X\nrelation (\nentity\nimport x"))[1])
    assert not re.search(r"\b_?[A-Z]{2,}", shown)


def test_a_file_of_a_mebibyte_is_read_and_a_larger_one_refused() -> None:
    line = "# " + "a" * 1021 + "\n"
    assert codes(line * 1024) == []
    assert len(line.encode()) * 1024 == MOST_BYTES
    assert codes(line * 1024 + "#") == ["file-too-large"]


def test_sixty_four_levels_are_read_and_printed() -> None:
    inner = "(a | b)?"
    for level in range(1, 64):
        inner = f"({inner} b | c)?" if level % 2 == 0 else f"x{level}:({inner})"
    assert parse(Source("a", f"let a = {inner}"))[1] == ()
    assert print_pattern(pattern(inner)) == inner
    assert codes(f"let a = ({inner})") == ["too-deep"]


def test_a_hundred_thousand_brackets_are_an_error_like_any_other() -> None:
    assert codes("let a = " + "(" * 100_000) == ["too-deep", "unbalanced-bracket"]
    assert codes("rule r where " + "not (" * 50_000) == ["too-deep", "unbalanced-bracket"]


def test_errors_are_told_up_to_a_bound() -> None:
    found = codes("words\n" * 5000)
    assert len(found) == MOST_ERRORS
    assert found[-1] == "too-many-errors"


def test_numbers_of_any_length_are_read() -> None:
    assert codes("let a = b{" + "9" * 10_000 + "}") == ["too-many-repetitions"]
    assert codes("let a = ...{٠٠٠٠٠٠٠٠٠٠٠٠٥} b") == []


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e")
def test_overrides_are_an_error_but_in_comments(character: str) -> None:
    assert codes(f"words a = {character}ب # {character}") == ["direction-override"]
    assert codes(f'words a = "ب{character}"') == ["direction-override"]


# ---------------------------------------------------------------- any text at all


def all_is_well(source: Source) -> None:
    """A tree or diagnostics, whose spans lie inside the source, and which can be shown in every form."""
    file, problems = parse(source)
    assert file is not None or problems
    for problem in problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(source.text)
    for renderer in (text, json, sarif):
        renderer.render(problems).encode("utf-8")


@given(st.text())
def test_any_text_gives_a_tree_or_diagnostics(written: str) -> None:
    """Arbitrary Unicode never raises."""
    all_is_well(Source("test.rules", written))


@given(RULES_LIKE)
def test_any_pieces_of_the_language_give_a_tree_or_diagnostics(written: str) -> None:
    """Pieces of the language in any order never raise."""
    all_is_well(Source("test.rules", written))


def test_random_bytes_give_a_tree_or_diagnostics() -> None:
    """Five thousand random byte strings, in each of the two ways in which bytes become text."""
    dice = random.Random(20250101)
    for _ in range(2500):
        raw = dice.randbytes(dice.randrange(60))
        all_is_well(Source("test.rules", raw.decode("utf-8", "replace")))
        all_is_well(Source("test.rules", raw.decode("utf-8", "surrogateescape")))


@given(FILES)
def test_piece_by_piece_is_the_same_as_whole(file: n.File) -> None:
    """The way that files with errors are read gives the same tree for a file without."""
    source = Source("test.rules", print_file(file))
    whole, problems = parse(source)
    if not problems:
        assert parse_pieces(source) == (whole, ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "words tr\u200eip = زيارة",
            "between `tr` and `ip` stands the invisible character U+200E: delete it",
        ),
        ("import enities.rules", 'the path of a file is quoted: "enities.rules"'),
        ("words trip from trips.txt", 'the path of a file is quoted: "trips.txt"'),
        ("words trip = زيارة، جولة", "`|` parts the entries of a list"),
        ("verb زار", "a verb is declared by its perfect and its imperfect: verb زار يزور"),
        ("verb زار، يزور", "a verb is declared by its perfect and its imperfect: verb زار يزور"),
        (
            "relation visited Person -> Country",
            "a signature is written (Subject -> Object), or <-> where the relation is symmetric",
        ),
        ("rule a\n where near(X, Y)", "the most tokens between the two are said, too: near(X, Y, 3)"),
        ("rule a\n // رحلات\n match زيارة", "a comment begins with #"),
        ("rule a:\n match زيارة", "no colon stands behind the name of a rule"),
        ("rule a\n frame زار (X) (Y)", "the verb stands in angle brackets: <زار>"),
        ("rule a\n frame <زار> X Y", "the subject and each complement stand in brackets: (X:Person)"),
        ("rule a\n frame <زار> (X) Y", "the subject and each complement stand in brackets: (X:Person)"),
        (
            "rule a\n emit (X visited Y)",
            "a triple is written (subject, relation, object), with a comma behind each of the first two",
        ),
        (
            'rule a\n yes "زار" => (بلينكن visited تركيا)',
            "a triple is written (subject, relation, object), with a comma behind each of the first two",
        ),
    ],
)
def test_a_common_slip_is_told_with_its_remedy(text: str, hint: str) -> None:
    _, (problem,) = parse(Source("a.rules", text))
    assert problem.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "relaton visited (A -> B)",
        "verb زار يزور\nrelaton visited (A -> B)",
        "rule a\n match زار\nrelaton visited (A -> B)",
    ],
)
def test_a_misspelt_statement_is_known_to_have_declared_its_name(text: str) -> None:
    file, _ = parse(Source("a.rules", text))
    assert file is not None
    assert "visited" in [name.text for name in file.broken]
