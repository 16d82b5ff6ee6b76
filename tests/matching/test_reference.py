"""The definition itself, read from small examples."""

import pytest
from tests.lattices import Edge, Sentence, Table
from tests.reference import best_readings

from nisba.program import patterns as p

COUNTRIES = {"تركيا": "Country", "روسيا": "Country", "إيران": "Country", "سوريا": "Country"}
PEOPLE = {"بلينكن": "Person", "أنتوني بلينكن": "Person", "فيدان": "Person"}
LISTS = {"trip": ["زيارة", "جولة عمل", "جولة"], "زار": ["زار", "زارت", "يزور", "زيارة"]}


def sentence(text: str, clauses: frozenset[str] = frozenset()) -> Sentence:
    return Sentence(text, mentions=COUNTRIES | PEOPLE, lists=LISTS, clauses=clauses)


def words(text: str) -> p.Element:
    return p.Sequence(tuple(p.Word(word) for word in text.split()))


def seq(*items: p.Element) -> p.Element:
    return p.Sequence(items)


def either(*items: p.Element) -> p.Element:
    return p.Alternation(items)


def optional(item: p.Element) -> p.Element:
    return p.Repetition(item, 0, 1)


VISITED = p.Lexeme("زار")
TRIP = p.WordList("trip")
TO = p.Word("إلى")
PERSON = p.Capture("X", p.Mention(frozenset({"Person"})))
COUNTRY = p.Capture("Y", p.Mention(frozenset({"Country"})))
GAP = p.Gap(0, 8)


def captured(text: str, *alternatives: p.Element, clauses: str = "") -> list[dict[str, str]]:
    """What each firing captures, as text, in the order of the anchors."""
    found = best_readings(alternatives, over := sentence(text, frozenset(clauses.split())))
    return [
        {name: piece(over, *places) for name, places in sorted(found[token].captures.items())}
        for token in sorted(found)
    ]


def piece(over: Sentence, start: int, end: int) -> str:
    pieces = []
    for i, token in enumerate(over.tokens):
        inside = [t.lstrip("+") for k, t in enumerate(token) if start <= i << 4 | k < end]
        pieces += ["".join(inside)] if inside else []
    return " ".join(pieces)


# ---------------------------------------------------------------- elements


def test_a_word_lets_a_conjunction_through_but_no_other_proclitic() -> None:
    pattern = seq(p.Boundary(end=False), p.Word("قال"), PERSON)
    assert captured("و|قال بلينكن", pattern) == [{"X": "بلينكن"}]
    assert captured("ف|قال و|بلينكن", pattern) == [{"X": "بلينكن"}]
    assert captured("ل|قال بلينكن", pattern) == []


def test_a_match_may_start_behind_the_proclitics_of_its_first_token() -> None:
    assert captured("ل|زيارة بلينكن", seq(TRIP, PERSON)) == [{"X": "بلينكن"}]
    assert captured("ل|تركيا زار بلينكن", seq(COUNTRY, VISITED, PERSON)) == [{"X": "بلينكن", "Y": "تركيا"}]


def test_an_exact_word_lets_nothing_through() -> None:
    pattern = seq(p.Word("قال", exact=True), PERSON)
    assert captured("قال بلينكن", pattern) == [{"X": "بلينكن"}]
    assert captured("و|قال بلينكن", pattern) == []


def test_a_lexeme_lets_the_future_and_the_purpose_through() -> None:
    pattern = seq(VISITED, COUNTRY)
    for text in ("زارت تركيا", "س|يزور تركيا", "ل|يزور تركيا", "و|يزور تركيا"):
        assert captured(text, pattern) == [{"Y": "تركيا"}]


def test_a_proclitic_is_an_edge_of_its_own_inside_the_token() -> None:
    pattern = seq(TRIP, PERSON, p.Proclitic("ل"), COUNTRY)
    assert captured("زيارة بلينكن ل|تركيا", pattern) == [{"X": "بلينكن", "Y": "تركيا"}]
    assert captured("زيارة بلينكن تركيا", pattern) == []


