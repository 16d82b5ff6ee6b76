"""Codes of statements that can be read but do not make sense: names, signatures, clauses."""

from nisba.diagnostics.code import Code

PROGRAM_CODES: tuple[Code, ...] = (
    Code(
        code="unknown-name",
        title="a name that is declared nowhere",
        explanation=(
            "A lower-case name in a pattern is a words list or a let fragment, declared in this "
            "file or in one that it imports. A Latin word of the text is quoted."
        ),
        bad="""\
words trip = زيارة
let visit = trp Mention
""",
        good="""\
words trip = زيارة
let visit = trip Mention
""",
    ),
    Code(
        code="unknown-type",
        title="a type that is declared nowhere",
        explanation=(
            "A capitalised name in a pattern, a signature or a union is a type: built in (Word, "
            "Number, Phrase, Clause, Quote, Mention) or declared by entity or type."
        ),
        bad="let visit = زيارة Cuontry",
        good="""\
entity Country from "countries.tsv"
let visit = زيارة Country
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="unknown-verb",
        title="a lexeme that no verb statement declares",
        explanation="<زار> stands for the inflected forms of the verb that is declared with this perfect.",
        bad="let visit = <زار>",
        good="""\
verb زار يزور masdar زيارة
let visit = <زار>
""",
    ),
    Code(
        code="unknown-relation",
        title="a relation that is declared nowhere",
        explanation=(
            "emit and the examples name relations that a relation statement declares with its signature."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visted, Y)
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
        code="signature-mismatch",
        title="an argument that does not fit the relation",
        explanation=(
            "What is emitted must fit the signature of its relation: each capture can only be of "
            "types that the relation takes on that side."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Number إلى Y:Country
  emit (Y, visited, X)
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
        code="missing-match",
        title="a rule or entity without a pattern",
        explanation=(
            "A rule needs at least one match or frame clause; an entity that is found by patterns "
            "needs a match above each mark."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  emit ("بلينكن", visited, "تركيا")
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
        code="missing-emit",
        title="a rule that emits nothing",
        explanation="A rule needs at least one emit clause: the triple that a match gives.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة Mention إلى Country
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
        code="missing-mark",
        title="an entity pattern without a mark",
        explanation="mark says which capture of the patterns above it is the name of the mention.",
        bad="""\
entity Minister
  match وزير X:Phrase
""",
        good="""\
entity Minister
  match وزير X:Phrase
  mark X
""",
    ),
    Code(
        code="duplicate-rule",
        title="two rules with one name",
        explanation="A rule is known by its name, in triples and in reports.",
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
rule r
  match جولة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "جولة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
rule r2
  match جولة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "جولة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="duplicate-name",
        title="one name for two things",
        explanation=(
            "Lists, fragments and types share one set of names; relations have their own. A key "
            "stands once among the qualifiers of a triple or the attributes of a mention."
        ),
        bad="""\
words trip = زيارة
let trip = جولة
""",
        good="""\
words trip = زيارة
let tour = جولة
""",
    ),
    Code(
        code="type-cycle",
        title="types that are made of each other",
        explanation="A union is made of entity types and of unions that do not contain it.",
        bad="""\
type Place = Region
type Region = Place
""",
        good="""\
entity Country from "countries.tsv"
type Place = Country
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
    Code(
        code="entity-cycle",
        title="entity patterns that need each other",
        explanation=(
            "The patterns of a type are looked for after those of the types that they name; so "
            "two types cannot each name the other."
        ),
        bad="""\
entity Minister
  match وزير X:Office
  mark X
entity Office
  match مكتب X:Minister
  mark X
""",
        good="""\
entity Minister
  match وزير X:Phrase
  mark X
entity Office
  match مكتب X:Minister
  mark X
""",
    ),
    Code(
        code="example-fails",
        title="an example that does not come out",
        explanation=(
            "A yes example names triples that must be found, asserted, in its sentence; a no "
            "example with triples names some that must not come out asserted; a no example alone "
            "says that its rule finds nothing asserted. A todo is known not to work yet, and says "
            "so once it does."
        ),
        bad="""\
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  match زيارة X:Mention إلى Y:Country
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (أردوغان, visited, تركيا)
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
        code="no-masdar",
        title="a frame on the masdar of a verb that has none",
        explanation="A frame narrowed to the masdar needs a verb whose masdar is declared.",
        bad="""\
verb زار يزور
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  frame <زار masdar> (X:Mention) (Y:Country)
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        good="""\
verb زار يزور masdar زيارة
entity Country from "countries.tsv"
relation visited (Mention -> Country)
rule r
  frame <زار masdar> (X:Mention) (Y:Country)
  emit (X, visited, Y)
  yes  "زيارة بلينكن إلى تركيا" => (بلينكن, visited, تركيا)
""",
        files=(("countries.tsv", "تركيا\nمصر\n"),),
    ),
)
