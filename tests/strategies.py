"""Shared Hypothesis strategies: pattern elements, programs, sentences, and the noise that a text may bear."""

from collections.abc import Sequence

from hypothesis import strategies as st
from tests.lattices import Edge, Table

from nisba.program import patterns as p

# ---------------------------------------------------------------- patterns

LEAVES: tuple[p.Element, ...] = (
    p.Word("قال"),
    p.Word("زار"),
    p.Word("إلى"),
    p.Word("قال", exact=True),
    p.WordList("trip"),
    p.Lexeme("زار"),
    p.Lexeme("زار", "masdar"),
    p.Proclitic("ل"),
    p.Proclitic("و"),
    p.Enclitic("ه"),
    p.Regex("ال.*"),
    p.AnyWord(),
    p.Mention(frozenset({"Country"})),
    p.Mention(frozenset({"Country", "Person"})),
    p.Mention(None),
    p.Builtin("Phrase"),
)
"""Elements without structure, the words among them said again in other ways."""

MARKS = ("«", "»", '"')


def may_be_nothing(element: p.Element) -> bool:
    """Whether an element can match without taking a token: not allowed for captures and whole patterns."""
    match element:
        case p.Sequence(items):
            return all(may_be_nothing(item) for item in items)
        case p.Alternation(items):
            return any(may_be_nothing(item) for item in items)
        case p.Repetition(item, least):
            return least == 0 or may_be_nothing(item)
        case p.Gap(least):
            return least == 0
        case p.Capture(_, item, each):
            return not each and may_be_nothing(item)
        case p.Mark() | p.Boundary() | p.Not():
            return True
        case _:
            return False


@st.composite
def gaps(draw: st.DrawFn) -> p.Gap:
    """A gap over few tokens."""
    least = draw(st.integers(0, 2))
    return p.Gap(least, draw(st.integers(least, 4)), draw(st.booleans()))


@st.composite
def patterns(
    draw: st.DrawFn,
    leaves: Sequence[p.Element] = LEAVES,
    captures: Sequence[str] = ("X", "y", "Z"),
    depth: int = 3,
) -> p.Element:
    """A pattern as the compiler accepts it: no capture twice, in another, or in a repetition; never nothing."""
    names = list(captures)
    leaf = st.sampled_from(leaves)

    def structure(depth: int, capturing: bool) -> p.Element:
        kinds = ["leaf", "leaf", "gap"]
        if depth:
            kinds += ["sequence", "sequence", "either", "repeated", "repeated"]
            if capturing and names:
                kinds += ["capture", "capture", "capture", "each"]
            kinds += draw(st.sampled_from([[], [], ["not", "zero"]]))
        match draw(st.sampled_from(kinds)):
            case "gap":
                return draw(gaps())
            case "sequence":
                return p.Sequence(
                    tuple(structure(depth - 1, capturing) for _ in range(draw(st.integers(0, 3))))
                )
            case "either":
                return p.Alternation(
                    tuple(structure(depth - 1, capturing) for _ in range(draw(st.integers(1, 3))))
                )
            case "repeated":
                least = draw(st.integers(0, 2))
                most = draw(st.none() | st.integers(max(1, least), 3))
                return p.Repetition(structure(depth - 1, capturing and most == 1), least, most)
            case "not":
                return p.Not(structure(depth - 1, False))
            case "zero":
                mark = st.builds(p.Mark, st.sampled_from(MARKS))
                return draw(mark | st.builds(p.Boundary, st.booleans()))
            case "capture":
                name = names.pop(0)
                inner = structure(depth - 1, False)
                return p.Capture(name, p.Sequence((inner, draw(leaf))) if may_be_nothing(inner) else inner)
            case "each":
                return p.Capture(names.pop(0), p.Mention(frozenset({"Country"})), each=True)
            case _:
                return draw(leaf)

    whole = p.Sequence(tuple(structure(depth, True) for _ in range(draw(st.integers(2, 4)))))
    return p.Sequence((*whole.items, draw(leaf))) if may_be_nothing(whole) else whole


def rules(leaves: Sequence[p.Element] = LEAVES) -> st.SearchStrategy[list[p.Element]]:
    """The alternatives of a rule."""
    return st.lists(patterns(leaves), min_size=1, max_size=3)


