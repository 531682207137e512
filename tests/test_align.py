"""Alignment and joining lose nothing, whatever the documents look like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import align as align_module
from aligner.align import align
from aligner.bitext import Hop, Link, Role, Row
from aligner.encoding import unit
from aligner.join import join
from aligner.units import Units

SIZES = st.integers(0, 12)


def units(rng: np.random.Generator, n: int) -> Units:
    vectors = unit(rng.standard_normal((n, 8)).astype(np.float32))
    lengths = rng.integers(1, 200, n).astype(np.float32)
    boilerplate = rng.random(n) < 0.2
    return Units(vectors, lengths, boilerplate | (rng.random(n) < 0.2), boilerplate)


def article(rng: np.random.Generator, n: int) -> Units:
    none = np.zeros(n, np.bool_)
    vectors = unit(rng.standard_normal((n, 64)).astype(np.float32))
    return Units(vectors, rng.integers(40, 200, n).astype(np.float32), none, none)


def noisy(rng: np.random.Generator, original: Units) -> Units:
    vectors = unit(original.vectors + 0.1 * rng.standard_normal(original.vectors.shape).astype(np.float32))
    return Units(vectors, original.lengths, original.alone, original.boilerplate)


def assert_covered(links: tuple[Link, ...], n: int, m: int) -> None:
    assert [i for link in links for i in link.left] == list(range(n))
    assert [j for link in links for j in link.right] == list(range(m))
    assert all(len(link.left) + len(link.right) == 1 or (link.left and link.right) for link in links)


@given(SIZES, SIZES, st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None)
def test_every_sentence_is_in_one_link_in_order(n: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = units(rng, n), units(rng, m)
    links = align(left, right)
    assert_covered(links, n, m)
    merged = [link for link in links if len(link.left) + len(link.right) > 2]
    assert not any(left.alone[list(link.left)].any() or right.alone[list(link.right)].any() for link in merged)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 5), (5, 0), (1, 5), (3, 40), (40, 3)])
def test_lopsided_documents(n: int, m: int) -> None:
    rng = np.random.default_rng(n + m)
    assert_covered(align(units(rng, n), units(rng, m)), n, m)


def test_an_identical_document_is_aligned_one_to_one() -> None:
    same = article(np.random.default_rng(1), 60)
    assert align(same, same) == tuple(Link((k,), (k,)) for k in range(60))


def test_an_inserted_sentence_stays_unaligned() -> None:
    rng = np.random.default_rng(2)
    whole = article(rng, 20)
    keep = np.arange(20) != 7
    cut = Units(whole.vectors[keep], whole.lengths[keep], whole.alone[keep], whole.boilerplate[keep])
    assert [link.left for link in align(whole, noisy(rng, cut)) if not link.right] == [(7,)]


def test_two_sentences_merged_into_one_are_found() -> None:
    whole = article(np.random.default_rng(3), 12)
    weighted = whole.vectors * whole.lengths[:, None]
    vectors = unit(np.concatenate([weighted[:4], weighted[4:6].sum(0, keepdims=True), weighted[6:]]))
    lengths = np.concatenate([whole.lengths[:4], whole.lengths[4:6].sum(keepdims=True), whole.lengths[6:]])
    none = np.zeros(11, np.bool_)
    assert Link((4, 5), (4,)) in align(whole, Units(vectors, lengths, none, none))


def test_the_band_finds_what_the_exact_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    left = article(rng, 700)
    keep = rng.random(700) > 0.1
    right = noisy(rng, Units(left.vectors[keep], left.lengths[keep], left.alone[keep], left.boilerplate[keep]))
    exact = align(left, right)
    monkeypatch.setattr(align_module, "EXACT_CELLS", 10_000)
    banded = align(left, right)
    assert_covered(banded, len(left), len(right))
    assert len(set(exact) & set(banded)) / len(exact) > 0.99


def partition(draw: st.DrawFn, size: int) -> list[tuple[int, ...]]:
    """Cut 0..size into runs of one to three, some of which become null links one by one."""
    runs, at = [], 0
    while at < size:
        step = draw(st.integers(1, 3))
        runs.append(tuple(range(at, min(at + step, size))))
        at += step
    return runs


@st.composite
def bitext(draw: st.DrawFn, left: int, right: int) -> list[Link]:
    """Any monotone links between two documents."""
    lefts, rights = partition(draw, left), partition(draw, right)
    links: list[Link] = []
    while lefts or rights:
        kinds = ["both"] * bool(lefts and rights) + ["left"] * bool(lefts) + ["right"] * bool(rights)
        match draw(st.sampled_from(kinds)):
            case "both":
                links.append(Link(lefts.pop(0), rights.pop(0)))
            case "left":
                links += [Link((k,), ()) for k in lefts.pop(0)]
            case _:
                links += [Link((), (k,)) for k in rights.pop(0)]
    return links


@given(st.data(), SIZES, SIZES, SIZES)
@settings(max_examples=200, deadline=None)
def test_every_sentence_of_three_documents_is_in_one_row(data: st.DataObject, n: int, k: int, m: int) -> None:
    first, second = data.draw(bitext(n, k)), data.draw(bitext(k, m))
    rows = join({Hop.SOURCE_TRANSLATION: first, Hop.TRANSLATION_TWIN: second})
    for role, size in ((Role.SOURCE, n), (Role.TRANSLATION, k), (Role.TWIN, m)):
        assert sorted(i for row in rows for i in row.of(role)) == list(range(size))
    linked = [(set(link.left), set(link.right)) for link in first if link.left and link.right]
    assert all(any(a <= set(row.source) and b <= set(row.translation) for row in rows) for a, b in linked)


def test_overlapping_beads_become_one_row() -> None:
    first = [Link((0,), (0, 1)), Link((1,), ()), Link((2,), (2,))]
    second = [Link((0,), (0,)), Link((1, 2), (1,))]
    rows = join({Hop.SOURCE_TRANSLATION: first, Hop.TRANSLATION_TWIN: second})
    assert rows == (Row((0, 2), (0, 1, 2), (0, 1)), Row(source=(1,)))


def test_rows_stand_in_reading_order() -> None:
    first = [Link((0,), (0, 1)), Link((1,), (2,))]
    second = [Link((0,), ()), Link((), (0,)), Link((1,), (1,)), Link((2,), ())]
    rows = join({Hop.SOURCE_TRANSLATION: first, Hop.TRANSLATION_TWIN: second})
    assert rows == (Row(twin=(0,)), Row((0,), (0, 1), (1,)), Row((1,), (2,)))


def test_one_bitext_joins_to_its_own_links() -> None:
    rows = join({Hop.SOURCE_TWIN: [Link((0,), (0, 1)), Link((), (2,))]})
    assert rows == (Row(source=(0,), twin=(0, 1)), Row(twin=(2,)))
