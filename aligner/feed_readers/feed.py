"""RSS 0.9x, 1.0 and 2.0, and Atom, as feedparser understands them.

What feedparser gets is safe to parse: decoded here, without declarations of entities, not nested too deeply, its
prolog and the references and characters that XML does not know replaced. A feed that is not well-formed is read as far
as it can be guessed.
"""
# ruff: noqa: PLC0415 - feedparser is slow to import, and not everybody has it

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.entities import html5
from typing import Any, NoReturn
from xml.parsers import expat

from aligner.articles import BadArticle, Notice
from aligner.declared import decode_markup
from aligner.errors import InputError
from aligner.extras import needed
from aligner.feed_items import FeedItem, utc
from aligner.feed_readers import Source
from aligner.lang.controls import in_xml
from aligner.markup import fragment_text, plain

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7});)")
_AS_LATIN_1 = re.compile("[\xc2-\xf4][\x80-\x9f]")
"""UTF-8 that was read as ISO-8859-1; feedparser mends it, so that it is not to be seen in the items."""
_DEEPEST = 200
_FULL = ("html", "xhtml", "plain")


def starts(head: str) -> bool:
    """Whether the first element is a feed's."""
    first = _FIRST_ELEMENT.search(head)
    return bool(head.startswith("<") and first and _ROOT.match(head, first.start()))


def items(source: Source) -> Iterator[FeedItem | BadArticle]:
    """The items of the feed; raises InputError if it has none, or is not safe to read."""
    text, remark = decode_markup(source.data, source.origin, source.encoding)
    text = _BARE.sub("&amp;", _NAMED.sub(_letter, in_xml(text)))
    broken = _flaw(text, source.origin)
    with needed("RSS and Atom feeds"):
        import feedparser
    try:
        parsed = feedparser.parse(io.BytesIO(_document(text)), resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # where a feed is broken it guesses, and what it trips over has many kinds
        raise InputError(f"{source.origin} cannot be read as a feed ({type(error).__name__}); check it") from None
    if not parsed.entries:
        reason = f"it is broken at {broken}" if broken else "its format is none that is known, or it is empty"
        raise InputError(f"{source.origin} has no items ({reason}); give an RSS, Atom or JSON feed")
    if remark:
        yield Notice(source.origin, remark, "", "encoding")
    if _AS_LATIN_1.search(text):
        yield Notice(source.origin, "has text that was read as ISO-8859-1, but is UTF-8; it is mended", "", "mojibake")
    if broken:
        yield Notice(source.origin, f"is broken at {broken}; what was left of it is read", "", "broken")
    feed = parsed.feed
    outlet, lang = plain(feed.get("title") or ""), str(feed.get("language") or "")
    for number, entry in enumerate(parsed.entries, 1):
        yield _item(entry, f"{source.origin}, item {number}", outlet, lang)


def _letter(match: re.Match[str]) -> str:
    """The letter of a reference that HTML knows and XML does not; markup stays a reference."""
    letter = html5.get(match[1] + ";", "")
    return match[0] if not letter or set(letter) & set("<>&\"'") else letter


def _flaw(text: str, origin: str) -> str:
    """Where the feed is not well-formed, in words; raises InputError if it declares entities or is too deep."""
    depth = 0

    def deeper(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError(f"{origin} is nested more than {_DEEPEST} levels deep, which no feed is; check it")

    def higher(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(name: str, *_: object) -> NoReturn:
        raise InputError(f"{origin} declares an entity ({name[:40]}), which is not safe to read; write its text out")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = deeper, higher, refuse
    try:
        parser.Parse(text.lstrip().encode("utf-8"), True)
    except expat.ExpatError as error:
        return f"line {error.lineno} ({expat.ErrorString(error.code)})"
    return ""


def _document(text: str) -> bytes:
    """The feed from its first element on, for all before it has been taken into account."""
    first = _FIRST_ELEMENT.search(text)
    return text[first.start() if first else 0 :].encode("utf-8")


def _item(entry: Any, place: str, outlet: str, lang: str) -> FeedItem:
    link = str(entry.get("link") or "")
    own_lang = next((part.language for part in entry.get("content", []) if part.get("language")), lang)
    return FeedItem(
        place=place,
        id=str(entry.get("id") or ""),
        title=" ".join(fragment_text(entry.get("title") or "").split()),
        body=_body(entry),
        link=link if link.startswith(("http://", "https://")) else "",
        published=utc(_moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed"))),
        outlet=outlet,
        lang=str(own_lang),
    )


def _body(entry: Any) -> str:
    """The full text if there is one, else the summary."""
    contents = [
        part for part in entry.get("content", []) if (part.get("type") or "").endswith(_FULL) and part.get("value")
    ]
    if not contents:
        return fragment_text(entry.get("summary") or "")
    best = max(contents, key=lambda part: len(part.value))
    return plain(best.value) if best.type == "text/plain" else fragment_text(best.value)


def _moment(parsed: Any) -> datetime | None:
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None
