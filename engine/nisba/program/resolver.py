"""From the patterns of the tree to resolved patterns: names looked up, fragments put in, lexemes and regexes checked."""

import re

import re2
from attrs import define, field

from nisba.program import patterns as p
from nisba.program.declarations import Declarations
from nisba.program.findings import Findings
from nisba.program.model import BUILTIN_TYPES
from nisba.program.quoted import TRANSPARENT, pieces_of
from nisba.program.shape import LARGEST, depth, placed, size
from nisba.source import Source, Span
from nisba.syntax import nodes as n

PROCLITICS = re.compile("ال|.")
"""The article and the one-letter particles that stand attached (Ryding 2005, chapters 7 and 16)."""

VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670]")

NEVER_FOLDED = re.compile("[أإآٱىةکی\u0640\u064b-\u0652\u0670٠-٩۰-۹]")
"""Letters, signs and digits that folding replaces or drops, so that a folded form never has them."""

CLASS = re.compile(r"\[[^\]]*\]")

MOST_REPEATED = 64

DEEPEST = 200
"""So many levels may a pattern have once fragments are put in, well under Python's recursion limit."""

UNKNOWN = p.Word("")
"""Stands where something was wrong, so that one mistake draws one message."""

UNTYPED = p.Alternation((p.Mention(None), p.Builtin("Phrase")))
"""What the short capture ``X`` holds."""


@define
class Resolver:
    """Resolves the patterns of one set of declarations. Fragments are resolved once."""

    declared: Declarations
    findings: Findings
    used: set[str] = field(factory=set)
    """The lists and fragments that some pattern or condition names."""
    used_verbs: set[str] = field(factory=set)
    _fragments: dict[str, p.Element] = field(factory=dict)
    _open: list[str] = field(factory=list)

    def resolve(self, pattern: n.Pattern, source: Source) -> p.Element:
        """The resolved pattern; what is wrong in it is noted, and ``UNKNOWN`` stands for it."""
        element = _Resolution(self, source).element(pattern)
        if size(element) > LARGEST or depth(element) > DEEPEST:
            self.too_large(source, pattern.span)
            return UNKNOWN
        return element

    def lexeme(self, pattern: n.LexemeRef, source: Source) -> p.Lexeme:
        """A resolved ``<lemma form>``; what is wrong with it is noted."""
        if pattern.lemma not in self.declared.verbs:
            self.findings.unknown(
                "unknown-verb", pattern.lemma, source, pattern.span, kind="verb", known=self.declared.verbs,
                otherwise=f"declare it: `verb {pattern.lemma}` and its imperfect",
            )  # fmt: skip
        self.used_verbs.add(pattern.lemma)
        return p.Lexeme(pattern.lemma, pattern.form, span=pattern.span)

    def too_large(self, source: Source, span: Span) -> None:
        """Note that a pattern unfolds to more than can be compiled."""
        self.findings.error(
            "pattern-too-large",
            f"with its fragments and repetitions written out, the pattern needs more than {LARGEST:,} states"
            f" or {DEEPEST} levels",
            source,
            span,
            hint="repeat less, or put the words into a list",
        )

    def fragment(self, name: str, source: Source, span: Span) -> p.Element:
        """The resolved pattern of a ``let``, its spans pointing at the place that names it."""
        self.used.add(name)
        if name in self._open:
            self.findings.error(
                "let-cycle", f"the fragment `{name}` is made of itself", source, span,
                hint="a fragment may name only fragments that do not contain it",
            )  # fmt: skip
            return UNKNOWN
        if name not in self._fragments:
            if len(self._open) >= 64:
                self.too_large(source, span)
                return UNKNOWN
            declaration, file = self.declared.lets[name]
            self._open.append(name)
            self._fragments[name] = self.resolve(declaration.pattern, file.source)
            self._open.pop()
        return placed(self._fragments[name], span)


