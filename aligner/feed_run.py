"""A run over feeds: its items, what came of each, and the whole of it as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aligner.articles import Article, BadArticle
from aligner.finding import Finding, Severity, Status
from aligner.history import KnownFinding
from aligner.matching import Match, Unmatched
from aligner.report import Report


class State(StrEnum):
    """What was done with an item; one that is unchanged or older was not judged again, nor can it fail."""

    CHECKED = "checked"
    BROKEN = "broken"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Item:
    """A chain of articles and what came of it.

    `number` counts from 1 in the order of the pools. `scores` are from 0 to 100 by hop and for the chain; `error` says
    why a broken one cannot be compared, `failures` why it does not pass. The `report` is there only while it is written
    out: a run over thousands of items cannot hold all.
    """

    number: int
    match: Match
    state: State
    report: Report | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    findings: tuple[Finding | KnownFinding, ...] = ()
    error: str = ""
    failures: tuple[str, ...] = ()

    @property
    def lead(self) -> Article:
        """The first article of the chain, which the item is called by."""
        return next(iter(self.match.articles.values()))

    @property
    def counts(self) -> dict[Severity, int]:
        """How many new findings there are of each severity, the worst first."""
        count = Counter(finding.severity for finding in self.findings if finding.status == Status.NEW)
        return {severity: count[severity] for severity in reversed(Severity)}

    @property
    def standing(self) -> str:
        """What came of it, in a word."""
        return {State.CHECKED: "failed" if self.failures else "passed"}.get(self.state, self.state.value)


@dataclass(frozen=True, slots=True)
class Run:
    """A run over feeds; a partial one was broken off before all `planned` items were looked at.

    `bad` are items of feeds that cannot be used, and what is wrong with some that are; `failures` say why the run as
    a whole does not pass.
    """

    items: tuple[Item, ...]
    unmatched: tuple[Unmatched, ...]
    bad: tuple[BadArticle, ...]
    planned: int
    failures: tuple[str, ...] = ()
    signature: str = ""

    @property
    def partial(self) -> bool:
        """Whether it was broken off."""
        return len(self.items) < self.planned

    @property
    def counts(self) -> dict[Severity, int]:
        """The new findings of all items that were checked, by severity."""
        total: Counter[Severity] = Counter()
        for item in self.items:
            total.update(item.counts if item.state is State.CHECKED else {})
        return {severity: total[severity] for severity in reversed(Severity)}

    @property
    def fidelity(self) -> float | None:
        """The mean over the items that were checked."""
        scores = [item.scores["chain"] for item in self.items if item.state is State.CHECKED]
        return sum(scores) / len(scores) if scores else None


def summary_dict(run: Run) -> dict[str, Any]:
    """What a run comes to, as plain data."""
    count = Counter(item.standing for item in run.items)
    return {
        "partial": run.partial,
        "planned": run.planned,
        "items": dict(count),
        "fidelity": None if run.fidelity is None else round(run.fidelity, 2),
        "findings": {severity.value: number for severity, number in run.counts.items()},
        "unmatched": len(run.unmatched),
        "notices": [str(bad) for bad in run.bad],
        "failures": list(run.failures),
        "signature": run.signature,
    }


def item_dict(item: Item) -> dict[str, Any]:
    """An item as plain data, its report and findings apart."""
    return {
        "item": item.number,
        "state": item.state.value,
        "standing": item.standing,
        "title": item.lead.title,
        "confidence": round(item.match.confidence, 2),
        "articles": {role.value: article_dict(article) for role, article in item.match.articles.items()},
        "missing": {role.value: reason for role, reason in item.match.missing.items()},
        "fidelity": dict(item.scores),
        "findings": {severity.value: number for severity, number in item.counts.items()},
        "failures": list(item.failures),
        **({"error": item.error} if item.error else {}),
    }


def article_dict(article: Article) -> dict[str, Any]:
    """An article without its text, as plain data."""
    return {
        "id": article.id,
        "origin": article.origin,
        "title": article.title,
        "lang": article.lang,
        "published": article.published.isoformat() if article.published else None,
        "link": article.link,
        "outlet": article.outlet,
    }


def unmatched_dict(unmatched: Unmatched) -> dict[str, Any]:
    """An article without a partner, as plain data."""
    return {
        "role": unmatched.role.value,
        "article": article_dict(unmatched.article),
        "nearest": article_dict(unmatched.nearest) if unmatched.nearest else None,
        "confidence": round(unmatched.confidence, 2),
        "reason": unmatched.reason,
    }
