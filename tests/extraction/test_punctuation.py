"""Arabic and Latin punctuation are the same, in rules and in texts."""

import pytest

import nisba


@pytest.mark.parametrize("written", ["،", ","])
@pytest.mark.parametrize("named", ["،", ","])
def test_a_comma_is_a_comma(named: str, written: str) -> None:
    rules = f'relation r (Word -> Word)\nrule a\n  match قال "{named}" X:Word\n  emit (X, r, X)'
    (triple,) = nisba.compile(rules).extract(f"قال{written} نعم")
    assert triple.object.text == "نعم"
