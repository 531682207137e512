"""HTML: the article of a page, its title first; of anything less than a page, all its blocks."""

from __future__ import annotations

from aligner.declared import decode_markup
from aligner.errors import InputError
from aligner.markup import page

SUFFIXES = (".html", ".htm", ".xhtml")


def text(data: bytes, where: str, encoding: str | None) -> str:
    """Title and paragraphs, apart by empty lines; raises InputError for a page without text."""
    if not data:
        raise InputError(f"{where} is empty; give a document with text in it")
    html, _ = decode_markup(data, where, encoding)
    found = page(html)
    first, _, rest = found.text.partition("\n")
    body = rest.strip() if first.strip() == found.title else found.text
    written = "\n\n".join(part for part in (found.title, body) if part)
    if not written:
        raise InputError(f"{where} has no text in its HTML; a page that a script fills has to be saved by a browser")
    return written
