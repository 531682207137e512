"""How much gets linked in articles that have nothing to do with each other: unrelated.py DATA [--show].

Reads DATA/alignment/ntrex-dev. Of its 60 English-Arabic articles every second one is paired with the translation of the
seventh after it, which makes 30 pairs on different events (read by eye), and every one with its own translation. A
sentence is linked if its row has a sentence of the other document; at most 5 % should be in unrelated articles.
With --show the links between unrelated articles are printed with their similarity, confidence and calibration.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from alignment import document, full, gold_links, lines_of

from aligner.alignment import Alignment, aligned
from aligner.bitext import Hop, Link, Role, SentenceKind
from aligner.calibration import refined
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.units import units_of

SHIFT = 7
"""From an article to the one whose translation it meets; with this one no even pair shares its event."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles by the folders of their source and translation."""

    source: Path
    translation: Path

    def aligned(self, encoder: Encoder) -> Alignment:
        """Align the two as documents of a sentence a line."""
        source = document(Role.SOURCE, lines_of(self.source / "src.txt"))
        translation = document(Role.TRANSLATION, lines_of(self.translation / "tgt.txt"))
        return aligned({side.role: side for side in (source, translation)}, encoder)


def links_of(found: Alignment) -> set[Link]:
    return full({Link(row.source, row.translation) for row in found.rows})


def share_linked(found: Alignment, links: set[Link]) -> float:
    """The share of the sentences of both documents that are linked, boilerplate left out."""
    linked = {Role.SOURCE: {i for x in links for i in x.left}, Role.TRANSLATION: {j for x in links for j in x.right}}
    counted = [
        number in linked[role]
        for role, side in found.documents.items()
        for number, sentence in enumerate(side.sentences)
        if sentence.kind is not SentenceKind.BOILERPLATE
    ]
    return float(np.mean(counted))


def explained(pair: Pair, found: Alignment, encoder: Encoder) -> Iterator[str]:
    """The links of a pair, and the calibration that they bear out."""
    left, right = (units_of(side, encoder) for side in found.documents.values())
    links = [Link(row.source, row.translation) for row in found.rows]
    scale = refined(left, right, links)
    yield f"\n{pair.source.name} - {pair.translation.name}: same article {not found.unrelated}"
    yield f"  level {scale.level:.2f} ± {scale.spread:.2f}, background {scale.background:.2f}"
    for row, similarity in zip(found.rows, found.similarity, strict=True):
        if row.source and row.translation:
            yield f"  {similarity[Hop.SOURCE_TRANSLATION]:.2f} confidence {row.confidence:.2f}{' moved' * row.moved}"
            for role, side in found.documents.items():
                yield "    " + " | ".join(side.slice(side.sentences[i].span) for i in row.of(role))


def main(data: Path, show: bool) -> None:
    encoder = load(threads=1)
    folders = sorted(path.parent for path in (data / "alignment" / "ntrex-dev").glob("*/gold.tsv"))
    shifted = (*folders[SHIFT:], *folders[:SHIFT])
    sets = {
        "related": [Pair(folder, folder) for folder in folders],
        "unrelated": [Pair(*both) for both in zip(folders[::2], shifted[::2], strict=True)],
    }
    for name, pairs in sets.items():
        found = [pair.aligned(encoder) for pair in pairs]
        shares = np.array([share_linked(one, links_of(one)) for one in found])
        same = np.mean([not one.unrelated for one in found])
        print(
            f"{name:10} {len(pairs)} pairs: linked {shares.mean():.1%} of the sentences, at most {shares.max():.1%} "
            f"and at least {shares.min():.1%} of a pair's; {same:.1%} of the pairs called the same article"
        )
        if name == "related":
            gold = [
                share_linked(one, full(gold_links(p.source / "gold.tsv"))) for one, p in zip(found, pairs, strict=True)
            ]
            print(f"{'':10} linked in truth: {np.mean(gold):.1%} of the sentences")
        elif show:
            for pair, one in zip(pairs, found, strict=True):
                print(*explained(pair, one, encoder), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--show" in sys.argv)
