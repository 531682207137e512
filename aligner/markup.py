"""HTML as plain text: a paragraph for each block, an empty line between two.

A fragment, such as a feed's item, is all text, so nothing of it is weighed: it goes block by block. A page has menus,
teasers and footers around its article, which trafilatura tells apart.
"""
# ruff: noqa: PLC0415 - the packages are slow to import, and not everybody has them

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from aligner.extras import needed

if TYPE_CHECKING:
    from lxml import etree

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?|!--)")
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
    "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
_DROPPED = frozenset({
    "applet", "audio", "button", "canvas", "embed", "figcaption", "form", "frame", "frameset", "head", "iframe",
    "input", "link", "map", "math", "meta", "nav", "noembed", "noframes", "noscript", "object", "rp", "rt",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_LEAST_OF_A_PAGE = 200
"""Letters under which what trafilatura found is rather a teaser than the article."""
_MOST_ELEMENTS = 20_000
"""A page of more is no article, and trafilatura would take seconds or minutes for it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says and tells of itself; `text` is without its title."""

    title: str
    text: str
    published: datetime | None = None
    lang: str = ""


def fragment_text(html: str) -> str:
    """The paragraphs of a piece of HTML, or of text that only has entities, or none; raises InputError without lxml."""
    html = html.replace("<![CDATA[", "").replace("]]>", "").replace("\0", "\ufffd")
    if not _TAG.search(html):
        html = unescape(html)  # some feeds escape their HTML twice
    if not _TAG.search(html):
        return plain(html)
    root = _parsed(html)
    return "" if root is None else _by_blocks(root)


def plain(text: str) -> str:
    """Text without markup, its paragraphs apart by one empty line."""
    lines = [_SPACES.sub(" ", line).strip() for line in re.split(r"\r\n|[\r\n]", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def page(html: str) -> Page:
    """The article of a whole page; the whole page by blocks where trafilatura finds none."""
    root = _parsed(html.replace("\0", "\ufffd"))
    if root is None:
        return Page("", "")
    lang = str(root.get("lang") or "")
    heading = _heading(root)
    whole = _by_blocks(root)
    found = _article(html) if whole and sum(1 for _ in root.iter()) <= _MOST_ELEMENTS else None
    text = "\n\n".join(line.strip() for line in (found.text or "").split("\n") if line.strip()) if found else ""
    if len(text) < min(_LEAST_OF_A_PAGE, len(whole) // 2):
        text = whole
    title = " ".join(((found.title if found else "") or heading).split())
    return Page(title, text, _day(found.date if found else None), lang)


def _article(html: str) -> Any:
    """What trafilatura makes of the page; None if it finds no article."""
    with needed("HTML pages"):
        from trafilatura import bare_extraction
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).disabled = True  # a page without an article is no matter for the terminal
    try:
        return bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params={"extensive_search": False}
        )
    except Exception:  # whatever a strange page does to it, the page's text is there
        return None


def _parsed(html: str) -> etree._Element | None:
    """The tree, of bounded depth: what lies deeper is left out by libxml2."""
    with needed("HTML pages"):
        from lxml import etree
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _by_blocks(root: etree._Element) -> str:
    parts = "".join(_parts(root))
    paragraphs = []
    for block in re.split(r"\v|\f{2,}", re.sub(r"\f[ \n]*(?=\f)", "\f", parts)):
        lines = [_SPACES.sub(" ", line).strip() for line in block.split("\f")]
        paragraphs.append("\n".join(line for line in lines if line))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _parts(root: etree._Element) -> Iterator[str]:
    """The text in pieces, a vertical tab where a block begins or ends, a form feed for a line break."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        if event == "start":
            if name in _DROPPED or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
                continue
            yield "\f" if name == "br" else "\v" if name in _BLOCKS else ""
            yield _own(element.text, name == "pre")
        else:
            yield "\v" if name in _BLOCKS else ""
            yield _own(element.tail, False) if element is not root else ""


def _own(text: str | None, preformatted: bool) -> str:
    """The text without the signs that stand for breaks."""
    text = (text or "").replace("\v", " ").replace("\f", " ")
    return text.replace("\n", "\f") if preformatted else text


def _heading(root: etree._Element) -> str:
    """The page's first heading, or what its <title> says."""
    for name in ("h1", "title"):
        for element in root.iter(name):
            text = "".join(element.itertext()).strip()
            if text:
                return str(text)
    return ""


def _day(date: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None
    except ValueError:
        return None
