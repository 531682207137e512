"""The command as it is installed."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result


@pytest.fixture(scope="session")
def app() -> typer.Typer:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="aligner")
    loaded: typer.Typer = script.load()
    return loaded


@pytest.fixture(scope="session")
def run(app: typer.Typer) -> Callable[..., Result]:
    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="aligner")

    return invoke
