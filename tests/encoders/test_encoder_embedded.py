"""The embedded encoder: near for translations, whole for long texts, exact about places."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from aligner import encoders
from aligner.encoders import embedded, means, pack
from aligner.encoding import ANY_LANGUAGE, Encoder
from aligner.errors import EncoderError

SAMPLES = Path(__file__).parents[2] / "samples" / "iss"


def test_a_translation_is_nearer_than_anything_else(encoder: Encoder, english: list[str], arabic: list[str]) -> None:
    similarity = encoder.encode(english) @ encoder.encode(arabic).T
    assert similarity.argmax(1).tolist() == list(range(len(english)))


def test_a_long_text_is_read_to_its_end(encoder: Encoder, long: str) -> None:
    text = long + " The last word is penguin."
    (tokens,) = encoder.token_states([text])
    assert len(tokens.spans) > 1024
    assert text[tokens.spans[-2].start : tokens.spans[-2].end] in "penguin"
    assert tokens.spans[-1].end == len(text)
    whole, other = encoder.encode([text, long + " Das letzte Wort ist Haus."])
    assert not np.array_equal(whole, other)
    assert whole @ encoder.encode([long])[0] > 0.98


def test_windows_share_a_long_text_evenly(encoder: Encoder) -> None:
    assert isinstance(encoder, embedded.EmbeddedEncoder)
    first, last = len(encoder._before), len(encoder._after)
    for count in (0, 1, 507, 508, 509, 1016, 5000):
        windows = encoder._windows(list(range(count)))
        sizes = [len(window) for window in windows]
        assert [id_ for window in windows for id_ in window[first:-last]] == list(range(count))
        assert max(sizes) <= embedded.POSITIONS
        assert max(sizes) - min(sizes) <= 1


def test_tokens_stand_where_they_say(encoder: Encoder) -> None:
    text = "Moss  met Navani."
    (tokens,) = encoder.token_states([text])
    assert "|".join(text[span.start : span.end] for span in tokens.spans) == "Mos|s|met|Na|vani|."


@pytest.mark.parametrize("document", ["source", "arabic", "twin"])
def test_tokens_cover_every_visible_character_of_real_text(encoder: Encoder, document: str) -> None:
    text = (SAMPLES / f"{document}.txt").read_text(encoding="utf-8")
    (tokens,) = encoder.token_states([text])
    covered = {at for span in tokens.spans for at in range(span.start, span.end)}
    blank = {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"}
    missed = [at for at, char in enumerate(text) if at not in covered and unicodedata.category(char) not in blank]
    assert not missed


def test_means_are_known_for_english_and_arabic_only(encoder: Encoder, english: list[str], arabic: list[str]) -> None:
    for lang, texts in (("en", english), ("ar", arabic)):
        sentence, token = encoder.sentence_mean(lang), encoder.token_mean(lang)
        assert sentence is not None
        assert token is not None
        assert sentence.shape == token.shape == (384,)
        assert (encoder.encode(texts) @ sentence).mean() > 0.7
    assert encoder.sentence_mean("is") is None
    assert encoder.token_mean("und") is None
    assert set(means.read().token) == {"en", "ar", ANY_LANGUAGE}


def test_the_name_tells_model_and_revision(encoder: Encoder) -> None:
    assert encoder.name == f"e5-small-q4@{pack.revision()}"


def test_an_unknown_encoder_is_told_the_two_forms() -> None:
    for spec in ("e5", "sentence-transformers", "sentence-transformers:", "embedded:x"):
        with pytest.raises(EncoderError, match="use 'embedded' or 'sentence-transformers:NAME_OR_FOLDER'"):
            encoders.load(spec)
