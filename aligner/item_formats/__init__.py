"""The open set of formats of scored items: one a file, each with `render(items) -> texts, one an item or more`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from aligner.items import ScoredItem

Render = Callable[[Iterable[ScoredItem]], Iterator[str]]


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    return {info.name: import_module(f"{__name__}.{info.name}").render for info in iter_modules(__path__)}
