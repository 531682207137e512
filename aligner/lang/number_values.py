"""What is read in a number: what it may be worth, of what kind it is and what it measures."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

CARDINAL, ORDINAL, VAGUE, PART = "cardinal", "ordinal", "vague", "part"
MULTIPLE, DECADE, NAME, DUAL, SEVERAL = "multiple", "decade", "name", "dual", "several"
"""Kinds of numbers: a `vague` one is a round plural, a `part` a fraction, a `multiple` says how many times."""
FIRM, SOFT, DATE, ECHO = "firm", "soft", "date", "echo"
"""How much a number counts: a `firm` one is missed, a `soft` one only if another stands in its place; those of a date
and an `echo` («both», a dual, the 20 of G20) only answer numbers elsewhere."""


class Measure(NamedTuple):
    """The units that a word may name, and where it stands from the start of its number on."""

    keys: tuple[str, ...]
    start: int
    end: int


class Bound(NamedTuple):
    """Words that make a number a lower (1) or an upper (-1) bound, and where they stand from its start on."""

    direction: int
    start: int
    end: int


class Number(NamedTuple):
    """What a number may be worth (the likeliest first), its kind, how much it counts and what it measures.

    `rough` tells one that says «about», `figures` one that is not written in words; `label` holds the letters around a
    figure in a name: the F of F-16. A dual that may be a plural is rough too.
    """

    values: tuple[Fraction, ...]
    kind: str = CARDINAL
    use: str = FIRM
    measure: Measure | None = None
    rough: bool = False
    label: str = ""
    figures: bool = False
    bound: Bound | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it may be in."""
        return self.measure.keys if self.measure else ()
