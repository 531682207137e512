"""Values as JSON that is the same in every process, which is what fingerprints and keys are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any


def canonical(value: Any) -> bytes:
    """One line of ASCII for a value that is made of plain data, data classes, enumerations and sets."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(value[key])] for key in value)
    if isinstance(value, AbstractSet):  # whose order differs between processes
        return sorted(_plain(each) for each in value)
    if isinstance(value, Iterable):
        return [_plain(each) for each in value]
    return str(value)
