"""`aligner config`: the settings in force."""
# ruff: noqa: PLC0415 - settings know the checks, which are imported only when a command runs

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from aligner.lang.controls import STEERING, escaped

from . import settings
from .output import emit

app = typer.Typer(help="Look at the settings.", no_args_is_help=True)


class ConfigFormat(StrEnum):
    """Output formats of settings."""

    TOML = "toml"
    JSON = "json"


@app.callback()
def _group() -> None:
    pass


@app.command()
def show(
    context: typer.Context,
    format: Annotated[ConfigFormat, typer.Option("--format", "-f", help="As TOML or as JSON.")] = ConfigFormat.TOML,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Show all settings in force here, and where each comes from.

    They are those of aligner.toml, or of the table tool.aligner in
    pyproject.toml: the nearest file from the working folder upward, to the
    root of the repository. Options on the command line go before them.

    Exit codes: 0 shown, 2 the file has mistakes: all of them are told.
    """
    from aligner.settings import in_force

    found = settings.of(context)
    said = {key: (value, found.where if given else "default") for key, (value, given) in in_force(found).items()}
    emit(_as_json(said) if format is ConfigFormat.JSON else _as_toml(said), None)


def _as_json(said: Mapping[str, tuple[Any, str]]) -> str:
    plain = {key: {"value": value, "from": origin} for key, (value, origin) in said.items()}
    return escaped(json.dumps(plain, ensure_ascii=False, indent=1, default=str)) + "\n"


def _as_toml(said: Mapping[str, tuple[Any, str]]) -> str:
    lines = (
        f"# {key} is not set" if value is None else f"{key} = {_toml(value)}  # {STEERING.sub('?', origin)}"
        for key, (value, origin) in said.items()
    )
    return "".join(f"{line}\n" for line in lines)


def _toml(value: Any) -> str:
    """A value as TOML; a list of tables has a line each."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        if any(isinstance(each, Mapping | list) for each in value):
            return "[\n" + "".join(f"  {_toml(each)},\n" for each in value) + "]"
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return STEERING.sub(lambda found: f"\\U{ord(found.group()):08X}", json.dumps(value, ensure_ascii=False))
    return str(value).lower() if isinstance(value, bool) else str(value)
