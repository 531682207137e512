"""Characters that steer a terminal, a CI log or the direction of text, made visible."""

from __future__ import annotations

import re

STEERING = re.compile(
    "(?<=#)#(?=\\[|vso\\[)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)
"""C0 and C1 controls, marks, embeddings, overrides and isolates of the bidirectional algorithm, tag characters, and
invisible characters that no spelling needs (zero-width space, word joiner, soft hyphen and their like); also lone
surrogates, which stand for the bytes of a file name that are no UTF-8 and cannot be written. The second sign of ##[ and
##vso[ is one of them: the runners of GitHub and Azure take what follows for a command wherever it stands in a log."""
_SPACES = re.compile(r"[\t\n\r]+")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """The text on one line, each control as a token such as <U+202E>; it can do nothing to a terminal."""
    return STEERING.sub(_token, _SPACES.sub(" ", text))


def escaped(json_text: str) -> str:
    """JSON text that can do nothing to a terminal and still says the same."""
    return STEERING.sub(_escape, json_text)


def in_xml(text: str) -> str:
    """The text without what XML forbids; a U+FFFD keeps in sight that there was something, and words apart."""
    return _NO_XML.sub("\ufffd", text)


def referenced(xml_text: str) -> str:
    """XML text that can do nothing to a terminal and still says the same."""
    return STEERING.sub(lambda match: f"&#x{ord(match.group()):X};", xml_text)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k] << 8 | units[k + 1]:04x}" for k in range(0, len(units), 2))


def _token(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"
