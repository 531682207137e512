"""Made-up news: sentences written for all sides, with the changes that they allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .edits import Edit, apply
from .items import Base, Item, item

NEWS = Path(__file__).with_name("made.tsv")


class Planned(NamedTuple):
    """A change: words of the twin for others, and of the Arabic too where both hops could have it."""

    category: str
    old: str
    new: str
    arabic: tuple[str, str] | None


class News(NamedTuple):
    """A row of the table of made-up news."""

    base: Base
    changes: tuple[Planned, ...]


def planned(field: str) -> Planned:
    category, old, new, *arabic = field.split("~")
    return Planned(category, old, new, (arabic[0], arabic[1]) if arabic else None)


@cache
def news() -> tuple[News, ...]:
    lines = (x for x in NEWS.read_text(encoding="utf-8").splitlines() if not x.startswith("#"))
    return tuple(
        News(Base(f"made{number:03}", source, arabic, twin), tuple(planned(field) for field in fields))
        for number, (source, arabic, twin, *fields) in enumerate(line.split("\t") for line in lines)
    )


def replaced(text: str, old: str, new: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with the words changed where they first stand as words."""
    ends = (r"(?<!\w)" if old[0].isalnum() else "", r"(?!\w)" if old[-1].isalnum() else "")
    found = re.search(ends[0] + re.escape(old) + ends[1], text)
    if not found:
        raise ValueError(f"{old!r} is not in {text!r}")
    return apply(text, [Edit(found.start(), found.end(), new)])


def hop_two(task: str, prefix: str, hop: str | None) -> Iterator[Item]:
    """Items whose twin is wrong, or in other words."""
    for base, changes in news():
        for number, change in enumerate(changes):
            twin, gold = replaced(base.twin or "", change.old, change.new)
            clean = change.category.startswith("clean")
            more = {"clean": True} if clean else {"gold": [list(s) for s in gold], "hop": hop}
            yield item(
                f"{prefix}/made.{number}/{base.id}", task, change.category, base._replace(twin=twin),
                pair=f"{prefix}/clean/{base.id}", **more,
            )  # fmt: skip


def hop_one(task: str, prefix: str, side: str) -> Iterator[Item]:
    """Items whose Arabic is wrong: a twin that follows it, that does not, or none."""
    for base, changes in news():
        for number, change in enumerate(changes):
            if not change.arabic:
                continue
            arabic, _ = replaced(base.translation or "", *change.arabic)
            twin, gold = replaced(base.twin or "", change.old, change.new)
            sides = {"followed": (twin, gold), "repaired": (base.twin, ()), "absent": (None, ())}[side]
            yield item(
                f"{prefix}/made_{side}.{number}/{base.id}", task, change.category,
                base._replace(translation=arabic, twin=sides[0]), pair=f"{prefix}/clean/{base.id}",
                gold=[list(s) for s in sides[1]], hop="source-translation",
            )  # fmt: skip
