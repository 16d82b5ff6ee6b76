"""From text to a typed program."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisba.diagnostics.diagnostic import RulesError, Severity
from nisba.program import check, load_program, program_from_source
from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.load import check_source
from nisba.source import Source

HEAD = """
entity Person from annotations "PER"
entity Country from annotations "LOC"
entity City from annotations "CITY"
type Place = Country | City
type Anything = Place | Person | Phrase
words trip = زيارة | جولة تفقدية
let title = (السيد | السيدة)
verb زار يزور masdar زيارة
relation visited (Person -> Place) "زار" <https://example.org/visited>
"""


def program(text: str, head: str = HEAD) -> m.Program:
    return program_from_source(Source("a.rules", f"{head}\n{text}"))


def pattern(text: str, head: str = HEAD) -> p.Element:
    """The resolved form of a pattern, with the word قال behind it for an anchor."""
    rule = program(f'rule r match ({text}) قال emit ("أ", visited, "ب")', head).rules[0]
    element = rule.alternatives[0]
    assert isinstance(element, p.Sequence)
    return p.sequence(*element.items[:-1])


def codes(text: str, head: str = HEAD) -> list[str]:
    _, diagnostics = check_source(Source("a.rules", f"{head}\n{text}"))
    return [d.code for d in diagnostics if d.severity is Severity.ERROR]


class TestElements:
    def test_bare_word_lets_a_conjunction_through_and_quoted_word_does_not(self) -> None:
        assert pattern("أعلن") == p.Word("أعلن")
        assert pattern('"أعلن"') == p.Word("أعلن", exact=True)

    def test_quoted_phrase_is_exact_words(self) -> None:
        assert pattern('"وزارة الخارجية"') == p.Sequence(
            (p.Word("وزارة", exact=True), p.Word("الخارجية", exact=True))
        )

    def test_quotation_mark_is_a_place_and_a_colon_is_a_token(self) -> None:
        assert pattern('"«"') == p.Mark("«")
        assert pattern('"قال:"') == p.Sequence((p.Word("قال", exact=True), p.Word(":", exact=True)))

    def test_abbreviation_keeps_its_dots(self) -> None:
        assert pattern('"ا.ف.ب"') == p.Word("ا.ف.ب", exact=True)

    def test_list_and_fragment_stand_for_what_they_declare(self) -> None:
        assert pattern("trip") == p.WordList("trip")
        assert pattern("title") == p.Alternation((p.Word("السيد"), p.Word("السيدة")))

    def test_arabic_word_that_is_declared_is_no_literal(self) -> None:
        assert pattern("رحلة", HEAD + "words رحلة = سفر") == p.WordList("رحلة")
        assert pattern("دولة", HEAD + 'entity دولة from annotations "C"') == p.Mention(frozenset({"دولة"}))

    def test_union_is_its_leaf_types(self) -> None:
        assert pattern("Place") == p.Mention(frozenset({"Country", "City"}))
        assert pattern("Anything") == p.Alternation(
            (p.Mention(frozenset({"Country", "City", "Person"})), p.Builtin("Phrase"))
        )

    def test_mention_is_of_any_type(self) -> None:
        assert pattern("Mention") == p.Mention(None)

    def test_untyped_capture_is_a_mention_or_a_phrase(self) -> None:
        rule = program("rule r match X قال emit (X, visited, X)").rules[0]
        assert rule.alternatives[0] == p.Sequence(
            (p.Capture("X", p.Alternation((p.Mention(None), p.Builtin("Phrase")))), p.Word("قال"))
        )

    def test_proclitics_in_a_row_come_apart(self) -> None:
        assert pattern("وبـ Country") == p.Sequence(
            (p.Proclitic("و"), p.Proclitic("ب"), p.Mention(frozenset({"Country"})))
        )
        assert pattern("للـ Country") == p.Sequence(
            (p.Proclitic("ل"), p.Proclitic("ال"), p.Mention(frozenset({"Country"})))
        )

    def test_spans_of_a_fragment_point_at_its_use(self) -> None:
        text = HEAD + 'rule r match title قال emit ("أ", visited, "ب")'
        element = program_from_source(Source("a.rules", text)).rules[0].alternatives[0]
        assert isinstance(element, p.Sequence)
        span = element.items[0].span
        assert span is not None and text[span.start : span.end] == "title"

    def test_fragment_used_twice_is_no_cycle(self) -> None:
        head = HEAD + "let name = title Person"
        assert codes('rule r match name مع name قال emit ("أ", visited, "ب")', head) == []


class TestRules:
    def test_conditions_and_qualifiers_are_resolved(self) -> None:
        rule = program(
            "rule r match زيارة X:Person إلى Y:Place (في Z:Phrase)?"
            ' where not X.rank = "وزير" or near(X, Y, 3) and Y in trip'
            " emit (X, visited, Y) {when: Z}"
        ).rules[0]
        assert rule.conditions == (
            m.Or(
                (
                    m.Negation(m.Compare(m.Operand("X", "rank"), m.Operand(text="وزير"), False)),
                    m.And((m.Near("X", "Y", 3), m.InList(m.Operand("Y"), "trip"))),
                )
            ),
        )
        assert rule.emits == (m.Emit(m.Operand("X"), "visited", m.Operand("Y"), (("when", m.Operand("Z")),)),)

    def test_rule_knows_its_file_and_line(self) -> None:
        assert (
            program("rule r match زيارة X:Person إلى Y emit (X, visited, Y)").rules[0].where == "a.rules:12"
        )

    def test_relation_keeps_label_and_iri(self) -> None:
        relation = program("").relations["visited"]
        assert (relation.label, relation.iri) == ("زار", "https://example.org/visited")
        assert relation.object == {"Country", "City"}

    def test_types_of_the_program_hold_no_builtin_types(self) -> None:
        assert program("").types["Anything"] == {"Country", "City", "Person"}

    def test_text_and_attribute_fit_any_signature(self) -> None:
        assert codes('rule r match زيارة X:City قال emit (X.mayor, visited, "تركيا")') == []

    def test_plain_group_fits_any_signature(self) -> None:
        assert codes("rule r match زيارة x:(وزير _) إلى Y:City emit (x, visited, Y)") == []

    def test_symmetric_relation_takes_its_sides_in_either_order(self) -> None:
        head = HEAD + "relation near_to (Person <-> Place)"
        assert codes("rule r match زيارة X:City عند Y:Person emit (X, near_to, Y)", head) == []
        assert codes("rule r match زيارة X:City عند Y:City emit (X, near_to, Y)", head) == [
            "signature-mismatch"
        ]

    def test_union_wider_than_the_signature_does_not_fit(self) -> None:
        assert codes("rule r match زيارة X:(Person | City) إلى Y:Place emit (X, visited, Y)") == [
            "signature-mismatch"
        ]

    def test_pattern_of_gaps_alone_is_empty(self) -> None:
        assert codes('rule r match ... emit ("أ", visited, "ب")') == ["empty-pattern"]

    def test_qualifier_may_be_left_out_but_subject_may_not(self) -> None:
        rule = "rule r match زيارة (X:Person)? إلى Y:Place emit ({}, visited, Y) {}"
        assert codes(rule.format('"أ"', "{who: X}")) == []
        assert codes(rule.format("X", "")) == ["capture-missing"]


class TestManyErrors:
    def test_all_errors_come_at_once_through_imports(self, tmp_path: Path) -> None:
        (tmp_path / "a.rules").write_text(
            'import "b.rules"\nrule r match زيارة trop emit (X, seen, Y)', "utf-8"
        )
        (tmp_path / "b.rules").write_text("type Place = Nowhere\nrelation saw (Place -> )", "utf-8")
        _, diagnostics = check([tmp_path / "a.rules"])
        found = [(Path(d.source.name).name, d.code) for d in diagnostics]
        assert ("b.rules", "unknown-type") in found
        assert ("a.rules", "unknown-name") in found
        assert found.count(("a.rules", "unknown-capture")) == 2
        assert any(name == "b.rules" and code not in ("unknown-type",) for name, code in found)

    def test_name_whose_declaration_is_broken_is_not_unknown(self) -> None:
        found = codes("words tour = = زيارة\nrule r match tour X:Person إلى Y:Place emit (X, visited, Y)")
        assert found and "unknown-name" not in found

    def test_names_are_not_unknown_where_an_import_is_missing(self) -> None:
        assert codes('import "no_such.rules"\nrule r match tour X:Person Y:City emit (X, visited, Y)') == [
            "missing-file"
        ]

    def test_error_of_rules_lists_code_and_place(self) -> None:
        with pytest.raises(RulesError, match=r"a.rules:3:14: unknown-name"):
            program("rule r match tour", "\n")

    def test_chain_of_thousands_of_unions_is_no_recursion(self) -> None:
        chain = "\n".join(f"type T{i}a = T{i + 1}a" for i in range(3000))
        assert codes(chain + "\ntype T3000a = Person") == []

    def test_fragments_that_double_do_not_fill_the_memory(self) -> None:
        lets = "\n".join(f"let f{i} = f{i + 1} f{i + 1}" for i in range(40))
        found = codes(lets + '\nlet f40 = قال\nrule r match f0 emit ("أ", visited, "ب")')
        assert "pattern-too-large" in found

    @given(st.lists(st.sampled_from(HEAD.split() + "rule r match X:Person ( ) | ? emit , visited".split())))
    def test_any_tokens_give_a_program_or_errors(self, tokens: list[str]) -> None:
        """Whatever the text, there is a program or an error, and every place lies inside its source."""
        result, diagnostics = check_source(Source("a.rules", " ".join(tokens)))
        assert (result is None) == any(d.severity is Severity.ERROR for d in diagnostics)
        assert all(0 <= d.span.start <= d.span.end <= len(d.source.text) for d in diagnostics)


class TestFiles:
    def test_folder_is_its_files_and_an_imported_file_counts_once(self, tmp_path: Path) -> None:
        (tmp_path / "b.rules").write_text("words trip = زيارة", "utf-8")
        (tmp_path / "a.rules").write_text('import "./b.rules"\nwords tour = جولة', "utf-8")
        (tmp_path / "notes.txt").write_text("no rules", "utf-8")
        assert sorted(load_program([tmp_path]).words) == ["tour", "trip"]
        assert sorted(load_program([tmp_path, tmp_path / "b.rules"]).words) == ["tour", "trip"]

    def test_import_is_relative_to_the_importing_file(self, tmp_path: Path) -> None:
        (tmp_path / "shared").mkdir()
        (tmp_path / "news").mkdir()
        (tmp_path / "shared" / "words.rules").write_text('words trip from "trip.txt"', "utf-8")
        (tmp_path / "shared" / "trip.txt").write_text("# رحلات\nزيارة  رسمية # مع مسافات\n\nجولة\n", "utf-8")
        (tmp_path / "news" / "a.rules").write_text('import "../shared/words.rules"', "utf-8")
        assert load_program([tmp_path / "news"]).words["trip"].phrases == ("زيارة رسمية", "جولة")

    def test_folder_without_rules_is_an_error(self, tmp_path: Path) -> None:
        _, diagnostics = check([tmp_path])
        assert [d.code for d in diagnostics] == ["missing-file"]

    def test_missing_rules_file_is_an_error(self, tmp_path: Path) -> None:
        program, diagnostics = check([tmp_path / "no.rules"])
        assert program is None
        assert [d.code for d in diagnostics] == ["missing-file"]
