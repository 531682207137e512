"""Articles of pools without shared ids find their partners, and stay alone rather than take a wrong one."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.articles import Article
from aligner.bitext import Role
from aligner.encoding import Encoder, Vectors, unit
from aligner.matching import Matching, match
from aligner.readers import read

SAMPLES = Path(__file__).parents[1] / "samples"
DAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


class Words:
    """Each sentence has a vector that its first word decides; no model is needed."""

    name = "words"

    def encode(self, texts: Sequence[str]) -> Vectors:
        seeds = (crc32(text.split()[0].encode("utf-8", "replace")) if text.split() else 0 for text in texts)
        vectors = [np.random.default_rng(seed).standard_normal(128) for seed in seeds]
        return unit(np.array(vectors, np.float32).reshape(-1, 128))

    def sentence_mean(self, lang: str) -> Vectors:
        return np.zeros(128, np.float32)


WORDS: Encoder = Words()  # type: ignore[assignment]


def article(id: str, sentences: Iterable[str], published: datetime | None = DAY) -> Article:
    text = "\n\n".join(f"{first} was what they told us on that day." for first in sentences)
    return Article(id, f"feed.xml, {id}", text.split("\n")[0], text, "en", published)


def story(name: str, size: int = 8) -> list[str]:
    return [f"{name}{chr(97 + k)}" for k in range(size)]


def pairs(found: Matching) -> set[frozenset[str]]:
    return {frozenset(a.id for a in chain.articles.values()) for chain in found.chains}


def pools(names: Sequence[str]) -> dict[Role, list[Article]]:
    return {role: [article(f"{role}-{name}", story(name)) for name in names] for role in Role}


NAMES = ["Harbour", "Election", "Football", "Volcano", "Budget"]


def test_three_pools_are_joined() -> None:
    found = match(pools(NAMES), WORDS)
    assert pairs(found) == {frozenset(f"{role}-{name}" for role in Role) for name in NAMES}
    assert not found.unmatched
    assert all(0.9 < chain.confidence <= 1 for chain in found.chains)


@given(st.randoms(use_true_random=False), st.integers(0, 2**15 - 1))
@settings(max_examples=15, deadline=None)
def test_every_article_stands_once_and_order_does_not_matter(shuffle: random.Random, missing: int) -> None:
    given_pools = pools(NAMES)
    kept = {
        role: [a for n, a in enumerate(found) if not missing >> (5 * k + n) & 1]
        for k, (role, found) in enumerate(given_pools.items())
    }
    found = match(kept, WORDS)
    shuffled = {role: shuffle.sample(pool, len(pool)) for role, pool in kept.items()}
    assert pairs(match(shuffled, WORDS)) == pairs(found)
    told = [a.id for chain in found.chains for a in chain.articles.values()] + [u.article.id for u in found.unmatched]
    assert sorted(told) == sorted(a.id for pool in kept.values() for a in pool)
    assert all(len({a.id.split("-")[1] for a in chain.articles.values()}) == 1 for chain in found.chains)


def test_empty_pools_leave_everything_alone() -> None:
    assert match({}, WORDS) == Matching((), ())
    assert match({role: [] for role in Role}, WORDS) == Matching((), ())
    found = match({Role.SOURCE: [article("a", story("Harbour"))], Role.TWIN: []}, WORDS)
    (alone,) = found.unmatched
    assert (alone.nearest, alone.confidence) == (None, 0.0)


def test_an_article_without_words_is_left_out_and_said_so() -> None:
    blank = Article("blank", "feed.xml, blank", "", " \n… !", "und")
    found = match(
        {Role.SOURCE: [blank, article("a", story("Harbour"))], Role.TWIN: [article("b", story("Harbour"))]}, WORDS
    )
    assert pairs(found) == {frozenset("ab")}
    assert [(u.article.id, u.reason) for u in found.unmatched] == [("blank", "it holds no words")]


def test_titles_alone_match_nothing() -> None:
    daily = {
        role: [article(f"{role}{n}", ["Weather", *story(f"Day{n}")]) for n in "123"]
        for role in (Role.SOURCE, Role.TWIN)
    }
    assert pairs(match(daily, WORDS)) == {frozenset((f"source{n}", f"twin{n}")) for n in "123"}


@pytest.mark.parametrize("same_id", [True, False])
def test_the_same_item_twice_is_matched_once(same_id: bool) -> None:
    one = article("a", story("Harbour"))
    again = one if same_id else replace(one, id="a2", origin="feed.xml, a2", published=DAY + timedelta(days=1))
    found = match({Role.SOURCE: [again, one], Role.TWIN: [article("b", story("Harbour"))]}, WORDS)
    assert pairs(found) == {frozenset("ab")}
    (left,) = found.unmatched
    assert left.reason == "it has the same text as feed.xml, a"


def test_an_updated_version_does_not_take_the_place_of_the_original() -> None:
    original = story("Harbour")
    sources = [article("update", [*original[:5], *story("Later", 3)]), article("original", original)]
    found = match({Role.SOURCE: sources, Role.TWIN: [article("twin", original)]}, WORDS)
    assert pairs(found) == {frozenset(("original", "twin"))}
    (left,) = found.unmatched
    assert left.nearest is not None
    assert "is matched with feed.xml, original" in left.reason


def test_two_versions_that_are_equally_near_are_left_alone() -> None:
    base = story("Harbour", 12)
    sources = [article("first", [*base, "Older"]), article("second", [*base, "Newer"])]
    found = match({Role.SOURCE: sources, Role.TWIN: [article("twin", base)]}, WORDS)
    assert not found.chains
    (reason,) = (u.reason for u in found.unmatched if u.role is Role.TWIN)
    assert "but so does feed.xml" in reason


def report(id: str, figures: Sequence[int], published: datetime | None = DAY) -> Article:
    lines = ["Shares closed higher in the city.", *(f"{name} index rose to {value} points." for name, value in
             zip(("Main", "Small", "Bank", "Oil"), figures, strict=True))]  # fmt: skip
    return Article(id, f"feed.xml, {id}", lines[0], "\n\n".join(lines), "en", published)


def test_daily_reports_in_the_same_words_are_told_apart_by_their_figures() -> None:
    days = [[n * 100 + k * 7 + 31 for k in range(4)] for n in range(1, 6)]
    both = {
        role: [report(f"{role}{n}", figures) for n, figures in enumerate(days)] for role in (Role.SOURCE, Role.TWIN)
    }
    assert pairs(match(both, WORDS)) == {frozenset((f"source{n}", f"twin{n}")) for n in range(5)}


def test_a_shared_event_is_no_match() -> None:
    other = [*story("Harbour", 2), *story("Else", 6)]
    found = match({Role.SOURCE: [article("a", other)], Role.TWIN: [article("b", story("Harbour"))]}, WORDS)
    assert not found.chains
    assert {u.article.id: u.nearest.id for u in found.unmatched if u.nearest} == {"a": "b", "b": "a"}
    assert all("is not in the pool" in u.reason for u in found.unmatched)


def test_wrong_dates_forbid_no_match() -> None:
    both = pools(NAMES)
    far = {
        role: [replace(a, published=DAY + timedelta(days=900 * k)) for k, a in enumerate(p)] for role, p in both.items()
    }
    far[Role.TWIN] = [replace(a, published=None) for a in far[Role.TWIN]]
    assert len(match(far, WORDS).chains) == len(NAMES)


def sample(name: str) -> Article:
    document = read(SAMPLES / name, Role.SOURCE)
    return Article(name, name, document.text.splitlines()[0], document.text, document.lang)


RELATED = ["related/end-of-partnership.txt", "related/withdrawal-2025.txt"]


def test_the_sample_is_matched_among_articles_on_the_same_event(encoder: Encoder) -> None:
    sources = [sample(name) for name in [*RELATED, "iss/source.txt"]]
    both = {Role.TRANSLATION: [sample("iss/arabic.txt")], Role.TWIN: [sample("iss/twin.txt")]}
    found = match({Role.SOURCE: sources, **both}, encoder)
    assert pairs(found) == {frozenset(("iss/source.txt", "iss/arabic.txt", "iss/twin.txt"))}
    assert {u.article.id for u in found.unmatched} == set(RELATED)


def test_a_chain_without_its_source_says_so(encoder: Encoder) -> None:
    both = {Role.TRANSLATION: [sample("iss/arabic.txt")], Role.TWIN: [sample("iss/twin.txt")]}
    found = match({Role.SOURCE: [sample(name) for name in RELATED], **both}, encoder)
    (chain,) = found.chains
    assert set(chain.articles) == {Role.TRANSLATION, Role.TWIN}
    assert "its source is not in the pool" in chain.missing[Role.SOURCE]
