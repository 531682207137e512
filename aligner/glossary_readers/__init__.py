"""Reads a glossary: one format a file, told by the path's suffix.

A member module has `SUFFIXES` and `entries(data, where)`, which raises InputError with the line for what is no
glossary.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from aligner.config import MAX_BYTES
from aligner.errors import InputError
from aligner.glossary import Entry, Glossary

LAST_RESORT = "tsv"


class GlossaryReader(Protocol):
    """A member of this folder."""

    SUFFIXES: tuple[str, ...]

    def entries(self, data: bytes, where: str) -> Iterator[Entry]:
        """The entries of a file; raises InputError."""


def read_glossary(path: Path) -> Glossary:
    """The glossary at `path`; raises InputError if it cannot be read or holds nothing."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read ({reason}); check the path") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{path} is too large for a glossary: {len(data)} bytes, {MAX_BYTES} at most")
    members = readers()
    suffix = path.suffix.lower()
    reader = next((member for member in members.values() if suffix in member.SUFFIXES), members[LAST_RESORT])
    found = tuple(reader.entries(data, str(path)))
    if not found:
        raise InputError(f"{path} holds no terms; give some")
    return found


def readers() -> dict[str, GlossaryReader]:
    """All members by name."""
    return {
        info.name: cast(GlossaryReader, import_module(f"{__name__}.{info.name}")) for info in iter_modules(__path__)
    }
