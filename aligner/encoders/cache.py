"""The folder in which a built model is kept between runs."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import platformdirs

from aligner.errors import EncoderError

VARIABLE = "ALIGNER_CACHE"

Model = TypeVar("Model")


def root() -> Path:
    """The folder that `ALIGNER_CACHE` names, else the platform's place for a user's caches."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("aligner", appauthor=False)


def load(name: str, build: Callable[[Path], None], load: Callable[[Path], Model]) -> Model:
    """The model kept under `name`: built where it is missing, built again where it cannot be loaded.

    `build` fills a new folder, `load` reads it. EncoderError where the cache cannot be written.
    """
    folder = root() / name
    if folder.is_dir():
        try:
            return load(folder)
        except MemoryError:
            raise
        except Exception:  # every reader of the files has its own kinds of error for damage
            shutil.rmtree(folder, ignore_errors=True)
    _place(folder, build)
    try:
        return load(folder)
    except Exception as error:
        raise EncoderError(f"cannot load the encoder in {folder}: {error}") from error


def _place(folder: Path, build: Callable[[Path], None]) -> None:
    """Builds beside the folder and moves the result there, so that nobody ever sees half a model."""
    with suppress(OSError, AttributeError):  # nobody may be listening
        sys.stderr.write(f"aligner: preparing the encoder, once, in {folder}\n")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
            made = Path(scratch, "model")
            made.mkdir()
            build(made)
            _move(made, folder)
    except OSError as error:
        message = f"cannot write the encoder to {folder.parent} ({error.strerror or error}); set {VARIABLE} to a folder"
        raise EncoderError(message + " that can be written") from error


def _move(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was faster, and its model is as good
            raise
