"""The articles among which one is looked for."""
# ruff: noqa: PLC0415 - readers need more than a look at --help should pay for

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.bitext import Role
from aligner.errors import InputError

from .output import say

if TYPE_CHECKING:
    from aligner.articles import Article


def read_article(path: Path, encoding: str | None, max_bytes: int) -> Article:
    """The article in one file; raises InputError."""
    from aligner.articles import Article
    from aligner.readers import read

    document = read(path, Role.SOURCE, encoding=encoding, max_bytes=max_bytes)
    title = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    return Article(str(path), str(path), title, document.text, document.lang)


def read_pool(path: Path, apart: Path, encoding: str | None, max_bytes: int) -> list[Article]:
    """The articles of a folder and of the folders in it, in order, without the one `apart`.

    What cannot be read is told to the user and passed over. Raises InputError if there is none.
    """
    found = list(_articles(path, apart, encoding, max_bytes))
    if not found:
        raise InputError(f"{path} holds no other articles; name a folder with some")
    return found


def _articles(path: Path, apart: Path, encoding: str | None, max_bytes: int) -> Iterator[Article]:
    if not path.exists():
        raise InputError(f"{path} does not exist; check the path")
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        if file.samefile(apart):
            continue
        try:
            yield read_article(file, encoding, max_bytes)
        except InputError as error:
            say(f"warning: {error}")
