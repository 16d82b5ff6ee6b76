"""Codes of patterns that can be read but do not make sense: captures, fragments, repetitions."""

from nisba.diagnostics.code import Code

PATTERN_CODES: tuple[Code, ...] = (
    Code(
        code="unknown-capture",
        title="a capture that no pattern of the rule has",
        explanation="where, emit and mark speak of captures of the patterns above them.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (Z, visited, Y)
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
        code="capture-missing",
        title="an argument that an alternative leaves out",
        explanation=(
            "What emit names as subject or object must be captured whichever way the pattern "
            "matches: in every match clause, in every alternative, and not inside an optional "
            "part. Qualifiers may be absent."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention (إلى Y:Country)?
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
        code="capture-repeated",
        title="a capture that stands twice in one sequence",
        explanation=(
            "A capture holds one piece of the text. It may stand once in each alternative, but "
            "not twice on one way through the pattern."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country و Y:Country
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
        code="capture-in-repetition",
        title="a capture inside a repetition",
        explanation=(
            "Inside a repetition a capture could hold several things. For a list, each gives one "
            "triple for each member."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى (Y:Country)+
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى each Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="capture-in-not",
        title="a capture inside !( )",
        explanation="What must not be there cannot be captured.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country !(Z:Mention)
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country !(Mention)
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="nested-capture",
        title="a capture inside another capture",
        explanation="Captures of one match never overlap.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:(وزير Z:Mention) إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة (وزير)? X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="nullable-capture",
        title="a capture that can hold nothing",
        explanation=(
            "What is captured must take at least one token. Make the whole capture optional instead."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة x:(Mention?) إلى Y:Country
  emit (x, visited, Y)
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
        code="nullable-pattern",
        title="a pattern that can match nothing",
        explanation="If every part of a pattern is optional, it matches everywhere and says nothing.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match X:Mention? Y:Country?
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
        code="each-not-a-type",
        title="each on something that is not a type",
        explanation=(
            "each captures a coordinated list whose members are mentions of a type, or words of a list."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى each y:(Country الشقيقة)
  emit (X, visited, y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى each Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="let-cycle",
        title="fragments that contain each other",
        explanation=(
            "A fragment is written out where it is used, so it cannot contain itself, directly or "
            "through others. Repetition is written with * and +."
        ),
        bad="""\
let a = زيارة b?
let b = جولة a?
""",
        good="""\
let a = زيارة b?
let b = جولة
""",
    ),
    Code(
        code="bad-regex",
        title="a regular expression that cannot be read",
        explanation=(
            "Regular expressions are RE2’s: matched in linear time, without look-around and back- references."
        ),
        bad="let number = /[0-9+/",
        good="let number = /[0-9]+/",
    ),
    Code(
        code="pattern-too-large",
        title="a pattern that grows too large when it is written out",
        explanation=(
            "With its fragments and bounded repetitions written out, a pattern has a bounded "
            "number of elements. Repeat less, or put the words into a list."
        ),
        bad="""\
let a = (Word Word Word Word){64}
let b = a{64}
let c = b{64}
""",
        good="let a = Word+",
    ),
)
