"""Conjugate a verb: every finite form that newswire uses, as it is spelled without vowels.

Third and first person, both voices, indicative and the shortened spellings of the subjunctive and the jussive. The
endings and stem changes are those of Ryding (2005), chapters 21–38 (chapter 38 for the passive), and Wright, *A Grammar of
the Arabic Language* (3rd ed., 1896), I §§ 90–182. Second persons and imperatives are left out: news does not address
anybody, and their spellings are those of other forms.
"""

from collections.abc import Iterator

from attrs import frozen

from nisba.arabic.morphology.hamza import before_enclitic, joined
from nisba.arabic.morphology.protocol import VerbForm
from nisba.arabic.morphology.roots import Root, Weakness


@frozen
class _Perfect:
    """The stems of a perfect: plain, and before ت (she), ا (they two), وا (they), a consonant, an enclitic."""

    plain: str
    feminine: str
    dual: str
    plural: str
    consonant: str
    bound: str


@frozen
class _Imperfect:
    """The stems of an imperfect without prefix: plain, before ان, ون and ن, shortened, before an enclitic."""

    plain: str
    dual: str
    plural: str
    feminine_plural: str
    short: str
    bound: str


def finite_forms(root: Root) -> Iterator[VerbForm]:
    """The finite forms in raw spelling (hamzas kept), with repetitions; the caller folds them.

    >>> from nisba.program.model import Verb
    >>> from nisba.arabic.morphology.roots import root_of
    >>> [f.form for f in finite_forms(root_of(Verb("زار", "يزور"))) if f.kind == "jussive" and f.person == 1]
    ['أزر', 'نزر', 'أزر', 'نزر']
    """
    yield from _perfect_forms(_perfect(root), passive=False)
    yield from _imperfect_forms(_imperfect(root), root, passive=False)
    if root.form not in (7, 9):
        yield from _perfect_forms(_passive_perfect(root), passive=True)
        yield from _imperfect_forms(_passive_imperfect(root), root, passive=True)


def _perfect(root: Root) -> _Perfect:
    stem = root.perfect
    if root.weakness is Weakness.HOLLOW:
        return _Perfect(stem, stem, stem, stem, _shortened_perfect(root), stem)
    if root.weakness is Weakness.DOUBLED:
        return _Perfect(stem, stem, stem, stem, stem + stem[-1], stem)
    if root.weakness is Weakness.SOUND:
        return _Perfect(stem, stem, stem, stem, stem, stem)
    if stem.endswith("ي"):
        return _Perfect(stem, stem, stem, stem[:-1], stem, stem)
    base = stem[:-1]
    glide = base + ("و" if stem.endswith("ا") and root.form == 1 else "ي")
    return _Perfect(stem, base, glide, base, glide, joined(base, "ا")[0])


def _shortened_perfect(root: Root) -> str:
    """قل of قال, and with its hamza جئ of جاء, سؤ of ساء, أسأ of أساء."""
    stem = root.perfect
    last = stem[-1]
    if last == "ء":
        last = "أ" if root.form != 1 else "ؤ" if root.imperfect.endswith("وء") else "ئ"
    return stem[:-2] + last


def _imperfect(root: Root) -> _Imperfect:
    stem = root.imperfect
    if root.weakness is Weakness.HOLLOW:
        return _hollow_imperfect(stem)
    if root.weakness is Weakness.DOUBLED:
        return _Imperfect(stem, stem, stem, stem + stem[-1], stem + stem[-1], stem)
    if root.weakness is Weakness.SOUND:
        return _Imperfect(stem, stem, stem, stem, stem, stem)
    return _defective_imperfect(stem)


def _hollow_imperfect(stem: str) -> _Imperfect:
    vowel, last = stem[-2], stem[-1]
    if last == "ء":
        last = {"ا": "أ", "و": "ؤ"}.get(vowel, "ئ")
    short = stem[:-2] + last
    return _Imperfect(stem, stem, stem, short, short, stem)


def _defective_imperfect(stem: str) -> _Imperfect:
    base = stem[:-1]
    if stem[-1] in "اى":
        return _Imperfect(stem, base + "ي", base, base + "ي", base, base + "ا")
    return _Imperfect(stem, stem, base, stem, base, stem)


def _passive_perfect(root: Root) -> _Perfect:
    stem = root.perfect
    if root.weakness is Weakness.HOLLOW:
        passive = f"{stem[:-2]}ي{stem[-1]}"
        return _Perfect(passive, passive, passive, passive, _shortened_perfect(root), passive)
    stem = _passive_vowels(root)
    if root.weakness is Weakness.DOUBLED:
        return _Perfect(stem, stem, stem, stem, stem + stem[-1], stem)
    if root.weakness is Weakness.DEFECTIVE:
        stem = stem[:-1] + "ي"
        return _Perfect(stem, stem, stem, stem[:-1], stem, stem)
    return _Perfect(stem, stem, stem, stem, stem, stem)


