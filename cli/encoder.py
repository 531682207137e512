"""The encoder that a command's options ask for, and the cache between the two."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to encode

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from aligner.config import MEGABYTE

from .output import say

if TYPE_CHECKING:
    from aligner.encoding import Encoder
    from aligner.store import Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """An encoder's name and threads, and the bytes that the cache of what it reads may hold: 0 for none."""

    name: str = "embedded"
    threads: int = 1
    cache_bytes: int = 0

    def load(self) -> Encoder:
        """The encoder; raises EncoderError. With a cache its model is loaded only for a text that is not there."""
        return _load(self, cache_folder())


def chosen(context: typer.Context, name: str, threads: int, no_cache: bool) -> Chosen:
    """What the options of a command ask for, and the settings if it has any."""
    return Chosen(name, threads, 0 if no_cache else cache_bytes(context))


def cache_bytes(context: typer.Context) -> int:
    """What the cache may hold, by the settings of a command if it has any."""
    from aligner.store import MOST_BYTES

    return round(context.obj.cache_size * MEGABYTE) if context.obj else MOST_BYTES


def cache_folder() -> Path:
    """Where the cache lies: beside the built model."""
    from aligner.encoders.cache import root

    return root() / "store"


def open_cache(most_bytes: int) -> Store:
    """The cache, which tells of its troubles on standard error."""
    from aligner.store import Store

    return Store.open(cache_folder(), most_bytes, lambda text: say(f"warning: {text}"))


@lru_cache(maxsize=1)
def _load(chosen: Chosen, folder: Path) -> Encoder:
    """The encoder, once for all comparisons of a run."""
    from aligner import encoders

    if not chosen.cache_bytes:
        return encoders.load(chosen.name, chosen.threads)
    store = open_cache(chosen.cache_bytes)
    atexit.register(store.close)
    return encoders.load(chosen.name, chosen.threads, store)