def written(element: p.Element) -> str:
    """A pattern as an author writes it."""
    match element:
        case p.Word(text, exact):
            return f'"{text}"' if exact else text
        case p.Mark(text):
            return f'"{text}"'
        case p.WordList(name) | p.Builtin(name):
            return name
        case p.Lexeme(lemma, form):
            return f"<{lemma} {form}>" if form else f"<{lemma}>"
        case p.Proclitic(text):
            return f"{text}{TATWEEL}"
        case p.Enclitic(text):
            return f"{TATWEEL}{text}"
        case p.Regex(text):
            return f"/{text}/"
        case p.AnyWord():
            return "_"
        case p.Gap(least, most):
            return f"...{{{least},{most}}}"
        case p.Boundary(end):
            return "$" if end else "^"
        case p.Mention(None):
            return "Mention"
        case p.Mention(types) if types is not None:
            return "(" + " | ".join(sorted(types)) + ")"
        case p.Sequence(items):
            return "(" + " ".join(written(item) for item in items) + ")"
        case p.Alternation(items):
            return "(" + " | ".join(written(item) for item in items) + ")"
        case p.Repetition(item, least, None):
            return f"({written(item)})" + ("*", "+", "{2,}")[least]
        case p.Repetition(item, least, most):
            return f"({written(item)}){{{least},{most}}}"
        case p.Not(item):
            return f"!({written(item)})"
        case p.Capture(name, item, each):
            return f"{'each ' if each else ''}{name}:{written(item)}"
        case _:
            raise TypeError(element)


def _writable(element: p.Element) -> bool:
    """Whether the language has a notation for the pattern: none is empty, and a mark in quotation marks is none."""
    text = written(element)
    return not any(nothing in text for nothing in ("()", "{0,0}", '"""'))


@st.composite
def written_rules(draw: st.DrawFn, relation: str) -> str:
    """A rule as an author writes it: one or two patterns around the same two captures."""
    around = patterns(
        [leaf for leaf in LEAVES if leaf != p.Word("قال", exact=True)], captures=(), depth=2
    ).filter(_writable)
    person = p.Capture("X", p.Mention(frozenset({"Person"})))
    country = p.Capture("Y", p.Mention(frozenset({"Country"})), draw(st.booleans()))
    matches = []
    for _ in range(draw(st.integers(1, 2))):
        before, between, behind = (draw(st.lists(around, max_size=1)) for _ in range(3))
        first, second = draw(st.permutations((person, country)))
        gap = [p.Gap(0, 8)] if draw(st.booleans()) else []
        pattern = p.Sequence((*before, first, *between, *gap, second, *behind))
        matches.append("  match " + " ".join(written(item) for item in pattern.items))
    where = draw(
        st.sampled_from(
            ("", '  where X.role = "الوزير"\n', "  where near(X, Y, 1)\n", "  where not near(X, Y, 2)\n")
        )
    )
    return "rule drawn\n" + "\n".join(matches) + f"\n{where}  emit (X, {relation}, Y)\n"


# ---------------------------------------------------------------- tables of edges


@st.composite
def tables(draw: st.DrawFn, leaves: Sequence[p.Element] = LEAVES) -> Table:
    """A short sentence of which every element may make any edges."""
    inner = tuple(draw(st.lists(st.sampled_from((0, 0, 0, 1, 2)), min_size=2, max_size=5)))
    size = len(inner)
    places = [token << 4 | k for token in range(size) for k in range(inner[token] + 1)]
    ends = [*places[1:], size << 4]
    rows: dict[p.Element, dict[int, list[Edge]]] = {}
    for element in (*leaves, p.Capture("", p.Mention(frozenset({"Country"})), each=True)):
        row: dict[int, list[Edge]] = {}
        for place in [place for place in places for _ in range(draw(st.sampled_from((1, 0, 1, 2))))]:
            nearest = [end for end in ends if end > place]
            end = draw(st.sampled_from([*nearest[:2], nearest[0], *nearest[2:4]]))
            stem = draw(st.sampled_from([s for s in places if place <= s < end and s >> 4 == place >> 4]))
            edge = Edge(end, stem, draw(st.sampled_from((0, 0, 0, 1, 2))))
            if edge not in row.setdefault(place, []):
                row[place].append(edge)
        rows[element] = row
    marks = st.tuples(st.sampled_from(MARKS), st.sampled_from([i << 4 for i in range(size + 1)]))
    cuts = sorted(draw(st.sets(st.integers(0, size), max_size=4)))
    relative = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    stops = draw(st.frozensets(st.integers(0, size - 1)))
    return Table(inner, rows, draw(st.frozensets(marks)), stops, relative)


@st.composite
def rules_and_tables(draw: st.DrawFn) -> tuple[list[p.Element], Table]:
    """The alternatives of a rule of few different elements, and a table that has many edges for them."""
    leaves = draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=4, unique=True))
    return draw(rules(leaves)), draw(tables(leaves))