def test_an_enclitic_is_an_edge_behind_its_word() -> None:
    pattern = seq(VISITED, p.Enclitic("ها"), PERSON)
    assert captured("زار+ها بلينكن", pattern) == [{"X": "بلينكن"}]
    assert captured("زار بلينكن", pattern) == []


def test_no_gap_leaves_from_inside_a_token() -> None:
    pattern = seq(TRIP, p.Proclitic("ل"), GAP, COUNTRY)
    assert captured("زيارة ل|تركيا", pattern) == [{"Y": "تركيا"}]
    assert captured("زيارة ل|مدن تركيا", pattern) == []


def test_a_gap_skips_as_many_tokens_as_it_says() -> None:
    for least, most, found in ((0, 2, False), (0, 3, True), (3, 3, True), (4, 8, False), (2, 5, True)):
        pattern = seq(VISITED, p.Gap(least, most), COUNTRY)
        assert bool(captured("زار الوزير أمس مساء تركيا", pattern)) is found


def test_a_gap_of_a_frame_stops_at_the_next_clause() -> None:
    text = "زار بلينكن بغداد حيث قصف تركيا"
    pattern = seq(VISITED, p.Gap(0, 8, clause=True), COUNTRY)
    assert captured(text, pattern) == [{"Y": "تركيا"}]
    assert captured(text, pattern, clauses="حيث") == []


def test_an_any_word_is_no_punctuation() -> None:
    pattern = seq(VISITED, p.AnyWord(), COUNTRY)
    assert captured("زار أمس تركيا", pattern) == [{"Y": "تركيا"}]
    assert captured("زار ، تركيا", pattern) == []


def test_not_takes_nothing_and_looks_ahead() -> None:
    pattern = seq(VISITED, p.Not(words("رئيس الوزراء")), p.Capture("x", p.AnyWord()))
    assert captured("زار رئيس الوزراء", pattern) == []
    assert captured("زار رئيس الدولة", pattern) == [{"x": "رئيس"}]


def test_boundaries_are_the_ends_of_the_sentence() -> None:
    first = seq(p.Boundary(end=False), p.Word("قال"), PERSON)
    last = seq(p.Word("قال"), PERSON, p.Boundary(end=True))
    assert captured("و|قال بلينكن أمس", first) == [{"X": "بلينكن"}]
    assert captured("أمس قال بلينكن", first) == []
    assert captured("أمس قال بلينكن", last) == [{"X": "بلينكن"}]
    assert captured("قال بلينكن أمس", last) == []


def test_quotation_marks_are_seen_through_unless_they_are_named() -> None:
    assert captured("زيارة «بلينكن» إلى تركيا", seq(TRIP, PERSON, TO, COUNTRY)) == [
        {"X": "بلينكن", "Y": "تركيا"}
    ]
    quoted = seq(TRIP, p.Mark("«"), PERSON, p.Mark("»"))
    assert captured("زيارة «بلينكن» أمس", quoted) == [{"X": "بلينكن"}]
    assert captured("زيارة بلينكن أمس", quoted) == []


def test_a_repetition_is_bounded_on_both_sides() -> None:
    pattern = seq(p.Word("قال"), p.Repetition(p.Word("جدا"), 2, 3), PERSON)
    for times, found in ((1, False), (2, True), (3, True), (4, False)):
        assert bool(captured("قال " + "جدا " * times + "بلينكن", pattern)) is found


def test_a_repetition_of_what_may_be_nothing_ends() -> None:
    pattern = seq(p.Word("قال"), p.Repetition(optional(p.Word("جدا")), 1, None), PERSON)
    for text in ("قال بلينكن", "قال جدا جدا بلينكن"):
        assert captured(text, pattern) == [{"X": "بلينكن"}]


