"""Parts of aligner that need packages which not everybody installs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aligner.errors import InputError


@contextmanager
def needed(for_what: str, extra: str = "feeds") -> Iterator[None]:
    """Imports in the block come from an extra; raises InputError, which says what to install, without it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise InputError(
            f"{for_what} need the package {error.name}; install it with: pip install 'aligner-diff[{extra}]'"
        ) from None
