"""The canonical text of a tree, its comments kept."""

import re
from collections.abc import Iterable

from nisba.source import Source
from nisba.syntax import nodes as n
from nisba.syntax.build import GAP
from nisba.syntax.grammar import terminal

_WIDEST = 110
_CLAUSE_WIDTH = 6
"""Clause keywords are padded to the longest that is common, so that patterns stand below each other."""


def print_file(file: n.File) -> str:
    """The canonical text of a file: parsing it again gives the same tree and the same comments.

    Statements keep their order, and single blank lines between them stay; comments stand above what they stood in
    or above, or behind what they stood behind.

    >>> from nisba.syntax.parser import parse
    >>> tree, _ = parse(Source("a.rules", "words trip=زيارة|جولة  # journeys"))
    >>> print_file(tree)
    'words trip = زيارة | جولة  # journeys\\n'
    """
    printer = _Printer(file.source, list(file.comments))
    for statement in file.statements:
        printer.statement(statement)
    printer.rest()
    return "".join(f"{line.rstrip()}\n" for line in printer.lines)


class _Printer:
    """Writes lines; takes each comment from ``comments`` when its place is reached."""

    def __init__(self, source: Source, comments: list[n.Comment]) -> None:
        self.source = source
        self.comments = comments[::-1]
        self.lines: list[str] = []
        self.end = 0
        """Where the last thing that was written ends in the source."""
        self.tall = False
        """Whether the last statement has clauses, and so stands apart."""

    def statement(self, statement: n.Statement) -> None:
        clauses = statement.clauses if isinstance(statement, n.RuleDecl | n.EntityPatternDecl) else ()
        if self.lines and (clauses or self.tall):
            self._blank()
        self._comments_before(statement.span.start, "")
        if self._apart(statement.span.start):
            self._blank()
        self._write(_statement(statement), _head_end(statement), "")
        for clause in clauses:
            self._comments_before(clause.span.start, "  ")
            self._write([_clause(clause)], clause.span.end, "  ")
        self.tall = bool(clauses)

    def rest(self) -> None:
        """The comments behind the last statement."""
        if self.tall and self.comments and self.lines:
            self._blank()
        self._comments_before(len(self.source.text) + 1, "")

    def _comments_before(self, offset: int, indent: str) -> None:
        while self.comments and self.comments[-1].span.start < offset:
            comment = self.comments.pop()
            if self._apart(comment.span.start):
                self._blank()
            self.lines.append(indent + comment.text)
            self.end = comment.span.end

    def _write(self, lines: list[str], end: int, indent: str) -> None:
        """Lines of one clause or one-line statement; comments inside go above, one behind it on its line stays."""
        self._comments_before(end, indent)
        self.lines.extend(indent + line for line in lines)
        self.end = max(self.end, end)
        if self.comments:
            comment = self.comments[-1]
            between = self.source.text[end : comment.span.start]
            if "\n" not in between and not between.strip(_PASSED_OVER) and end > 0:
                self.lines[-1] += "  " + comment.text
                self.end = comment.span.end
                self.comments.pop()

    def _apart(self, start: int) -> bool:
        """Whether a blank line of the source parts the last thing written from what begins at ``start``."""
        between = self.source.text[self.end : start] if self.end <= start else ""
        return bool(self.lines) and between.count("\n") > 1

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


_PASSED_OVER = " \t\r\v\f\u00a0\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff"


def _head_end(statement: n.Statement) -> int:
    """Where the part of a statement before its clauses ends."""
    if isinstance(statement, n.RuleDecl | n.EntityPatternDecl):
        return statement.name.span.end
    return statement.span.end


# ---------------------------------------------------------------- statements and clauses


