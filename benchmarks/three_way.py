"""Alignment of three documents: three_way.py DATA.

Makes documents of 12 to 40 neighbouring sentences out of DATA/detection/flores_demetr_triples/triples.tsv, with
sentences left out and added, lines joined and split, and boilerplate; in a second set the translation and its twin
have a block of two or three sentences moved past four or more. F1 is that of alignment.py; a null link is counted
for each sentence. Lines joined in one document join the rows of all three, so two documents have smaller rows: their
links are scored as such, and again after the true links of the second hop have joined them, which is what rows would be
if the twin told nothing. The twin was translated from another language, not from this Arabic: it is a faithful
paraphrase, and looser than a translation back. A row is right if its source-translation link is.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from alignment import count, f1
from names import auc
from three_documents import Example, examples

from aligner.alignment import aligned
from aligner.bitext import Hop, Link, Role, Row
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.join import join

TWO, THREE = frozenset({Role.SOURCE, Role.TRANSLATION}), frozenset(Role)
FIRST, SECOND = Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN


def links(rows: Collection[Row], hop: Hop) -> set[Link]:
    """The columns of two documents; what has no counterpart there stands alone."""
    pairs = [tuple(row.of(end) for end in hop.ends) for row in rows]
    alone = {Link((i,), ()) for left, right in pairs if not right for i in left}
    alone |= {Link((), (j,)) for left, right in pairs if not left for j in right}
    return alone | {Link(left, right) for left, right in pairs if left and right}


def in_order(found: set[Link], side: str) -> Sequence[Link]:
    return sorted(found, key=lambda link: getattr(link, side))


class Tally:
    """What was counted over all examples of a set."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._confidence: defaultdict[tuple[str, bool], list[float]] = defaultdict(list)
        self._moved: Counter[str] = Counter()

    def add(self, example: Example, encoder: Encoder) -> None:
        """Align an example and count."""
        two = aligned(example.documents(TWO), encoder).rows
        three = aligned(example.documents(THREE), encoder).rows
        truth = example.rows(THREE)
        self._count(f"{FIRST}, two documents", example.rows(TWO), two, FIRST)
        second = in_order(links(truth, SECOND), "left")
        rows = join({FIRST: in_order(links(two, FIRST), "right"), SECOND: second})
        self._count(f"{FIRST}, two documents, joined", truth, rows, FIRST)
        for hop in Hop:
            self._count(f"{hop}, three documents", truth, three, hop)
        self._add_confidence(links(truth, FIRST), three)
        self._add_moved(truth, three)

    def _count(self, name: str, truth: Collection[Row], rows: Collection[Row], hop: Hop) -> None:
        self._counts[name].update(dict(count(links(truth, hop), links(rows, hop))))

    def _add_confidence(self, truth: set[Link], rows: Collection[Row]) -> None:
        for row in rows:
            if row.source or row.translation:
                kind = "linked" if row.source and row.translation else "alone"
                for name in (kind, "all"):
                    self._confidence[name, links([row], FIRST) <= truth].append(row.confidence)

    def _add_moved(self, truth: Collection[Row], rows: Collection[Row]) -> None:
        wanted, together, marked = (
            {pair for row in some for pair in product(row.source, row.translation)}
            for some in ([row for row in truth if row.moved], rows, [row for row in rows if row.moved])
        )
        self._moved["pairs"] += len(wanted)
        self._moved["together"] += len(wanted & together)
        self._moved["marked"] += len(wanted & marked)
        self._moved["rows"] += len(rows)
        self._moved["falsely marked"] += sum(
            row.moved and wanted.isdisjoint(product(row.source, row.translation)) for row in rows
        )

    def show(self) -> None:
        """Print the scores."""
        for name, n in self._counts.items():
            strict = f1(n["right"], n["answer"], n["found"], n["gold"])
            lax = f1(n["lax right"], n["answer"], n["lax found"], n["gold"])
            null = f1(n["null right"], n["null answer"], n["null right"], n["null gold"])
            print(f"  {name:45} strict {strict:.3f}  lax {lax:.3f}  null {null:.3f}")
        for name in ("all", "linked", "alone"):
            right, wrong = (np.array(self._confidence[name, is_right]) for is_right in (True, False))
            if len(right) and len(wrong):
                print(
                    f"  confidence, rows {name:7} right {right.mean():.3f} ({len(right)})  wrong {wrong.mean():.3f} "
                    f"({len(wrong)})  AUC {auc(right, wrong):.3f}"
                )
        n = self._moved
        if n["pairs"]:
            together, marked = n["together"] / n["pairs"], n["marked"] / n["pairs"]
            print(f"  moved pairs: {n['pairs']}, in one row {together:.1%}, in one marked as moved {marked:.1%}")
        print(f"  rows falsely marked as moved: {n['falsely marked']} of {n['rows']}")


def main(path: Path) -> None:
    encoder = load(threads=1)
    for name, moving in (("in order", False), ("with a block moved", True)):
        tally = Tally()
        made = list(examples(path, moving=moving))
        for example in made:
            tally.add(example, encoder)
        print(f"{name}: {len(made)} documents")
        tally.show()


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "detection" / "flores_demetr_triples" / "triples.tsv")
