"""A history and what is put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aligner.history import History, Item, ItemKey, KnownFinding

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # a Thursday
Make = Callable[..., Item]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".aligner/history.sqlite"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    with History(path, create=True) as history:
        yield history


@pytest.fixture
def item() -> Make:
    def make(name: str = "a", chain: float | None = 80, severities: str = "", **told: object) -> Item:
        """An item; `severities` has the first letter of each finding's, a capital one for a known finding."""
        names = {"c": "critical", "m": "major", "s": "minor"}
        findings = tuple(
            KnownFinding(
                f"{place:016x}", "names", "name", names[letter.lower()], "translation-twin",
                "new" if letter.islower() else "baseline", f"{name} became another",
            )
            for place, letter in enumerate(severities)
        )  # fmt: skip
        given = {
            "title": f"Title of {name}",
            "outlet": "Desk",
            "published": NOW,
            "feed": "space",
            "content": "1",
            **told,
        }
        key = ItemKey(str(given.pop("feed")), name, str(given.pop("content")))
        scores = {} if chain is None else {"translation-twin": chain + 1, "chain": chain}
        return Item(key, scores=scores, findings=findings, **given)  # type: ignore[arg-type]

    return make
