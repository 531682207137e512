"""What the texts of options mean: sizes, scores, languages, files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from aligner.bitext import Hop, Role
from aligner.config import MEGABYTE
from aligner.errors import ConfigError
from aligner.gate import Gate
from aligner.glossary import EMPTY, Glossary

from .options import FailOn

MOST_MEGABYTES = 1000


def in_bytes(megabytes: float) -> int:
    """A size in bytes; raises ConfigError for what is no size."""
    if not 0 < megabytes <= MOST_MEGABYTES:
        raise ConfigError([f"--max-size {megabytes:g}: give a number of megabytes from 0 to {MOST_MEGABYTES}"])
    return max(1, round(megabytes * MEGABYTE))


def glossary(path: Path | None) -> Glossary:
    """The terms of the glossary at `path`, none without one; raises InputError."""
    if path is None:
        return EMPTY
    from aligner.glossary_readers import read_glossary  # noqa: PLC0415 - only for those who have one

    return read_glossary(path)


def gate(fail_on: FailOn, min_scores: Sequence[str] | None) -> Gate:
    """What --fail-on and --min-score ask for; raises ConfigError with all mistakes."""
    least: dict[str, float] = {}
    mistakes = []
    for text in min_scores or ():
        name, _, value = text.rpartition("=")
        try:
            least[_SCORED[name]] = float(value)
        except (KeyError, ValueError):
            mistakes.append(
                f"--min-score {text!r}: give a number, alone or after row=, {', '.join(f'{h}=' for h in Hop)}"
            )
    if mistakes:
        raise ConfigError(mistakes)
    hops = {hop: least[hop] for hop in Hop if hop in least}
    return Gate(fail_on.severity, least.get("document"), hops, least.get("row"))


_SCORED = {"": "document", "document": "document", "row": "row", **{hop.value: hop.value for hop in Hop}}


Kind = TypeVar("Kind", bound=StrEnum)


def reports(formats: type[Kind], texts: Sequence[str] | None, output: Path | None) -> dict[Path, Kind]:
    """Which of a command's formats --report wants in each file; raises ConfigError with all mistakes."""
    wanted: dict[Path, Kind] = {}
    mistakes = []
    for text in texts or ():
        name, _, file = text.partition("=")
        if name not in set(formats) or not file:
            mistakes.append(f"--report {text!r} is not of the form FORMAT=FILE (formats: {', '.join(formats)})")
        elif Path(file) in {*wanted, output}:
            mistakes.append(f"--report {text!r}: another report goes to that file; give each its own")
        else:
            wanted[Path(file)] = formats(name)
    if mistakes:
        raise ConfigError(mistakes)
    return wanted


def languages(texts: Sequence[str] | None) -> dict[Role, str]:
    """What --lang says of each role; raises ConfigError."""
    return {role: language(code) for role, code in by_role(texts, "--lang").items()}


def language(text: str) -> str:
    """A language code without its region, such as en for en-US; raises ConfigError for what is none."""
    code = re.split("[-_]", text.strip().lower())[0]
    if not re.fullmatch("[a-z]{2,3}", code):
        raise ConfigError([f"--lang {text!r}: give a code such as en or ar"])
    return code


def by_role(texts: Sequence[str] | None, option: str, for_all: bool = False) -> dict[Role, str]:
    """Parse ROLE=VALUE texts; with `for_all` a bare value holds for every role.

    Raises ConfigError with all mistakes.
    """
    values: dict[Role, str] = {}
    mistakes = []
    for text in texts or ():
        name, equals, value = text.rpartition("=")
        if not equals and for_all:
            values = dict.fromkeys(Role, value) | values
        elif name in set(Role) and value:
            values[Role(name)] = value
        else:
            form = "[ROLE=]NAME" if for_all else "ROLE=CODE"
            mistakes.append(f"{option} {text!r} is not of the form {form} (roles: {', '.join(Role)})")
    if mistakes:
        raise ConfigError(mistakes)
    return values
