"""JSON Feed 1.0 and 1.1 (jsonfeed.org): an object with `version`, `title` and `items`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from aligner.articles import BadArticle
from aligner.decoding import decode
from aligner.errors import InputError
from aligner.feed_items import FeedItem, utc
from aligner.feed_readers import Source
from aligner.markup import fragment_text, plain

SUFFIXES = (".json", ".jsonfeed")
_HALVES = re.compile("[\ud800-\udfff]")


def starts(head: str) -> bool:
    """Whether an object begins that names the format."""
    return head.startswith("{") and "jsonfeed.org/version/" in head.replace("\\/", "/")


def items(source: Source) -> Iterator[FeedItem | BadArticle]:
    """The items of the feed; raises InputError if it is no JSON feed."""
    feed = _feed(decode(source.data, source.origin, source.encoding), source.origin)
    outlet, lang = _text(feed, "title"), _text(feed, "language")
    for number, item in enumerate(feed["items"], 1):
        place = f"{source.origin}, item {number}"
        if isinstance(item, dict):
            yield _item(item, place, plain(outlet), lang)
        else:
            yield BadArticle(place, "is no JSON object")


def _feed(text: str, origin: str) -> dict[str, Any]:
    try:
        feed = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{origin} is no JSON: {error.msg} in line {error.lineno}; get it again") from None
    except (ValueError, RecursionError):
        raise InputError(f"{origin} is no JSON feed: nested too deeply, or a number too long; check it") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise InputError(f"{origin} is no JSON feed: it has no list of items; see jsonfeed.org")
    if not feed["items"]:
        raise InputError(f"{origin} has no items (the list is empty); give a feed with some")
    return feed


def _item(item: Mapping[str, Any], place: str, outlet: str, lang: str) -> FeedItem:
    html = _text(item, "content_html")
    body = fragment_text(html) if html else plain(_text(item, "content_text")) or plain(_text(item, "summary"))
    link = _text(item, "url") or _text(item, "external_url")
    published = _moment(_text(item, "date_published")) or _moment(_text(item, "date_modified"))
    title = " ".join(_text(item, "title").split())
    return FeedItem(place, _text(item, "id"), title, body, link, published, outlet, _text(item, "language") or lang)


def _text(fields: Mapping[str, Any], name: str) -> str:
    """A field's text, a number as its digits; halves of characters become U+FFFD."""
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _HALVES.sub("\ufffd", str(value) if isinstance(value, str | float) else f"{value:d}"[:100])


def _moment(date: str) -> datetime | None:
    try:
        return utc(datetime.fromisoformat(date.strip())) if date else None
    except ValueError:
        return None
