"""Which files of a folder are the documents of a chain."""

from __future__ import annotations

from pathlib import Path

from aligner.bitext import Role
from aligner.errors import InputError

FILE_NAMES = {"source": Role.SOURCE, "translation": Role.TRANSLATION, "arabic": Role.TRANSLATION, "twin": Role.TWIN}
"""The names, before the first dot, that tell a file's role in a folder."""


def chain_in(folder: Path) -> dict[Role, Path]:
    """The two or three documents by role; raises InputError if it cannot be told which they are."""
    chain: dict[Role, Path] = {}
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder} cannot be listed ({error.strerror}); check its permissions") from None
    for path in paths:
        role = FILE_NAMES.get(path.name.split(".")[0].lower())
        if role is None or not path.is_file():
            continue
        if role in chain:
            raise InputError(f"{folder}: both {chain[role].name} and {path.name} could be the {role}; keep one")
        chain[role] = path
    if len(chain) < 2:
        found = f"only {next(iter(chain.values())).name}" if chain else "none"
        raise InputError(f"{folder}: needs two of source.*, translation.* (or arabic.*) and twin.*; found {found}")
    return {role: chain[role] for role in Role if role in chain}
