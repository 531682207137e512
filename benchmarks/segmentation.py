"""Boundary precision and recall of the segmenter on lines of news joined into one paragraph.

Usage: python benchmarks/segmentation.py DATA

A line may hold several sentences, so a boundary inside one is no mistake by itself. Precision therefore counts against
what the segmenter makes of the line alone: joining must add no boundary inside any line, and each inner boundary has to
stand after a stop. Inner boundaries are also counted, with a few shown, to be judged by eye; and a line of the other
language that was cut too (`agreed`) tells that most of them are real.
"""

from __future__ import annotations

import csv
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import Document, Role
from aligner.segment import segment

STOPS = ".!?؟…"


@dataclass(frozen=True)
class Figures:
    """Counts of boundaries: the true ones between lines, those found, and what was found inside lines."""

    joints: int
    found: int
    inner: int
    added: int


def ends(text: str, lang: str) -> set[int]:
    return {sentence.span.end for sentence in segment(Document(Role.SOURCE, "", text, lang))}


def measure(lines: list[str], lang: str, glue: str, group: int = 8) -> Figures:
    """Join the lines in groups; a joint counts only after a line that ends in a stop, for nothing marks the others."""
    joints = found = inner = added = 0
    for start in range(0, len(lines), group):
        part = lines[start : start + group]
        text = glue.join(part)
        boundaries = ends(text, lang)
        offset = 0
        for line in part:
            end = offset + len(line)
            if end < len(text) and line.rstrip("\"'”’»)")[-1:] in STOPS:
                joints += 1
                found += end in boundaries
            inside = {at - offset for at in boundaries if offset < at < end}
            alone = {at for at in ends(line, lang) if at < len(line)}
            inner += len(inside)
            added += len(inside - alone)
            offset = end + len(glue)
    return Figures(joints, found, inner, added)


def flores(data: Path) -> tuple[list[str], list[str]]:
    with (data / "detection/flores200_en_ar/devtest_en_ar.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["en"].strip() for row in rows], [row["ar_human"].strip() for row in rows]


def ntrex(data: Path, name: str) -> list[str]:
    files = sorted((data / "alignment/ntrex-dev").glob(f"*/{name}.txt"))
    return [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(name: str, lines: list[str], lang: str, glue: str) -> None:
    figures = measure(lines, lang, glue)
    recall = figures.found / figures.joints
    precision = figures.found / (figures.found + figures.added)
    print(
        f"{name:<24} joints {figures.joints:>5}  recall {recall:.4f}  precision {precision:.4f}"
        f"  inner boundaries {figures.inner} (added by joining {figures.added})"
    )


def agreement(english: list[str], arabic: list[str]) -> None:
    """How many lines are cut inside in each language, and in both: a cut the translation shares is a real one."""
    cut = [[len(ends(line, lang)) > 1 for line in lines] for lines, lang in ((english, "en"), (arabic, "ar"))]
    both = sum(left and right for left, right in zip(*cut, strict=True))
    print(f"FLORES lines cut inside: en {sum(cut[0])}, ar {sum(cut[1])}, agreed {both} of {len(english)}")


def show_inner(lines: list[str], lang: str, count: int = 8) -> None:
    """A few inner boundaries, so that an eye can judge them; the same ones each run."""
    cuts = [(line, at) for line in lines for at in sorted(ends(line, lang)) if at < len(line)]
    for line, at in random.Random(0).sample(cuts, min(count, len(cuts))):  # noqa: S311 (a sample, no secret)
        print(f"    {line[max(0, at - 45) : at]} ¦ {line[at : at + 45].strip()}")


def main() -> None:
    data = Path(sys.argv[1])
    english, arabic = flores(data)
    for name, left, right in (("FLORES", english, arabic), ("NTREX", ntrex(data, "src"), ntrex(data, "tgt"))):
        report(f"{name} en", left, "en", " ")
        report(f"{name} ar", right, "ar", " ")
        report(f"{name} ar glued", right, "ar", "")
    agreement(english, arabic)
    for lines, lang in ((english, "en"), (arabic, "ar")):
        print(f"Inner boundaries, {lang}:")
        show_inner(lines, lang)


if __name__ == "__main__":
    main()
