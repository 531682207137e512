"""Tab-separated values: a header row names the columns `id`, `source`, `translation`, `twin` and others.

As IANA has it (text/tab-separated-values): no quoting, so a field holds no tab and no line end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.bitext import Role
from aligner.errors import InputError
from aligner.item_readers import lines
from aligner.items import BadItem, Item, item_of

SUFFIXES = (".tsv", ".tab")


def starts(line: bytes) -> bool:
    """Whether the line is a header with two texts."""
    return len(_roles(line.decode("utf-8", "replace").rstrip("\r\n").split("\t"))) > 1


def items(pieces: Iterable[bytes], where: str) -> Iterator[Item | BadItem]:
    """The item of each line after the header; raises InputError for a header that does not name two texts."""
    rows = lines(pieces)
    header = next(rows, BadItem(1, "missing"))
    if isinstance(header, BadItem):
        raise InputError(f"{where}: no header row: {header}")
    columns = header[1].split("\t")
    if len(_roles(columns)) < 2 or len(set(columns)) < len(columns):
        raise InputError(f"{where}: the header row must name two or more of {', '.join(Role)}, and no column twice")
    for row in rows:
        if isinstance(row, BadItem):
            yield row
            continue
        number, line = row
        fields = line.split("\t")
        if len(fields) == len(columns):
            yield item_of(dict(zip(columns, fields, strict=True)), number)
        else:
            yield BadItem(number, f"{len(fields)} fields where the header row has {len(columns)}")


def _roles(columns: Iterable[str]) -> set[Role]:
    return {Role(column) for column in columns if column in set(Role)}
