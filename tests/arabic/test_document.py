"""Tokens, sentences and their offsets."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.sentence_reference import reference_sentences

from nisba.arabic import tokens
from nisba.arabic.document import Kind, sentences
from nisba.arabic.folding import fold
from nisba.arabic.sentences import LONGEST

Plain = tuple[int, int, list[tuple[int, str]], dict[int, list[str]]]
"""A sentence in plain values: its span, its tokens with the offsets where they start, and its marks."""

NEWS = (
    "قال زار و ق.م. د. م.د ا.ف.ب سي.إن.إن . .. … ! ؟ ، : ؛ « » \" ' ( ) # _ 3.5 ٣٫٥ 1, "
    "http://a.b/c. a@b.co @x U.S. \u200f ـ لـ \u064e"
)
PIECES = st.sampled_from([*NEWS.split(" "), " ", " ", "\n", "\t"])
TEXTS = st.lists(PIECES | st.characters(), max_size=25).map("".join)


@given(st.text("".join(map(chr, range(0x620, 0x64B))), min_size=1))
def test_words_of_letters_alone_are_cut_like_others(text: str) -> None:
    chunk = tokens.Chunk(text)
    assert chunk.pieces == tuple(map(tokens._piece, tokens._TOKEN.finditer(text)))
    assert chunk.plain == (bool(chunk.tokens) and all(piece.group != "stop" for piece in chunk.pieces))


def surfaces(text: str) -> list[list[str]]:
    return [[token.surface for token in sentence.tokens] for sentence in sentences(text)]


def plain(text: str, by: int = 0) -> list[Plain]:
    return [
        (
            sentence.start + by,
            sentence.end + by,
            [
                (start + by, token.surface)
                for start, token in zip(sentence.starts, sentence.tokens, strict=True)
            ],
            {place: [mark.surface for mark in marks] for place, marks in sentence.marks.items()},
        )
        for sentence in sentences(text)
    ]


@given(TEXTS)
@example('."."')
def test_tokens_ascend_and_slice_back_to_the_text(text: str) -> None:
    """Tokens keep the order of the text, and each is the piece that its offsets name."""
    last = 0
    for sentence in sentences(text):
        assert sentence.tokens
        assert last <= sentence.start
        previous = sentence.start
        for number, token in enumerate(sentence.tokens):
            start, end = sentence.span(number)
            assert previous <= start < end <= sentence.end
            assert text[start:end] == token.surface
            assert token.folded == (fold(token.surface) or "-")
            previous = end
        assert not any(c.isspace() for token in sentence.tokens for c in token.surface)
        last = sentence.end


@given(TEXTS, TEXTS)
def test_paragraphs_do_not_touch_each_other(first: str, second: str) -> None:
    """sentences(a + paragraph + b) = sentences(a), then the shifted sentences(b)."""
    assert plain(first + "\n\n" + second) == plain(first) + plain(second, len(first) + 2)


@given(TEXTS)
@example('قال "نعم. " ثم "لا.')
@example("قال. - (1. ثم) «لا.»، 2. .")
def test_sentences_are_those_of_the_definition(text: str) -> None:
    """sentences = reference."""
    assert plain(text) == [
        (
            sentence.pieces[0].start,
            sentence.pieces[-1].end,
            [(token.start, token.surface) for token in sentence.tokens],
            sentence.marks,
        )
        for sentence in reference_sentences(text)
    ]


def test_more_chunks_than_are_kept_are_read_like_any(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tokens._Kept()
    monkeypatch.setattr(tokens, "_KEPT", kept)
    monkeypatch.setattr(tokens, "_MOST_KEPT", 4)
    text = " ".join(f"زار{number}. نعم" for number in range(20))
    assert [word for sentence in surfaces(text) for word in sentence][-4:] == ["زار", "19", ".", "نعم"]
    assert len(kept) <= 4
    assert len(surfaces(text)) == 21


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


def test_what_is_longer_than_any_sentence_is_cut() -> None:
    text = "زار «بلينكن» تركيا و" * LONGEST
    parts = list(sentences(text))
    assert [len(part.chunks) for part in parts] == [LONGEST] * 3 + [1]
    assert [text[slice(*part.span(n))] for part in parts for n in range(len(part.tokens))] == [
        token.surface for part in parts for token in part.tokens
    ]
    assert " ".join(text[part.start : part.end] for part in parts) == text
