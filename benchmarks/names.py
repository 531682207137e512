"""Measure the knowledge about names on pairs that it was not trained on: `names.py $DATA`."""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from aligner.lang.letters import arabic_letters, latin_letters, spelling_score

Pair = tuple[str, str]

SAMPLE = 700
CONSONANTS = "bdfgklmnprstvz"
CONFUSABLE = [set("bpvf"), set("dt"), set("gkqcjx"), set("szxc"), set("mn"), set("lr")]
"""Letters that good spellings swap; a garble that swaps them would be no garble."""


def read(path: Path) -> list[Pair]:
    fields = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(arabic, latin) for arabic, latin, *_ in fields]


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


def near(latin: str, names: Sequence[str]) -> str:
    """Give the name next in spelling that differs by more than letters often swapped."""
    found = process.extract(latin_letters(latin), names, scorer=fuzz.ratio, limit=8)
    return next((name for name, _, _ in found if skeleton(name) != skeleton(latin)), "")


def skeleton(latin: str) -> str:
    """Keep one letter for each consonant of a confusable group."""
    groups = (next((min(g) for g in CONFUSABLE if c in g), c) for c in latin_letters(latin) if c not in "aeiouyhw")
    return "".join(groups)


def auc(good: np.ndarray, bad: np.ndarray) -> float:
    return float((good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2)


def accuracy(good: np.ndarray, bad: np.ndarray) -> tuple[float, float]:
    """Give the best balanced accuracy and its threshold."""
    return max(((float((good >= t).mean() + (bad < t).mean()) / 2, float(t)) for t in np.r_[good, bad]))


def main(data: Path) -> None:
    chance = random.Random(3)
    pairs = [(a, l) for a, l in read(data / "names" / sys.argv[2] if len(sys.argv)>2 else data / "names" / "ar2en-test.txt") if len(arabic_letters(a)) > 3 and len(latin_letters(l)) > 3]
    pairs = chance.sample(pairs, SAMPLE)
    names = sorted({latin_letters(latin) for _, latin in read(data / "names" / "ar2en-train.txt")})
    negatives = {
        "one consonant garbled": [(a, garbled(latin, 1, chance)) for a, latin in pairs],
        "two consonants garbled": [(a, garbled(latin, 2, chance)) for a, latin in pairs],
        "near name": [(a, near(latin, names)) for a, latin in pairs],
        "random name": [(a, chance.choice(names)) for a, _ in pairs],
    }
    begun = time.perf_counter()
    good = np.array([spelling_score(*pair) for pair in pairs])
    print(f"spelling_score: {(time.perf_counter() - begun) / SAMPLE * 1e6:.0f} us a pair; true pairs' quantiles")
    print(np.quantile(good,[.01,.05,.1,.25,.5,.75]).round(2))
    for kind, wrong in negatives.items():
        bad = np.array([spelling_score(*pair) for pair in wrong if pair[1]])
        best, threshold = accuracy(good, bad)
        print(f"{kind:24} AUC {auc(good, bad):.3f} accuracy {best:.3f} at {threshold:.2f}", np.quantile(bad,[.05,.25,.5,.75,.95]).round(2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
