"""Lark's tree to ours, with the checks that need one construct only."""

# The methods of the builder are named after the grammar's rules, which document them.
# ruff: noqa: D102

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from attrs import define
from lark import Tree
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive, v_args

from nisba.diagnostics.diagnostic import Diagnostic, Edit
from nisba.source import Source, Span
from nisba.syntax import nodes as n
from nisba.syntax.grammar import KEYWORDS, Token
from nisba.syntax.recovery import reserved

MOST_REPEATED = 64
MOST_SKIPPED = 64
GAP = 8
"""Tokens that a gap without a number may skip."""
FORMS = ("verb", "masdar", "participle", "perfect", "imperfect")
_PROCLITIC = re.compile("[أا]?[وف]?(?:[بكلس]?(?:ال)?|لل)")
_ENCLITIC = re.compile("ه|ها|هم|هن|هما|ك|كم|كن|كما|ي|ني|نا")


@define
class _Key:
    """The name of an attribute: may be a keyword."""

    name: n.Name


@define
class _Nouns:
    """The masdars or participles of one clause of a ``verb`` statement."""

    kind: str
    names: tuple[n.Name, ...]


def _same(kind: type[n.Node]) -> Callable[..., Any]:
    def make(self: "Builder", meta: Meta, children: list[Any]) -> n.Node:
        return kind(span=_span(meta))

    return make


def _span(meta: Meta) -> Span:
    if meta.empty:
        return Span(0, 0)
    return Span(meta.start_pos, meta.end_pos)


def unquoted(text: str) -> str:
    r"""A quoted text without its marks and escapes.

    >>> unquoted(r'"a \"b\" \\ c"')
    'a "b" \\ c'
    """
    return re.sub(r'\\(["\\])', r"\1", text[1:-1])


