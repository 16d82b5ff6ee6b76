"""From rules files to a program, or to everything that is wrong with them."""

from collections.abc import Iterable
from pathlib import Path

from nisba.diagnostics.diagnostic import Diagnostic, RulesError, Severity
from nisba.program.declarations import gather
from nisba.program.entities import resolve_entities
from nisba.program.files import Loader, RulesFile
from nisba.program.findings import Findings
from nisba.program.lint import lint
from nisba.program.model import BUILTIN_TYPES, Program
from nisba.program.resolver import Resolver
from nisba.program.rules import resolve_rule
from nisba.source import Source


def load_program(paths: Iterable[Path]) -> Program:
    """The program that rules files make together; a folder stands for all its ``*.rules`` files in sorted order.

    Raises ``RulesError`` with every diagnostic where there is an error.
    """
    return _program_or_raise(*check(paths))


def program_from_source(source: Source, base: Path | None = None) -> Program:
    """The program that a text makes. Its imports and lists are relative to ``base`` (by default the working folder).

    Raises ``RulesError`` with every diagnostic where there is an error.

    >>> program = program_from_source(Source("<text>", "words trip = زيارة | جولة"))
    >>> program.words["trip"].phrases
    ('زيارة', 'جولة')
    """
    return _program_or_raise(*check_source(source, base))


def check(paths: Iterable[Path]) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of rules files, None where there is an error, and everything that was found."""
    loader = Loader(Findings())
    loader.load(Path(path) for path in paths)
    return _resolve(loader.files, loader.findings)


def check_source(source: Source, base: Path | None = None) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of a text, None where there is an error, and everything that was found."""
    loader = Loader(Findings())
    loader.add(source, base or Path())
    return _resolve(loader.files, loader.findings)


def _program_or_raise(program: Program | None, diagnostics: tuple[Diagnostic, ...]) -> Program:
    if program is None:
        raise RulesError(diagnostics)
    return program


def _resolve(files: list[RulesFile], findings: Findings) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    declared = gather(files, findings)
    resolver = Resolver(declared, findings)
    for name, (declaration, file) in declared.lets.items():
        # Also those that nothing uses: what is wrong in them is told all the same.
        unused = name not in resolver.used
        resolver.fragment(name, file.source, declaration.name.span)
        if unused:
            resolver.used.discard(name)
    entities = resolve_entities(declared.entity_patterns, resolver)
    rules = []
    sound = []
    for rule, file in declared.rules:
        errors = len(findings.found)
        rules.append(resolve_rule(rule, file.source, resolver))
        if len(findings.found) == errors:
            sound.append(rules[-1])
    lint(sound, entities, resolver)
    diagnostics = in_order(findings.found, files)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return None, diagnostics
    return (
        Program(
            words=declared.words,
            verbs=declared.verbs,
            types={name: leaves - BUILTIN_TYPES for name, leaves in declared.types.items()},
            entity_lists=tuple(declared.entity_lists),
            entity_patterns=entities,
            annotations=tuple(declared.annotations),
            relations=declared.relations,
            rules=tuple(rules),
            warnings=diagnostics,
        ),
        diagnostics,
    )


def in_order(diagnostics: Iterable[Diagnostic], files: Iterable[RulesFile]) -> tuple[Diagnostic, ...]:
    """Each finding once, file by file in the order of loading, in the order of the text."""
    order = {file.source.name: number for number, file in enumerate(files)}
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda d: (order.get(d.source.name, len(order)), d.source.name, d.span, d.code),
        )
    )
