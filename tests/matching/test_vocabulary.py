"""Spellings are analysed once while they are in use, and a text without end fills no memory."""

from collections import Counter

import pytest

import nisba
from nisba.arabic.document import Token
from nisba.matching import vocabulary
from nisba.matching.spelling import Spelling

RULES = "relation said (Word -> Word)\nrule r\n  match X:Word قال Y:Word\n  emit (X, said, Y)"


def test_what_is_in_use_is_kept_and_the_rest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "SPELLINGS", 100)
    analysed: Counter[str] = Counter()
    analyse = vocabulary.Vocabulary._analyse

    def counted(self: vocabulary.Vocabulary, token: Token, stems: frozenset[str] = frozenset()) -> Spelling:
        analysed[token.surface] += 1
        return analyse(self, token, stems)

    monkeypatch.setattr(vocabulary.Vocabulary, "_analyse", counted)
    engine = nisba.compile(RULES)
    known = engine.matchers.vocabulary
    names = [f"{a}{b}{c}م" for a in "زحبس" for b in "يانر" for c in "دلكتطف"] * 2
    for name in names:
        assert len(engine.extract(f"{name} قال نعم")) == 1
        assert len(known._spellings) + len(known._older) <= 100
    assert analysed["قال"] == analysed["نعم"] == 1
    assert analysed[names[0]] == 2
