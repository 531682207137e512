"""The tokenizer in two sizes: all pieces, and those of Latin and Arabic script only, which load three times as fast.

Both cut a text of these scripts alike: a piece with another script's character cannot stand in it. The ids are always
those of all pieces.
"""
# ruff: noqa: PLC0415 - see embedded.py

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders import tokenizer
from aligner.encoding import Vectors
from aligner.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

COMMON = re.compile(
    "[\u0000-\u024f\u0300-\u036f\u0600-\u06ff\u0750-\u077f\u2000-\u20cf\u2100-\u214f\u2190-\u21ff\u2581\u2e00-\u2e7f]*"
)
"""Text of Latin and Arabic letters, digits, punctuation and common signs."""

ALL, SOME, IDS = "tokenizer.json", "common.json", "common.npy"


def save(pieces: Sequence[str], scores: Vectors, folder: Path) -> None:
    """Write both sizes of a vocabulary with its log probabilities [pieces] into a folder."""
    # The rarest piece sets what an unknown character costs.
    always = {int(scores.argmin()), *range(len(tokenizer.SPECIALS))}
    kept = [k for k, piece in enumerate(pieces) if k in always or COMMON.fullmatch(piece)]
    tokenizer.build(pieces, scores).save(str(folder / ALL), pretty=False)
    tokenizer.build([pieces[k] for k in kept], scores[kept]).save(str(folder / SOME), pretty=False)
    np.save(folder / IDS, np.array(kept, np.int64))


class Subwords:
    """Cuts texts into tokens; the tokenizer of all pieces is loaded only for a text that needs it."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._folder = folder
        self._some = Tokenizer.from_file(str(folder / SOME))
        self._ids: list[int] = np.load(folder / IDS).tolist()
        self.word_start = self._ids[self._some.token_to_id(tokenizer.WORD_START)]

    def tokenize(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The ids of a text's tokens and where each starts and ends in it; the starts never go back."""
        if not COMMON.fullmatch(unicodedata.normalize("NFKC", text)):
            return tokenizer.tokenize(self._all, text)
        ids, places = tokenizer.tokenize(self._some, text)
        return [self._ids[k] for k in ids], places

    @cached_property
    def _all(self) -> Tokenizer:
        from tokenizers import Tokenizer

        try:
            return Tokenizer.from_file(str(self._folder / ALL))
        except Exception as error:  # the library raises bare exceptions
            raise EncoderError(f"{self._folder / ALL} is damaged ({error}); delete {self._folder}") from error
