"""What a run over many items is fed with: a file of items, a table, or a folder of documents.

Files of items are read as `aligner score` reads them (see `aligner.item_readers`). A member of this folder reads what
is no such file: it has `reads(path)` and `items(path, reading)`; `expected(path)` tells how many items there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from aligner.bitext import Role
from aligner.config import MAX_BYTES
from aligner.item_readers import STANDARD_INPUT, read_items
from aligner.items import BadItem, Item, of_segment

_BLOCK = 1 << 20
_MARKS = {".tmx": b"</tu>", ".xlf": b"</target>", ".xliff": b"</target>"}
"""What there is about one of for each item; in other files that is a line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an input is read: as whole documents or as segments; the encodings of files, and the largest one."""

    documents: bool = False
    encodings: Mapping[Role, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES


class InputReader(Protocol):
    """A member of this folder."""

    def reads(self, path: Path) -> bool:
        """Whether this is what it reads."""

    def items(self, path: Path, reading: Reading) -> Iterator[Item | BadItem]:
        """The items in order, few of them held at a time; raises InputError if there can be none."""

    def expected(self, path: Path) -> int | None:
        """How many items there are, if that is cheap to tell."""


@contextmanager
def read_input(path: Path, reading: Reading) -> Iterator[Iterator[Item | BadItem]]:
    """The items of an input, read as they are asked for; raises InputError."""
    member = _reader(path)
    if member is None:
        with read_items(path, documents=reading.documents) as items:
            yield items
    else:
        items = member.items(path, reading)
        yield items if reading.documents else (of_segment(item) if isinstance(item, Item) else item for item in items)


def expected(path: Path) -> int | None:
    """About how many items an input has, for those who wait; None where that cannot be told."""
    member = _reader(path)
    if member:
        return member.expected(path)
    if path == STANDARD_INPUT or not path.is_file():
        return None
    mark = _MARKS.get(path.suffix.lower(), b"\n")
    try:
        with path.open("rb") as file:
            return sum(block.count(mark) for block in iter(lambda: file.read(_BLOCK), b""))
    except OSError:
        return None


def _reader(path: Path) -> InputReader | None:
    if path == STANDARD_INPUT:
        return None
    members = (cast(InputReader, import_module(f"{__name__}.{info.name}")) for info in iter_modules(__path__))
    return next((member for member in members if member.reads(path)), None)
