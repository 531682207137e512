"""Compressed data, unpacked only within bounds: a few kilobytes may hold gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib

from aligner.config import MEGABYTE
from aligner.errors import InputError

GZIP = b"\x1f\x8b"
_MOST_ENTRIES = 2_000
_MOST_RATIO = 200
"""No text shrinks that much: a document's XML shrinks to a tenth or a thirtieth."""


def gunzip(data: bytes, where: str, max_bytes: int) -> bytes:
    """What a gzip file holds; raises InputError if that is more than `max_bytes`, or cut off, or damaged."""
    parts: list[bytes] = []
    size = 0
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(data, max_bytes - size + 1)
        except zlib.error as error:
            raise InputError(f"{where} is a damaged gzip file ({error}); make it again") from None
        size += len(part)
        if size > max_bytes:
            raise InputError(f"{where} unpacks to more than {max_bytes / MEGABYTE:g} MB; raise the limit (--max-size)")
        if not member.eof:
            raise InputError(f"{where} is a gzip file that breaks off; get it again")
        parts.append(part)
        data = member.unused_data if member.unused_data.startswith(GZIP) else b""
    return b"".join(parts)


def check_zip(data: bytes, where: str, max_bytes: int) -> None:
    """Raise InputError for a zip file that is none, or would unpack to more than a document ever does.

    The sizes that its directory tells can be trusted: Python's zipfile stops an entry at the size told.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise InputError(f"{where} is a damaged zip archive ({error}); save it again") from None
    if len(entries) > _MOST_ENTRIES:
        raise InputError(f"{where} holds {len(entries):,} files, more than any document; save it again")
    total = sum(entry.file_size for entry in entries)
    if total > max(5 * max_bytes, 1):
        raise InputError(f"{where} unpacks to {total / MEGABYTE:,.0f} MB; split it, or raise the limit (--max-size)")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{where} is protected by a password; save it without")
    if any(entry.file_size > MEGABYTE and entry.file_size > _MOST_RATIO * entry.compress_size for entry in entries):
        raise InputError(f"{where} is packed suspiciously small, as no document is; save it again")
