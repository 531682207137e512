"""Arabic spelling folded to one form, with a way back to the text as it was read."""

from __future__ import annotations

import unicodedata

# Hamza on or under alef is often left out, and the dots of a final ya too; none of it tells words apart in news.
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي",
    "ک": "ك", "ڪ": "ك",
    "ہ": "ه", "ە": "ه",
    "٫": ".", "٬": ",", "٪": "%",
}  # fmt: skip
_DIGITS = {chr(zero + value): str(value) for zero in (0x0660, 0x06F0) for value in range(10)}
_DROPPED_RANGES = (
    (0x0610, 0x061A),  # Quranic honorifics
    (0x061C, 0x061C),  # Arabic letter mark
    (0x0640, 0x0640),  # tatweel
    (0x064B, 0x065F),  # vowel signs
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x200B, 0x200F),  # zero-width space and joiners, direction marks
    (0x202A, 0x202E),  # embeddings and overrides
    (0x2066, 0x2069),  # isolates
    (0xFEFF, 0xFEFF),
)
_DROPPED = {chr(code): "" for first, last in _DROPPED_RANGES for code in range(first, last + 1)}
_FOLDED = {**_LETTERS, **_DIGITS, **_DROPPED}
# Letters stored by their shape, as PDF text often is; a ligature becomes its letters.
_SHAPES = {
    chr(code): "".join(_FOLDED.get(letter, letter) for letter in unicodedata.normalize("NFKC", chr(code)).strip())
    for first, last in ((0xFB50, 0xFBFF), (0xFE70, 0xFEFC))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) != "Cn"
}
_FOLDED |= _SHAPES


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Fold spelling that does not tell Arabic words apart, and map each folded character to its offset.

    Alef and ya lose their variants, digits become ASCII; vowel signs, tatweel and direction controls are dropped;
    ta marbuta stays, and so do all other scripts. The map has one entry more than the folded text, the length of
    `text`: `folded[i:j]` stands at `text[offsets[i]:offsets[j]]`, the signs after its last letter included.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        folded = _FOLDED.get(letter, letter)
        letters.append(folded)
        offsets.extend([offset] * len(folded))
    offsets.append(len(text))
    return "".join(letters), tuple(offsets)


_TRANSLATION = str.maketrans(_FOLDED)


def folded(text: str) -> str:
    """The folded text alone, for look-ups that need no way back."""
    return text.translate(_TRANSLATION)