def test_a_capture_starts_behind_the_conjunction_that_its_first_token_let_through() -> None:
    (reading,) = best_readings([seq(p.Word("قال"), PERSON)], sentence("قال و|بلينكن")).values()
    assert reading.captures["X"] == (1 << 4 | 1, 2 << 4)


def test_each_takes_the_whole_coordinated_list() -> None:
    pattern = seq(VISITED, p.Capture("Y", p.Mention(frozenset({"Country"})), each=True))
    assert captured("زار تركيا و|روسيا و|إيران", pattern) == [{"Y": "تركيا وروسيا وإيران"}]


# ---------------------------------------------------------------- which reading wins


def test_gap_takes_the_nearer_country() -> None:
    assert captured("زار أمس تركيا ثم روسيا", seq(VISITED, GAP, COUNTRY)) == [{"Y": "تركيا"}]


def test_gap_takes_the_nearer_person_to_the_left() -> None:
    assert captured("فيدان و|بلينكن أمس زار تركيا", seq(PERSON, GAP, VISITED)) == [{"X": "بلينكن"}]


def test_the_sum_of_all_gaps_decides() -> None:
    pattern = seq(PERSON, GAP, TO, GAP, COUNTRY)
    # «بلينكن» is two tokens nearer on the left; the country is the same.
    assert captured("فيدان مع بلينكن إلى تركيا", pattern) == [{"X": "بلينكن", "Y": "تركيا"}]


def test_fewer_skipped_tokens_beat_the_earlier_alternative() -> None:
    pattern = seq(VISITED, either(seq(GAP, COUNTRY), PERSON))
    assert captured("زار بلينكن تركيا", pattern) == [{"X": "بلينكن"}]


def test_the_earlier_alternative_beats_the_longer_mention() -> None:
    name = p.Mention(frozenset({"Person"}))
    pattern = seq(p.Word("قال"), p.Capture("x", either(p.Word("أنتوني"), name)))
    assert captured("قال أنتوني بلينكن", pattern) == [{"x": "أنتوني"}]
    turned = seq(p.Word("قال"), p.Capture("x", either(name, p.Word("أنتوني"))))
    assert captured("قال أنتوني بلينكن", turned) == [{"x": "أنتوني بلينكن"}]


def test_the_match_alternatives_weigh_more_than_those_inside() -> None:
    one = seq(VISITED, p.Capture("x", either(p.Word("بلينكن"), p.Word("أنتوني"))))
    two = seq(VISITED, p.Capture("x", words("أنتوني بلينكن")))
    assert captured("زار أنتوني بلينكن", one, two) == [{"x": "أنتوني"}]
    assert captured("زار أنتوني بلينكن", two, one) == [{"x": "أنتوني بلينكن"}]


def test_the_first_alternation_weighs_more_than_a_later_one() -> None:
    pattern = seq(
        p.Word("قال"),
        p.Capture("x", either(p.AnyWord(), seq(p.AnyWord(), p.AnyWord()))),
        p.Capture("y", either(seq(p.AnyWord(), p.AnyWord()), p.AnyWord())),
        p.Boundary(end=True),
    )
    assert captured("قال أ ب ج", pattern) == [{"x": "أ", "y": "ب ج"}]


def test_the_longer_mention_beats_the_longer_repetition() -> None:
    pattern = seq(
        p.Word("قال"), p.Repetition(p.AnyWord(), 0, None), p.Capture("X", p.Mention(frozenset({"Person"})))
    )
    assert captured("قال أنتوني بلينكن", pattern) == [{"X": "أنتوني بلينكن"}]


def test_the_longer_repetition_wins() -> None:
    pattern = seq(p.Word("قال"), p.Capture("x", p.Repetition(p.AnyWord(), 1, 3)))
    assert captured("قال أ ب ج د", pattern) == [{"x": "أ ب ج"}]


