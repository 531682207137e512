"""A single document as an article: a page, a text, Markdown or docx, its title the first line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.articles import BadArticle, Notice
from aligner.declared import decode_markup
from aligner.errors import InputError
from aligner.feed_items import FeedItem, titled
from aligner.feed_readers import Source, head_of
from aligner.markup import page
from aligner.readers import readers

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx")
_PAGE = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html)", re.IGNORECASE)
_DATA = ("<?xml", "<!doctype", "<rss", "<feed", "<rdf:", "{")


def starts(head: str) -> bool:
    """Whether a page begins; a text may begin with anything."""
    return bool(_PAGE.match(head))


def items(source: Source) -> Iterator[FeedItem | BadArticle]:
    """The one article; raises InputError if there is no text."""
    if source.suffix in {".html", ".htm", ".xhtml"} or starts(head_of(source.data)):
        html, remark = decode_markup(source.data, source.origin, source.encoding)
        found = page(html)
        title, body = (found.title, found.text) if found.title else titled(found.text)
        if remark:
            yield Notice(source.origin, remark, "", "encoding")
        yield FeedItem(source.origin, source.name, title, body, "", found.published, "", found.lang)
        return
    if source.suffix not in SUFFIXES and head_of(source.data)[:20].lower().startswith(_DATA):
        raise InputError(f"{source.origin} is XML or JSON, but no feed that is known; give RSS, Atom or a JSON feed")
    members = readers()
    reader = members.get(source.suffix, members[".txt"])
    title, body = titled(reader.text(source.data, source.origin, source.encoding))
    yield FeedItem(source.origin, source.name, title, body)
