"""Codes of the files that rules speak of."""

from nisba.diagnostics.code import Code

FILE_CODES: tuple[Code, ...] = (
    Code(
        code="import-cycle",
        title="files that import each other",
        explanation=(
            "A file and what it imports cannot in turn import the file. Move what both need into "
            "a file of its own."
        ),
        bad='import "other.rules"',
        good="words trip = زيارة",
        files=(("other.rules", 'import "rules.rules"\n'),),
    ),
    Code(
        code="missing-file",
        title="a file that is not there",
        explanation=(
            "Paths in import, words … from and entity … from are relative to the file in which they stand."
        ),
        bad='import "entites.rules"',
        good='import "entities.rules"',
        files=(("entities.rules", "# entities\n"),),
    ),
    Code(
        code="malformed-row",
        title="a row of an entity list that cannot be read",
        explanation=(
            "A row of a list is: the form, then optionally its canonical name, then optionally "
            "key=value columns, with tabs between them. Lines that begin with # are comments."
        ),
        bad='entity Country from "bad.tsv"',
        good='entity Country from "countries.tsv"',
        files=(
            ("bad.tsv", "تركيا\tتركيا\tiso TR\n"),
            ("countries.tsv", "تركيا\nمصر\n"),
        ),
    ),
    Code(
        code="bad-encoding",
        title="a file that is not UTF-8",
        explanation=(
            "Rules files and lists are UTF-8. Older Arabic files are often Windows-1256: convert them first."
        ),
        bad='words trip from "old.txt"',
        good='words trip from "new.txt"',
        files=(("new.txt", "زيارة\n"),),
    ),
    Code(
        code="empty-list",
        title="a list without entries",
        explanation=(
            "A words list that is read from a file has at least one phrase, one a line. Lines "
            "that begin with # are comments."
        ),
        bad='words trip from "empty.txt"',
        good='words trip from "trips.txt"',
        files=(
            ("empty.txt", "# nothing yet\n"),
            ("trips.txt", "زيارة\n"),
        ),
    ),
)