def _statement(statement: n.Statement) -> list[str]:
    """The lines of a statement without its clauses."""
    match statement:
        case n.Import(path=path):
            return [f"import {_string(path)}"]
        case n.TypeDecl(name=name, members=members):
            return _filled(f"type {name.text} = ", [member.text for member in members])
        case n.WordsDecl(name=name, path=n.String() as path):
            return [f"words {name.text} from {_string(path)}"]
        case n.WordsDecl(name=name, phrases=phrases):
            return _filled(f"words {name.text} = ", [_phrase(phrase.text) for phrase in phrases])
        case n.LetDecl(name=name, pattern=pattern):
            return [f"let {name.text} = {print_pattern(pattern)}"]
        case n.VerbDecl(perfect=perfect, imperfect=imperfect, masdars=masdars, participles=participles):
            parts = [f"verb {perfect.text} {imperfect.text}"]
            parts += [f"masdar {_union(masdars)}"] if masdars else []
            parts += [f"participle {_union(participles)}"] if participles else []
            return ["  ".join(parts)]
        case n.EntityListDecl(name=name, path=path):
            return [f"entity {name.text} from {_string(path)}"]
        case n.EntityAnnotationsDecl(name=name, label=label):
            return [f"entity {name.text} from annotations {_string(label)}"]
        case n.EntityPatternDecl(name=name):
            return [f"entity {name.text}"]
        case n.RelationDecl(name=name, label=label, iri=iri):
            arrow = "<->" if statement.symmetric else "->"
            text = f"relation {name.text} ({_union(statement.subject)} {arrow} {_union(statement.object)})"
            text += f" {_string(label)}" if label else ""
            return [text + (f" <{iri.text}>" if iri else "")]
        case n.RuleDecl(name=name):
            return [f"rule {name.text}"]
        case _:
            raise TypeError(f"no statement: {statement!r}")


def _filled(head: str, items: list[str]) -> list[str]:
    """Items with bars between them, on as many lines as they need."""
    lines = [head + items[0]]
    for item in items[1:]:
        if len(lines[-1]) + 3 + len(item) > _WIDEST:
            lines.append("  | " + item)
        else:
            lines[-1] += " | " + item
    return lines


def _union(names: Iterable[n.Name]) -> str:
    return " | ".join(name.text for name in names)


def _clause(clause: n.Node) -> str:
    return print_clause(*_clause_parts(clause))


def print_clause(keyword: str, rest: str) -> str:
    """A clause from its keyword and what follows, in line with the others of its rule.

    >>> print_clause("no", '"زيارة"')
    'no     "زيارة"'
    """
    return f"{keyword:<{_CLAUSE_WIDTH}} {rest}"


def print_example(kind: str, text: str, triples: Iterable[tuple[str, str, str]]) -> str:
    """An example clause: its sentence and its triples (subject, relation, object).

    >>> print_example("yes", "زيارة بلينكن", [("بلينكن", "visited", "كوسوفو (بريشتينا)")])
    'yes    "زيارة بلينكن" => (بلينكن, visited, "كوسوفو (بريشتينا)")'
    """
    shown = ", ".join(f"({_phrase(s)}, {relation}, {_phrase(o)})" for s, relation, o in triples)
    return print_clause(kind, quote(text) + (f" => {shown}" if shown else ""))


def _clause_parts(clause: n.Node) -> tuple[str, str]:
    match clause:
        case n.MatchClause(pattern=pattern):
            return "match", print_pattern(pattern)
        case n.FrameClause(lexeme=lexeme, subject=subject, complements=complements):
            groups = " ".join(f"({print_pattern(part)})" for part in (subject, *complements))
            return "frame", f"{print_pattern(lexeme)} {groups}"
        case n.WhereClause(condition=condition):
            return "where", print_condition(condition)
        case n.EmitClause(subject=subject, relation=relation, object=object_, qualifiers=qualifiers):
            more = f" {{{_qualifiers(qualifiers)}}}" if qualifiers else ""
            return "emit", f"({_operand(subject)}, {relation.text}, {_operand(object_)}){more}"
        case n.MarkClause(capture=capture, attributes=attributes):
            return "mark", capture.text + (f" with {_qualifiers(attributes)}" if attributes else "")
        case n.Example(kind=kind, text=text, triples=triples):
            keys = [(t.subject.text, t.relation.text, t.object.text) for t in triples]
            return kind, print_example("", text.text, keys).lstrip()
        case _:
            raise TypeError(f"no clause: {clause!r}")


def _qualifiers(qualifiers: Iterable[n.Qualifier]) -> str:
    return ", ".join(f"{q.key.text}: {_operand(q.value)}" for q in qualifiers)


def _operand(operand: n.Operand) -> str:
    if operand.inherited:
        return "_"
    if operand.capture is None:
        return _string(operand.string) if operand.string is not None else '""'
    return operand.capture.text + (f".{operand.key.text}" if operand.key else "")


def _string(string: n.String) -> str:
    return quote(string.text)


