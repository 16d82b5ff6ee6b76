"""Codes of warnings: rules that work but are odd."""

from nisba.diagnostics.code import Code

LINT_CODES: tuple[Code, ...] = (
    Code(
        code="rule-without-example",
        title="a rule that no example shows",
        explanation=(
            "A yes example says what the rule is for, and proves with every check that it still works."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unused-capture",
        title="a capture that nothing uses",
        explanation=(
            "A capture that neither emit nor where speaks of only narrows what may match. Without "
            "its name it would do the same."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country Z:Country?
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country Country?
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unused-words",
        title="a list that nothing uses",
        explanation="Nothing in the files that were checked together uses this list.",
        bad="""\
words trip = زيارة
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
words trip = زيارة
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match trip X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unused-let",
        title="a fragment that nothing uses",
        explanation="Nothing in the files that were checked together uses this fragment.",
        bad="""\
let visit = زيارة رسمية?
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
let visit = زيارة رسمية?
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match visit X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="pattern-without-anchor",
        title="a pattern that no word anchors",
        explanation=(
            "The anchor of a pattern is its first required element made of words. A pattern "
            "without one is tried at every place of every sentence, which is slow and seldom "
            "meant."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match X:Mention ...{2} Y:Country
  emit (X, visited, Y)
  yes "بلينكن تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unreachable-alternative",
        title="an alternative that is there already",
        explanation=(
            "Earlier alternatives are preferred, so the same alternative again can never be chosen."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention (إلى | لـ | إلى) Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن (إلى | لـ | إلى) تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention (إلى | لـ) Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن (إلى | لـ) تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="duplicate-pattern",
        title="two rules that do the same",
        explanation=(
            "Another rule has the same pattern and emits the same triple, so every triple would "
            "come out twice."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
rule r2
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unfolded-regex",
        title="a regular expression with letters that folding takes away",
        explanation=(
            "A regular expression is compared with the folded form of a word: أ إ آ are ا there, ة is ه, ى is ي, "
            "digits are European, and vowel marks and tatweel are gone. Any other word of a pattern is folded for you."
        ),
        bad="let visit = /زيار(ة|ات)/",
        good="let visit = /زيار(ه|ات)/",
    ),
    Code(
        code="letter-alone",
        title="a letter that is written as a word",
        explanation=(
            "Arabic writes و ف ب ل ك س attached to the next word. In a pattern a tatweel says so: لـ. Without it the "
            "letter is looked for as a word of its own, which texts hardly have."
        ),
        bad="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X:Person ل Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن لتركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X:Person لـ Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن لتركيا" => (بلينكن, visited, تركيا)
""",
    ),
    Code(
        code="never-matches",
        title="a pattern that nothing can match",
        explanation=(
            "The start of a sentence cannot lie behind a word, nor its end before one; and what !( ) forbids cannot be "
            "what stands next."
        ),
        bad="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X:Person إلى !(Country) Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X:Person إلى Y:Country !(Country)
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
    ),
    Code(
        code="capture-beside-type",
        title="a capture with a type behind it, not its own",
        explanation=(
            "X by itself captures any mention or noun phrase. The type of what it captures is joined to it by a colon: "
            "X:Person. Without the colon, a Person must follow what X captures."
        ),
        bad="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X Person إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Person from annotations "PER"
entity Country from annotations "LOC"
relation visited (Mention -> Country)
rule r
  match زيارة X:Person إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
    ),
    Code(
        code="phrase-over-lines",
        title="an entry of a list that goes over a line end",
        explanation=(
            "A line end is a space. Words on two lines without | between them are one phrase of several words. "
            "A list that is read from a file has an entry a line."
        ),
        bad="""\
words trip = زيارة
  جولة
""",
        good="""\
words trip = زيارة
  | جولة
""",
    ),
)
