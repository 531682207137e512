"""Which encoding bytes are written in, judged by how plausible the text is that they decode to."""

from __future__ import annotations

import codecs
import re

from aligner.lang.arabic import folded
from aligner.lang.stopwords import stopwords_by_language

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1252", "cp1256", "iso8859_6")  # a tie goes to the first
_TEXT_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\v\f\r\x1b")
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_SAMPLE = 200_000  # bytes scored; the whole of the data still has to decode

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652]|['’](?=[^\W\d_]))*")
_ARABIC = re.compile(r"[\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ƿ]")
# What the wrong code page makes of words: ta marbuta or alef maqsura inside one, a hamza seat or ta marbuta first,
# capitals with accents after small letters.
_UNLIKELY = re.compile(r"[ةى][\u0621-\u064a]|^[ةىئؤ]|[ءأإآ][ءأإآ]|[a-zß-ÿ][À-Þ]|[À-Þß-ÿ]{3}")
# Signs the wrong code page puts between letters.
_STRAY = re.compile(
    r"(?<=[^\W\d_])[^\w\s'’\-‐-―.,;:/&@()…·،؛؟\u200c-\u200f\u0640\u064b-\u0652](?=[^\W\d_])|[\x80-\x9f]"
)


def announced(data: bytes) -> str | None:
    """The codec that a byte order mark at the start of `data` announces, if there is one."""
    return next((codec for bom, codec in _BOMS if data.startswith(bom)), None)


def guess(data: bytes) -> str | None:
    """The codec `data` is most plausibly written in, or None if it looks like no text at all.

    UTF-8, UTF-16 and UTF-32 by their mark, which stays in the decoded text; UTF-8 and UTF-16 without one; else
    windows-1252, windows-1256 or ISO-8859-6, whichever gives the likelier words.
    """
    marked = announced(data)
    if marked:
        return marked
    if _looks_binary(data):
        return _utf16(data)
    if decodes(data, "utf-8"):
        return "utf-8"
    candidates = [codec for codec in _EIGHT_BIT if decodes(data, codec)]
    return max(candidates, key=lambda codec: plausibility(data, codec), default=None)


def decodes(data: bytes, codec: str) -> bool:
    """Whether all of `data` is valid in `codec`."""
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _looks_binary(data: bytes) -> bool:
    """Whether there are bytes no 8-bit text has: a NUL, or controls for more than a tenth."""
    controls = len(data) - len(data.translate(None, _TEXT_CONTROLS))
    return b"\0" in data or controls > 0.1 * len(data)


def _utf16(data: bytes) -> str | None:
    """UTF-16 in the byte order that gives more common letters, if that gives a text at all."""
    # ASCII with a stray NUL would pass for East Asian: two of its letters make one ideograph.
    if len(data.translate(None, _PRINTABLE)) < 0.1 * len(data):
        return None
    scored = {codec: _share_of_common(data, codec) for codec in ("utf-16-le", "utf-16-be")}
    codec, share = max(scored.items(), key=lambda item: item[1])
    return codec if share >= 0.4 else None


def _share_of_common(data: bytes, codec: str) -> float:
    """How much of the text is in the alphabets before U+0700; an East Asian letter counts half. 0 with a NUL."""
    if not decodes(data, codec):
        return 0.0
    text = data[:_SAMPLE].decode(codec, errors="ignore")
    controls = sum(1 for letter in text if letter < " " and letter not in "\t\n\v\f\r\x1b")
    if not text or "\0" in text or controls > 0.1 * len(text):
        return 0.0
    common = sum(1 for letter in text if letter < "\u0700" or "\u2010" <= letter <= "\u2030")
    eastern = sum(1 for letter in text if "\u3000" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff")
    return (common + eastern / 2) / len(text)


def plausibility(data: bytes, codec: str) -> float:
    """How likely the words are that `data` decodes to: at most 1, near 0 or below where the codec is wrong."""
    text = data[:_SAMPLE].decode(codec, errors="ignore")
    found = _WORD.findall(text)
    if not found:
        return 0.0
    known = sum(1 for word in found if _is_stopword(word))
    odd = sum(1 for word in found if _is_odd(word)) + len(_STRAY.findall(text))
    return (known - 2 * odd) / len(found)


def oddity(data: bytes, codec: str) -> float:
    """Which share of all that is beyond ASCII looks misread, 0 to 1; a single «é» already tells."""
    text = data[:_SAMPLE].decode(codec, errors="ignore")
    foreign = [word for word in _WORD.findall(text) if not word.isascii()]
    stray = len(_STRAY.findall(text))
    odd = sum(1 for word in foreign if _is_odd(word)) + stray
    return odd / max(len(foreign) + stray, 1)


def _is_stopword(word: str) -> bool:
    """Whether a language of these code pages has the word for a stop word; one ASCII letter alone says nothing."""
    lists = stopwords_by_language()
    if _ARABIC.match(word):
        return folded(word) in lists["ar"]
    lower = word.lower().replace("’", "'")
    return len(lower) > 1 and any(lower in lists[lang] for lang in ("en", "fr", "de", "es", "it", "pt", "nl"))


def _is_odd(word: str) -> bool:
    """Whether a word mixes Arabic with Latin letters, or has letters where no word has them."""
    return bool(_ARABIC.search(word) and _LATIN.search(word)) or bool(_UNLIKELY.search(word))
