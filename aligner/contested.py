"""Beads that a composed vector cannot decide: their texts are encoded whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.bitext import Link
from aligner.blocks import Block, Numbers, Scores
from aligner.units import RunEncoder, Units


@dataclass(frozen=True, slots=True, eq=False)
class KnownBeads:
    """Beads [k] by their sizes `a`, `b` and ends `i`, `j`, in the order of `i`, and how alike their whole texts are."""

    a: Numbers
    b: Numbers
    i: Numbers
    j: Numbers
    alike: Scores

    def write(self, similar: Scores, block: Block) -> None:
        """Put what is known in the place of composed similarities [a, b, rows + 2, columns + 2] of a block."""
        near = slice(*np.searchsorted(self.i, (block.top, block.bottom + 2)))
        a, b, i, j = self.a[near], self.b[near], self.i[near] - block.top, self.j[near] - block.first + 1
        here = (j >= 0) & (j < similar.shape[3]) & (a < similar.shape[0]) & (b < similar.shape[1])
        similar[a[here], b[here], i[here], j[here]] = self.alike[near][here]


def contested(links: Sequence[Link], left: Units, right: Units) -> Iterator[tuple[Block, Sequence[Link]]]:
    """The stretches of a path that do anything but link one sentence with one, boilerplate aside, and their links.

    They reach one link further on either side.
    """
    wanted = {
        near
        for number, link in enumerate(links)
        if len(link.left) != 1 or len(link.right) != 1
        if not (left.boilerplate[list(link.left)].any() or right.boilerplate[list(link.right)].any())
        for near in (number - 1, number, number + 1)
    }
    i = j = top = first = begin = 0
    for number, link in enumerate(links):
        i, j = i + len(link.left), j + len(link.right)
        if number not in wanted:
            top, first, begin = i, j, number + 1
        elif number + 1 not in wanted and i > top and j > first:
            yield Block(top, i, first, j), links[begin : number + 1]


def look_closer(beads: Numbers, left: Units, right: Units, encoders: tuple[RunEncoder, RunEncoder]) -> KnownBeads:
    """Encode the texts of both sides of beads [k, 4], each given as its sizes and its ends."""
    a, b, i, j = beads[np.argsort(beads[:, 2], kind="stable")].T
    rows, columns = _vectors(a, i, left, encoders[0]), _vectors(b, j, right, encoders[1])
    return KnownBeads(a, b, i, j, np.einsum("kd,kd->k", rows, columns))


def _vectors(sizes: Numbers, ends: Numbers, units: Units, encode: RunEncoder) -> Scores:
    """The vector [k, d] of each run, a single sentence's from the units."""
    runs, places = np.unique(np.stack([ends - sizes, ends], 1), axis=0, return_inverse=True)
    single = runs[:, 1] - runs[:, 0] == 1
    vectors = np.empty((len(runs), units.vectors.shape[1]), np.float32)
    vectors[single] = units.vectors[runs[single, 0]]
    if not single.all():
        vectors[~single] = encode([(int(start), int(end)) for start, end in runs[~single]])
    found: Scores = vectors[places.ravel()]
    return found
