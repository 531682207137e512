"""Characters that steer a terminal or the direction of text, made visible."""

from __future__ import annotations

import re

STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)
"""C0 and C1 controls, marks, embeddings, overrides and isolates of the bidirectional algorithm, tag characters, and
invisible characters that no spelling needs (zero-width space, word joiner, soft hyphen and their like); also lone
surrogates, which stand for the bytes of a file name that are no UTF-8 and cannot be written."""
_SPACES = re.compile(r"[\t\n\r]+")


def visible(text: str) -> str:
    """The text on one line, each control as a token such as <U+202E>; it can do nothing to a terminal."""
    return STEERING.sub(_token, _SPACES.sub(" ", text))


def escaped(json_text: str) -> str:
    """JSON text that can do nothing to a terminal and still says the same."""
    return STEERING.sub(_escape, json_text)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k] << 8 | units[k + 1]:04x}" for k in range(0, len(units), 2))


def _token(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"
