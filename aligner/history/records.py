"""What the history knows, as plain values; all times are given by the caller."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aligner.articles import Article
from aligner.bitext import Role
from aligner.finding import Finding

CHAIN = "chain"
"""The name of the whole chain's fidelity among the scores."""


class State(StrEnum):
    """What the history knows of an item: nothing, another text or another way to judge it, or all there is to know."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


class By(StrEnum):
    """What a trend is of."""

    FEED = "feed"
    OUTLET = "outlet"


class Period(StrEnum):
    """What one point of a trend stands for."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item in one of its states: `key` stands for the ids of its articles, `content` for their texts.

    `feed` is what the user calls the feeds it comes from; ids need only be unique there.
    """

    feed: str
    key: str
    content: str


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as it is remembered, by its fingerprint."""

    id: str
    check: str
    category: str
    severity: str
    hop: str
    status: str
    message: str


@dataclass(frozen=True, slots=True)
class Item:
    """A chain that was judged; `scores` are fidelities from 0 to 100 by hop and for the chain."""

    key: ItemKey
    title: str
    outlet: str
    published: datetime | None
    scores: Mapping[str, float]
    findings: tuple[KnownFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run and what it came to; one that did not come to its end is not `complete`.

    `fidelity` is the mean over its items, `findings` counts the new ones by severity.
    """

    number: int
    started: datetime
    ended: datetime | None
    complete: bool
    signature: str
    arguments: tuple[str, ...]
    items: int
    fidelity: float | None
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Point:
    """The items of a day, or of the week that begins on it."""

    start: date
    items: int
    fidelity: float | None
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Trend:
    """How a feed or an outlet fares over time, earliest first."""

    name: str
    points: tuple[Point, ...]


def item_key(feed: str, articles: Mapping[Role, Article]) -> ItemKey:
    """The key of a chain of articles."""
    chain = [(role, articles[role]) for role in Role if role in articles]
    ids = _hash(text for role, article in chain for text in (role, article.id))
    return ItemKey(feed, ids, _hash(text for role, article in chain for text in (role, article.lang, article.text)))


def item_of(
    feed: str, articles: Mapping[Role, Article], scores: Mapping[str, float], findings: Iterable[Finding]
) -> Item:
    """A chain of articles and what was found; it is called as its translation is, if it has one."""
    lead = articles.get(Role.TRANSLATION) or next(articles[role] for role in Role if role in articles)
    known = tuple(
        KnownFinding(f.id, f.check, f.category.value, f.severity.value, f.hop.value, f.status.value, f.message)
        for f in findings
    )
    return Item(item_key(feed, articles), lead.title, lead.outlet, lead.published, scores, known)


def _hash(texts: Iterable[str]) -> str:
    """A hash of texts and of where each of them ends."""
    total = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:32]
