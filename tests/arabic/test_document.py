"""Tokens, sentences and their offsets."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nisba.arabic.document import Kind, Sentence, raw_sentences, sentences
from nisba.arabic.folding import fold

NEWS = (
    "قال زار و ق.م. د. م.د ا.ف.ب سي.إن.إن . .. … ! ؟ ، : ؛ « » \" ' ( ) # _ 3.5 ٣٫٥ 1, "
    "http://a.b/c. a@b.co @x U.S. \u200f ـ لـ \u064e"
)
PIECES = st.sampled_from([*NEWS.split(" "), " ", " ", "\n", "\t"])
TEXTS = st.lists(PIECES | st.characters(), max_size=25).map("".join)


def surfaces(text: str) -> list[list[str]]:
    return [[token.surface for token in sentence.tokens] for sentence in sentences(text)]


def shifted(text: str, by: int) -> list[Sentence]:
    return list(sentences(text, by))


@given(TEXTS)
@example('."."')
def test_tokens_ascend_and_slice_back_to_the_text(text: str) -> None:
    """Tokens and marks keep the order of the text, and each is the piece that its offsets name."""
    last = 0
    for sentence in sentences(text):
        assert sentence.tokens
        assert last <= sentence.start
        places = [*sentence.tokens, *(mark for marks in sentence.marks.values() for mark in marks)]
        previous = sentence.start
        for token in sorted(places, key=lambda token: token.start):
            assert previous <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.surface
            assert token.folded == (fold(token.surface) or "-")
            previous = token.end
        assert not any(c.isspace() for token in sentence.tokens for c in token.surface)
        last = sentence.end


@given(TEXTS, TEXTS)
def test_paragraphs_do_not_touch_each_other(first: str, second: str) -> None:
    """sentences(a + paragraph + b) = sentences(a), then the shifted sentences(b)."""
    whole = list(sentences(first + "\n\n" + second))
    assert whole == list(sentences(first)) + shifted(second, len(first) + 2)


@given(TEXTS)
def test_the_cheap_look_sees_the_same_tokens(text: str) -> None:
    """raw_sentences and sentences agree."""
    assert [(s.start, s.end, tuple(token.surface for token in s.tokens)) for s in sentences(text)] == list(
        raw_sentences(text)
    )


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("#يحيى_رسول قال", ["يحيى", "رسول", "قال"]),
        ("بنسبة 3.5% و1,000 و٣٫٥", ["بنسبة", "3.5", "%", "و", "1,000", "و", "٣٫٥"]),
        ("وكالة (ا.ف.ب) وسي.إن.إن", ["وكالة", "ا.ف.ب", "وسي.إن.إن"]),
        ("د.محمد", ["د.", "محمد"]),
        ("راجع https://x.com/a?b=1، ثم a.b@c.org", ["راجع", "https://x.com/a?b=1", "،", "ثم", "a.b@c.org"]),
        ("قال…", ["قال", "…"]),
        ("قال ....", ["قال", "...."]),
        ("لـ«داعش» ـ", ["لـ", "داعش", "ـ"]),
        ("COVID-19 F16", ["COVID-19", "F16"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [surface for sentence in surfaces(text) for surface in sentence] == tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قال نعم. ثم مضى", 2),
        ("قال نعم.ثم مضى", 2),
        ("سنة 3000 ق.م. كان", 1),
        ("جورج د. بوش هنا", 1),
        ("قال «نعم. لا.» ومضى", 3),
        ("قال؛ ثم: مضى", 1),
        ("سحب فتيلها (…) تود", 1),
        ("مكافحة الإرهاب و… أمرا", 1),
        ("باع (سلال وتحف ...) هنا", 1),
        ("باع (سلال وتحف...) هنا", 1),
        ('أضاف ".. مع الوقت"', 1),
        ("هل؟! نعم", 2),
        ("1. السعودية أولا", 1),
        ("سطر\nسطر", 2),
        ("بقي..، ثم مضى", 1),
        ("«»\n()", 0),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(surfaces(text)) == count


def test_closing_marks_belong_to_the_sentence_before() -> None:
    first, second = sentences('قال "نعم." ثم')
    assert [mark.surface for mark in first.marks[3]] == ['"']
    assert second.marks == {}


def test_kinds() -> None:
    (sentence,) = sentences("زار 3 @x ،")
    assert [token.kind for token in sentence.tokens] == [Kind.WORD, Kind.NUMBER, Kind.OTHER, Kind.PUNCTUATION]


@pytest.mark.parametrize(
    "piece", ["1", "\u200d", "ـ", ".", "\u064e", "ا.", "1\u200d", "a+", "a.", "http://.", '"', "([ا"]
)
def test_a_run_of_one_piece_is_read_whole(piece: str) -> None:
    """What backtracks on such a text would not come to its end: the square of its length is 10¹¹ steps."""
    text = piece * (300_000 // len(piece))
    ends = [0]
    for sentence in sentences(text):
        assert sentence.start >= ends[-1]
        ends.append(sentence.end)
    assert ends[-1] <= len(text)