def _passive_vowels(root: Root) -> str:
    """The letters that show the vowels u – i: قوبل of قابل, سئل of سأل, أنشئ of أنشأ, أومن of آمن."""
    stem = root.perfect
    if stem.startswith("آ"):
        stem = "أو" + stem[1:]
    elif root.form == 3:
        stem = f"{stem[0]}و{stem[2:]}"
    elif root.form == 6 and stem[2] == "ا":
        stem = f"{stem[:2]}و{stem[3:]}"
    if stem[-1] == "أ":
        return stem[:-1] + "ئ"
    if len(stem) >= 3 and stem[-2] == "أ":
        return f"{stem[:-2]}ئ{stem[-1]}"
    return stem


def _passive_imperfect(root: Root) -> _Imperfect:
    stem = root.imperfect
    if root.perfect[0] == "و" and stem[0] != "و":
        # The و of an assimilated verb comes back: وجد يجد، يوجد.
        stem = "و" + stem
    if root.weakness is Weakness.HOLLOW:
        return _hollow_imperfect(f"{stem[:-2]}ا{stem[-1]}")
    if root.weakness is Weakness.DEFECTIVE:
        return _defective_imperfect(stem[:-1] + "ى")
    if root.weakness is Weakness.DOUBLED:
        return _Imperfect(stem, stem, stem, stem + stem[-1], stem + stem[-1], stem)
    if stem[0] == "أ":
        # The vowel u of the prefix gives the hamza of the root its seat: يأخذ, يؤخذ.
        stem = "ؤ" + stem[1:]
    if stem[-1] == "ئ":
        stem = stem[:-1] + "أ"
    return _Imperfect(stem, stem, stem, stem, stem, stem)


def _perfect_forms(stems: _Perfect, passive: bool) -> Iterator[VerbForm]:
    def form(text: str, person: int, gender: str, number: str, bound: bool = False) -> VerbForm:
        return VerbForm(text, "perfect", person, gender, number, passive, bound)

    yield form(stems.plain, 3, "m", "s")
    yield form(joined(stems.feminine, "ت")[0], 3, "f", "s")
    for text in joined(stems.dual, "ا"):
        yield form(text, 3, "m", "d")
    yield form(joined(stems.feminine, "تا")[0], 3, "f", "d")
    for text in joined(stems.plural, "وا"):
        yield form(text, 3, "m", "p")
        yield form(text[:-1], 3, "m", "p", True)
    yield form(_assimilated(stems.consonant, "ن"), 3, "f", "p")
    yield form(_assimilated(stems.consonant, "ت"), 1, "", "s")
    yield form(_assimilated(stems.consonant, "ن") + "ا", 1, "", "p")
    if stems.bound != stems.plain:
        yield form(stems.bound, 3, "m", "s", True)


def _assimilated(stem: str, ending: str) -> str:
    """The stem before ت or ن; the same letter twice is written once: ثبت of ثبت + ت, أعلنا of أعلن + نا."""
    return stem if stem.endswith(ending) else stem + ending


def _imperfect_forms(stems: _Imperfect, root: Root, passive: bool) -> Iterator[VerbForm]:
    def indicative(text: str, person: int, gender: str, number: str, bound: bool = False) -> VerbForm:
        return VerbForm(text, "imperfect", person, gender, number, passive, bound)

    def jussive(text: str, person: int, gender: str, number: str, bound: bool = False) -> VerbForm:
        return VerbForm(text, "jussive", person, gender, number, passive, bound)

    for prefix, person, gender, number in (
        ("ي", 3, "m", "s"),
        ("ت", 3, "f", "s"),
        ("أ", 1, "", "s"),
        ("ن", 1, "", "p"),
    ):
        for text in _prefixed(prefix, stems.plain, root):
            yield indicative(text, person, gender, number)
        for text in _prefixed(prefix, stems.short, root):
            if stems.short != stems.plain:
                yield jussive(text, person, gender, number)
        for bound in before_enclitic(stems.bound, "au"):
            if bound != stems.plain:
                for text in _prefixed(prefix, bound, root):
                    yield indicative(text, person, gender, number, True)
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        for text in joined(prefix + stems.dual, "ان"):
            yield indicative(text, 3, gender, "d")
            yield jussive(text[:-1], 3, gender, "d")
    for text in joined("ي" + stems.plural, "ون"):
        yield indicative(text, 3, "m", "p")
        yield jussive(text[:-1] + "ا", 3, "m", "p")
        yield jussive(text[:-1], 3, "m", "p", True)
    yield indicative("ي" + _assimilated(stems.feminine_plural, "ن"), 3, "f", "p")


def _prefixed(prefix: str, stem: str, root: Root) -> tuple[str, ...]:
    """The prefix of the person on a stem; the first person of stems in hamza contracts: آخذ of أخذ, أومن of آمن."""
    if prefix == "أ" and stem.startswith("أ"):
        return ("آ" + stem[1:],)
    if (
        prefix == "أ"
        and stem.startswith("ؤ")
        and (root.perfect.startswith("آ") or root.imperfect.startswith("أ"))
    ):
        return ("أو" + stem[1:],)
    return (prefix + stem,)
