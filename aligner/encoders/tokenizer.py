"""XLM-RoBERTa's unigram tokenizer, and what it makes of a text."""
# ruff: noqa: PLC0415 - see embedded.py

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.encoding import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
"""The pieces that stand for no text; the first four have their place here as their id."""
START, PAD, END, UNKNOWN = range(4)

WORD_START = "\u2581"
"""Begins a word's first piece; alone it is a piece that stands for no text."""

# XLM-RoBERTa's own character map is NFKC with these exceptions.
DROPPED = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
BLANK = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"

_SURROGATE = re.compile("[\ud800-\udfff]")


def build(pieces: Sequence[str], scores: Vectors) -> Tokenizer:
    """The tokenizer of a vocabulary with its log probabilities [pieces]; it adds no specials of its own."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = list(zip(pieces, scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(DROPPED), ""), normalizers.Replace(Regex(BLANK), " "), normalizers.NFKC()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement=WORD_START, prepend_scheme="always")]
    )
    return tokenizer


def tokenize(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The ids of a text's tokens and where each starts and ends in it; the starts never go back."""
    # Half a surrogate pair (JSON may bring one) is no character and has no UTF-8.
    found = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    return found.ids, found.offsets


def with_specials(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer, now with the specials around every text, as other libraries want it."""
    from tokenizers import AddedToken, processors

    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", START), ("</s>", END)]
    )
    tokenizer.add_special_tokens([AddedToken(piece, lstrip=piece == "<mask>", normalized=False) for piece in SPECIALS])
    return tokenizer
