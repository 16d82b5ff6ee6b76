"""Hypothesis strategies for syntax trees that can be written down, and for texts that look like rules."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from nisba.source import Source, Span
from nisba.syntax import nodes as n
from nisba.syntax.build import FORMS
from nisba.syntax.grammar import KEYWORDS

HERE = Span(0, 0)

ARABIC = st.sampled_from(["زيارة", "جولة", "إلى", "أعلن", "وَزِير", "محـمد", "زيارة_رسمية", "می‌شود", "ب"])
NUMBERS = st.sampled_from(["5", "3.5", "٢٠٢٥", "۱۲", "1٫5"])
LOWER = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in KEYWORDS | {"each", "not", "agree", "near", "in", "and", "or"}
)
UPPER = st.sampled_from(["Country", "Person", "AB", "A_1", "Type9x"])
SINGLE = st.sampled_from(["X", "Y", "Z2", "A10"])
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\u202a\u202b\u202c\u202d\u202e"), max_size=12
)


def name(texts: st.SearchStrategy[str]) -> st.SearchStrategy[n.Name]:
    return texts.map(lambda text: n.Name(text=text, span=HERE))


def make(node: Callable[..., Any], /, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(node, span=st.just(HERE), **parts)


ANY_NAME = name(st.one_of(LOWER, UPPER, SINGLE, ARABIC))
TYPE_NAME = name(st.one_of(UPPER, ARABIC))
LIST_NAME = name(st.one_of(LOWER, ARABIC))
STRING = make(n.String, text=TEXTS)


def several(items: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


# ---------------------------------------------------------------- patterns

ATOMS: st.SearchStrategy[n.Pattern] = st.one_of(
    make(n.Literal, text=st.one_of(ARABIC, NUMBERS)),
    make(n.Quoted, text=TEXTS),
    make(n.LexemeRef, lemma=ARABIC, form=st.sampled_from([None, *FORMS])),
    make(n.Reference, name=LOWER),
    make(n.TypeRef, name=UPPER),
    make(n.Regex, text=st.sampled_from(["ال.*", "[0-9]+", "a/b", "\\d\\\\", ".", "\\."])),
    make(n.AnyWord),
)
CLITICS = st.one_of(
    make(n.Proclitic, text=st.sampled_from(["ل", "ب", "ك", "و", "ال", "وبال"])),
    make(n.Enclitic, text=st.sampled_from(["ه", "ها", "هم"])),
)
RANGES = st.tuples(st.integers(0, 64), st.integers(1, 64)).map(sorted)
GAPS = RANGES.map(lambda r: n.Gap(least=r[0], most=r[1], span=HERE))
PLACES = st.one_of(make(n.SentenceStart), make(n.SentenceEnd))
BOUNDS = st.one_of(
    RANGES.map(tuple),
    st.integers(0, 64).map(lambda least: (least, None)),
    st.just((0, 1)),
    st.just((1, None)),
)


def captures(inner: st.SearchStrategy[n.Pattern]) -> st.SearchStrategy[n.Capture]:
    untyped = make(n.Capture, name=name(SINGLE), pattern=st.none(), each=st.booleans())
    typed = make(n.Capture, name=ANY_NAME, pattern=inner, each=st.booleans())
    return st.one_of(untyped, typed)


def larger(inner: st.SearchStrategy[n.Pattern]) -> st.SearchStrategy[n.Pattern]:
    repeated = st.builds(
        lambda item, bounds: n.Repetition(item=item, least=bounds[0], most=bounds[1], span=HERE),
        inner,
        BOUNDS,
    )
    return st.one_of(
        make(n.Sequence, items=several(inner, 2)),
        make(n.Alternation, items=several(inner, 2)),
        repeated,
        make(n.Not, item=inner),
        captures(inner),
    )


PATTERNS: st.SearchStrategy[n.Pattern] = st.recursive(
    st.one_of(ATOMS, CLITICS, GAPS, PLACES, captures(ATOMS)), larger, max_leaves=8
)

# ---------------------------------------------------------------- conditions

KEYS = name(st.one_of(LOWER, st.sampled_from(sorted(KEYWORDS))))
SUBJECTS: st.SearchStrategy[n.Operand] = st.deferred(
    lambda: OPERANDS | make(n.Operand, inherited=st.just(True))
)
OPERANDS: st.SearchStrategy[n.Operand] = st.one_of(
    make(n.Operand, capture=ANY_NAME),
    make(n.Operand, capture=ANY_NAME, key=KEYS),
    make(n.Operand, string=STRING),
)
TESTS = st.one_of(
    make(n.Compare, left=OPERANDS, right=OPERANDS, negated=st.booleans()),
    make(n.InList, operand=OPERANDS, words=LIST_NAME),
    make(n.Agree, left=ANY_NAME, right=ANY_NAME),
    make(n.Near, left=ANY_NAME, right=ANY_NAME, distance=st.integers(0, 99)),
)
CONDITIONS: st.SearchStrategy[n.Condition] = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        make(n.And, items=several(inner, 2)),
        make(n.Or, items=several(inner, 2)),
        make(n.NotCondition, item=inner),
    ),
    max_leaves=5,
)

# ---------------------------------------------------------------- clauses and statements

QUALIFIERS = st.lists(make(n.Qualifier, key=KEYS, value=OPERANDS), max_size=2).map(tuple)
PHRASES = make(n.String, text=st.one_of(st.lists(ARABIC, min_size=1, max_size=3).map(" ".join), TEXTS))
TRIPLES = make(n.ExpectedTriple, subject=PHRASES, relation=ANY_NAME, object=PHRASES)
EXAMPLES = st.one_of(
    make(n.Example, kind=st.sampled_from(["yes", "no", "todo"]), text=STRING, triples=several(TRIPLES)),
    make(n.Example, kind=st.just("no"), text=STRING),
)
MATCHES = make(n.MatchClause, pattern=PATTERNS)
LEXEMES = make(n.LexemeRef, lemma=ARABIC, form=st.sampled_from([None, *FORMS]))
RULE_CLAUSES = st.one_of(
    MATCHES,
    make(n.FrameClause, lexeme=LEXEMES, subject=PATTERNS, complements=several(PATTERNS, 0, 2)),
    make(n.WhereClause, condition=CONDITIONS),
    make(n.EmitClause, subject=SUBJECTS, relation=ANY_NAME, object=OPERANDS, qualifiers=QUALIFIERS),
    EXAMPLES,
)
MARKS = make(n.MarkClause, capture=ANY_NAME, attributes=QUALIFIERS)
NAMES = several(ANY_NAME)
ARABIC_NAMES = st.lists(name(ARABIC), max_size=2).map(tuple)
IRIS = st.sampled_from([None, "https://schema.org/visits", "urn:x"]).map(
    lambda iri: None if iri is None else n.String(text=iri, span=HERE)
)
STATEMENTS: st.SearchStrategy[n.Statement] = st.one_of(
    make(n.Import, path=STRING),
    make(n.TypeDecl, name=TYPE_NAME, members=NAMES),
    make(n.WordsDecl, name=LIST_NAME, phrases=several(PHRASES, 1, 20)),
    make(n.WordsDecl, name=LIST_NAME, path=STRING),
    make(n.LetDecl, name=LIST_NAME, pattern=PATTERNS),
    make(
        n.VerbDecl,
        perfect=name(ARABIC),
        imperfect=name(ARABIC),
        masdars=ARABIC_NAMES,
        participles=ARABIC_NAMES,
    ),
    make(n.EntityListDecl, name=TYPE_NAME, path=STRING),
    make(n.EntityAnnotationsDecl, name=TYPE_NAME, label=STRING),
    make(n.EntityPatternDecl, name=TYPE_NAME, clauses=several(st.one_of(MATCHES, MARKS))),
    make(
        n.RelationDecl,
        name=ANY_NAME,
        subject=NAMES,
        object=NAMES,
        symmetric=st.booleans(),
        label=st.one_of(st.none(), STRING),
        iri=IRIS,
    ),
    make(n.RuleDecl, name=ANY_NAME, clauses=st.lists(RULE_CLAUSES, max_size=5).map(tuple)),
)
FILES: st.SearchStrategy[n.File] = st.lists(STATEMENTS, max_size=6).map(
    lambda statements: n.File(source=Source("tree", ""), statements=tuple(statements), span=HERE)
)

# ---------------------------------------------------------------- texts

_WORDS = (
    "each from with masdar and or not in near agree annotations X Y:Country x: trip Country زيارة إلى لـ ـها"
)
_MARKS = "<زار> < > ( ) { } | ? ؟ * + {2,3} ... ...{2} ! !( ^ $ _ /ا.*/ / = != => -> <-> , ، . : 5 ٣ « » ; é"
PIECES = st.sampled_from(
    [
        *sorted(KEYWORDS),
        *_WORDS.split(),
        *_MARKS.split(),
        *("<زار masdar>", '"نص"', '"', "# تعليق\n", "\n", "\n  ", "<https://a.b/c>"),
        *("\u202e", "\u200f", "\u2067", "\x00", "\ud800"),
    ]
)
RULES_LIKE = st.lists(PIECES, max_size=40).map(" ".join)
"""Texts made of pieces of the language in any order."""
