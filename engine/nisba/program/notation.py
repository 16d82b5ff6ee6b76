"""Writes resolved patterns in the notation of rules, for people: what is looked for, or was met."""

from collections.abc import Mapping

from nisba.program import patterns as p

_TATWEEL = "\u0640"


def notation(element: p.Element, types: Mapping[str, frozenset[str]] | None = None) -> str:
    """A pattern in the notation of rules. ``types``: declared names of types, to name unions by.

    >>> notation(p.Sequence((p.Word("إلى"), p.Capture("Y", p.Mention(frozenset({"City"}))))))
    'إلى Y:City'
    """
    return _written(element, types or {}, inside=False)


def _written(element: p.Element, types: Mapping[str, frozenset[str]], inside: bool) -> str:
    match element:
        case p.Word(text, exact):
            return f'"{text}"' if exact or " " in text else text
        case p.Mark(text):
            return f'"{text}"'
        case p.WordList(name) | p.Builtin(name):
            return name
        case p.Lexeme(lemma, form):
            return f"<{lemma} {form}>" if form else f"<{lemma}>"
        case p.Proclitic(text):
            return f"{text}{_TATWEEL}"
        case p.Enclitic(text):
            return f"{_TATWEEL}{text}"
        case p.Regex(text):
            return f"/{text}/"
        case p.AnyWord():
            return "_"
        case p.Gap(least, most, clause):
            return "..." if (least, most) == (0, 8) and not clause else f"...{{{least},{most}}}"
        case p.Boundary(end):
            return "$" if end else "^"
        case p.Mention(wanted):
            return type_name(wanted, types, inside)
        case p.Sequence(items):
            parts = " ".join(_written(item, types, True) for item in items)
            return f"({parts})" if inside else parts
        case p.Alternation(items):
            return "(" + " | ".join(_written(item, types, len(items) == 1) for item in items) + ")"
        case p.Repetition(item, least, most):
            return _atom(item, types) + _times(least, most)
        case p.Not(item):
            return f"!({_written(item, types, False)})"
        case p.Capture(name, item, each):
            held = _atom(item, types)
            return ("each " if each else "") + (f"{name}:{held}" if name else held)
        case _:
            raise TypeError(f"no notation for {element!r}")


def _atom(item: p.Element, types: Mapping[str, frozenset[str]]) -> str:
    text = _written(item, types, True)
    bare = p.Repetition | p.Capture | p.Gap | p.Not | p.Boundary | p.Mark | p.Proclitic | p.Enclitic
    return f"({text})" if isinstance(item, bare) else text


def _times(least: int, most: int | None) -> str:
    short = {(0, 1): "?", (0, None): "*", (1, None): "+"}.get((least, most))
    if short is not None:
        return short
    return f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"


def type_name(
    wanted: frozenset[str] | None, types: Mapping[str, frozenset[str]] | None = None, inside: bool = True
) -> str:
    """The name of a set of types: a declared union's where there is one that means the same.

    >>> type_name(frozenset({"City", "Country"}), {"Place": frozenset({"City", "Country"})})
    'Place'
    """
    if wanted is None:
        return "Mention"
    if len(wanted) == 1:
        return next(iter(wanted))
    for name, leaves in (types or {}).items():
        if leaves == wanted:
            return name
    joined = " | ".join(sorted(wanted))
    return f"({joined})" if inside else joined
