"""Over real words, too, the machine finds what the definition says; and the lattice is what the machine relies on."""

from collections.abc import Iterator

import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from tests import strategies
from tests.matching.test_machine_is_reference import found_by_machine, found_by_reference

from nisba.arabic.document import sentences
from nisba.arabic.morphology.light import LightMorphology
from nisba.matching.lattice import Lattice
from nisba.matching.mentions import EntityMatchers, find_mentions
from nisba.matching.vocabulary import Vocabulary
from nisba.program import patterns as p
from nisba.program.model import EntityEntry, EntityList, Program, Verb, Words
from nisba.program.notation import notation

PROGRAM = Program(
    words={"trip": Words("trip", ("زيارة", "جولة", "جولة عمل"))},
    verbs={"زار": Verb("زار", "يزور", ("زيارة",)), "أعلن": Verb("أعلن", "يعلن", ("إعلان",))},
    types={"Country": frozenset({"Country"}), "Person": frozenset({"Person"})},
    entity_lists=(
        EntityList(
            "Country",
            tuple(
                EntityEntry(form, form) for form in ("تركيا", "سوريا", "العراق", "روسيا", "الولايات المتحدة")
            ),
        ),
        EntityList(
            "Person",
            tuple(EntityEntry(form, form) for form in ("بلينكن", "أنتوني بلينكن", "فيدان", "فيدان روسيا")),
        ),
    ),
    entity_patterns=(),
    annotations=(),
    relations={},
    rules=(),
)


LISTS = (p.Capture("", p.Mention(frozenset({"Country"})), each=True),)
BUILTINS = tuple(p.Builtin(name) for name in ("Word", "Number", "Phrase", "Clause", "Quote"))
VOCABULARY = Vocabulary(PROGRAM, LightMorphology(PROGRAM.verbs.values()), (*strategies.LEAVES, *BUILTINS))


def lattices(text: str) -> Iterator[Lattice]:
    for sentence in sentences(text):
        lattice = Lattice(text, sentence, VOCABULARY)
        find_mentions(lattice, EntityMatchers())
        yield lattice


@pytest.mark.parametrize("element", (*strategies.LEAVES, *LISTS, *BUILTINS), ids=notation)
@given(text=strategies.texts() | strategies.visits())
def test_every_edge_leads_to_the_right(element: p.Element, text: str) -> None:
    """The machine relies on it: places ascend with the text, a stem lies in its edge, all is inside the sentence."""
    for lattice in lattices(text):
        for place, edges in lattice.forward(element).items():
            assert place in lattice.places(place >> 4)
            for edge in edges:
                note(f"{place=} {edge=}")
                assert place <= edge.stem < edge.end <= lattice.size << 4
                assert edge.stem in lattice.places(edge.stem >> 4)
                assert (
                    lattice.offset(place) <= lattice.offset(edge.stem) <= lattice.offset(edge.end, end=True)
                )


def test_an_article_that_was_swallowed_is_still_an_edge() -> None:
    """«للجنة» is ل, ال and لجنة, though the article is not to be seen (Ryding 2005, section 2.9)."""
    pattern = p.Sequence((p.Word("قال"), p.Proclitic("ل"), p.Proclitic("ال"), p.Capture("x", p.Word("لجنة"))))
    vocabulary = Vocabulary(PROGRAM, LightMorphology(()), [pattern])
    text = "قال للجنة"
    (sentence,) = sentences(text)
    lattice = Lattice(text, sentence, vocabulary)
    ((captures, _, _),) = found_by_machine([pattern], lattice, None).values()
    assert lattice.text(*captures["x"]) == "لجنة"


@pytest.mark.parametrize("written", ["على", "علَى", "عـلى", "\u200fعلى"])
def test_an_exact_word_is_told_by_its_letters(written: str) -> None:
    """An exact word tells على from علي, but diacritics, tatweel and bidi marks are no letters."""
    exact = p.Word("على", exact=True)
    vocabulary = Vocabulary(PROGRAM, LightMorphology(()), [exact, p.Word("علَى", exact=True)])
    for text, found in ((written, True), (written.replace("ى", "ي"), False)):
        (sentence,) = sentences(text)
        assert bool(Lattice(text, sentence, vocabulary).forward(exact)) is found


@pytest.mark.parametrize("text", ["الفيدان", "الـفيدان", "الُفيدان", "للفيدان", "والفيدان"])
def test_a_listed_name_does_not_leave_out_an_article(text: str) -> None:
    (lattice,) = lattices(text)
    assert lattice.mentions == []


@given(text=strategies.texts())
def test_places_ascend_with_the_text(text: str) -> None:
    """A later place is never further left in the document."""
    for lattice in lattices(text):
        offsets = [lattice.offset(place) for token in range(lattice.size) for place in lattice.places(token)]
        assert offsets == sorted(offsets)


@given(strategies.rules((*strategies.LEAVES, *BUILTINS)), strategies.texts(8) | strategies.visits())
def test_machine_is_the_definition_over_words(alternatives: list[p.Element], text: str) -> None:
    """Over the edges of real words, the machine fires where the definition does, with the same captures."""
    for lattice in lattices(text):
        by_reference = found_by_reference(alternatives, lattice, None)
        assert found_by_machine(alternatives, lattice, None) == by_reference


@given(st.text(max_size=60))
def test_any_text_has_a_lattice(text: str) -> None:
    """No text whatever makes an element fail."""
    for lattice in lattices(text):
        for element in (*strategies.LEAVES, *LISTS, *BUILTINS):
            lattice.forward(element)
            lattice.backward(element)


@pytest.mark.parametrize("alef", strategies.ALEFS)
def test_an_abbreviation_is_one_token_whatever_its_alef(alef: str) -> None:
    (lattice,) = lattices(f"قناة {alef}ن.تي.في")
    assert [token.folded for token in lattice.tokens] == ["قناه", "ان.تي.في"]
