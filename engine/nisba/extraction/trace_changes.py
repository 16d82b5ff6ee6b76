"""Says in words which change of a rule or of a list a repair stands for."""

from nisba.extraction.trace import surface
from nisba.extraction.trace_repair import Repair
from nisba.matching.automaton import Automaton, Op
from nisba.matching.lattice import Lattice
from nisba.program import model as m
from nisba.program import patterns as p
from nisba.program.notation import notation, type_name


def change(program: m.Program, automaton: Automaton, lattice: Lattice, repair: Repair) -> str:
    """The change of the rules that would make a repair needless."""
    transition = repair.transition
    if transition.op is Op.NOT:
        return "drop the test !( … ) or let it allow what stands here"
    element = automaton.elements[transition.arg]
    shown = notation(element, program.types)
    text = surface(lattice, repair.start, repair.end)
    match repair.kind:
        case "spelled":
            return f"write {shown.strip(chr(34))} without quotation marks, to match every spelling of it"
        case "form" if isinstance(element, p.Lexeme):
            return f"ask for any form of the verb: <{element.lemma}>"
        case "missing":
            return f"make {shown} optional: {_atom(element, shown)}?"
        case "extra":
            count = (repair.end - repair.start) >> 4
            return f"allow a gap in front of {shown}: ...{{0,{count}}}"
        case "gap" if isinstance(element, p.Gap):
            return _gap(element, (repair.end - repair.start) >> 4)
        case "clitic":
            return _clitic(lattice, repair, shown)
        case "test":
            return f"drop the test {'!(' + shown + ')' if transition.op is Op.NO_EDGE else shown}"
        case _:
            return _instead(program, element, shown, text)


def _atom(element: p.Element, shown: str) -> str:
    return f"({shown})" if isinstance(element, p.Capture | p.Mention) and " " in shown else shown


def _gap(gap: p.Gap, taken: int) -> str:
    if gap.clause and taken <= gap.most:
        return "write this order as a match with a gap of its own: the gaps of a frame stop where a clause begins"
    if taken < gap.least:
        return f"let the gap skip {taken}: ...{{{taken},{gap.most}}}"
    if gap.clause:
        return f"write this order as a match with a wider gap: ...{{{gap.least},{taken}}}"
    return f"widen the gap to {taken}: ...{{{gap.least},{taken}}}"


def _clitic(lattice: Lattice, repair: Repair, shown: str) -> str:
    letters = surface(lattice, repair.start, repair.end)
    if repair.start & 15:
        return f"allow the pronoun behind {shown}: ـ{letters}?"
    return f"allow the letters in front of {shown}: ({letters}ـ)?"


def _instead(program: m.Program, element: p.Element, shown: str, text: str) -> str:
    """The change that lets other words stand for an element."""
    match element:
        case p.WordList(name):
            return f"add {text} to the list {name}"
        case p.Word() | p.Lexeme() | p.Regex():
            return f"add the alternative {text}: ({shown} | {text})"
        case p.Mention(wanted):
            return _mention(program, wanted, text)
        case p.Capture(_, item):
            return _instead(program, item, shown, text)
        case p.Alternation(items) if all(isinstance(item, p.Mention) for item in items):
            types = [item.types or frozenset() for item in items if isinstance(item, p.Mention)]
            return _mention(program, frozenset[str]().union(*types), text)
        case _:
            return f"widen {shown} so that it holds {text}"


def _mention(program: m.Program, wanted: frozenset[str] | None, text: str) -> str:
    if wanted is None:
        return f"add {text} to a list of entities"
    listed = sorted({listing.type for listing in program.entity_lists} & wanted)
    if len(listed) == 1 or (listed and len(listed) == len(wanted)):
        return f"add {text} to the list of {' or '.join(listed)}"
    if listed:
        return f"add {text} to a list of entities ({', '.join(listed)})"
    if wanted & {type_ for _, type_ in program.annotations}:
        return f"annotate {text} as {type_name(wanted, program.types, inside=False)}"
    return f"let a pattern of {type_name(wanted, program.types, inside=False)} match {text}"


def condition_notation(condition: m.Condition) -> str:
    """A condition as rules write it.

    >>> condition_notation(m.Near("X", "Y", 3))
    'near(X, Y, 3)'
    """
    match condition:
        case m.Compare(left, right, negated):
            return f"{_operand(left)} {'!=' if negated else '='} {_operand(right)}"
        case m.InList(operand, words):
            return f"{_operand(operand)} in {words}"
        case m.Agree(left, right):
            return f"agree({left}, {right})"
        case m.Near(left, right, distance):
            return f"near({left}, {right}, {distance})"
        case m.And(items):
            return " and ".join(map(_part, items))
        case m.Or(items):
            return " or ".join(map(_part, items))
        case m.Negation(item):
            return f"not {_part(item)}"


def _part(condition: m.Condition) -> str:
    text = condition_notation(condition)
    return f"({text})" if isinstance(condition, m.And | m.Or) else text


def _operand(operand: m.Operand) -> str:
    if operand.capture is None:
        return f'"{operand.text}"'
    return operand.capture if operand.key is None else f"{operand.capture}.{operand.key}"
