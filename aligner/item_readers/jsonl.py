"""JSON lines: an object a line with `id`, two or three of `source`, `translation` and `twin`, and other fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import NoReturn

from aligner.item_readers import lines
from aligner.items import BadItem, Item, item_of

SUFFIXES = (".jsonl", ".ndjson")


def starts(line: bytes) -> bool:
    """Whether the line opens an object."""
    return line.lstrip().startswith(b"{")


def items(pieces: Iterable[bytes], where: str) -> Iterator[Item | BadItem]:  # noqa: ARG001 - a line tells its own place
    """The item of each line."""
    for line in lines(pieces):
        yield line if isinstance(line, BadItem) else _item(*line)


def _item(number: int, line: str) -> Item | BadItem:
    try:
        fields = json.loads(line, parse_constant=_refuse, parse_float=_number)
    except json.JSONDecodeError as error:
        return BadItem(number, f"no JSON: {error.msg} at character {error.colno}")
    except ValueError as error:
        return BadItem(number, f"no JSON: {error}")
    except RecursionError:
        return BadItem(number, "nested too deeply")
    if not isinstance(fields, dict):
        return BadItem(number, "no JSON object; write {…}")
    return item_of(fields, number)


def _number(digits: str) -> float:
    """A number that can be written again."""
    value = float(digits)
    return value if isfinite(value) else _refuse(digits)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name[:20]} is no number of JSON's")
