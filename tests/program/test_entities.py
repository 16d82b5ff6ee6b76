"""Entity patterns and their order."""

from nisba.program import program_from_source
from nisba.program.model import Operand
from nisba.source import Source


def order(text: str) -> list[str]:
    return [pattern.type for pattern in program_from_source(Source("a.rules", text)).entity_patterns]


def test_type_comes_behind_the_types_that_its_patterns_name() -> None:
    assert order(
        """
        entity Person match رئيس (Office) P:Phrase mark P
        entity Office match مكتب C:Country mark C
        entity Country match دولة P:Phrase mark P
        entity Person match السيد P:Phrase mark P
        """
    ) == ["Country", "Office", "Person", "Person"]


def test_union_counts_as_its_members() -> None:
    text = """
        type Place = Country
        entity Person match حاكم P:Place mark P
        entity Country match دولة P:Phrase mark P
        """
    assert order(text) == ["Country", "Person"]


def test_own_type_is_no_dependency() -> None:
    assert order("entity Person match السيد P:Person mark P") == ["Person"]


def test_type_with_any_mention_comes_as_late_as_it_can() -> None:
    text = """
        entity Person match السيد P mark P
        entity Country match دولة P:Phrase mark P
        entity Office match مكتب P:Person mark P
        """
    assert order(text) == ["Country", "Person", "Office"]


def test_mark_belongs_to_the_matches_above_it() -> None:
    text = """
        entity Person
          match السيد P:Phrase
          match السيدة P:Phrase
          mark P with rank: "مواطن"
          match R:(وزير _) Q:Phrase
          mark Q with role: R, home: Q.country
        """
    first, second = program_from_source(Source("a.rules", text)).entity_patterns
    assert (len(first.alternatives), first.mark, first.attributes) == (
        2, "P", (("rank", Operand(text="مواطن")),),
    )  # fmt: skip
    assert (len(second.alternatives), second.mark) == (1, "Q")
    assert second.attributes == (("role", Operand("R")), ("home", Operand("Q", "country")))
