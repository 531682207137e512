"""Which way texts run."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RTL_LETTER = re.compile(f"[{RTL_LETTERS}]")
RTL_RUN = re.compile(f"[{RTL_LETTERS}]+(?:[^{RTL_LETTERS}a-zA-Z“”]+[{RTL_LETTERS}]+)*")
"""Right-to-left words and what stands between them."""


def runs_right_to_left(lang: str) -> bool:
    """Whether a language is written from right to left."""
    return lang in RIGHT_TO_LEFT
