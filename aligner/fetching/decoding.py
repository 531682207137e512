"""The body of an answer, counted while it is read and again while it is decompressed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from aligner.config import MEGABYTE
from aligner.fetching.refusal import Refused

CODINGS = ("gzip", "deflate")
"""What the fetcher asks for; an answer in another coding is refused."""
STEP = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


def body(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """All of a body; raises Refused as soon as it has more than `most` bytes, packed or unpacked."""
    name = coding.strip().lower().removeprefix("x-")
    packed = _counted(chunks, most)
    if name in {"", "identity"}:
        return b"".join(packed)
    if name not in CODINGS:
        raise Refused("packed in a way that was not asked for")
    try:
        return b"".join(_counted(_inflated(packed, gzip=name == "gzip"), most))
    except zlib.error:
        raise Refused("damaged; it cannot be decompressed") from None


def too_large(most: int) -> Refused:
    """The refusal of a body that has more than `most` bytes."""
    return Refused(f"larger than {most / MEGABYTE:g} MB")


def _counted(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > most:
            raise too_large(most)
        yield chunk


def _inflated(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """Unpacked pieces of at most STEP bytes, so that a bomb is noticed long before it has gone off."""
    decoder, ended = None, False
    for chunk in chunks:
        rest, full = chunk, False
        while (rest or full) and not ended:
            if decoder is None:
                decoder = zlib.decompressobj(31 if gzip else _wbits(rest))
            piece = decoder.decompress(rest, STEP)
            rest, full = decoder.unconsumed_tail, len(piece) == STEP
            yield piece
            if decoder.eof:
                rest, full = decoder.unused_data, False
                ended = not (gzip and rest.startswith(_GZIP_MAGIC))
                decoder = decoder if ended else None
    if decoder is not None and not decoder.eof:
        raise Refused("breaks off in the middle; try again")


def _wbits(start: bytes) -> int:
    """Servers send either zlib's format or the bare one as `deflate`; zlib's first byte names the method."""
    return 15 if start[0] & 0x0F == 8 and start[0] >> 4 <= 7 else -15
