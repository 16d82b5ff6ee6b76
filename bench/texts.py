"""The text that the measurements read: newswire where it is at hand, made-up sentences elsewhere; and a clock."""

import random
import re
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

NEWS = Path(__file__).parents[2] / "shared" / "corpora" / "news.txt"

RULES = Path(__file__).parents[1] / "rules"

_FREQUENT = (
    "في من على أن إلى عن التي ما الذي إن بعد مع هذه أنه خلال هذا كان بين قد قبل كما لا أو لم ذلك حول كل غير أي منذ "
    "وقال قال أعلن وأعلن أكد وأكد زار التقى رئيس الرئيس وزير الخارجية الدفاع الحكومة مجلس الأمن اليوم أمس اجتماع اتفاق زيارة "
    "بلينكن بوتين محمد علي حسن لبنان سوريا تركيا روسيا العراق دمشق بيروت موسكو بغداد مؤتمر الأزمة المنطقة الشعب دولة "
    "قوات الجيش حزب الانتخابات البرلمان نائب سفير وفد الاقتصاد النفط شركة مدينة الشرطة"
).split()


def _vocabulary(chance: random.Random) -> list[str]:
    """Words, the frequent ones first: those of the shipped rules and lists, and what particles make of them."""
    files = sorted(path for path in RULES.rglob("*") if path.suffix in (".rules", ".txt", ".tsv"))
    known = [re.findall("[\u0621-\u064a]{2,}", path.read_text(encoding="utf-8")) for path in files]
    words = sorted({word for found in known for word in found}.difference(_FREQUENT))
    bare = [word for word in words if not word.startswith("ال")]
    with_particles = [particle + word for word in bare for particle in ("و", "ب", "ل", "ال")]
    chance.shuffle(words)
    chance.shuffle(with_particles)
    return _FREQUENT + words + with_particles


def _made_up(characters: int) -> list[str]:
    """Articles of made-up sentences, in which words are as frequent as Zipf's law says: 1 ÷ (rank + 3)."""
    chance = random.Random(0)
    words = _vocabulary(chance)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    found: list[str] = []
    while characters > 0:
        lengths = [chance.randint(8, 40) for _ in range(chance.randint(4, 12))]
        found.append(
            " ".join(" ".join(chance.choices(words, cum_weights=weights, k=n)) + "." for n in lengths)
        )
        characters -= len(found[-1])
    return found


def articles(characters: int, path: Path | None = None) -> list[str]:
    """About so many characters of text, one article (or paragraph) a string; always the same ones."""
    if path is None and not NEWS.is_file():
        print(f"(made-up text: there is no {NEWS}; --text names another)", file=sys.stderr)
        lines = _made_up(characters)
    else:
        path = path or NEWS
        if not path.is_file():
            sys.exit(f"there is no text {path}")
        lines = path.read_text(encoding="utf-8").split("\n")
        random.Random(0).shuffle(lines)
    found: list[str] = []
    for line in lines:
        if line and characters > 0:
            found.append(line)
            characters -= len(line)
    return found


def count_words(texts: list[str]) -> int:
    """Words between spaces."""
    return sum(len(text.split()) for text in texts)


def timed(work: Callable[[], Result], rounds: int = 1) -> tuple[float, Result]:
    """The least CPU seconds of this process that the work took, and its result."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        result = work()
        best = min(best, time.process_time() - began)
    return best, result
