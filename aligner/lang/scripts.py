"""Which script letters belong to, and which scripts a language is written in."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType

LETTERS = MappingProxyType(
    {
        script: re.compile(letters)
        for script, letters in {
            "Latin": r"[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]",
            "Arabic": r"[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]",
            "Cyrillic": r"[\u0400-\u0481\u048a-\u052f]",
            "Greek": r"[\u0370-\u03ff\u1f00-\u1fff]",
            "Hebrew": r"[\u05d0-\u05ea]",
            "Devanagari": r"[\u0904-\u0939\u0958-\u0961]",
            "Thai": r"[\u0e01-\u0e2e]",
            "Hangul": r"[\uac00-\ud7a3]",
            "Kana": r"[\u3041-\u30ff]",
            "Han": r"[\u3400-\u4dbf\u4e00-\u9fff]",
        }.items()
    }
)
"""What matches one letter of a script, for the scripts that can be told."""
LANGUAGES = MappingProxyType(
    {
        "Latin": (
            "en",
            "fr",
            "de",
            "es",
            "it",
            "pt",
            "nl",
            "tr",
            "id",
            "sv",
            "da",
            "no",
            "fi",
            "pl",
            "cs",
            "ro",
            "hu",
            "vi",
        ),
        "Arabic": ("ar", "fa", "ur", "ckb"),
        "Cyrillic": ("ru", "uk", "bg"),
        "Greek": ("el",),
        "Hebrew": ("he",),
        "Devanagari": ("hi",),
        "Thai": ("th",),
        "Hangul": ("ko",),
        "Kana": ("ja",),
        "Han": ("zh", "ja"),
    }
)
"""The languages that are told by each script, the likeliest first."""


def letters_by_script(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    return Counter({script: len(letter.findall(text)) for script, letter in LETTERS.items()})


def foreign_share(text: str, lang: str) -> float:
    """The share (0..1) of a text's letters in scripts that its language is not written in; 0 for an unknown one."""
    own = {script for script, languages in LANGUAGES.items() if lang in languages}
    counts = letters_by_script(text)
    total = sum(counts.values())
    return sum(count for script, count in counts.items() if script not in own) / total if own and total else 0.0
