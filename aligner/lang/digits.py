"""Figures of any script said in the digits of ASCII, for readers who cannot read the others."""

from __future__ import annotations

import re
import unicodedata

_QUOTED = re.compile("“[^”]*”")
_FIGURES = re.compile(r"\d+(?:[.,،٫٬:/–-]\d+)*[%٪]?")
_SIGNS = str.maketrans({"٫": ".", "٬": ",", "،": ",", "٪": "%"})


def with_ascii_digits(message: str) -> str:
    """The message, each quotation in it that has figures in other digits followed by them in ASCII: “٢٫٥” (2.5)."""
    return _QUOTED.sub(lambda quoted: quoted.group() + _in_brackets(quoted.group()), message)


def _in_brackets(quoted: str) -> str:
    foreign = [figure for figure in _FIGURES.findall(quoted) if not figure.translate(_SIGNS).isascii()]
    return f" ({', '.join(map(_ascii, foreign))})" if foreign else ""


def _ascii(figure: str) -> str:
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in figure.translate(_SIGNS))
