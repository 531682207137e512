"""JSON lines: an object an item; what the file says of itself stands in a small hidden file beside it.

A first line that is no item would trouble every reader of the others. The hidden file is written last and tells the
digest of the lines, so that the two can never be taken for a pair that they are not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.lang.controls import escaped

SUFFIX = ".jsonl"


def names(stem: str) -> tuple[str, ...]:
    """The lines, and what they say of themselves."""
    return f"{stem}{SUFFIX}", f".{stem}.account.json"


def render(stem: str, rows: Sequence[Mapping[str, Any]], account: str) -> dict[str, bytes]:
    """Characters that steer terminals are written as escapes."""
    lines = "".join(f"{escaped(json.dumps(row, ensure_ascii=False))}\n" for row in rows).encode("utf-8")
    beside = {"sha256": hashlib.sha256(lines).hexdigest(), "account": account}
    return dict(zip(names(stem), (lines, json.dumps(beside).encode("ascii") + b"\n"), strict=True))


def account(folder: Path, stem: str) -> str | None:
    """What the hidden file says, if the lines are those that it was written for."""
    lines, beside = (folder / name for name in names(stem))
    try:
        told = json.loads(beside.read_bytes())
        if told["sha256"] == hashlib.sha256(lines.read_bytes()).hexdigest():
            return str(told["account"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None
