"""How a Latin name may be read in the languages that names in the news come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Rules(NamedTuple):
    """The spellings of a language as one expression, a group each, any other letter, and how each group is read."""

    spellings: re.Pattern[str]
    readings: tuple[str, ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return Rules(
        re.compile("|".join([*(f"({spelling})" for spelling, _ in pairs), "(?s:.)"])),
        tuple(reading for _, reading in pairs),
    )


LANGUAGES: dict[str, Rules] = {
    "French": _rules(
        (r"eaux?|aux?", "o"), (r"oi", "wa"), (r"ill?e?s?\b", "iy"), (r"gn", "ny"), (r"ou", "u"),
        (r"ch", "sh"), (r"que?\b", "k"), (r"(?<=[aeiouy])[nm](?=[stx]\b)", "n"), (r"[stxdz]\b", ""), (r"e\b", ""),
    ),
    "Polish": _rules(
        (r"szcz", "shch"), (r"sz", "sh"), (r"cz", "ch"), (r"rz|ż", "j"), (r"w", "v"), (r"ch", "kh"), (r"j", "y"),
        (r"c(?=[aeo])", "ts"), (r"ni(?=[aeou])", "ny"), (r"ą", "on"), (r"ę", "en"),
    ),
    "Polish, as read abroad": _rules((r"rz", "rj"), (r"sz", "sh"), (r"cz", "ch"), (r"w", "v")),
    "Czech, Slovak, Croatian": _rules(
        (r"č|ć", "ch"), (r"š", "sh"), (r"ž", "j"), (r"ř", "rj"), (r"c", "ts"), (r"j", "y"), (r"ě", "ye"), (r"đ", "j"),
    ),
    "German, Dutch, Nordic": _rules(
        (r"sch", "sh"), (r"tz|z", "ts"), (r"w", "v"), (r"v", "f"), (r"j", "y"), (r"eu|äu", "oy"), (r"ei", "ay"),
        (r"ie", "i"), (r"\bst", "sht"), (r"ch", "kh"), (r"ij", "ay"),
    ),
    "Spanish, Portuguese": _rules(
        (r"ñ|nh", "ny"), (r"ll|lh", "y"), (r"j|g(?=[ei])|x", "kh"), (r"qu", "k"), (r"ç|z|c(?=[ei])", "s"),
        (r"ão", "aw"), (r"ch", "sh"),
    ),
    "Italian, Romanian": _rules(
        (r"gli", "ly"), (r"gn", "ny"), (r"sc(?=[ei])", "sh"), (r"cc?h", "k"), (r"cc?i(?=[aou])", "ch"),
        (r"cc?(?=[ei])", "ch"), (r"gh", "g"), (r"ggi?(?=[aou])", "j"), (r"zz?", "ts"), (r"ș|ş", "sh"), (r"ț|ţ", "ts"),
    ),
    "Turkish": _rules(
        (r"c", "j"), (r"ç", "ch"), (r"ş", "sh"), (r"ğ", ""), (r"ı", "i"), (r"v", "w"),
    ),
    "Chinese": _rules(
        (r"zh", "j"), (r"q", "ch"), (r"x", "sh"), (r"c(?!h)", "ts"), (r"z", "ts"), (r"ü", "u"),
    ),
    "Vietnamese, Hungarian": _rules(
        (r"gy", "j"), (r"cs", "ch"), (r"zs", "j"), (r"s(?!z)", "sh"), (r"sz", "s"), (r"ph", "f"), (r"ngu?y", "n"),
    ),
    "English": _rules(
        (r"ight", "ayt"), (r"ough", "o"), (r"augh", "o"), (r"tch", "ch"), (r"kn", "n"), (r"wr", "r"),
        (r"(?<=[aeiou])r(?=[^aeiou]|\b)", "r"), (r"ck", "k"), (r"dge?", "j"), (r"e\b", ""), (r"burgh", "bra"),
        (r"mps", "ms"), (r"ea", "e"), (r"\bps", "s"), (r"mb\b", "m"),
    ),
    "English, th as z": _rules((r"th", "z"), (r"ea", "e"), (r"ck", "k"), (r"gh", "g"), (r"tch", "ch")),
    "English, th as t": _rules((r"mpst?", "ms"), (r"th", "t"), (r"gh", ""), (r"ck", "k")),
}  # fmt: skip
"""By language, spellings and how they are read in the plainest letters, the longest first."""


@lru_cache(maxsize=1 << 12)
def readings(name: str) -> tuple[str, ...]:
    """Other ways to read a name, each by the rules of one language; none that is like its spelling."""
    plain = name.casefold()
    return tuple(dict.fromkeys(read for read in _read(plain) if read and read != plain))


def _read(name: str) -> Iterator[str]:
    for spellings, read in LANGUAGES.values():
        # The expressions have no groups of their own: the last group is the one that matched.
        yield "".join(read[found.lastindex - 1] if found.lastindex else found[0] for found in spellings.finditer(name))
