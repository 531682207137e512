"""The small tokenizer cuts every text that it is given as the large one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from aligner.encoders import embedded, tokenizer
from aligner.encoders.subwords import ALL, Subwords
from aligner.encoding import Encoder

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def folder(model_cache: Path, encoder: Encoder) -> Path:
    return model_cache / f"{encoder.name}-{embedded.RECIPE}"


@pytest.fixture(scope="module")
def subwords(folder: Path) -> Subwords:
    return Subwords(folder)


@pytest.fixture(scope="module")
def large(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / ALL))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.txt")), ids=lambda path: path.name)
def test_articles(path: Path, subwords: Subwords, large: Tokenizer) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert subwords.tokenize(line) == tokenizer.tokenize(large, line)


@given(st.text(st.characters(max_codepoint=0x6FF), max_size=40) | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text(subwords: Subwords, large: Tokenizer, text: str) -> None:
    assert subwords.tokenize(text) == tokenizer.tokenize(large, text)
