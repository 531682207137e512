"""Parquet: a file, or a folder of them in the order of their names; read a few rows at a time. Needs pyarrow.

The columns are called as the keys of JSON lines: id, source, translation, twin, and others, which go along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.batch_readers import Reading
from aligner.bitext import Role
from aligner.errors import InputError
from aligner.extras import needed
from aligner.items import BadItem, Item, item_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

SUFFIX = ".parquet"
ROWS_AT_ONCE = 256


def reads(path: Path) -> bool:
    """Whether it is a Parquet file, or a folder that holds some."""
    return path.suffix.lower() == SUFFIX or (path.is_dir() and any(path.glob(f"*{SUFFIX}")))


def items(path: Path, reading: Reading) -> Iterator[Item | BadItem]:  # noqa: ARG001 - tables have no encodings
    """The item of each row, counted from 1 over all files; raises InputError for a file without two texts."""
    number = 0
    for file in _files(path):
        with _opened(file) as table:
            for row in _rows(table, file):
                number += 1
                yield item_of(row, number)


def expected(path: Path) -> int | None:
    """Exactly, for each file tells it."""
    count = 0
    for file in _files(path):
        with _opened(file) as table:
            count += table.metadata.num_rows
    return count


def _files(path: Path) -> list[Path]:
    return sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]


def _opened(path: Path) -> ParquetFile:
    with needed("Parquet files", "batch"):
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - not everybody has it
    try:
        table = parquet.ParquetFile(path)
    except (OSError, ArrowException) as error:
        raise InputError(f"{path} cannot be read as Parquet ({_line(error)}); check the file") from None
    _check(table.schema_arrow, path)
    return table


def _check(schema: pa.Schema, path: Path) -> None:
    """Raise InputError unless two columns or more can be texts."""
    from pyarrow import types  # noqa: PLC0415 - it has just opened a file

    texts = [role for role in Role if role in schema.names]
    if len(texts) < 2 or len(set(schema.names)) < len(schema.names):
        raise InputError(f"{path}: needs two or more of the columns {', '.join(Role)}, and no column twice")
    for role in texts:
        kind = schema.field(role.value).type
        kind = kind.value_type if types.is_dictionary(kind) else kind
        if not (
            types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) or types.is_null(kind)
        ):
            raise InputError(f"{path}: the column {role} holds {kind}, and no text; make it a string")


def _rows(table: ParquetFile, path: Path) -> Iterator[Mapping[str, Any]]:
    from pyarrow import ArrowException  # noqa: PLC0415 - it has just opened a file

    try:
        for batch in table.iter_batches(ROWS_AT_ONCE):
            yield from ({name: _plain(value) for name, value in row.items()} for row in batch.to_pylist())
    except (OSError, ArrowException, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read to its end ({_line(error)}); check the file") from None


def _plain(value: Any) -> Any:
    """A value as JSON can have it; what it has no kind for is a text."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
