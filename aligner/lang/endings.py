"""How a sentence ends, in any script whose marks are listed."""

from __future__ import annotations

import re

_CLOSING = r"[\"'”’»)\]]*\s*\Z"
_STOP = re.compile(rf"[.!?…؟۔।。]{_CLOSING}")
_QUESTION = re.compile(rf"(?<!\bthe)(?<!\ba)(?<!\ban)[?؟]{_CLOSING}")  # after an article it is a slip of the keyboard


def is_stopped(sentence: str) -> bool:
    """Whether a full stop, question or exclamation mark ends the sentence, quotes and brackets aside."""
    return _STOP.search(sentence) is not None


def is_question(sentence: str) -> bool:
    """Whether a question mark ends it."""
    return _QUESTION.search(sentence) is not None
