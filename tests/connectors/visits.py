"""Rules and texts that the tests of connectors share."""

from pathlib import Path

from nisba.extraction.engine import load
from nisba.extraction.triple import Triple

TEXTS: list[str | None] = [
    "زار بلينكن تركيا أمس. ولم يزر لافروف العراق.",
    None,
    "",
    "قال بلينكن إن لافروف سيزور العراق.",
    "لا شيء هنا.",
]


def write_rules(folder: Path) -> Path:
    """A rules file and the lists that it names."""
    (folder / "people.tsv").write_text("بلينكن\tأنتوني بلينكن\tcountry=أمريكا\nلافروف\n", encoding="utf-8")
    (folder / "countries.tsv").write_text("تركيا\nالعراق\n", encoding="utf-8")
    path = folder / "visits.rules"
    path.write_text(
        """
entity Person from "people.tsv"
entity Country from "countries.tsv"
verb زار يزور  masdar زيارة
relation visited (Person -> Country)
rule visit
  frame  <زار> (X:Person) (Y:Country)
  emit   (X, visited, Y)
""",
        encoding="utf-8",
    )
    return path


def plain(rules: Path) -> list[Triple]:
    """What comes of the texts without a connector, documents named by their number."""
    engine = load(rules)
    return [t for n, text in enumerate(TEXTS) for t in engine.extract(text or "", doc=str(n))]
