"""Articles on the same event are told from translations of each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aligner.encoding import unit
from aligner.relatedness import same_article
from aligner.units import Units

RNG = np.random.default_rng(7)


def units(n: int) -> Units:
    yes, no = np.ones(n, np.bool_), np.zeros(n, np.bool_)
    vectors = unit(RNG.standard_normal((n, 64)).astype(np.float32))
    return Units(vectors, np.ones(n), yes, no, no, no, (frozenset(),) * n)


@pytest.mark.parametrize("size", [1, 2, 3, 30, 1000])
def test_a_copy_is_the_same_article(size: int) -> None:
    whole = units(size)
    assert same_article(whole, whole, same_language=True)


@pytest.mark.parametrize("size", [1, 2, 3, 30, 1000])
def test_another_text_is_not(size: int) -> None:
    assert not same_article(units(size), units(size), same_language=True)


def test_a_summary_is_the_same_article() -> None:
    whole = units(40)
    assert same_article(whole, whole.some(range(0, 40, 3)), same_language=False)


def test_an_article_that_shares_a_fifth_is_not() -> None:
    whole, other = units(30), units(30)
    mixed = replace(whole, vectors=np.concatenate([whole.vectors[:6], other.vectors[6:]]))
    assert not same_article(whole, mixed, same_language=False)


@pytest.mark.parametrize("size", [0, 5])
def test_a_text_without_sentences_tells_no_story(size: int) -> None:
    assert not same_article(units(0), units(size), same_language=False)
    assert not same_article(units(size), units(0), same_language=False)
