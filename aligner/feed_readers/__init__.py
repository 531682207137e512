"""Reads articles of feeds and folders: one format a file, told by how the content begins, else by the path's suffix.

A member module has `SUFFIXES`, `starts(head)`, which tells whether content that begins so is of this format, and
`items(source)`, which gives the items and what cannot be one, or raises InputError if nothing can be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from aligner.archives import GZIP, gunzip
from aligner.articles import Article, BadArticle
from aligner.config import MAX_BYTES
from aligner.errors import InputError
from aligner.feed_items import FeedItem, articles
from aligner.lang import charset
from aligner.readers import read_bytes, shown

LAST_RESORT = "document"
_HEAD = 100_000  # a DOCTYPE may come before the first element


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read articles from; `path` is the file they are of, None if they were fetched.

    `origin` names them in messages, `name` is a document's id, `suffix` tells the format where the content does not.
    """

    data: bytes
    origin: str
    name: str
    suffix: str = ""
    path: Path | None = None
    encoding: str | None = None
    max_bytes: int = MAX_BYTES


class FeedReader(Protocol):
    """A member of this folder."""

    SUFFIXES: tuple[str, ...]

    def starts(self, head: str) -> bool:
        """Whether content that begins so is of this format."""

    def items(self, source: Source) -> Iterator[FeedItem | BadArticle]:
        """The items; raises InputError if nothing can be read."""


def read_articles(
    path: Path, *, encoding: str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Article | BadArticle]:
    """The articles of a feed, a sitemap, a document, or all of these in a folder, with unique ids.

    Raises InputError, in one line, when the whole of it cannot be read; a file of a folder that cannot is a BadArticle.
    """
    return articles(
        _in_folder(path, encoding, max_bytes) if path.is_dir() else _in_file(path, path.name, encoding, max_bytes)
    )


def articles_of(
    data: bytes, origin: str, *, suffix: str = "", encoding: str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Article | BadArticle]:
    """The articles of bytes that were fetched from `origin`; raises InputError as `read_articles` does."""
    return articles(_items(Source(data, origin, origin, suffix, None, encoding, max_bytes)))


def readers() -> dict[str, FeedReader]:
    """All members by name."""
    return {info.name: cast(FeedReader, import_module(f"{__name__}.{info.name}")) for info in iter_modules(__path__)}


def head_of(data: bytes) -> str:
    """The beginning of the content, good enough to see what it is."""
    head = data.lstrip()[:_HEAD]
    codec = charset.guess(head) if b"\0" in head else None
    return head.decode(codec or "latin-1", "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n")


def _in_file(path: Path, name: str, encoding: str | None, max_bytes: int) -> Iterator[FeedItem | BadArticle]:
    data = read_bytes(path, max_bytes)
    yield from _items(Source(data, shown(path), name, path.suffix.lower(), path, encoding, max_bytes))


def _in_folder(folder: Path, encoding: str | None, max_bytes: int) -> Iterator[FeedItem | BadArticle]:
    """The items of all files below the folder, by their paths; sitemaps first, so that their pages are read once."""
    paths = sorted(_files(folder), key=lambda path: not path.name.startswith("sitemap"))
    if not paths:
        raise InputError(f"{folder} holds no feed, page or text to read; check the path")
    outlet = folder.resolve().name
    read: set[str] = set()
    for path in paths:
        if shown(path) in read:
            continue
        try:
            for item in _in_file(path, path.relative_to(folder).as_posix(), encoding, max_bytes):
                read.add(item.place if isinstance(item, FeedItem) else item.origin)
                yield replace(item, outlet=item.outlet or outlet) if isinstance(item, FeedItem) else item
        except InputError as error:
            yield BadArticle(shown(path), str(error).removeprefix(shown(path)).lstrip(": "))


def _files(folder: Path) -> Iterator[Path]:
    """The files of a suffix that is read, in order; none hidden, none by a link that leads out of the folder."""
    inside = folder.resolve()
    suffixes = {suffix for member in readers().values() for suffix in member.SUFFIXES}
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            known = Path(name.lower().removesuffix(".gz")).suffix in suffixes and not name.startswith(".")
            if known and path.is_file() and path.resolve().is_relative_to(inside):
                yield path


def _items(source: Source) -> Iterator[FeedItem | BadArticle]:
    if source.data.startswith(GZIP):
        inner = Path(source.origin.removesuffix(".gz")).suffix.lower()
        source = replace(source, data=gunzip(source.data, source.origin, source.max_bytes), suffix=inner)
        if source.data.startswith(GZIP):
            raise InputError(f"{source.origin} is a gzip file in a gzip file; unpack it once")
    if not source.data.strip(b"\0 \t\r\n"):
        raise InputError(f"{source.origin} is empty; give a feed or a document with text in it")
    return _reader(source).items(source)


def _reader(source: Source) -> FeedReader:
    members = readers()
    head = head_of(source.data)
    told = [member for member in members.values() if member.starts(head)]
    named = [member for member in members.values() if source.suffix in member.SUFFIXES]
    return next(iter([*told, *named]), members[LAST_RESORT])
