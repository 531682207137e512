"""Telephone numbers and other codes written in groups of figures, which count nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from aligner.lang.number_dates import is_written_date
from aligner.lang.number_runs import Item
from aligner.lang.number_values import FIRM, NAME, Number
from aligner.lang.number_words import Token

LEAST, MANY = 7, 3
"""The least number of figures in a code, and how many groups of three or more without a zero in front make one."""
_JOINTS = frozenset({"-", "‐", "‑", "–", ".", "(", ")", "+"})


def code_at(row: Sequence[Token], at: int) -> Item | None:
    """The telephone number that starts at a token, worth its figures in order of size.

    Arabic may write the groups from right to left, and people group the same figures otherwise.
    """
    groups = list(_groups(row, at))
    texts = [row[k].text for k in groups]
    digits = "".join(letter for text in texts for letter in text if letter.isdecimal())
    zero = any(text.startswith("0") and len(text) > 1 and text.isdecimal() for text in texts)
    long = len(groups) >= MANY and all(len(text) >= MANY for text in texts)
    if len(groups) < 2 or len(digits) < LEAST or not (zero or long) or is_written_date(row, groups[0], groups[-1]):
        return None
    # A figure in front keeps the zeros.
    value = Fraction(int("1" + "".join(sorted(digits))))
    return Item(at, groups[-1] + 1, Number((value,), NAME, FIRM, label="telephone", figures=True))


def _groups(row: Sequence[Token], at: int) -> Iterator[int]:
    """The tokens of figures that stand side by side from one on."""
    k = at
    while k < len(row) and row[k].kind == "figure" and all(sign.isdecimal() or sign.isspace() for sign in row[k].text):
        yield k
        k += 1
        while k < len(row) and row[k].text in _JOINTS:
            k += 1
