"""Sentence alignment against gold links: alignment.py DATA [--composed].

Reads DATA/alignment/SET/DOCUMENT/{src.txt, tgt.txt, gold.tsv}. Strict and lax F1 are those of Sennrich and Volk (2011)
as Vecalign computes them: precision over all links of the answer (a null link must be that very gold link), recall
over the gold links that are not null; lax takes a link that shares a sentence on both sides with one gold link. Null F1
is over the sentences left unaligned. With --composed no bead's text is encoded whole.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aligner.align import align
from aligner.bitext import Document, Link, Role
from aligner.encoders import load
from aligner.lang.detect import detect
from aligner.segment import sentence_a_line
from aligner.units import run_encoder, units_of


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def document(role: Role, lines: list[str]) -> Document:
    text = "\n".join(lines)
    unsegmented = Document(role, role, text, detect(text))
    return replace(unsegmented, sentences=sentence_a_line(unsegmented))


def gold_links(path: Path) -> set[Link]:
    sides = (tuple(map(str.strip, line.split("\t"))) for line in lines_of(path) if line.strip())
    return {Link(*(tuple(int(i) for i in side.split(",") if i) for side in pair)) for pair in sides}


def full(links: set[Link]) -> set[Link]:
    return {link for link in links if link.left and link.right}


def touched(link: Link, others: set[Link]) -> bool:
    """Whether a link shares a sentence on both sides with one of the others."""
    return any(set(link.left) & set(o.left) and set(link.right) & set(o.right) for o in others)


def nulls(links: set[Link]) -> set[tuple[str, int]]:
    alone = {("left", i) for x in links if not x.right for i in x.left}
    return alone | {("right", j) for x in links if not x.left for j in x.right}


def count(gold: set[Link], answer: set[Link]) -> Iterator[tuple[str, int]]:
    yield "answer", len(answer)
    yield "gold", len(full(gold))
    yield "right", len(answer & gold)
    yield "found", len(full(gold) & answer)
    yield "lax right", sum(link in gold or touched(link, gold) for link in answer)
    yield "lax found", sum(touched(link, full(answer)) for link in full(gold))
    yield "null answer", len(nulls(answer))
    yield "null gold", len(nulls(gold))
    yield "null right", len(nulls(answer) & nulls(gold))


def f1(hit_of_answer: int, answer: int, hit_of_gold: int, gold: int) -> float:
    precision, recall = hit_of_answer / max(answer, 1), hit_of_gold / max(gold, 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main(data: Path, whole: bool) -> None:
    encoder = load(threads=2)
    for folder in sorted((data / "alignment").iterdir()):
        tally: Counter[str] = Counter()
        seconds = 0.0
        for path in sorted(p for p in folder.iterdir() if (p / "gold.tsv").exists()):
            sides = (document(Role.SOURCE, lines_of(path / "src.txt")), document(Role.TWIN, lines_of(path / "tgt.txt")))
            left, right = (units_of(side, encoder) for side in sides)
            encoders = (run_encoder(sides[0], encoder), run_encoder(sides[1], encoder)) if whole else None
            start = time.perf_counter()
            answer = set(align(left, right, encoders=encoders))
            seconds += time.perf_counter() - start
            tally.update(dict(count(gold_links(path / "gold.tsv"), answer)))
        strict = f1(tally["right"], tally["answer"], tally["found"], tally["gold"])
        lax = f1(tally["lax right"], tally["answer"], tally["lax found"], tally["gold"])
        null = f1(tally["null right"], tally["null answer"], tally["null right"], tally["null gold"])
        print(f"{folder.name:14} strict {strict:.3f}  lax {lax:.3f}  null {null:.3f}  aligning took {seconds:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--composed" not in sys.argv)
