"""Makes a folder with a small pack of rules that works, to begin a new one from."""

from pathlib import Path

RULES = """\
# {name}: rules to begin from. `nisba check {name}` and `nisba test {name}` say whether they hold.

entity Person from "people.tsv"
entity Country from "countries.tsv"

words trip = زيارة | جولة | رحلة
verb استقبل يستقبل  masdar استقبال

relation visited (Person -> Country) "زار"
relation received (Person -> Person) "استقبل"

# A noun, then who, then where: the preposition stands alone or is attached.
rule visit
  match  trip X:Person ...{{3}} (إلى | لـ) each Y:Country
  emit   (X, visited, Y)
  yes    "جولة بلينكن المقبلة إلى تركيا والعراق" => (بلينكن, visited, تركيا), (بلينكن, visited, العراق)
  yes    "وتأتي زيارة لافروف لمصر بعد أيام" => (لافروف, visited, مصر)
  no     "ألغيت زيارة المتحف"

# A frame stands for all the orders of the verb and its arguments, and for its noun.
rule reception
  frame  <استقبل> (X:Person) (Y:Person)
  emit   (X, received, Y)
  yes    "استقبل السيسي أمس لافروف" => (السيسي, received, لافروف)
  yes    "السيسي يستقبل بلينكن" => (السيسي, received, بلينكن)
  no     "لم يستقبل السيسي لافروف" => (السيسي, received, لافروف)
"""

PEOPLE = """\
# form, then a tab and the canonical name (if it is another), then key=value attributes
بلينكن\tأنتوني بلينكن\trole=وزير
لافروف\tسيرغي لافروف\trole=وزير
السيسي\tعبد الفتاح السيسي\trole=رئيس
"""

COUNTRIES = """\
# form, then a tab and the canonical name (if it is another), then key=value attributes
تركيا\tتركيا\tiso=TR
العراق\tالعراق\tiso=IQ
مصر\tمصر\tiso=EG
جمهورية مصر العربية\tمصر\tiso=EG
"""

README = """\
# {name}

Rules for nisba: who visits which country, and who receives whom.

| file | |
|---|---|
| `{name}.rules` | the rules, each with its examples |
| `people.tsv`, `countries.tsv` | the names that they know |

```console
nisba check {name}                       # what is wrong with them
nisba test {name}                        # do their examples hold
nisba extract article.txt --rules {name}
nisba coverage news/ --rules {name}      # which parts are used
```

Where to go on: add names to the lists, write a `yes` example of what is to be found, then a rule that finds it.
`import "nisba:shared/entities.rules"` at the top of `{name}.rules` adds the persons, places and organisations that ship
with nisba.
"""


def make_pack(folder: Path) -> list[Path]:
    """Make a pack in a folder that is not there yet, or is empty; give its files. The pack has the folder's name.

    Raises:
        FileExistsError: where the folder holds something, or is none.
        OSError: where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already")
    name = folder.absolute().name
    texts = {
        f"{name}.rules": RULES.format(name=name),
        "people.tsv": PEOPLE,
        "countries.tsv": COUNTRIES,
        "README.md": README.format(name=name),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return [folder / file for file in texts]
