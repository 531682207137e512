"""Reads what a settings file may say: a reader a kind of value.

A reader takes a value and the key it stands at, and gives it back as the program has it; it raises ConfigError with
all that is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from rapidfuzz import fuzz, process

from aligner.errors import ConfigError
from aligner.patterns import Pattern

Value = TypeVar("Value")
Named = TypeVar("Named", bound=StrEnum)
Reader: TypeAlias = Callable[[Any, str], Value]


def read_all(entries: Iterable[tuple[str, str, Any, Reader[Any]]]) -> dict[str, Any]:
    """Values by name, given as name, key, value and reader; raises ConfigError with what is wrong with any of them."""
    read: dict[str, Any] = {}
    mistakes: list[str] = []
    for name, key, value, reader in entries:
        try:
            read[name] = reader(value, key)
        except ConfigError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ConfigError(mistakes)
    return read


def unknown(key: str, name: str, known: Collection[str]) -> ConfigError:
    """That there is no such name at `key`, and which one comes nearest."""
    nearest, _, _ = process.extractOne(name, list(known), scorer=fuzz.ratio)
    what = f"{key}: there is no" if key else "there is no key"
    return ConfigError([f"{what} {shown(name)}; did you mean {shown(nearest)}?"])


def shown(value: Any) -> str:
    """A value as a message shows it, in one short line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def wrong(key: str, value: Any, wanted: str) -> ConfigError:
    """That a value is not what is wanted."""
    return ConfigError([f"{key}: {shown(value)} will not do; give {wanted}"])


def choice(*names: str) -> Reader[str]:
    """One of some words."""

    def read(value: Any, key: str) -> str:
        if isinstance(value, str) and value in names:
            return value
        if isinstance(value, str) and process.extractOne(value, names, scorer=fuzz.ratio, score_cutoff=60):
            raise unknown(key, value, names)
        raise wrong(key, value, f"one of {', '.join(names)}, in quotes")

    return read


def member(kind: type[Named]) -> Reader[Named]:
    """One of an enumeration."""
    read = choice(*(each.value for each in kind))
    return lambda value, key: kind(read(value, key))


def number(least: float, most: float) -> Reader[float]:
    """A number within bounds."""

    def read(value: Any, key: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise wrong(key, value, f"a number from {least:g} to {most:g}")
        return value

    return read


def whole(least: int) -> Reader[int]:
    """A whole number from `least` on."""

    def read(value: Any, key: str) -> int:
        if type(value) is not int or value < least:
            raise wrong(key, value, f"a whole number from {least}")
        return value

    return read


def flag(value: Any, key: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(key, value, "true or false, without quotes")
    return value


def text(value: Any, key: str) -> str:
    """Text with something in it."""
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise wrong(key, value, "text in quotes, not blank")
    return value


def spelt(form: str, wanted: str) -> Reader[str]:
    """Text of a form that a regular expression tells and `wanted` names."""

    def read(value: Any, key: str) -> str:
        if not isinstance(value, str) or not re.fullmatch(form, value):
            raise wrong(key, value, wanted)
        return value

    return read


def day(value: Any, key: str) -> date:
    """A day."""
    if type(value) is not date:
        raise wrong(key, value, "a day such as 2030-12-31, without quotes")
    return value


def pattern(value: Any, key: str) -> Pattern:
    """A regular expression."""
    try:
        return Pattern(text(value, key))
    except ConfigError as error:
        raise ConfigError([m if m.startswith(f"{key}: ") else f"{key}: {m}" for m in error.mistakes]) from None


def several(reader: Reader[Value], least: int = 0) -> Reader[tuple[Value, ...]]:
    """A list of values of one kind, so many at least."""

    def read(value: Any, key: str) -> tuple[Value, ...]:
        if isinstance(value, dict):
            raise wrong(key, value, f"a list: tables stand under [[{key}]]")
        if not isinstance(value, list) or len(value) < least:
            raise wrong(key, value, f"a list of {least} or more, in brackets" if least else "a list, in brackets")
        return tuple(read_all((f"{k}", f"{key}[{k}]", each, reader) for k, each in enumerate(value, 1)).values())

    return read


def table(readers: Mapping[str, Reader[Any]]) -> Reader[dict[str, Any]]:
    """A table of named values, none of which it must have; the whole file is the one at no key."""

    def read(value: Any, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(key, value, f"a table of {', '.join(list(readers)[:4])}{' ...' * (len(readers) > 4)}")

        def no_such(name: str, _: str) -> None:
            raise unknown(key, name, readers)

        return read_all(
            (name, f"{key}.{name}" if key else name, *((each, readers[name]) if name in readers else (name, no_such)))
            for name, each in value.items()
        )

    return read