@define
class _Resolution:
    """One pattern on its way; ``room`` is how many more elements its fragments may bring."""

    resolver: Resolver
    source: Source
    room: int = LARGEST

    def element(self, pattern: n.Pattern) -> p.Element:
        span = pattern.span
        match pattern:
            case n.Literal(text=text):
                declared = self.resolver.declared
                if text in declared.places or text in BUILTIN_TYPES:
                    return self._named(text, span)
                return p.Word(text, span=span)
            case n.Reference(name=name) | n.TypeRef(name=name):
                return self._reference(name, pattern)
            case n.Quoted(text=text):
                return self._quoted(text, span)
            case n.LexemeRef():
                return self.resolver.lexeme(pattern, self.source)
            case n.Proclitic(text=text):
                return self._proclitic(text, span)
            case n.Enclitic(text=text):
                return p.Enclitic(_bare(text), span=span)
            case n.Regex(text=text):
                return self._regex(text, span)
            case n.AnyWord():
                return p.AnyWord(span=span)
            case n.Gap(least=least, most=most):
                return p.Gap(least, most, span=span)
            case n.SentenceStart():
                return p.Boundary(end=False, span=span)
            case n.SentenceEnd():
                return p.Boundary(end=True, span=span)
            case n.Sequence(items=items):
                return p.sequence(*(self.element(item) for item in items), span=span)
            case n.Alternation(items=items):
                return p.alternation(*(self.element(item) for item in items), span=span)
            case n.Repetition(item=item, least=least, most=most):
                # What is out of range the parser has told; here it may only do no harm.
                most = None if most is None else min(max(least, most), MOST_REPEATED)
                return p.Repetition(self.element(item), min(least, MOST_REPEATED), most, span=span)
            case n.Not(item=item):
                return p.Not(self.element(item), span=span)
            case n.Capture(name=name, pattern=inner, each=each):
                return p.Capture(
                    name.text, UNTYPED if inner is None else self.element(inner), each, span=span
                )
            case _:
                raise TypeError(f"no pattern: {pattern!r}")

    def _reference(self, name: str, pattern: n.Reference | n.TypeRef) -> p.Element:
        declared, findings = self.resolver.declared, self.resolver.findings
        if name in declared.places or name in BUILTIN_TYPES:
            return self._named(name, pattern.span)
        if isinstance(pattern, n.TypeRef):
            findings.unknown(
                "unknown-type", name, self.source, pattern.span, kind="type", known=declared.names(),
                otherwise=f"declare it: `entity {name} from …`, or `type {name} = …`"
                + (f'; a word in Latin letters is quoted: `"{name}"`' if name.isascii() else ""),
            )  # fmt: skip
        else:
            findings.unknown(
                "unknown-name", name, self.source, pattern.span, kind="list or fragment", known=declared.names(),
                otherwise=f'declare it: `words {name} = …`; a word in Latin letters is quoted: `"{name}"`',
            )  # fmt: skip
        return UNKNOWN

    def _named(self, name: str, span: Span) -> p.Element:
        """The element for a name that is declared or built in."""
        declared = self.resolver.declared
        if name in declared.words:
            self.resolver.used.add(name)
            return p.WordList(name, span=span)
        if name in declared.lets:
            fragment = self.resolver.fragment(name, self.source, span)
            self.room -= size(fragment)
            if self.room < 0:
                return UNKNOWN if self.room < -LARGEST else fragment
            return fragment
        if declared.is_type(name):
            return typed(declared.leaves(name), span)
        return UNKNOWN

    def _quoted(self, text: str, span: Span) -> p.Element:
        """Exact words; punctuation is a token of its own, a quotation mark no token at all."""
        pieces = pieces_of(text)
        if not pieces:
            self.resolver.findings.error(
                "empty-pattern", "a quoted text without words matches nothing", self.source, span,
                expected="a word, words or a mark",
            )  # fmt: skip
            return UNKNOWN
        return p.sequence(
            *(
                p.Mark(piece, span=span) if piece in TRANSPARENT else p.Word(piece, exact=True, span=span)
                for piece in pieces
            ),
            span=span,
        )

    def _proclitic(self, text: str, span: Span) -> p.Element:
        """Proclitics one after another: ``وبـ`` is و and ب, ``للـ`` is ل and ال."""
        letters = PROCLITICS.findall(_bare(text).replace("لل", "لال"))
        return p.sequence(*(p.Proclitic(part, span=span) for part in letters), span=span)

    def _regex(self, text: str, span: Span) -> p.Element:
        options = re2.Options()
        options.log_errors = False
        try:
            re2.compile(text, options=options)
        except (re2.error, UnicodeEncodeError) as error:
            reason = error.args[0] if isinstance(error, re2.error) and error.args else "half a surrogate pair"
            if isinstance(reason, bytes):
                reason = reason.decode("utf-8", "replace")
            self.resolver.findings.error(
                "bad-regex", f"the regular expression cannot be read: {reason}", self.source, span,
                expected="RE2 syntax: no look-around, no back-references",
            )  # fmt: skip
            return UNKNOWN
        never = NEVER_FOLDED.findall(CLASS.sub("", text))
        if never:
            self.resolver.findings.warning(
                "unfolded-regex",
                "the folded form of a word never has " + " ".join(dict.fromkeys(never)),
                self.source,
                span,
                hint="write ا for أ إ آ, ه for ة, ي for ى, no vowel marks, and European digits",
            )
        return p.Regex(text, span=span)


def typed(leaves: frozenset[str], span: Span | None = None) -> p.Element:
    """The element for a type, by its leaf types: a mention, a built-in type, or the one or the other."""
    builtin = sorted(leaves & BUILTIN_TYPES - {"Mention"})
    entities = leaves - BUILTIN_TYPES
    items: list[p.Element] = []
    if "Mention" in leaves or entities or not builtin:
        items.append(p.Mention(None if "Mention" in leaves else entities, span=span))
    items += [p.Builtin(name, span=span) for name in builtin]
    return p.alternation(*items, span=span)


def _bare(clitic: str) -> str:
    """A clitic without its vowel marks."""
    return VOWEL_MARKS.sub("", clitic)
