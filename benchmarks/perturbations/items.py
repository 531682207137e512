"""Items for the detection benchmark: a clean one, and what distortions make of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .edits import Edits, apply
from .kinds import Kind, Text, dice

Item = dict[str, Any]


class Base(NamedTuple):
    """A clean item's texts: a side that is absent is None."""

    id: str
    source: str | None
    translation: str | None
    twin: str | None
    hop: str | None = "translation-twin"


def item(id: str, task: str, category: str, base: Base, **more: Any) -> Item:
    """A line of the benchmark, in the form that its scorer reads."""
    sides = {"source": base.source, "translation": base.translation, "twin": base.twin}
    return {
        "id": id, "task": task, "category": category, **sides,
        "clean": False, "pair": None, "gold": [], "hop": None, **more,
    }  # fmt: skip


def label(text: str, edits: Edits) -> str:
    """What an edit does, whatever the figures: that no one rewriting crowds out the others."""
    first = edits[0]
    return re.sub(r"\d+", "0", f"{text[first.start : first.end]}>{first.text}".lower())[:60]


def names_of(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital within a sentence and never without one."""
    capital: Counter[str] = Counter()
    small: set[str] = set()
    for text in texts:
        capital.update(re.findall(r"(?<=[a-z,] )[A-Z][^\W\d_]+", text))
        small.update(re.findall(r"(?<![^\W\d_])[a-z][^\W\d_]+", text))
    return frozenset(word for word in capital if word.lower() not in small)


def perturbed(kind: Kind, bases: Iterable[Base], task: str, prefix: str, names: frozenset[str]) -> Iterator[Item]:
    """One item of a kind for every base that allows it, rare rewritings first."""
    used: Counter[str] = Counter()
    faithful = kind.category.startswith("clean")
    for base in bases:
        twin = base.twin or ""
        text = Text(twin, base.source or base.twin or "", names)
        ways = list(kind.ways(text))
        dice(f"{kind.name}/{base.id}").shuffle(ways)
        for edits in sorted(ways, key=lambda way: used[label(twin, way)]):
            new, gold = apply(twin, edits)
            if new != twin and new.strip():
                used[label(twin, edits)] += 1
                more = {"clean": True} if faithful else {"gold": [list(s) for s in gold], "hop": base.hop}
                pair = f"{prefix}/clean/{base.id}"
                name = f"{prefix}/{kind.name}/{base.id}"
                yield item(name, task, kind.category, base._replace(twin=new), pair=pair, **more)
                break


def capped(made: Iterable[Iterator[Item]], cap: int) -> Iterator[Item]:
    """Items of the kinds of one category in turn, up to the cap, so that every kind has its share."""
    queues = list(made)
    count = 0
    while queues and count < cap:
        for queue in list(queues):
            found = next(queue, None)
            if found is None:
                queues.remove(queue)
            elif count < cap:
                count += 1
                yield found


def categories(kinds: Iterable[Kind]) -> dict[str, list[Kind]]:
    grouped: dict[str, list[Kind]] = defaultdict(list)
    for kind in kinds:
        grouped[kind.category].append(kind)
    return dict(grouped)
