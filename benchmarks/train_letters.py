"""Learn which Latin letters stand for which Arabic ones in names: `train_letters.py $DATA [OUT]`.

Expectation maximisation over all monotone segmentations of each pair in `$DATA/names/ar2en-train.txt` (an Arabic
name, a tab, its Latin spelling). Deterministic; under a minute.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from aligner.lang.letters import SHAPES, arabic_letters, latin_letters

Pair = tuple[str, str]
Counts = defaultdict[Pair, float]
Edge = tuple[tuple[int, int], tuple[int, int], Pair]

ROUNDS = 8
LONG_SEGMENTS = 0.6
"""Factor for each letter of a segment beyond two, lest it learn whole names by heart."""

RAREST = 0.8
"""Expected occurrences below which a segment is dropped from the table."""

HEADER = """\
# Arabic letters, the Latin letters they stand for in names, association weight (natural logarithm).
# Learned by benchmarks/train_letters.py from ar2en-train.txt of https://github.com/google/transliteration,
# Copyright Google Inc., Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
"""


def read_pairs(path: Path) -> list[Pair]:
    """Read names as (Arabic, Latin) letters, leaving out the overlong."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = [(arabic_letters(fields[0]), latin_letters(fields[1])) for fields in lines if len(fields) > 1]
    return [(arabic, latin) for arabic, latin in pairs if 2 <= len(arabic) <= 14 and 2 <= len(latin) <= 18]


def edges(arabic: str, latin: str) -> Iterator[Edge]:
    """List the segments of a pair as edges of a lattice, left to right."""
    for i in range(len(arabic) + 1):
        for j in range(len(latin) + 1):
            for a, b in SHAPES:
                if i + a <= len(arabic) and j + b <= len(latin):
                    yield (i, j), (i + a, j + b), (arabic[i : i + a], latin[j : j + b])


def near_diagonal(pairs: list[Pair]) -> Counts:
    """Count segments that stand at about the same place in both names: the first guess."""
    counts: Counts = defaultdict(float)
    for arabic, latin in pairs:
        for (i, j), _, segment in edges(arabic, latin):
            if abs(i / len(arabic) - j / len(latin)) <= 0.34:
                counts[segment] += 1.0 if len(segment[0]) == len(segment[1]) == 1 else 0.2
    return counts


def probabilities(counts: Mapping[Pair, float]) -> dict[Pair, float]:
    """Turn counts into probabilities, long segments damped."""
    total = sum(counts.values())
    return {
        segment: count / total * LONG_SEGMENTS ** max(0, len(segment[0] + segment[1]) - 2)
        for segment, count in counts.items()
    }


def expect(pair: Pair, chances: Mapping[Pair, float], counts: Counts) -> float:
    """Add the expected counts of a pair's segments (forward-backward); return the pair's probability."""
    lattice = [(start, end, segment, chances[segment]) for start, end, segment in edges(*pair) if segment in chances]
    first, last = (0, 0), (len(pair[0]), len(pair[1]))
    forward, backward = {first: 1.0}, {last: 1.0}
    for start, end, _, chance in lattice:
        if start in forward:
            forward[end] = forward.get(end, 0.0) + forward[start] * chance
    whole = forward.get(last, 0.0)
    if not whole:
        return 0.0
    for start, end, segment, chance in reversed(lattice):
        if end in backward:
            onward = chance * backward[end]
            backward[start] = backward.get(start, 0.0) + onward
            if start in forward:
                counts[segment] += forward[start] * onward / whole
    return whole


def train(pairs: list[Pair]) -> Counts:
    """Run the rounds and report each: segments known, mean log probability, pairs without any segmentation."""
    counts = near_diagonal(pairs)
    for turn in range(ROUNDS):
        least = 0.3 if turn < 2 else RAREST
        chances = probabilities({segment: count for segment, count in counts.items() if count > least})
        counts = defaultdict(float)
        found = [whole for pair in pairs if (whole := expect(pair, chances, counts))]
        mean = sum(map(math.log, found)) / len(found)
        print(f"round {turn + 1}: {len(chances)} segments, log probability {mean:.3f}, lost {len(pairs) - len(found)}")
    return counts


def weights(counts: Counts, pairs: list[Pair]) -> dict[Pair, float]:
    """Weigh segments by how much likelier they are than their letters meeting by chance."""
    letters = [Counter("".join(side)) for side in zip(*pairs, strict=True)]
    sizes = [sum(side.values()) for side in letters]
    total = sum(counts.values())

    def chance(text: str, side: int) -> float:
        return sum(math.log(letters[side][letter] / sizes[side]) for letter in text)

    return {
        (arabic, latin): math.log(count / total) - chance(arabic, 0) - chance(latin, 1)
        for (arabic, latin), count in counts.items()
        if count > RAREST
    }


def main(data: Path, out: Path) -> None:
    pairs = read_pairs(data / "names" / "ar2en-train.txt")
    print(f"{len(pairs)} pairs")
    table = weights(train(pairs), pairs)
    lines = [f"{arabic}\t{latin}\t{weight:.2f}\n" for (arabic, latin), weight in sorted(table.items())]
    out.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(table)} segments written to {out}")


if __name__ == "__main__":
    shipped = Path(__file__).parents[1] / "aligner" / "lang" / "letters_ar.tsv"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else shipped)
