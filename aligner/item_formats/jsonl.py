"""One JSON object an item: its own fields, `fidelity` and `findings`; keys are named as in the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from aligner.items import ScoredItem
from aligner.lang.controls import escaped


def render(items: Iterable[ScoredItem]) -> Iterator[str]:
    """A line an item; characters that steer terminals are written as escapes."""
    for item in items:
        yield f"{escaped(json.dumps(item.to_dict(), ensure_ascii=False))}\n"