# ---------------------------------------------------------------- texts

_VOCABULARY = """
    قال أعلن زار زارت يزور تزور زيارة جولة عمل إلى من في على أن لم لن ما كل ولي 3.5 ٢٠ أمس مساء
    تركيا سوريا العراق روسيا الولايات المتحدة بلينكن أنتوني فيدان وزير الوزير الخارجية
"""
WORDS = tuple(_VOCABULARY.split())
"""A small vocabulary: triggers, particles, names, and words that only look as if they bore a clitic."""

BEFORE = ("", "", "", "", "و", "ف", "ل", "ب", "س", "ول", "وب", "ال", "لل", "وال")
BEHIND = ("", "", "", "", "", "", "ه", "ها", "هم")
BETWEEN = ("،", "،", ".", ":", "؟", "«", "»", '"', "(", ")", "\n")


@st.composite
def texts(draw: st.DrawFn, most: int = 14) -> str:
    """Words of the small vocabulary with clitics, punctuation and quotation marks among them."""
    words = st.builds(
        lambda a, b, c: a + b + c, st.sampled_from(BEFORE), st.sampled_from(WORDS), st.sampled_from(BEHIND)
    )
    pieces = draw(st.lists(words | st.sampled_from(WORDS) | st.sampled_from(BETWEEN), max_size=most))
    return " ".join(pieces)


@st.composite
def visits(draw: st.DrawFn) -> str:
    """A sentence that speaks of a visit, so that rules have something to find."""
    subject = draw(
        st.sampled_from(("بلينكن", "أنتوني بلينكن", "وزير الخارجية فيدان", "الوزير أنتوني بلينكن"))
    )
    place = draw(
        st.sampled_from(
            ("تركيا", "سوريا", "العراق", "الولايات المتحدة", "تركيا وسوريا", "روسيا، وسوريا والعراق")
        )
    )
    when = draw(st.sampled_from(("", "أمس ", "مساء أمس ", "في مساء أمس ")))
    frame = draw(
        st.sampled_from(
            (
                "زار {s} {w}{p}",
                "{s} زار {w}{p}",
                "لم يزر {s} {w}{p}",
                "سيزور {s} {p}",
                "زيارة {s} {w}إلى {p}",
                "وبدأت جولة عمل {s} إلى {p}",
                "قال فيدان إن {s} زار {p}",
                "أعلن {s} أن روسيا زارت {p}",
                "بزيارة {s} ل{p}",
            )
        )
    )
    return frame.format(s=subject, p=place, w=when)


def documents() -> st.SearchStrategy[str]:
    """A few sentences, of visits and of anything."""
    return st.lists(visits() | texts(8), max_size=4).map(". ".join)


# ---------------------------------------------------------------- noise

DIACRITICS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
TATWEEL = "\u0640"
ALEFS = "اأإآٱ"
BIDI_MARKS = "\u200e\u200f\u061c"
JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهي")
"""Letters that a tatweel can follow."""
QUOTED = (("«", "»"), ("“", "”"), ('"', '"'), ("(", ")"))


@st.composite
def noisy(draw: st.DrawFn, text: str, quotes: bool = True) -> str:
    """The text as another hand might have written it: nothing of this makes a difference to a rule.

    Diacritics and tatweel in words, other alefs, bidi marks around words, quotation marks around single words.
    """
    out: list[str] = []
    for word in text.split(" "):
        letters: list[str] = []
        for i, letter in enumerate(word):
            written = draw(st.sampled_from(ALEFS)) if letter in ALEFS and draw(st.booleans()) else letter
            letters.append(written)
            if "\u0620" <= letter <= "\u064a" and draw(st.integers(0, 5)) == 0:
                letters.append(draw(st.sampled_from(DIACRITICS)))
            if (
                letter in JOINING
                and i + 1 < len(word)
                and word[i + 1].isalpha()
                and draw(st.integers(0, 5)) == 0
            ):
                letters.append(TATWEEL)
        written = "".join(letters)
        if draw(st.integers(0, 7)) == 0:
            mark = draw(st.sampled_from(BIDI_MARKS))
            written = draw(st.sampled_from((mark + written, written + mark, mark + written + mark)))
        if quotes and word.isalpha() and draw(st.integers(0, 7)) == 0:
            opening, closing = draw(st.sampled_from(QUOTED))
            written = opening + written + closing
        out.append(written)
    return " ".join(out)
