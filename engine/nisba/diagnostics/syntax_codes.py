"""Codes of what cannot be read: characters, words, brackets, limits."""

from nisba.diagnostics.code import Code

SYNTAX_CODES: tuple[Code, ...] = (
    Code(
        code="unexpected-word",
        title="a word or mark where something else was expected",
        explanation=(
            "The text up to this place could be the beginning of a statement or clause, but "
            "cannot go on like this. The message lists what could stand here. Each statement and "
            "each clause is read on its own, so one such error hides no other."
        ),
        bad="words trip زيارة",
        good="words trip = زيارة",
    ),
    Code(
        code="unexpected-end",
        title="a statement or clause that ends too early",
        explanation=(
            "The next statement begins, or the file ends, before this statement or clause is complete."
        ),
        bad="words trip",
        good="words trip = زيارة",
    ),
    Code(
        code="unknown-statement",
        title="a word that begins no statement or clause",
        explanation=(
            "Every statement begins with one of import, type, words, let, verb, entity, relation "
            "and rule; every clause of a rule with match, frame, where, emit, yes, no or todo; "
            "those of an entity with match or mark. Keywords are lower case."
        ),
        bad="wrods trip = زيارة",
        good="words trip = زيارة",
    ),
    Code(
        code="misplaced-clause",
        title="a clause outside of the statement it belongs to",
        explanation=(
            "match, frame, where, emit, yes, no and todo belong to a rule; match and mark belong "
            "to an entity. A clause belongs to the statement above it."
        ),
        bad="""\
words trip = زيارة
match trip X
""",
        good="""\
words trip = زيارة
let visit = trip Mention
""",
    ),
    Code(
        code="unbalanced-bracket",
        title="a bracket that is never closed or never opened",
        explanation="Every ( needs its ) and every { its }, within one statement or clause.",
        bad="let visit = (زيارة | جولة",
        good="let visit = (زيارة | جولة)",
    ),
    Code(
        code="unclosed-text",
        title="a quoted text or regular expression that does not end",
        explanation=(
            "A text between quotation marks, or a regular expression between slashes, ends on the "
            'line on which it begins. Inside a text, a quotation mark is written \\" and a '
            "backslash \\\\; inside a regular expression, a slash is written \\/."
        ),
        bad='words trip = "زيارة',
        good='words trip = "زيارة"',
    ),
    Code(
        code="unreadable-word",
        title="letters that make neither a name nor a word",
        explanation=(
            "Names are Latin or Arabic letters, digits and _, beginning with a letter; letters of "
            "two scripts do not mix in one name. Words in other scripts, and words with other "
            "characters in them, are quoted."
        ),
        bad="words trip = Überflug",
        good='words trip = "Überflug"',
    ),
    Code(
        code="unknown-character",
        title="a character that means nothing in the language",
        explanation=(
            "Punctuation that has no meaning in the rule language is quoted where a pattern is to match it."
        ),
        bad="let said = قال ;",
        good='let said = قال ";"',
    ),
    Code(
        code="direction-override",
        title="an invisible character that changes the order in which text is shown",
        explanation=(
            "The embedding and override characters U+202A to U+202E can make a rule read "
            "differently from what it does. They are an error everywhere but in comments. "
            "Directional marks and isolates, which editors insert, are ignored between tokens."
        ),
        bad="words trip = \u202eزيارة",
        good="words trip = زيارة",
    ),
    Code(
        code="empty-pattern",
        title="a pattern, group or alternative with nothing in it",
        explanation=(
            "A pattern needs at least one element that names something to find. This also covers "
            "an empty text, an empty regular expression, and an alternative with nothing before "
            "or after its |. For something that may be absent, write the element and ?."
        ),
        bad="let visit = زيارة ( | رسمية)",
        good="let visit = زيارة رسمية?",
    ),
    Code(
        code="bad-range",
        title="a range of numbers that is empty",
        explanation="In {m,n} the first number is not greater than the second, and the second is not 0.",
        bad="let far = زيارة ...{5,2} تركيا",
        good="let far = زيارة ...{2,5} تركيا",
    ),
    Code(
        code="gap-too-long",
        title="a gap of more than 64 tokens",
        explanation=(
            "Matches never cross a sentence, and words that far apart are seldom part of one statement."
        ),
        bad="let far = زيارة ...{100} تركيا",
        good="let far = زيارة ...{20} تركيا",
    ),
    Code(
        code="too-many-repetitions",
        title="a repetition of more than 64",
        explanation=(
            "A repetition with an upper bound is written out when rules are compiled. * and + "
            "have no upper bound."
        ),
        bad="let many = زيارة{2,100}",
        good="let many = زيارة{2,}",
    ),
    Code(
        code="too-deep",
        title="more than 64 levels of brackets",
        explanation=(
            "Patterns and conditions nest up to 64 levels deep. Name the inner part with let, and "
            "use the name."
        ),
        bad="let deep = " + "(" * 65 + "زيارة" + ")" * 65,
        good="""\
let inner = (زيارة)
let deep = (inner | جولة)
""",
    ),
    Code(
        code="file-too-large",
        title="a rules file of more than 1 MiB",
        explanation=(
            "Put part of it in another file and import it; long word lists go into text files "
            "that words … from reads."
        ),
        bad="words trip = زيارة\n# and so on, for more than a million bytes\n" + "# …\n" * 300_000,
        good="words trip = زيارة",
    ),
    Code(
        code="too-many-errors",
        title="more than a thousand errors in one file",
        explanation=(
            "Only the first thousand errors of a file are shown. A file like this is usually not "
            "a rules file."
        ),
        bad="words\n" * 1_100,
        good="words trip = زيارة",
    ),
    Code(
        code="reserved-word",
        title="a keyword used as a name",
        explanation=(
            "The words that begin statements and clauses cannot be names of rules, relations, "
            "types, lists, fragments or captures. They may be attribute keys: X.type."
        ),
        bad="words match = زيارة",
        good="words trip = زيارة",
    ),
    Code(
        code="name-case",
        title="a name whose first letter says it is something else",
        explanation=(
            "Inside a pattern, case tells names apart: Country is a type, trip is a words list or "
            "a let fragment, X is a capture. So types are capitalised names of two letters or "
            "more, lists and fragments are lower case. All may be Arabic."
        ),
        bad="words Trip = زيارة",
        good="words trip = زيارة",
    ),
    Code(
        code="unknown-form",
        title="no such form of a verb",
        explanation=(
            "<زار masdar> narrows a lexeme to one of its forms: verb (all finite forms), perfect, "
            "imperfect, masdar or participle."
        ),
        bad="""\
verb زار يزور masdar زيارة
let visit = <زار masder>
""",
        good="""\
verb زار يزور masdar زيارة
let visit = <زار masdar>
""",
    ),
    Code(
        code="unknown-clitic",
        title="letters that are no clitic",
        explanation=(
            "A word that ends in a tatweel is a proclitic: و ف ب ك ل س, the article ال, or "
            "several of them in this order. A word that begins with a tatweel is an enclitic "
            "pronoun. To match a word that is written stretched, leave the tatweel out: folding "
            "ignores it."
        ),
        bad="let visit = زيـ تركيا",
        good="let visit = لـ تركيا",
    ),
)
