"""Batches: no neighbour, order or number of threads moves one bit of a vector or a token state."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from aligner import encoders
from aligner.encoders import batches
from aligner.encoding import Encoder, TokenStates, Vectors


@pytest.fixture(scope="module")
def crowd(texts: list[str], long: str) -> list[str]:
    """Prefixes of sentences, so that every length has several texts; long ones; the empty one; twins."""
    words = [text.split() for text in texts if text.strip()]
    parts = [" ".join(found[:count]) for found in words for count in range(3, len(found) + 1, 4)]
    return [*parts, *texts, long[:3000], texts[0], "<pad> <pad> </s>"]


@pytest.fixture(scope="module")
def alone(encoder: Encoder, crowd: list[str]) -> tuple[list[Vectors], list[TokenStates]]:
    vectors = [encoder.encode([text])[0] for text in crowd]
    return vectors, [encoder.token_states([text])[0] for text in crowd]


def check(
    encoder: Encoder, crowd: list[str], chosen: list[int], alone: tuple[list[Vectors], list[TokenStates]]
) -> None:
    some = [crowd[k] for k in chosen]
    assert np.array_equal(encoder.encode(some), [alone[0][k] for k in chosen])
    for k, tokens in zip(chosen, encoder.token_states(some), strict=True):
        assert tokens.spans == alone[1][k].spans
        assert np.array_equal(tokens.states, alone[1][k].states)


@pytest.mark.parametrize("size", [1, 2, 7, 30])
def test_texts_drawn_at_random_in_any_order_are_as_alone(
    size: int, encoder: Encoder, crowd: list[str], alone: tuple[list[Vectors], list[TokenStates]]
) -> None:
    draw = np.random.default_rng(size)
    for _ in range(3):
        check(encoder, crowd, draw.permutation(len(crowd))[:size].tolist(), alone)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_all_texts_at_once_are_as_alone(
    threads: int, crowd: list[str], alone: tuple[list[Vectors], list[TokenStates]]
) -> None:
    check(encoders.load(threads=threads), crowd, np.random.default_rng(threads).permutation(len(crowd)).tolist(), alone)


@pytest.mark.parametrize("budget", [1, 64, 4096])
def test_the_size_of_batches_moves_nothing(
    budget: int,
    encoder: Encoder,
    crowd: list[str],
    alone: tuple[list[Vectors], list[TokenStates]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "BUDGET", budget)
    chosen = [k for k, text in enumerate(crowd) if len(text) < 500]
    assert np.array_equal(encoder.encode([crowd[k] for k in chosen]), [alone[0][k] for k in chosen])


def test_batches_hold_every_window_once_in_parts_of_like_size_about_the_budget() -> None:
    draw = np.random.default_rng(0)
    windows = [[7] * length for length in (*draw.integers(1, 513, 300), *[9] * 97, *[40] * 11)]
    found = list(batches.batches(windows))
    assert sorted(place for batch in found for place in batch.places) == list(range(len(windows)))
    sizes = defaultdict(list)
    for batch in found:
        rows, length = batch.ids.shape
        sizes[length].append(rows)
        assert rows == 1 or rows * length < 2 * batches.BUDGET
        assert batch.ids.tolist() == [windows[place] for place in batch.places]
    assert all(max(rows) - min(rows) <= 1 for rows in sizes.values())
    assert len(sizes[40]) == 1  # rather than one of nine rows and one of two


def test_results_come_in_the_order_of_the_windows() -> None:
    windows = [[k] * (k % 9 + 1) for k in range(100)]
    assert batches.run(lambda batch: batch.ids[:, 0].tolist(), windows, 3) == list(range(100))
