"""Sitemaps (sitemaps.org): a list of pages, read from the files beside the sitemap; addresses are for the fetching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from aligner.articles import BadArticle
from aligner.declared import decode_markup
from aligner.errors import InputError
from aligner.extras import needed
from aligner.feed_items import FeedItem, titled, utc
from aligner.feed_readers import Source
from aligner.lang.controls import in_xml
from aligner.markup import page
from aligner.readers import read_bytes, shown

SUFFIXES = ()
_ROOT = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")


class Place(NamedTuple):
    """A page that a sitemap lists."""

    address: str
    changed: datetime | None


def starts(head: str) -> bool:
    """Whether the first element is a sitemap's."""
    first = _FIRST_ELEMENT.search(head)
    return bool(head.startswith("<") and first and _ROOT.match(head, first.start()))


def items(source: Source) -> Iterator[FeedItem | BadArticle]:
    """The pages; one that is no file in the sitemap's folder or below is a BadArticle."""
    for address, changed in places(source.data, source.origin, source.encoding):
        file = _file(address, source.path.parent) if source.path else None
        if file is None:
            yield BadArticle(address[:2_000], "is only listed in the sitemap: its page has to be fetched (--fetch)")
            continue
        try:
            html, _ = decode_markup(read_bytes(file, source.max_bytes), shown(file))
        except InputError as error:
            yield BadArticle(shown(file), str(error).removeprefix(shown(file)).lstrip(": "))
            continue
        found = page(html)
        title, body = (found.title, found.text) if found.title else titled(found.text)
        yield FeedItem(shown(file), address, title, body, address, changed or found.published, "", found.lang)


def places(data: bytes, origin: str, encoding: str | None = None) -> list[Place]:
    """The pages that a sitemap lists, in its order; raises InputError if it lists none."""
    with needed("sitemaps"):
        from lxml import etree  # noqa: PLC0415 - slow to import, and not everybody has it
    text, _ = decode_markup(data, origin, encoding)
    first = _FIRST_ELEMENT.search(text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(in_xml(text[first.start() if first else 0 :]).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        raise InputError(f"{origin} is no sitemap (its XML is broken); check it") from None
    if root is not None and str(root.tag).rpartition("}")[2] == "sitemapindex":
        raise InputError(f"{origin} lists sitemaps, not pages; give one of those it lists")
    found = [_place(element) for element in (() if root is None else root.iter("{*}url"))]
    if not any(place.address for place in found):
        raise InputError(f"{origin} lists no pages; give a sitemap with <url><loc>…</loc></url> in it")
    return [place for place in found if place.address]


def _place(url) -> Place:  # type: ignore[no-untyped-def] # lxml has no types here
    told = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in url if isinstance(child.tag, str)}
    try:
        changed = utc(datetime.fromisoformat(told.get("lastmod", "")))
    except ValueError:
        changed = None
    return Place(told.get("loc", ""), changed)


def _file(address: str, folder: Path) -> Path | None:
    """The file in `folder`, or below, whose path the address ends in; None if there is none, or it leads out."""
    try:
        steps = [step for step in unquote(urlsplit(address).path).split("/") if step not in {"", ".", ".."}]
        for start in range(len(steps)):
            path = folder.joinpath(*steps[start:])
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
    except (OSError, ValueError):
        pass
    return None