@v_args(meta=True)
class Builder(Transformer_NonRecursive[Token, n.Node]):
    """Makes nodes of one source; ``problems`` collects what is wrong."""

    def __init__(self, source: Source) -> None:
        """Take the source that spans point into."""
        super().__init__()
        self.source = source
        self.problems: list[Diagnostic] = []

    def _problem(self, code: str, message: str, span: Span, **more: Any) -> None:
        self.problems.append(Diagnostic(code, message, self.source, span, **more))

    # ------------------------------------------------------------ statements

    def import_(self, meta: Meta, children: list[Any]) -> n.Import:
        return n.Import(path=children[0], span=_span(meta))

    def type_decl(self, meta: Meta, children: list[Any]) -> n.TypeDecl:
        return n.TypeDecl(name=self._type_name(children[0]), members=children[1], span=_span(meta))

    def words_phrases(self, meta: Meta, children: list[Any]) -> n.WordsDecl:
        return n.WordsDecl(name=self._list_name(children[0]), phrases=tuple(children[1:]), span=_span(meta))

    def words_file(self, meta: Meta, children: list[Any]) -> n.WordsDecl:
        return n.WordsDecl(name=self._list_name(children[0]), path=children[1], span=_span(meta))

    def let_decl(self, meta: Meta, children: list[Any]) -> n.LetDecl:
        return n.LetDecl(name=self._list_name(children[0]), pattern=children[1], span=_span(meta))

    def verb_decl(self, meta: Meta, children: list[Any]) -> n.VerbDecl:
        nouns = children[2:]
        return n.VerbDecl(
            perfect=children[0],
            imperfect=children[1],
            masdars=tuple(name for noun in nouns if noun.kind == "masdar" for name in noun.names),
            participles=tuple(name for noun in nouns if noun.kind == "participle" for name in noun.names),
            span=_span(meta),
        )

    def masdars(self, meta: Meta, children: list[Any]) -> _Nouns:
        return _Nouns("masdar", tuple(children))

    def participles(self, meta: Meta, children: list[Any]) -> _Nouns:
        return _Nouns("participle", tuple(children))

    def entity_list(self, meta: Meta, children: list[Any]) -> n.EntityListDecl:
        return n.EntityListDecl(name=self._type_name(children[0]), path=children[1], span=_span(meta))

    def entity_annotations(self, meta: Meta, children: list[Any]) -> n.EntityAnnotationsDecl:
        return n.EntityAnnotationsDecl(name=self._type_name(children[0]), label=children[1], span=_span(meta))

    def entity_pattern(self, meta: Meta, children: list[Any]) -> n.EntityPatternDecl:
        clauses = tuple(children[1:])
        return n.EntityPatternDecl(name=self._type_name(children[0]), clauses=clauses, span=_span(meta))

    def relation_decl(self, meta: Meta, children: list[Any]) -> n.RelationDecl:
        name, subject, direction, object_, label, iri = children
        return n.RelationDecl(
            name=name,
            subject=subject,
            object=object_,
            symmetric=direction == "<->",
            label=label,
            iri=iri,
            span=_span(meta),
        )

    def rule_decl(self, meta: Meta, children: list[Any]) -> n.RuleDecl:
        return n.RuleDecl(name=children[0], clauses=tuple(children[1:]), span=_span(meta))

    def direction(self, meta: Meta, children: list[Any]) -> str:
        return str(children[0])

    def name_union(self, meta: Meta, children: list[Any]) -> tuple[n.Name, ...]:
        return tuple(children)

    def phrase(self, meta: Meta, children: list[Any]) -> n.String:
        return n.String(text=" ".join(children), span=_span(meta))

    argument_text = phrase

    def phrase_word(self, meta: Meta, children: list[Any]) -> str:
        word = str(children[0])
        return unquoted(word) if word.startswith('"') else word

    text_word = phrase_word

    # ------------------------------------------------------------ clauses

    def match_clause(self, meta: Meta, children: list[Any]) -> n.MatchClause:
        return n.MatchClause(pattern=children[0], span=_span(meta))

    def frame_clause(self, meta: Meta, children: list[Any]) -> n.FrameClause:
        lexeme, subject, *complements = children
        return n.FrameClause(lexeme=lexeme, subject=subject, complements=tuple(complements), span=_span(meta))

    def where_clause(self, meta: Meta, children: list[Any]) -> n.WhereClause:
        return n.WhereClause(condition=children[0], span=_span(meta))

    def emit_clause(self, meta: Meta, children: list[Any]) -> n.EmitClause:
        subject, relation, object_, *qualifiers = children
        return n.EmitClause(
            subject=subject,
            relation=relation,
            object=object_,
            qualifiers=tuple(q for q in qualifiers if q is not None),
            span=_span(meta),
        )

    def mark_clause(self, meta: Meta, children: list[Any]) -> n.MarkClause:
        attributes = tuple(q for q in children[1:] if q is not None)
        return n.MarkClause(capture=children[0], attributes=attributes, span=_span(meta))

    def qualifier(self, meta: Meta, children: list[Any]) -> n.Qualifier:
        return n.Qualifier(key=children[0].name, value=children[1], span=_span(meta))

    def example(self, meta: Meta, children: list[Any]) -> n.Example:
        kind, text, triples = children
        return n.Example(kind=str(kind), text=text, triples=triples or (), span=_span(meta))

    def triples(self, meta: Meta, children: list[Any]) -> tuple[n.ExpectedTriple, ...]:
        return tuple(children)

    def triple(self, meta: Meta, children: list[Any]) -> n.ExpectedTriple:
        subject, relation, object_ = children
        return n.ExpectedTriple(subject=subject, relation=relation, object=object_, span=_span(meta))

    # ------------------------------------------------------------ patterns

    def alternation(self, meta: Meta, children: list[Any]) -> n.Pattern:
        return children[0] if len(children) == 1 else n.Alternation(items=tuple(children), span=_span(meta))

    def sequence(self, meta: Meta, children: list[Any]) -> n.Pattern:
        return children[0] if len(children) == 1 else n.Sequence(items=tuple(children), span=_span(meta))

    def repetition(self, meta: Meta, children: list[Any]) -> n.Repetition:
        item, (least, most) = children
        return n.Repetition(item=item, least=least, most=most, span=_span(meta))

    def quantifier(self, meta: Meta, children: list[Any]) -> tuple[int, int | None]:
        mark = str(children[0])
        simple = {"?": (0, 1), "؟": (0, 1), "*": (0, None), "+": (1, None)}
        if mark in simple:
            return simple[mark]
        numbers = [self._number(c) for c in children if c.type == "INTEGER"]
        open_ended = len(numbers) < 2 and len(children) > 1
        least, most = numbers[0], None if open_ended else numbers[-1]
        biggest = least if most is None else max(least, most)
        if biggest > MOST_REPEATED:
            self._problem(
                "too-many-repetitions",
                f"a repetition of more than {MOST_REPEATED}",
                _span(meta),
                expected=f"at most {MOST_REPEATED}",
                hint="`*` and `+` have no upper bound",
            )
        elif most is not None:
            self._check_range(least, most, _span(meta))
        return least, most

    def _check_range(self, least: int, most: int, span: Span) -> None:
        if most < least:
            hint = f"did you mean {{{most},{least}}}?"
            self._problem("bad-range", "the least number is greater than the most", span, hint=hint)
        elif most == 0:
            self._problem(
                "bad-range", "nought times is nothing at all", span, expected="a number of 1 or more"
            )

    def _number(self, token: Token) -> int:
        # Python refuses to read integers of thousands of digits; all that are long are too large anyway.
        digits = str(token).lstrip("0٠۰") or "0"
        return int(digits) if len(digits) < 10 else 10**9

    def gap(self, meta: Meta, children: list[Any]) -> n.Gap:
        numbers = [self._number(c) for c in children if c.type == "INTEGER"]
        least, most = (0, *numbers) if len(numbers) == 1 else numbers or (0, GAP)
        if max(least, most) > MOST_SKIPPED:
            self._problem(
                "gap-too-long",
                f"a gap of more than {MOST_SKIPPED} tokens",
                _span(meta),
                expected=f"at most {MOST_SKIPPED}",
                hint="what stands that far apart is seldom one statement; two rules may serve better",
            )
        else:
            self._check_range(least, most, _span(meta))
        return n.Gap(least=least, most=most, span=_span(meta))

    def not_pattern(self, meta: Meta, children: list[Any]) -> n.Not:
        return n.Not(item=children[0], span=_span(meta))

    def literal(self, meta: Meta, children: list[Any]) -> n.Literal:
        return n.Literal(text=str(children[0]), span=_span(meta))

    def quoted(self, meta: Meta, children: list[Any]) -> n.Quoted:
        return n.Quoted(text=unquoted(children[0]), span=_span(meta))

    def reference(self, meta: Meta, children: list[Any]) -> n.Reference:
        self._not_reserved(str(children[0]), _span(meta))
        return n.Reference(name=str(children[0]), span=_span(meta))

    def type_ref(self, meta: Meta, children: list[Any]) -> n.TypeRef:
        return n.TypeRef(name=str(children[0]), span=_span(meta))

    def regex(self, meta: Meta, children: list[Any]) -> n.Regex:
        inner = str(children[0])[1:-1]
        text = re.sub(r"\\(.)", lambda m: "/" if m[1] == "/" else m[0], inner)
        if not text:
            self._problem("empty-pattern", "an empty regular expression matches no token", _span(meta))
        return n.Regex(text=text, span=_span(meta))

    any_word = _same(n.AnyWord)
    sentence_start = _same(n.SentenceStart)
    sentence_end = _same(n.SentenceEnd)

    def lexeme(self, meta: Meta, children: list[Any]) -> n.LexemeRef:
        form = str(children[1]) if len(children) > 1 else None
        if form is not None and form not in FORMS:
            token = children[1]
            self._near(
                "unknown-form",
                f"`{form}` is not a form of a verb",
                Span(token.start_pos, token.end_pos),
                form,
                FORMS,
                expected="one of " + ", ".join(FORMS),
            )
        return n.LexemeRef(lemma=str(children[0]), form=form, span=_span(meta))

    def proclitic(self, meta: Meta, children: list[Any]) -> n.Proclitic:
        text = str(children[0]).rstrip("ـ")
        if not _PROCLITIC.fullmatch(re.sub("[\u064b-\u0652]", "", text)):
            self._problem(
                "unknown-clitic",
                f"`{children[0]}` is not written in front of Arabic words",
                _span(meta),
                expected="وـ فـ بـ كـ لـ سـ الـ or several of them",
                hint="a word that is only stretched is written without the tatweel at its end",
            )
        return n.Proclitic(text=text, span=_span(meta))

    def enclitic(self, meta: Meta, children: list[Any]) -> n.Enclitic:
        text = str(children[0]).lstrip("ـ")
        if not _ENCLITIC.fullmatch(re.sub("[\u064b-\u0652]", "", text)):
            self._problem(
                "unknown-clitic",
                f"`{children[0]}` is not a pronoun at the end of words",
                _span(meta),
                expected="ـه ـها ـهم ـهن ـهما ـك ـكم ـكن ـكما ـي ـني ـنا",
            )
        return n.Enclitic(text=text, span=_span(meta))

    def capture_name(self, meta: Meta, children: list[Any]) -> n.Name:
        self._not_reserved(str(children[0]), _span(meta))
        return n.Name(text=str(children[0]), span=_span(meta))

    def untyped_capture(self, meta: Meta, children: list[Any]) -> n.Capture:
        token = children[0]
        name = n.Name(text=str(token), span=Span(token.start_pos, token.end_pos))
        return n.Capture(name=name, pattern=None, span=_span(meta))

    def typed_capture(self, meta: Meta, children: list[Any]) -> n.Capture:
        return n.Capture(name=children[0], pattern=children[1], span=_span(meta))

    def each_untyped(self, meta: Meta, children: list[Any]) -> n.Capture:
        token = children[0]
        name = n.Name(text=str(token), span=Span(token.start_pos, token.end_pos))
        return n.Capture(name=name, pattern=None, each=True, span=_span(meta))

    def each_typed(self, meta: Meta, children: list[Any]) -> n.Capture:
        return n.Capture(name=children[0], pattern=children[1], each=True, span=_span(meta))

    # ------------------------------------------------------------ conditions and arguments

    def or_condition(self, meta: Meta, children: list[Any]) -> n.Condition:
        return children[0] if len(children) == 1 else n.Or(items=tuple(children), span=_span(meta))

    def and_condition(self, meta: Meta, children: list[Any]) -> n.Condition:
        return children[0] if len(children) == 1 else n.And(items=tuple(children), span=_span(meta))

    def not_condition(self, meta: Meta, children: list[Any]) -> n.NotCondition:
        return n.NotCondition(item=children[0], span=_span(meta))

    def equal(self, meta: Meta, children: list[Any]) -> n.Compare:
        return n.Compare(left=children[0], right=children[1], negated=False, span=_span(meta))

    def unequal(self, meta: Meta, children: list[Any]) -> n.Compare:
        return n.Compare(left=children[0], right=children[1], negated=True, span=_span(meta))

    def in_list(self, meta: Meta, children: list[Any]) -> n.InList:
        return n.InList(operand=children[0], words=children[1], span=_span(meta))

    def agree(self, meta: Meta, children: list[Any]) -> n.Agree:
        return n.Agree(left=children[0], right=children[1], span=_span(meta))

    def near(self, meta: Meta, children: list[Any]) -> n.Near:
        distance = self._number(children[2])
        return n.Near(left=children[0], right=children[1], distance=distance, span=_span(meta))

    def capture_operand(self, meta: Meta, children: list[Any]) -> n.Operand:
        return n.Operand(capture=children[0], span=_span(meta))

    def attribute_operand(self, meta: Meta, children: list[Any]) -> n.Operand:
        return n.Operand(capture=children[0], key=children[1].name, span=_span(meta))

    def inherited_operand(self, meta: Meta, children: list[Any]) -> n.Operand:
        return n.Operand(inherited=True, span=_span(meta))

    def text_operand(self, meta: Meta, children: list[Any]) -> n.Operand:
        return n.Operand(string=children[0], span=_span(meta))

    # ------------------------------------------------------------ names and texts

    def name(self, meta: Meta, children: list[Any]) -> n.Name:
        self._not_reserved(str(children[0]), _span(meta))
        return n.Name(text=str(children[0]), span=_span(meta))

    def key(self, meta: Meta, children: list[Any]) -> _Key:
        return _Key(n.Name(text=str(children[0]), span=_span(meta)))

    def string(self, meta: Meta, children: list[Any]) -> n.String:
        return n.String(text=unquoted(children[0]), span=_span(meta))

    def iri(self, meta: Meta, children: list[Any]) -> n.String:
        return n.String(text=str(children[0])[1:-1], span=_span(meta))

    def _not_reserved(self, text: str, span: Span) -> None:
        if text in KEYWORDS:
            self.problems.append(reserved(self.source, text, span))

    def _type_name(self, name: n.Name) -> n.Name:
        if re.fullmatch("[a-z].*|[A-Z][0-9]*", name.text, re.DOTALL) and name.text not in KEYWORDS:
            better = name.text.capitalize() if len(name.text) > 1 and name.text[0].islower() else None
            self._problem(
                "name-case",
                f"`{name.text}` cannot name a type",
                name.span,
                expected="a capitalised name of two letters or more (Country), or an Arabic one",
                hint=f"did you mean `{better}`?" if better else None,
                edits=(Edit(name.span, better),) if better else (),
            )
        return name

    def _list_name(self, name: n.Name) -> n.Name:
        if re.match("[A-Z]", name.text):
            better = name.text.lower()
            self._problem(
                "name-case",
                f"`{name.text}` cannot name a `words` list or a fragment: in a pattern it would be a type or a capture",
                name.span,
                expected="a lower-case name (trip), or an Arabic one",
                hint=f"did you mean `{better}`?",
                edits=(Edit(name.span, better),),
            )
        return name

    def _near(
        self, code: str, message: str, span: Span, word: str, known: tuple[str, ...], expected: str
    ) -> None:
        near = get_close_matches(word, known, n=1)
        self._problem(
            code,
            message,
            span,
            expected=expected,
            hint=f"did you mean `{near[0]}`?" if near else None,
            edits=(Edit(span, near[0]),) if near else (),
        )


def build(tree: Tree[Token], builder: Builder) -> Any:
    """The node of a Lark tree (for the start ``file``: the list of statements)."""
    if tree.data == "file":
        return [build(child, builder) if isinstance(child, Tree) else child for child in tree.children]
    return builder.transform(tree)
