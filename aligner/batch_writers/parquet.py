"""Parquet with nested columns; what the file says of itself stands in its metadata. Needs pyarrow.

Other fields of an item are JSON in the column `fields`, for their types may change from item to item.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.batch_writers import OWN
from aligner.bitext import Hop, Role
from aligner.extras import needed
from aligner.finding import Severity

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".parquet"
PREFIX = "aligner."
ACCOUNT = b"aligner.account"
_SCORES = (*(hop.value for hop in Hop), "chain")
_TEXTS = ("id", "check", "category", "mqm", "severity", "hop", "message", "status", "reason")


def names(stem: str) -> tuple[str, ...]:
    """One file."""
    return (f"{stem}{SUFFIX}",)


def render(stem: str, rows: Sequence[Mapping[str, Any]], account: str) -> dict[str, bytes]:
    """The same rows give the same bytes, with one version of pyarrow."""
    with needed("Parquet files", "batch"):
        import pyarrow as pa  # noqa: PLC0415 - not everybody has it
        from pyarrow import parquet  # noqa: PLC0415
    told = {PREFIX + name: json.loads(account).get(name, "") for name in ("fingerprint", "signature")}
    metadata: dict[Any, Any] = {**told, ACCOUNT: account.encode("ascii")}
    schema = _schema(reports=bool(rows) and "report" in rows[0]).with_metadata(metadata)
    table = pa.Table.from_pylist([_row(row) for row in rows], schema=schema)
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return {f"{stem}{SUFFIX}": file.getvalue()}


def account(folder: Path, stem: str) -> str | None:
    """What the metadata says; they stand at the end, so that a file that breaks off has none."""
    with needed("Parquet files", "batch"):
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - not everybody has it
    try:
        told = parquet.read_metadata(folder / f"{stem}{SUFFIX}").metadata or {}
    except (OSError, ArrowException):
        return None
    found: bytes | None = told.get(ACCOUNT)
    return None if found is None else found.decode("ascii", "replace")


def _schema(*, reports: bool) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415 - render has seen to it that it is there

    text, number = pa.string(), pa.int32()
    span = pa.struct({"role": text, "start": number, "end": number, "text": text})
    finding = dict.fromkeys(_TEXTS, text) | {"confidence": pa.float64(), "row": number, "spans": pa.list_(span)}
    columns = {
        "number": pa.int64(),
        "id": text,
        "fields": text,
        "languages": pa.struct({role.value: text for role in Role}),
        "fidelity": pa.struct(dict.fromkeys(_SCORES, pa.float64())),
        "severities": pa.struct({severity.value: number for severity in reversed(Severity)}),
        "passed": pa.bool_(),
        "warnings": pa.list_(text),
        "findings": pa.list_(pa.struct(finding)),
    }
    return pa.schema(columns | ({"report": text} if reports else {}))


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as the columns have it."""
    fields = {name: value for name, value in row.items() if name not in OWN}
    told = {
        **{name: row[name] for name in OWN & row.keys()},
        "id": row["id"] if isinstance(row["id"], str) else json.dumps(row["id"], ensure_ascii=False),
        "fields": json.dumps(fields, ensure_ascii=False) if fields else None,
        "findings": [_finding(finding) for finding in row["findings"]],
    }
    if "report" in row:
        told["report"] = json.dumps(row["report"], ensure_ascii=False)
    return {name: _whole(value) if isinstance(value, str) else value for name, value in told.items()}


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    spans = [{"role": role, **span} for role, places in finding["spans"].items() for span in places]
    return {**finding, "spans": spans}


def _whole(text: str) -> str:
    """Half characters (lone surrogates), which no file can hold, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
