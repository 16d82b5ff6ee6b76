"""Inflect the nouns of a verb: its masdars and its participles, with the article, number, gender and visible case.

Endings as in Ryding (2005), chapters 5 (participles) and 7 (number, case, definiteness). Broken plurals are not
formed: they belong in a ``words`` list.
"""

from collections.abc import Iterator

from nisba.arabic.morphology.hamza import before_enclitic, joined
from nisba.arabic.morphology.protocol import VerbForm
from nisba.arabic.morphology.roots import Root, Weakness, bare

_ARTICLE = "ال"


def masdar_forms(masdar: str) -> Iterator[VerbForm]:
    """The inflected spellings of a masdar, hamzas kept.

    >>> [f.form for f in masdar_forms("زيارة")]
    ['زيارة', 'الزيارة', 'زيارتان', 'الزيارتان', 'زيارتين', 'الزيارتين', 'زيارات', 'الزيارات', 'زيارتا', 'زيارتي']
    """
    noun = bare(masdar)
    if noun.endswith(("ة", "اه")):
        yield from _feminine(noun[:-1], "masdar", False)
        return
    for text in (noun, _ARTICLE + noun):
        yield VerbForm(text, "masdar", 0, "m", "s")
    for text in before_enclitic(noun, "aui"):
        if text != noun:
            yield VerbForm(text, "masdar", 0, "m", "s", False, True)
    if noun.endswith("ى"):
        yield VerbForm(noun[:-1] + "ا", "masdar", 0, "m", "s", False, True)
        return
    if noun.endswith("ي") and len(noun) > 3:
        # التخلي, indefinite تخلٍّ.
        yield VerbForm(noun[:-1], "masdar", 0, "m", "s")
    if not noun.endswith("اء"):
        for text in joined(noun, "ا"):
            yield VerbForm(text, "masdar", 0, "m", "s")
    for ending, number in (("ان", "d"), ("ين", "d"), ("ات", "p")):
        for text in joined(noun, ending):
            yield VerbForm(text, "masdar", 0, "m", number)
            yield VerbForm(_ARTICLE + text, "masdar", 0, "m", number)


def participle_forms(root: Root, declared: tuple[str, ...]) -> Iterator[VerbForm]:
    """The inflected spellings of the declared participles and of those that the form makes regularly.

    Active and passive participle of a derived form differ in a vowel that is not written, so one spelling comes with
    both voices; form I is left to the author, since فاعل of one verb is often a noun of its own (عامل، طالب).
    """
    for text in declared:
        yield from _participle(bare(text), root, _voices_of(bare(text), root))
    if root.form == 1:
        return
    stem = "م" + root.imperfect
    if root.weakness is Weakness.DEFECTIVE:
        yield from _defective_participle(stem[:-1], (False, True))
    elif root.weakness is Weakness.HOLLOW:
        yield from _participle(stem, root, (False, True) if stem[-2] == "ا" else (False,))
        if stem[-2] != "ا" and root.form in (4, 10):
            yield from _participle(f"{stem[:-2]}ا{stem[-1]}", root, (True,))
    elif stem.endswith("ئ"):
        yield from _participle(stem, root, (False,))
        yield from _participle(stem[:-1] + "أ", root, (True,))
    else:
        yield from _participle(stem, root, (False, True))


def noun_forms(noun: str) -> Iterator[VerbForm]:
    """The same spellings of a participle that has become a noun: مدير, مدينة."""
    if noun.endswith("ة"):
        yield from _feminine(noun[:-1], "participle", False)
    elif noun.endswith("ى"):
        yield from _defective_participle(noun[:-1], (False, True))
    else:
        yield from _plain_participle(noun, (False,))


def _voices_of(participle: str, root: Root) -> tuple[bool, ...]:
    if root.form != 1:
        return (False, True)
    return (participle.startswith("م") and len(participle) > 3 and not participle.startswith("ما"),)


def _participle(text: str, root: Root, voices: tuple[bool, ...]) -> Iterator[VerbForm]:
    if text.endswith(("ي", "ى")) and root.weakness is Weakness.DEFECTIVE:
        yield from _defective_participle(text[:-1], voices)
    else:
        yield from _plain_participle(text, voices)


def _plain_participle(text: str, voices: tuple[bool, ...]) -> Iterator[VerbForm]:
    for passive in voices:
        for form in (text, _ARTICLE + text):
            yield VerbForm(form, "participle", 0, "m", "s", passive)
        if not text.endswith("اء"):
            for form in joined(text, "ا"):
                yield VerbForm(form, "participle", 0, "m", "s", passive)
        yield from _feminine(text, "participle", passive)
        yield from _masculine_plural(text, passive)
        for form in joined(text, "ان"):
            yield VerbForm(form, "participle", 0, "m", "d", passive)
            yield VerbForm(_ARTICLE + form, "participle", 0, "m", "d", passive)


def _defective_participle(base: str, voices: tuple[bool, ...]) -> Iterator[VerbForm]:
    """معطٍ، المعطي، معطيا، معطية; passive معطى، المعطى, معطاة."""
    for passive in voices:
        singular = "ى" if passive else "ي"
        if not passive:
            yield VerbForm(base, "participle", 0, "m", "s", False)
            yield VerbForm(base + "يا", "participle", 0, "m", "s", False)
        yield VerbForm(base + singular, "participle", 0, "m", "s", passive)
        yield VerbForm(_ARTICLE + base + singular, "participle", 0, "m", "s", passive)
        yield from _feminine(base + ("ا" if passive else "ي"), "participle", passive, base + "ي")
        yield from _masculine_plural(base, passive)
        for ending in ("يان", "يين"):
            yield VerbForm(base + ending, "participle", 0, "m", "d", passive)
            yield VerbForm(_ARTICLE + base + ending, "participle", 0, "m", "d", passive)


def _masculine_plural(base: str, passive: bool) -> Iterator[VerbForm]:
    """ون and ين, in the construct state و and ي; ين is the dual's ending too."""
    for ending, numbers in (("ون", "p"), ("ين", "pd")):
        for text in joined(base, ending):
            for number in numbers:
                yield VerbForm(text, "participle", 0, "m", number, passive)
                yield VerbForm(_ARTICLE + text, "participle", 0, "m", number, passive)
            yield VerbForm(text[:-1], "participle", 0, "m", "p", passive)


def _feminine(base: str, kind: str, passive: bool, plural: str | None = None) -> Iterator[VerbForm]:
    """ة with its dual and plural; the construct dual is spelled تا, تي."""
    for text in joined(base, "ة"):
        yield VerbForm(text, kind, 0, "f", "s", passive)
        yield VerbForm(_ARTICLE + text, kind, 0, "f", "s", passive)
    for ending in ("تان", "تين"):
        yield VerbForm(base + ending, kind, 0, "f", "d", passive)
        yield VerbForm(_ARTICLE + base + ending, kind, 0, "f", "d", passive)
    stem = plural if plural is not None else base
    plurals = joined(stem + "و", "ات") if stem.endswith("ا") else joined(stem, "ات")
    for text in plurals:
        yield VerbForm(text, kind, 0, "f", "p", passive)
        yield VerbForm(_ARTICLE + text, kind, 0, "f", "p", passive)
    for ending in ("تا", "تي"):
        yield VerbForm(base + ending, kind, 0, "f", "d", passive)
