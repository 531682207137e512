"""Words that may be written alike in two languages: names, loans and numbers."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_DIGITS = {code: str(int(chr(code))) for code in [*range(0x660, 0x66A), *range(0x6F0, 0x6FA), *range(0x966, 0x970)]}
_SHORTEST = 3  # letters; shorter words are grammar, unless they hold a digit


def cognates(text: str) -> frozenset[str]:
    """The words of `text` that could be met in a translation, caseless, with Western digits."""
    found = _WORD.findall(text.casefold().translate(_DIGITS))
    return frozenset(word for word in found if len(word) >= _SHORTEST or any(map(str.isdigit, word)))
