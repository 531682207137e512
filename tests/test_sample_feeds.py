"""The made-up feeds of samples/feeds: readable in each encoding, and as their script makes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.articles import Article
from aligner.feed_readers import read_articles

ROOT = Path(__file__).parents[1]
FEEDS = ROOT / "samples/feeds"
NAMES = {"source": "source.xml", "translation": "arabic.xml", "twin": "twin.json"}
TRUTH = json.loads((FEEDS / "truth.json").read_text(encoding="utf-8"))


def articles(name: str) -> dict[str, Article]:
    found = list(read_articles(FEEDS / name))
    assert all(isinstance(article, Article) for article in found), "no item is bad, and nothing is to be noticed"
    return {article.id: article for article in found if isinstance(article, Article)}


POOLS = {role: articles(name) for role, name in NAMES.items()}


def test_each_feed_has_a_dozen_items_of_its_language() -> None:
    assert {role: len(pool) for role, pool in POOLS.items()} == {"source": 12, "translation": 13, "twin": 12}
    assert {role: {article.lang for article in pool.values()} for role, pool in POOLS.items()} == {
        "source": {"en"}, "translation": {"ar"}, "twin": {"en"},
    }  # fmt: skip


@pytest.mark.parametrize("name", ["arabic-iso-8859-6.xml", "arabic-utf-16.xml"])
def test_the_arabic_feed_is_the_same_in_each_encoding(name: str) -> None:
    def told(pool: dict[str, Article]) -> dict[str, tuple[object, ...]]:
        return {article.id: (article.text, article.published, article.outlet) for article in pool.values()}

    assert told(articles(name)) == told(POOLS["translation"])


def test_the_truth_is_about_these_items() -> None:
    for role, pool in POOLS.items():
        told = [story[role] for story in (*TRUTH["chains"], *TRUTH["alone"]) if role in story]
        assert sorted(told) == sorted(pool)
    assert len({article.id for pool in POOLS.values() for article in pool.values()}) == sum(map(len, POOLS.values()))


def test_what_is_planted_stands_in_the_texts() -> None:
    chains = {chain["story"]: chain for chain in TRUTH["chains"]}
    assert len(TRUTH["findings"]) == 3
    for finding in TRUTH["findings"]:
        for role, pool in POOLS.items():
            assert finding[role] in pool[chains[finding["story"]][role]].text


def test_bodies_have_neither_markup_nor_what_is_not_said() -> None:
    for pool in POOLS.values():
        for article in pool.values():
            assert article.text.startswith(article.title + "\n\n")
            assert [mark for mark in ("<", "&", "track(", "File photo") if mark in article.text] == []
            assert article.text.count("\n\n") >= 3


def test_the_script_makes_them(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/make_feeds.py", tmp_path], check=True)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FEEDS / made.name).read_bytes()
