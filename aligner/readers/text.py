"""Plain text: the whole file is the document."""

from __future__ import annotations

from aligner.decoding import decode

SUFFIXES = (".txt", ".text")


def text(data: bytes, where: str, encoding: str | None) -> str:
    """The text as it is, line ends, controls and all.

    Raises InputError for bytes that are no text.
    """
    return decode(data, where, encoding)
