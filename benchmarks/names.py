"""Measure the knowledge about names on pairs that it was not trained on: `names.py $DATA`.

Wrong spellings are a true one with consonants garbled, the name next in spelling, and a random name.
"""

import random
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from aligner.lang.letters import arabic_letters, latin_letters, spelling_score
from aligner.lang.names import same_name

Pair = tuple[str, str]
Scores = NDArray[np.float64]

SAMPLE = 700
CONSONANTS = "bdfgklmnprstvz"
CONFUSABLE = [set("bpvf"), set("dt"), set("gkqcjx"), set("szxc"), set("mn"), set("lr")]
"""Letters that good spellings swap; a garble that swaps them would be no garble."""


def read(path: Path) -> list[Pair]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1]
    return [(arabic, latin) for arabic, latin in pairs if len(arabic_letters(arabic)) > 3 < len(latin_letters(latin))]


def alike(a: str, b: str) -> bool:
    return a == b or any({a, b} <= group for group in CONFUSABLE)


def garbled(latin: str, times: int, chance: random.Random) -> str:
    """Replace, drop or insert a consonant, so many times."""
    letters = list(latin_letters(latin))
    for _ in range(times):
        places = [i for i, letter in enumerate(letters) if letter not in "aeiouyhw"]
        if not places:
            return ""
        i = chance.choice(places)
        other = chance.choice([c for c in CONSONANTS if not any(alike(c, x) for x in letters[max(0, i - 1) : i + 1])])
        letters[i : i + 1] = chance.choice([[other], [other, letters[i]], [] if len(letters) > 3 else [other]])
    return "".join(letters)


def swapped(latin: str) -> str:
    """Swap the first two consonants, of unlike sound, that have a vowel or nothing between them."""
    letters = list(latin_letters(latin))
    places = [i for i, letter in enumerate(letters) if letter not in "aeiouyhw"]
    for i, j in pairwise(places):
        if j - i < 3 and not alike(letters[i], letters[j]):
            letters[i], letters[j] = letters[j], letters[i]
            return "".join(letters)
    return ""


def near(latin: str, names: Sequence[str]) -> str:
    """Give the name next in spelling that differs by more than letters often swapped."""
    found = process.extract(latin_letters(latin), names, scorer=fuzz.ratio, limit=8)
    return next((name for name, _, _ in found if skeleton(name) != skeleton(latin)), "")


def skeleton(latin: str) -> str:
    """Keep one letter for each consonant of a confusable group."""
    return "".join(
        next((min(group) for group in CONFUSABLE if letter in group), letter)
        for letter in latin_letters(latin)
        if letter not in "aeiouyhw"
    )


def auc(good: Scores, bad: Scores) -> float:
    return float((good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2)


def accuracy(good: Scores, bad: Scores) -> tuple[float, float]:
    """Give the best balanced accuracy and its threshold."""
    return max((float((good >= t).mean() + (bad < t).mean()) / 2, float(t)) for t in np.concatenate([good, bad]))


def quantiles(scores: Scores) -> str:
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    return " ".join(f"{share:.0%}: {np.quantile(scores, share):.2f}" for share in shares)


def main(data: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - a repeatable sample, no secret
    pairs = chance.sample(read(data / "names" / "ar2en-test.txt"), SAMPLE)
    names = sorted({latin_letters(latin) for _, latin in read(data / "names" / "ar2en-train.txt")})
    wrong = {
        "one consonant garbled": [garbled(latin, 1, chance) for _, latin in pairs],
        "two consonants garbled": [garbled(latin, 2, chance) for _, latin in pairs],
        "two consonants swapped": [swapped(latin) for _, latin in pairs],
        "near name": [near(latin, names) for _, latin in pairs],
        "random name": [chance.choice(names) for _ in pairs],
    }
    begun = time.perf_counter()
    good = np.array([spelling_score(*pair) for pair in pairs])
    print(f"spelling_score, {(time.perf_counter() - begun) / SAMPLE * 1e6:.0f} us a pair")
    print(f"{'true':24} {quantiles(good)}")
    for kind, others in wrong.items():
        trials = [
            (arabic, latin, other)
            for (arabic, latin), other in zip(pairs, others, strict=True)
            if other not in ("", latin)
        ]
        bad = np.array([spelling_score(arabic, other) for arabic, _, other in trials])
        best, threshold = accuracy(good, bad)
        taken = sum(same_name(latin, other) for _, latin, other in trials) / len(trials)
        print(f"{kind:24} {quantiles(bad)}")
        print(
            f"{'':24} AUC {auc(good, bad):.3f}, accuracy {best:.3f} at {threshold:.2f}; same_name accepts {taken:.1%}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