def test_the_later_start_wins() -> None:
    any_mention = p.Mention(None)
    table = Table(
        inner=(0, 0, 0),
        rows={
            any_mention: {0: [Edge(2 << 4, 0, 1)], 1 << 4: [Edge(2 << 4, 1 << 4, 1)]},
            VISITED: {2 << 4: [Edge(3 << 4, 2 << 4)]},
        },
    )
    (reading,) = best_readings([seq(p.Capture("x", any_mention), VISITED)], table).values()
    assert reading.captures == {"x": (1 << 4, 2 << 4)}


def test_the_later_captures_win_in_the_order_of_the_rule() -> None:
    pattern = seq(
        VISITED,
        p.Repetition(p.AnyWord(), 0, 3),
        p.Capture("x", p.Repetition(p.AnyWord(), 1, 3)),
        p.Boundary(end=True),
    )
    # All four tokens are taken in a repetition anyhow; «x» starts as late as it can.
    assert captured("زار أ ب ج د", pattern) == [{"x": "د"}]


# ---------------------------------------------------------------- how often a rule fires


def test_a_rule_fires_once_for_each_occurrence_of_its_anchor() -> None:
    pattern = seq(VISITED, GAP, COUNTRY)
    assert captured("زار بلينكن تركيا و|زار روسيا", pattern) == [{"Y": "تركيا"}, {"Y": "روسيا"}]


def test_an_occurrence_fires_once_over_all_alternatives_that_anchor_on_it() -> None:
    right = seq(TRIP, PERSON)
    left = seq(PERSON, GAP, TRIP)
    assert captured("فيدان زيارة بلينكن", right, left) == [{"X": "بلينكن"}]
    assert captured("فيدان زيارة بلينكن", left, right) == [{"X": "فيدان"}]


def test_the_anchor_is_the_first_element_that_must_be_words() -> None:
    # «أمس» may be missing and mentions are no words: «إلى» is the anchor, so one firing for each «إلى».
    pattern = seq(optional(p.Word("أمس")), PERSON, GAP, TO, COUNTRY)
    assert captured("أمس بلينكن إلى تركيا إلى روسيا", pattern) == [
        {"X": "بلينكن", "Y": "تركيا"},
        {"X": "بلينكن", "Y": "روسيا"},
    ]


def test_a_group_is_an_anchor_only_where_every_alternative_is() -> None:
    all_words = seq(either(p.Word("قال"), VISITED), GAP, TO, GAP, COUNTRY)
    not_all = seq(either(p.Word("قال"), PERSON), GAP, TO, GAP, COUNTRY)
    text = "قال بلينكن إلى إلى تركيا"
    assert list(best_readings([all_words], sentence(text))) == [0]
    assert list(best_readings([not_all], sentence(text))) == [2, 3]


def test_a_repeated_anchor_is_its_first_iteration() -> None:
    pattern = seq(p.Repetition(p.Word("جدا"), 1, None), PERSON)
    assert list(best_readings([pattern], sentence("جدا جدا بلينكن"))) == [0, 1]


def test_a_rule_without_an_anchor_fires_where_it_can_start() -> None:
    pattern = seq(PERSON, GAP, COUNTRY)
    assert captured("فيدان بلينكن تركيا", pattern) == [
        {"X": "فيدان", "Y": "تركيا"},
        {"X": "بلينكن", "Y": "تركيا"},
    ]


def test_a_condition_chooses_the_best_reading_that_holds() -> None:
    over = sentence("زار تركيا ثم روسيا")
    pattern = seq(VISITED, GAP, COUNTRY)
    beyond = best_readings([pattern], over, lambda reading: reading.captures["Y"][0] > 1 << 4)
    assert piece(over, *beyond[0].captures["Y"]) == "روسيا"
    assert best_readings([pattern], over, lambda reading: False) == {}


@pytest.mark.parametrize("text", ["", "«»"])
def test_an_empty_sentence_matches_nothing(text: str) -> None:
    assert captured(text, seq(GAP, PERSON), seq(VISITED, GAP)) == []
