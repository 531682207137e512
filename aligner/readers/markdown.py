"""Markdown (CommonMark and tables): what a reader of the page sees; a title in the front matter comes first."""

from __future__ import annotations

import re

from aligner.decoding import decode
from aligner.errors import InputError
from aligner.extras import needed
from aligner.markup import fragment_text

SUFFIXES = (".md", ".markdown")
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)\r?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_TITLE = re.compile(r"""^title\s*[:=]\s*(["']?)(.+?)\1\s*$""", re.MULTILINE)


def text(data: bytes, where: str, encoding: str | None) -> str:
    """Title and paragraphs, apart by empty lines; raises InputError where there is no text."""
    with needed("Markdown files"):
        from markdown_it import MarkdownIt  # noqa: PLC0415 - not everybody has it
    written = decode(data, where, encoding)
    front = _FRONT_MATTER.match(written)
    title = _TITLE.search(front[2]) if front else None
    body = fragment_text(
        "<div>" + MarkdownIt("commonmark").enable("table").render(written[front.end() if front else 0 :])
    )
    if title and body.partition("\n")[0].strip() != title[2]:
        body = f"{title[2]}\n\n{body}".strip()
    if not body:
        raise InputError(f"{where} has no text but markup; give a document with text in it")
    return body