def quote(text: str) -> str:
    r"""A text between quotation marks.

    >>> quote('a "b"')
    '"a \\"b\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _phrase(text: str) -> str:
    """A run of words: bare where every word can be, else quoted."""
    return text if all(map(_is_bare, text.split(" "))) else quote(text)


def _is_bare(word: str) -> bool:
    return bool(re.fullmatch(f"{terminal('ARABIC_WORD')}|{terminal('NUMBER')}", word))


# ---------------------------------------------------------------- patterns

_ATOMS = (n.Literal, n.Quoted, n.LexemeRef, n.Reference, n.TypeRef, n.Regex, n.AnyWord)
_REPEATABLE = (*_ATOMS, n.Capture, n.Proclitic, n.Enclitic)


def print_pattern(pattern: n.Pattern) -> str:
    """The canonical text of a pattern."""
    match pattern:
        case n.Alternation(items=items):
            return " | ".join(_grouped(item, n.Alternation) for item in items)
        case n.Sequence(items=items):
            return " ".join(_grouped(item, n.Alternation, n.Sequence) for item in items)
        case n.Repetition(item=item):
            shown = print_pattern(item) if isinstance(item, _REPEATABLE) else f"({print_pattern(item)})"
            return shown + _quantifier(pattern)
        case n.Not(item=item):
            return f"!({print_pattern(item)})"
        case n.Capture(name=name, pattern=inner, each=each):
            typed = (
                ""
                if inner is None
                else ":"
                + (print_pattern(inner) if isinstance(inner, _ATOMS) else f"({print_pattern(inner)})")
            )
            return ("each " if each else "") + name.text + typed
        case _:
            return _atom(pattern)


def _grouped(pattern: n.Pattern, *kinds: type[n.Pattern]) -> str:
    return f"({print_pattern(pattern)})" if isinstance(pattern, kinds) else print_pattern(pattern)


def _atom(pattern: n.Pattern) -> str:
    match pattern:
        case n.Literal(text=text):
            return text
        case n.Quoted(text=text):
            return quote(text)
        case n.LexemeRef(lemma=lemma, form=form):
            return f"<{lemma} {form}>" if form else f"<{lemma}>"
        case n.Reference(name=name) | n.TypeRef(name=name):
            return name
        case n.Proclitic(text=text):
            return text + "ـ"
        case n.Enclitic(text=text):
            return "ـ" + text
        case n.Regex(text=text):
            return "/" + re.sub(r"\\.|/", lambda m: "\\/" if m[0] == "/" else m[0], text) + "/"
        case n.AnyWord():
            return "_"
        case n.SentenceStart():
            return "^"
        case n.SentenceEnd():
            return "$"
        case n.Gap(least=least, most=most):
            return _gap(least, most)
        case _:
            raise TypeError(f"no pattern: {pattern!r}")


def _gap(least: int, most: int) -> str:
    if least == 0:
        return "..." if most == GAP else f"...{{{most}}}"
    return f"...{{{least},{most}}}"


def _quantifier(repetition: n.Repetition) -> str:
    least, most = repetition.least, repetition.most
    simple = {(0, 1): "?", (0, None): "*", (1, None): "+"}.get((least, most))
    if simple is not None:
        return simple
    if most is None:
        return f"{{{least},}}"
    return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


# ---------------------------------------------------------------- conditions


def print_condition(condition: n.Condition) -> str:
    """The canonical text of a condition."""
    match condition:
        case n.Or(items=items):
            return " or ".join(_bracketed(item, n.Or) for item in items)
        case n.And(items=items):
            return " and ".join(_bracketed(item, n.Or, n.And) for item in items)
        case n.NotCondition(item=item):
            return "not " + _bracketed(item, n.Or, n.And, n.NotCondition)
        case n.Compare(left=left, right=right, negated=negated):
            return f"{_operand(left)} {'!=' if negated else '='} {_operand(right)}"
        case n.InList(operand=operand, words=words):
            return f"{_operand(operand)} in {words.text}"
        case n.Agree(left=a, right=b):
            return f"agree({a.text}, {b.text})"
        case n.Near(left=a, right=b, distance=distance):
            return f"near({a.text}, {b.text}, {distance})"
        case _:
            raise TypeError(f"no condition: {condition!r}")


def _bracketed(condition: n.Condition, *kinds: type[n.Condition]) -> str:
    return f"({print_condition(condition)})" if isinstance(condition, kinds) else print_condition(condition)
