"""Which file plays which role in the chain, and the documents that they hold."""
# ruff: noqa: PLC0415 - readers need more than a look at --help should pay for

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aligner.bitext import Document, Role
from aligner.chain_files import chain_in
from aligner.errors import InputError


def chain_of(paths: Sequence[Path], named: Mapping[Role, Path | None]) -> dict[Role, Path]:
    """The two or three documents to compare; raises InputError when it cannot be told which they are.

    A single folder is searched for its roles; files take the roles not given by name, in the order of the chain.
    """
    chain = {role: path for role, path in named.items() if path is not None}
    if len(paths) == 1 and paths[0].is_dir() and not chain:
        return chain_in(paths[0])
    free = [role for role in Role if role not in chain]
    if len(paths) > len(free):
        raise InputError(f"{len(paths) + len(chain)} documents given: a chain has at most three, each role once")
    chain |= dict(zip(free, paths, strict=False))
    if len(chain) < 2:
        absent = [path for path in chain.values() if not path.exists()]
        if absent:
            raise InputError(f"{absent[0]} does not exist; check the path")
        given = f"only {next(iter(chain.values()))} given" if chain else "no documents given"
        raise InputError(f"{given}: name a folder, or at least two of SOURCE TRANSLATION TWIN")
    return {role: chain[role] for role in Role if role in chain}


def read_chain(
    chain: Mapping[Role, Path], languages: Mapping[Role, str], encodings: Mapping[Role, str], max_bytes: int
) -> list[Document]:
    """The documents, their languages and encodings detected where they are not given; raises InputError.

    Files below the working folder are named from there, as CI servers want them.
    """
    from aligner.readers import read

    return [
        read(from_here(path), role, encoding=encodings.get(role), lang=languages.get(role), max_bytes=max_bytes)
        for role, path in chain.items()
    ]


def from_here(path: Path) -> Path:
    """A path below the working folder as it is named from there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
