"""Links of one or two bitexts to rows that hold every sentence of every document once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from aligner.bitext import Document, Hop, Link, Role, Row, hops_between
from aligner.encoding import likelihood
from aligner.units import Units

Sentences: TypeAlias = tuple[int, ...]
DISPUTED = 0.5
"""What is left of the confidence where the three bitexts do not agree."""


def join(links: Mapping[Hop, Sequence[Link]]) -> tuple[Row, ...]:
    """Rows in reading order, from one bitext or from the two that share the translation.

    Where beads of the two bitexts overlap in the translation they are joined to one row; what is null in one
    bitext stays a row without that side.
    """
    if len(links) == 1:
        ((hop, beads),) = links.items()
        left, right = hop.ends
        return tuple(_row({left: bead.left, right: bead.right}) for bead in beads)
    return _join_two(links[Hop.SOURCE_TRANSLATION], links[Hop.TRANSLATION_TWIN])


def _row(sides: Mapping[Role, tuple[int, ...]]) -> Row:
    source, translation, twin = (sides.get(role, ()) for role in Role)
    return Row(source, translation, twin)


def _join_two(first: Sequence[Link], second: Sequence[Link]) -> tuple[Row, ...]:
    """Walk both bitexts together, closing a row wherever both end at the same sentence of the translation."""
    rows: list[Row] = []
    sources, twins = list(first)[::-1], list(second)[::-1]
    while sources or twins:
        if sources and not sources[-1].right:
            rows.append(Row(source=sources.pop().left))
        elif twins and not twins[-1].left:
            rows.append(Row(twin=twins.pop().right))
        else:
            rows += _next_rows(sources, twins)
    return tuple(rows)


def _next_rows(sources: list[Link], twins: list[Link]) -> list[Row]:
    """Take beads from both stacks until they cover the same sentences of the translation.

    Null links met on the way become rows of their own, before the joined row if its side had not begun.
    """
    source: Sentences = ()
    through: Sentences = ()
    to: Sentences = ()
    twin: Sentences = ()
    before: list[Row] = []
    after: list[Row] = []
    while not through or len(through) != len(to):
        if len(through) <= len(to):
            bead = sources.pop()
            if bead.right:
                source, through = source + bead.left, through + bead.right
            else:
                (after if source else before).append(Row(source=bead.left))
        else:
            bead = twins.pop()
            if bead.left:
                to, twin = to + bead.left, twin + bead.right
            else:
                (after if twin else before).append(Row(twin=bead.right))
    return [*before, Row(source, through, twin), *after]


def similarities(rows: Sequence[Row], units: Mapping[Role, Units]) -> tuple[dict[Hop, float], ...]:
    """For each row the centred cosine (-1..1) of every two of its sides that have text."""
    return tuple(
        {
            hop: float(units[a].together(row.of(a)) @ units[b].together(row.of(b)))
            for hop in hops_between(units)
            for a, b in [hop.ends]
            if row.of(a) and row.of(b)
        }
        for row in rows
    )


def disputed(rows: Sequence[Row], links: Sequence[Link]) -> tuple[Row, ...]:
    """The rows of three documents, marked where the bitext of source and twin contradicts them.

    It does if it links a sentence of a row with one of another row only.
    """
    partners: dict[int, set[int]] = {i: set(link.right) for link in links for i in link.left}

    def contradicted(row: Row) -> bool:
        told = set().union(*(partners.get(i, set()) for i in row.source))
        return bool(row.source and row.twin and told and not told & set(row.twin))

    return tuple(replace(row, disputed=contradicted(row)) for row in rows)


def with_confidence(
    rows: Sequence[Row],
    similarity: Sequence[Mapping[Hop, float]],
    documents: Mapping[Role, Document],
    units: Mapping[Role, Units],
) -> tuple[Row, ...]:
    """The rows with how sure their alignment is: the likelihood of the least alike sides that it takes to link all.

    Two pairs link three sides, so the third may be as unlike as a distortion makes it. Of a sentence that stands alone:
    how unlikely its most similar sentence elsewhere is as its partner. Half is left where the bitexts contradict each
    other.
    """

    def same(hop: Hop) -> bool:
        return len({documents[end].lang for end in hop.ends}) == 1

    def confidence(row: Row, similar: Mapping[Hop, float]) -> float:
        if similar:
            likely = sorted(likelihood(value, same(hop)) for hop, value in similar.items())
            return likely[1] if len(likely) == len(Hop) else likely[0]
        (role,) = (role for role in documents if row.of(role))
        vector = units[role].together(row.of(role))
        nearest = [
            likelihood(float(np.max(units[other].vectors @ vector, initial=-1.0)), same(hop))
            for hop in hops_between(units)
            if role in hop.ends
            for other in hop.ends
            if other is not role
        ]
        return 1 - max(nearest, default=0.0)

    return tuple(
        replace(row, confidence=confidence(row, similar) * (DISPUTED if row.disputed else 1))
        for row, similar in zip(rows, similarity, strict=True)
    )
