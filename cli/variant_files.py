"""The variants that `aligner compare` is given: what each is called, and its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from aligner.bitext import Document, Role
from aligner.errors import ConfigError, InputError

from .chain import read_chain


def variants_of(texts: Sequence[str]) -> dict[str, Path]:
    """The file of each variant by its name, given as NAME=FILE or FILE; raises ConfigError.

    A file without a name is called by its own, without what follows the last dot; where two would be called the same,
    their folders tell them apart.
    """
    given = [_split(text) for text in texts]
    stems = Counter(path.stem for name, path in given if not name)
    names = [name or _called(path, apart=stems[path.stem] > 1) for name, path in given]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ConfigError([f"--twin: two variants are called {twice[0]!r}; give names, as in --twin NAME=FILE"])
    return {name: path for name, (_, path) in zip(names, given, strict=True)}


def _called(path: Path, *, apart: bool) -> str:
    return f"{path.parent.name}/{path.stem}" if apart and path.parent.name else path.stem


def _split(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    if not equals or Path(text).exists():
        return "", Path(text)
    if not name.strip() or not file:
        raise ConfigError([f"--twin {text!r} is not of the form NAME=FILE"])
    return name.strip(), Path(file)


def read_variants(
    chain: Mapping[Role, Path],
    variants: Mapping[str, Path],
    languages: Mapping[Role, str],
    encodings: Mapping[Role, str],
    max_bytes: int,
) -> tuple[list[Document], dict[str, Document]]:
    """The documents that all variants are compared with, and those; raises InputError."""
    if not chain:
        raise InputError("no --source and no --translation given: name what the variants are compared with")
    if len(variants) < 2:
        raise InputError(f"{len(variants) or 'no'} --twin given: name at least two, as in --twin NAME=FILE")
    shared = read_chain(chain, languages, encodings, max_bytes)
    twins = {}
    for name, path in variants.items():
        (twins[name],) = read_chain({Role.TWIN: path}, languages, encodings, max_bytes)
    return shared, twins
