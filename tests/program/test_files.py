"""What files bring together: imports, shipped files, verbs that two files declare."""

from pathlib import Path

import pytest

from nisba.program import check, load_program

OWN = """
entity Person from "people.tsv"
words journey from "journeys.txt"
relation toured (Person -> Country)

rule tour
  match  journey X:Person (إلى | لـ) Y:Country
  emit   (X, toured, Y)
"""


def written(folder: Path, **files: str) -> Path:
    """Files of these names and texts; the path of the one called ``own``."""
    for name, text in files.items():
        (folder / f"{name}.rules").write_text(text, encoding="utf-8")
    return folder / "own.rules"


def test_rules_build_on_files_that_ship_with_nisba_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "people.tsv").write_text("أم كلثوم\n", encoding="utf-8")
    (tmp_path / "journeys.txt").write_text("سياحة\n", encoding="utf-8")
    program = load_program([written(tmp_path, own='import "nisba:shared/entities.rules"' + OWN)])
    persons = [
        entry.form for found in program.entity_lists if found.type == "Person" for entry in found.entries
    ]
    assert "أم كلثوم" in persons
    assert len(persons) > 100


def test_a_list_that_ships_with_nisba_can_be_had_by_itself(tmp_path: Path) -> None:
    rules = written(tmp_path, own='entity Land from "nisba:lexicon/countries.tsv"')
    (lands,) = load_program([rules]).entity_lists
    assert "الجزائر" in {entry.form for entry in lands.entries}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("entities.rules", "did you mean `nisba:shared/entities.rules`, which ships with nisba?"),
        ("news", "did you mean `nisba:shared/entities.rules`, which ships with nisba?"),
        ("lexicon/countries.tsv", "did you mean `nisba:lexicon/countries.tsv`, which ships with nisba?"),
        ("nisba:shared/entites.rules", "did you mean `entities.rules`, in the same folder?"),
        ("nisba:", None),
        ("nowhere.rules", None),
    ],
)
def test_the_way_to_a_shipped_file_is_told(tmp_path: Path, path: str, hint: str | None) -> None:
    _, (diagnostic,) = check([written(tmp_path, own=f'import "{path}"')])
    assert (diagnostic.code, diagnostic.hint) == ("missing-file", hint)


def test_a_verb_of_two_files_has_the_nouns_of_both(tmp_path: Path) -> None:
    base = "verb وقّع يوقّع  masdar توقيع\nverb زار يزور"
    own = 'import "base.rules"\nverb وقّع يوقّع  masdar توقيع | إمضاء  participle موقّع'
    verbs = load_program([written(tmp_path, base=base, own=own)]).verbs
    assert verbs["وقّع"].masdars == ("توقيع", "إمضاء")
    assert verbs["وقّع"].participles == ("موقّع",)
    assert verbs["زار"].masdars == ()


@pytest.mark.parametrize(
    ("base", "own"),
    [
        ("", "verb زار يزور\nverb زار يزور  masdar زيارة"),
        ("verb حسب يحسب", "verb حسب يحسُب"),
    ],
)
def test_a_verb_is_declared_once_in_a_file_and_with_one_imperfect(
    tmp_path: Path, base: str, own: str
) -> None:
    _, (diagnostic,) = check([written(tmp_path, base=base, own=f'import "base.rules"\n{own}')])
    assert diagnostic.code == "duplicate-name"
