"""The files of a shard: one output format a file, all of a shard in memory at once.

A member has `SUFFIX`, `render(stem, rows, account)`, which gives the files by name in the order in which they have to
be written, and `account(folder, stem)`, which gives what the files say of themselves, or None if they are not there,
not whole or not ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol, cast

OWN = frozenset({"number", "id", "languages", "fidelity", "severities", "passed", "warnings", "findings", "report"})
"""What a row has; fields of an item that are called so give way."""


class Writer(Protocol):
    """A member of this folder."""

    SUFFIX: str

    def render(self, stem: str, rows: Sequence[Mapping[str, Any]], account: str) -> dict[str, bytes]:
        """The files of a shard; `account` is JSON."""

    def account(self, folder: Path, stem: str) -> str | None:
        """What was given as account when the files were written."""

    def names(self, stem: str) -> tuple[str, ...]:
        """What the files of a shard are called."""


def writer(name: str) -> Writer:
    """The member of this name."""
    return cast(Writer, import_module(f"{__name__}.{name}"))


def formats() -> list[str]:
    """The names of all members."""
    return [info.name for info in iter_modules(__path__)]
