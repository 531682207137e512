"""One line a finding: id: severity category: message; nothing for an item without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.items import ScoredItem
from aligner.lang.controls import visible


def render(items: Iterable[ScoredItem]) -> Iterator[str]:
    """Each control in a text is a visible token, so no text can pass for a line."""
    for item in items:
        where = visible(str(item.item.id))
        for finding in item.findings:
            standing = f" ({finding.standing})" if finding.standing else ""
            said = visible(finding.message + standing)
            yield f"{where}: {finding.severity} {finding.category}: {said} [{finding.hop}]\n"
