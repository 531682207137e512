"""Tab-separated values: a header row, then a row an item with its scores, counts of findings, and these as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from aligner.bitext import Hop
from aligner.finding import Severity
from aligner.items import ScoredItem
from aligner.lang.controls import escaped, visible

_SCORES = (*Hop, "chain")
_COUNTS = tuple(reversed(Severity))


def render(items: Iterable[ScoredItem]) -> Iterator[str]:
    """The columns of the items' own fields and of other metrics are the first item's; a missing score is empty."""
    columns: list[str] | None = None
    peers: list[str] = []
    for item in items:
        if columns is None:
            columns = [key for key in item.item.fields if key not in {*_SCORES, *_COUNTS}]
            peers = list(item.peers or ())
            yield _line(["id", *columns, *_SCORES, *peers, *_COUNTS, "findings"])
        yield _line(_cells(item, columns, peers))


def _cells(item: ScoredItem, columns: Iterable[str], peers: Iterable[str]) -> Iterator[Any]:
    data = item.to_dict()
    yield data["id"]
    yield from (data.get(column) for column in columns)
    yield from (data["fidelity"].get(score) for score in _SCORES)
    yield from (data.get("peers", {}).get(peer) for peer in peers)
    yield from (sum(finding.severity is severity for finding in item.findings) for severity in _COUNTS)
    yield data["findings"]


def _line(cells: Iterable[Any]) -> str:
    return "\t".join(map(_field, cells)) + "\n"


def _field(value: Any) -> str:
    """A value without tabs and line ends; what is no text is JSON."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else escaped(json.dumps(value, ensure_ascii=False))
