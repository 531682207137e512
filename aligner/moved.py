"""Sentences that stand in another place in the other document, which no monotone chain can link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from aligner.align import align
from aligner.bitext import Hop, Link, Role, Row
from aligner.blocks import Block
from aligner.calibration import Calibration, refined
from aligner.neighbours import neighbours
from aligner.units import Units

LEAST_ALIKE = 0.8
"""Calibrated similarity (1 is the level of the document's links) from which unaligned sentences are a moved pair."""
LEAST_ALIKE_WITHIN = 0.4
"""That of the other links in a block that such a pair marks."""
SHORTEST = 25
"""Code points; shorter sentences resemble each other by chance."""
WINDOW = 500
"""Unaligned sentences to either side among which a partner is looked for, so that cost grows linearly."""


def moved_links(left: Units, right: Units, links: Sequence[Link]) -> tuple[Link, ...]:
    """Links between sentences that `links` leave unaligned, in the order of the left ones, each sentence in one.

    Two unaligned sentences that are each other's nearest mark a moved block, which is aligned on its own; then what is
    still left is looked through again.
    """
    rows = _strays(left, [i for link in links if not link.right for i in link.left])
    columns = _strays(right, [j for link in links if not link.left for j in link.right])
    scale = refined(left, right, links)
    moved: list[Link] = []
    while found := _moved(left, right, rows, columns, scale):
        moved += found
        rows = sorted(set(rows).difference(*(link.left for link in found)))
        columns = sorted(set(columns).difference(*(link.right for link in found)))
    return tuple(sorted(moved, key=lambda link: link.left))


def _moved(left: Units, right: Units, rows: Sequence[int], columns: Sequence[int], scale: Calibration) -> list[Link]:
    """The links of the moved blocks that the unaligned rows and columns show at once, the surest first."""
    if not rows or not columns:
        return []
    near = neighbours(left.some(rows), right.some(columns), tuple(_windows(len(rows), len(columns))))
    anchors = near.pairs[scale.calibrated(near.alike) >= LEAST_ALIKE]
    left_run, right_run = _runs(rows), _runs(columns)
    blocks = dict.fromkeys((left_run[rows[i]], right_run[columns[j]]) for i, j in anchors)
    found = [pair for block in blocks for pair in _aligned(left, right, *block, scale)]
    chosen: list[Link] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for alike, link in sorted(found, key=lambda pair: (-pair[0], pair[1].left)):
        if alike >= LEAST_ALIKE_WITHIN and taken[0].isdisjoint(link.left) and taken[1].isdisjoint(link.right):
            chosen.append(link)
            taken[0].update(link.left)
            taken[1].update(link.right)
    return chosen


def reunited(rows: Sequence[Row], moved: Mapping[Hop, Sequence[Link]]) -> tuple[Row, ...]:
    """The rows with those that hold the sides of a moved link made one, where its left side stands."""
    result = list(rows)
    for hop, links in moved.items():
        left, right = hop.ends
        for link in links:
            lefts = [row for row in result if set(row.of(left)) & set(link.left)]
            rights = [row for row in result if set(row.of(right)) & set(link.right)]
            if any(row.of(right) for row in lefts) or any(row.of(left) for row in rights):
                continue
            parts = [*lefts, *rights]
            source, translation, twin = (tuple(sorted(i for row in parts for i in row.of(role))) for role in Role)
            merged = Row(source, translation, twin, moved=True)
            result = [merged if row is lefts[0] else row for row in result if row is lefts[0] or row not in parts]
    return tuple(result)


def _strays(units: Units, sentences: Sequence[int]) -> list[int]:
    """Those that are worth looking for: neither short nor boilerplate."""
    return [i for i in sentences if units.lengths[i] >= SHORTEST and not units.boilerplate[i]]


def _windows(n: int, m: int) -> Iterator[Block]:
    """Blocks of WINDOW rows with the columns about as far through the document, and WINDOW more on either side."""
    for top in range(0, n, WINDOW):
        bottom = min(top + WINDOW, n)
        yield Block(top, bottom, max(top * m // n - WINDOW, 0), min(bottom * m // n + WINDOW, m))


def _runs(sentences: Sequence[int]) -> dict[int, range]:
    """For each sentence the run of neighbours it belongs to."""
    runs: dict[int, range] = {}
    for i in reversed(sentences):
        stop = runs[i + 1].stop if i + 1 in runs else i + 1
        runs[i] = range(i, stop)
    for i in sentences:
        runs[i] = range(runs[i - 1].start, runs[i].stop) if i - 1 in runs else runs[i]
    return runs


def _aligned(left: Units, right: Units, rows: range, columns: range, scale: Calibration) -> list[tuple[float, Link]]:
    """The full links between two runs of sentences and how alike their sides are; none if no two are a moved pair."""
    found = align(left.some(rows), right.some(columns))
    links = [Link(tuple(rows[i] for i in x.left), tuple(columns[j] for j in x.right)) for x in found]
    full = [link for link in links if link.left and link.right]
    alike = np.array([left.together(link.left) @ right.together(link.right) for link in full], np.float64)
    calibrated = scale.calibrated(alike)
    return list(zip(calibrated.tolist(), full, strict=True)) if (calibrated >= LEAST_ALIKE).any() else []
