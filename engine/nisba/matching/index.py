"""From the words of a sentence to the automata that can fire in it: the others cost nothing."""

from collections.abc import Iterable, KeysView

from attrs import field, frozen

from nisba.matching.automaton import Automaton


@frozen
class AnchorIndex:
    """Which automata, by number, have an anchor under a key; ``always``: those that can begin without one."""

    by_anchor: dict[str, tuple[int, ...]] = field(factory=dict)
    always: tuple[int, ...] = ()

    def candidates(self, keys: KeysView[str]) -> list[int]:
        """The numbers of the automata that have an anchor among the keys of a sentence, in order."""
        found = set(self.always)
        for key in keys & self.by_anchor.keys():
            found.update(self.by_anchor[key])
        return sorted(found)


def index(automata: Iterable[Automaton]) -> AnchorIndex:
    """The index of automata, numbered as they come."""
    by_anchor: dict[str, list[int]] = {}
    always = []
    for number, automaton in enumerate(automata):
        for key in sorted(automaton.anchor_keys):
            by_anchor.setdefault(key, []).append(number)
        if automaton.free is not None:
            always.append(number)
    return AnchorIndex({key: tuple(numbers) for key, numbers in by_anchor.items()}, tuple(always))
