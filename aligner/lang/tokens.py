"""Words and punctuation marks of a text in any script that writes spaces."""

from __future__ import annotations

import re

# Signs that belong to the letter before them; `\w` alone leaves them out.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d\ufe00-\ufe0f"
)
_LETTER = rf"[^\W\d_][{_MARKS}]*"
_ACRONYM = rf"(?<![\w.])(?:{_LETTER}\.){{2,}}(?!\w)|(?<![\w.]){_LETTER}(?:\.{_LETTER})+(?![\w.])"
_PIECE = rf"\w[\w{_MARKS}]*"
_NUMBER_GROUPS = rf"(?:(?<=\d)[.,:/٫٬](?=\d){_PIECE})*"
_JOINED = rf"(?:[-'’ʼ‐‑]{_PIECE}{_NUMBER_GROUPS})*"
_TOKEN = re.compile(rf"(?:{_ACRONYM})(?:-{_PIECE})*|{_PIECE}{_NUMBER_GROUPS}{_JOINED}|[^\w\s]")
# Direction marks, controls and stray signs are neither words nor punctuation.
_SILENT = re.compile(rf"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff{_MARKS}]")


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word and each single punctuation mark stands, as half-open ranges of code points.

    A word keeps an inner hyphen or apostrophe («don't»), the dots of an acronym («U.S.»), grouped digits
    («1,234.5»), and Arabic vowel signs and tatweel.
    """
    return tuple(found.span() for found in _TOKEN.finditer(text) if not _SILENT.match(found[0]))
