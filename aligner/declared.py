"""The text of markup, which itself declares its encoding, not always truly."""

from __future__ import annotations

import codecs
import re

from aligner.decoding import decode
from aligner.errors import InputError
from aligner.extras import needed
from aligner.lang import charset

_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_TAGS = re.compile(rb"<[^<>]*>")
_HEAD = 4_096
_LATIN_1 = {"iso8859-1", "ascii"}
"""What browsers take for windows-1252, for so it is meant."""


def decode_markup(data: bytes, where: str, encoding: str | None = None) -> tuple[str, str]:
    """The text, and a remark in words if it is not in the encoding that it declares, else an empty one.

    A wrong declaration is not followed: it must decode without an error to plausible words. `encoding` is what the
    user says, and raises InputError if it is wrong, as do bytes that are no text.
    """
    if encoding:
        return decode(data, where, encoding), ""
    told = _declaration(data)
    codec = charset.guess(data) or ""
    if codec.startswith(("utf-16", "utf-32")) or charset.announced(data):
        return decode(data, where), ""
    bare = _TAGS.sub(b" ", data)
    if told and _fits(data, bare, told):
        return data.decode(_codec(told)), ""
    if charset.decodes(data, "utf-8"):
        return decode(data, where), _remark(told, "utf-8")
    codec = _likely(data, bare)
    if codec:
        return data.decode(codec), _remark(told, codec)
    decode(b"text " + data[:_HEAD].replace(b"\x80", b""), where, "latin-1") if b"\0" in data[:_HEAD] else None
    return data.decode("utf-8", "replace"), "some of its bytes are no text in any encoding; they are shown as \ufffd"


def _declaration(data: bytes) -> str:
    head = data[:_HEAD]
    found = _XML.search(head) or _META.search(head)
    return found[1].decode("ascii").lower() if found else ""


def _codec(told: str) -> str:
    """The codec of that name; an empty name if there is none."""
    try:
        name = codecs.lookup(told).name
    except (LookupError, ValueError):
        return ""
    return "cp1252" if name in _LATIN_1 else name


def _fits(data: bytes, bare: bytes, told: str) -> bool:
    codec = _codec(told)
    if not codec or codec.startswith(("utf-16", "utf-32")) or not charset.decodes(data, codec):
        return False
    if codec == "utf-8" or not bare.strip():
        return True
    try:
        decode(bare, "", codec)
    except InputError:
        return False
    return True


def _likely(data: bytes, bare: bytes) -> str:
    """The 8-bit encoding that gives words; charset-normalizer, over the whole, knows more of them than `charset`."""
    own = charset.guess(data) or ""
    if own and charset.oddity(bare, own) < 0.2:
        return own
    with needed("feeds in rare encodings"):
        from charset_normalizer import from_bytes  # noqa: PLC0415 - slow, and seldom needed
    best = from_bytes(bare).best()
    return best.encoding if best and charset.decodes(data, best.encoding) else own


def _remark(told: str, codec: str) -> str:
    name = {"cp1252": "windows-1252", "cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}.get(codec, codec)
    return f"says that it is {told}, but is {name}" if told and _codec(told) != codec else ""
