"""The open set of formats for variants: one a file, each with `render(comparison, rows) -> text`.

`rows` bounds how many rows are shown, those in which the variants part most; None leaves it to the format.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from aligner.comparison import Comparison

Render: TypeAlias = Callable[[Comparison, int | None], str]


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    modules = (info.name for info in iter_modules(__path__) if not info.ispkg)
    return {name: import_module(f"{__name__}.{name}").render for name in modules}
