"""The text that the measurements read: newswire where it is at hand, made-up sentences elsewhere; and a clock."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

NEWS = Path(__file__).parents[2] / "shared" / "corpora" / "news.txt"

_WORDS = (
    "زار أعلن قال أكد التقى رئيس وزير الخارجية الدفاع الحكومة مجلس الأمن أمس اليوم في إلى من على مع بعد قبل أن "
    "الذي التي بلينكن بوتين محمد علي حسن لبنان سوريا تركيا روسيا العراق دمشق بيروت موسكو بغداد اجتماع اتفاق زيارة "
    "مؤتمر صحفي حول الأزمة المنطقة الشعب دولة قوات جيش حزب انتخابات برلمان نائب سفير وفد اقتصاد نفط شركة مدينة"
).split()


def articles(characters: int, path: Path | None = None) -> list[str]:
    """About so many characters of text, one article (or paragraph) a string; always the same ones."""
    path = path or NEWS
    if path.is_file():
        lines = path.read_text(encoding="utf-8").split("\n")
        random.Random(0).shuffle(lines)
    else:
        chance = random.Random(0)
        lines = [
            " ".join(" ".join(chance.choices(_WORDS, k=24)) + "." for _ in range(8))
            for _ in range(characters // 900 + 1)
        ]
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
