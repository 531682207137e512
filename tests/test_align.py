"""Alignment and joining lose nothing, whatever the documents look like."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import align as align_module
from aligner.align import align
from aligner.bitext import Document, Hop, Link, Role, Row
from aligner.encoding import Vectors, unit
from aligner.join import disputed, join, with_confidence
from aligner.moved import moved_links, reunited
from aligner.units import Units

SIZES = st.integers(0, 12)


def article(rng: np.random.Generator, n: int, dimensions: int = 64) -> Units:
    """A document of full sentences, no two of them alike."""
    yes, no = np.ones(n, np.bool_), np.zeros(n, np.bool_)
    vectors = unit(rng.standard_normal((n, dimensions)).astype(np.float32))
    return Units(vectors, rng.integers(40, 200, n).astype(np.float64), yes, no, no, no, (frozenset(),) * n)


def anything(rng: np.random.Generator, n: int) -> Units:
    """Sentences of any length and kind, some of them blank."""
    vectors = article(rng, n, 8).vectors * (rng.random((n, 1)) > 0.05)
    flags = (rng.random(n) < share for share in (0.8, 0.1, 0.2, 0.3))
    words = tuple(frozenset(rng.choice(list("abcdefgh"), 3).tolist()) for _ in range(n))
    return Units(vectors.astype(np.float32), rng.integers(1, 300, n).astype(np.float64), *flags, words)


def noisy(rng: np.random.Generator, original: Units) -> Units:
    noise = 0.1 * rng.standard_normal(original.vectors.shape).astype(np.float32)
    return replace(original, vectors=unit(original.vectors + noise))


def merged(units: Units, start: int, stop: int) -> Units:
    """The document with some neighbouring sentences made one."""
    kept = [*range(start + 1), *range(stop, len(units))]
    some = units.some(kept)
    vectors, lengths = some.vectors.copy(), some.lengths.copy()
    vectors[start], lengths[start] = units.together(range(start, stop)), units.lengths[start:stop].sum()
    return replace(some, vectors=vectors, lengths=lengths)


def assert_covered(links: tuple[Link, ...], n: int, m: int) -> None:
    assert [i for link in links for i in link.left] == list(range(n))
    assert [j for link in links for j in link.right] == list(range(m))
    assert all(len(link.left) + len(link.right) == 1 or (link.left and link.right) for link in links)


@given(SIZES, SIZES, st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None)
def test_every_sentence_is_in_one_link_in_order(n: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = anything(rng, n), anything(rng, m)
    links = align(left, right)
    assert_covered(links, n, m)
    assert all(len(link.left) + len(link.right) <= 8 for link in links)
    assert align(left, right) == links


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 5), (5, 0), (1, 1), (1, 5), (3, 40), (40, 3)])
def test_lopsided_documents(n: int, m: int) -> None:
    rng = np.random.default_rng(n + m)
    assert_covered(align(anything(rng, n), anything(rng, m)), n, m)


@pytest.mark.parametrize("n", [1, 2, 60])
def test_an_identical_document_is_aligned_one_to_one(n: int) -> None:
    same = article(np.random.default_rng(1), n)
    assert align(same, same) == tuple(Link((k,), (k,)) for k in range(n))


def test_a_document_of_copies_of_one_sentence_is_aligned_in_order() -> None:
    copies = article(np.random.default_rng(1), 1).some([0] * 30)
    assert align(copies, copies) == tuple(Link((k,), (k,)) for k in range(30))


def test_of_a_doubled_document_one_copy_is_aligned() -> None:
    once = article(np.random.default_rng(1), 20)
    links = align(once, once.some([*range(20), *range(20)]))
    assert_covered(links, 20, 40)
    assert all((link.right[0] - link.left[0]) % 20 == 0 for link in links if link.left and link.right)
    assert sum(bool(link.left and link.right) for link in links) == 20


def test_what_a_reversed_document_moved_is_linked_once() -> None:
    forth = article(np.random.default_rng(1), 15)
    links = align(forth, forth.some([*range(15)][::-1]))
    assert_covered(links, 15, 15)
    moved = moved_links(forth, forth.some([*range(15)][::-1]), links)
    linked = [link for link in (*links, *moved) if link.left and link.right]
    for side in ([i for link in linked for i in link.left], [j for link in linked for j in link.right]):
        assert len(side) == len(set(side))


def test_swapping_the_documents_swaps_the_links() -> None:
    rng = np.random.default_rng(6)
    left = article(rng, 30)
    right = merged(noisy(rng, left.some([k for k in range(30) if k not in (4, 17)])), 8, 10)
    swapped = {Link(link.right, link.left) for link in align(right, left)}
    assert set(align(left, right)) == swapped


def test_an_inserted_sentence_stays_unaligned() -> None:
    rng = np.random.default_rng(2)
    whole = article(rng, 20)
    cut = whole.some([k for k in range(20) if k != 7])
    assert [link.left for link in align(whole, noisy(rng, cut)) if not link.right] == [(7,)]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_sentences_merged_into_one_are_found(size: int) -> None:
    whole = article(np.random.default_rng(3), 14)
    links = align(whole, merged(whole, 4, 4 + size))
    assert Link(tuple(range(4, 4 + size)), (4,)) in links


@pytest.mark.parametrize("block", [range(3, 6), range(8, 9)])
def test_a_moved_block_is_found(block: range) -> None:
    rng = np.random.default_rng(5)
    whole = article(rng, 20)
    order = [k for k in range(20) if k not in block]
    order[14:14] = block
    right = noisy(rng, whole.some(order))
    moved = moved_links(whole, right, align(whole, right))
    assert moved == tuple(Link((k,), (order.index(k),)) for k in block)


def test_nothing_is_moved_in_a_document_with_deletions_and_additions() -> None:
    rng = np.random.default_rng(5)
    left = article(rng, 30)
    right = noisy(rng, left.some([k for k in range(30) if k % 5]))
    right = replace(right, vectors=np.concatenate([right.vectors[:20], article(rng, len(right) - 20).vectors]))
    assert moved_links(left, right, align(left, right)) == ()


def test_a_composed_vector_gives_way_to_that_of_the_whole_text() -> None:
    rng = np.random.default_rng(7)
    left = article(rng, 10)
    right = merged(left, 5, 7)
    asked: list[tuple[int, int]] = []

    def unlike(runs: Sequence[tuple[int, int]]) -> Vectors:
        asked.extend(runs)
        return article(rng, len(runs)).vectors

    def composed(runs: Sequence[tuple[int, int]]) -> Vectors:
        return np.stack([right.together(range(*run)) for run in runs])

    assert Link((5, 6), (5,)) in align(left, right)
    assert Link((5, 6), (5,)) not in align(left, right, encoders=(unlike, composed))
    assert (5, 7) in asked
    assert all(2 <= stop - start <= 3 for start, stop in asked)


def test_the_band_finds_what_the_exact_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    left = article(rng, 700)
    right = noisy(rng, left.some(np.flatnonzero(rng.random(700) > 0.1).tolist()))
    exact = align(left, right)
    monkeypatch.setattr(align_module, "EXACT_CELLS", 10_000)
    banded = align(left, right)
    assert_covered(banded, len(left), len(right))
    assert len(set(exact) & set(banded)) / len(exact) > 0.99


@pytest.mark.parametrize("gap", [range(100, 160), range(60), range(640, 700)])
def test_the_band_follows_a_long_omission(monkeypatch: pytest.MonkeyPatch, gap: range) -> None:
    rng = np.random.default_rng(4)
    left = article(rng, 700)
    right = noisy(rng, left.some([k for k in range(700) if k not in gap]))
    monkeypatch.setattr(align_module, "EXACT_CELLS", 10_000)
    assert {link.left[0] for link in align(left, right) if not link.right} == set(gap)


def test_long_documents_take_little_time_and_memory() -> None:
    """About linear: four times the sentences may not take much more than four times as long."""
    rng = np.random.default_rng(8)
    left = article(rng, 8_000, 16)
    right = noisy(rng, left)
    seconds = []
    for n in (2_000, 8_000):
        some = slice(0, n)
        start = time.process_time()
        assert len(align(left.some(some), right.some(some))) == n
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * seconds[0] + 4


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


def test_a_moved_link_reunites_its_rows_with_all_their_sides() -> None:
    rows = (Row((0,)), Row((1,), (0,), (0,)), Row((), (1,), (1, 2)), Row((), (2,), ()))
    moved = {Hop.SOURCE_TRANSLATION: [Link((0,), (1, 2))], Hop.TRANSLATION_TWIN: []}
    assert reunited(rows, moved) == (Row((0,), (1, 2), (1, 2), moved=True), Row((1,), (0,), (0,)))


def test_a_moved_link_never_tears_a_row_that_is_whole() -> None:
    rows = (Row((0,)), Row((1,), (0, 1), (0,)))
    assert reunited(rows, {Hop.SOURCE_TRANSLATION: [Link((0,), (1,))]}) == rows


def test_a_row_is_disputed_where_the_third_bitext_links_its_source_elsewhere() -> None:
    rows = (Row((0,), (0,), (0,)), Row((1,), (1,), (1,)), Row((2,), (2,), (2,)), Row((3,)))
    links = [Link((0,), (0,)), Link((1,), (2,)), Link((2,), ()), Link((3,), (1,))]
    assert [row.disputed for row in disputed(rows, links)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("similar", "sure"),
    [
        ({Hop.SOURCE_TRANSLATION: 0.6, Hop.TRANSLATION_TWIN: 0.2, Hop.SOURCE_TWIN: 0.9}, True),
        ({Hop.SOURCE_TRANSLATION: 0.2, Hop.TRANSLATION_TWIN: 0.2, Hop.SOURCE_TWIN: 0.9}, False),
        ({Hop.SOURCE_TRANSLATION: 0.6}, True),
        ({Hop.TRANSLATION_TWIN: 0.2}, False),
    ],
)
def test_a_row_is_as_sure_as_the_pairs_that_it_takes_to_link_its_sides(similar: dict[Hop, float], sure: bool) -> None:
    sides = {role for hop in similar for role in hop.ends}
    documents = {role: Document(role, role, "", "ar" if role is Role.TRANSLATION else "en") for role in Role}
    row = Row(*((0,) if role in sides else () for role in Role))
    (found,) = with_confidence([row], [similar], documents, {})
    assert (found.confidence > 0.9) == sure
    assert sure or found.confidence < 0.1
