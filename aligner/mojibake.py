"""Text that was decoded with the wrong encoding before it was written, which nobody can read."""

from __future__ import annotations

import re

from aligner.extras import needed

_ARABIC_RUN = re.compile(r"[^\x00-\x7f]{4,}")
_ARABIC_WORD = re.compile(r"[\u0600-\u06ff\u200c\s]*[\u0620-\u064a]{2}")


def garbled(text: str) -> str:
    """The first garbled word of the text, with what it should read where that can be told; empty if there is none.

    ftfy tells UTF-8 that was read as a Latin code page. It does not know UTF-8 read as windows-1256, where all letters
    are Arabic, but such a run is valid UTF-8 once it is turned back, which real Arabic never is.
    """
    if text.isascii():
        return ""
    for run in _ARABIC_RUN.finditer(text):
        repaired = _turned_back(run[0])
        if repaired:
            return f"“{run[0][:40]}” should read “{repaired[:20]}”"
    return _told_by_ftfy(text)


def _turned_back(run: str) -> str:
    """What the run was before UTF-8 was read as windows-1256."""
    try:
        before = run.encode("cp1256").decode("utf-8")
    except UnicodeError:
        return ""
    return before if _ARABIC_WORD.match(before) else ""


def _told_by_ftfy(text: str) -> str:
    with needed("feeds"):
        from ftfy import fix_encoding  # noqa: PLC0415 - slow, and not everybody has it
        from ftfy.badness import BADNESS_RE  # noqa: PLC0415
    bad = BADNESS_RE.search(text)
    if not bad:
        return ""
    start = max(text.rfind(space, 0, bad.start()) for space in " \n") + 1
    word = text[start : max(bad.end(), start + 1)] + re.match(r"\S{0,40}", text[bad.end() :])[0]  # type: ignore[index]
    repaired = fix_encoding(word)
    return f"“{word[:40]}”" + (f" should read “{repaired[:20]}”" if repaired != word else "")
