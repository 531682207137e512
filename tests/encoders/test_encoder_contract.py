"""What holds for every encoder: a vector depends on its text alone, tokens know their place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import encoders
from aligner.encoding import Encoder


def check_spans(encoder: Encoder, text: str) -> None:
    (tokens,) = encoder.token_states([text])
    assert tokens.states.shape == (len(tokens.spans), 384)
    for span in tokens.spans:
        assert 0 <= span.start < span.end <= len(text)
    starts = [span.start for span in tokens.spans]
    assert starts == sorted(starts)


@pytest.mark.parametrize("kind", ["encoder", "transformer"])
def test_a_vector_depends_on_nothing_but_its_text(kind: str, texts: list[str], request: pytest.FixtureRequest) -> None:
    encoder: Encoder = request.getfixturevalue(kind)
    spec = "embedded" if kind == "encoder" else f"sentence-transformers:{request.getfixturevalue('exported')}"
    threaded = encoders.load(spec, threads=3)
    texts = texts if kind == "encoder" else texts[4:14:2]  # the other is slow, and batches nothing
    together, states = encoder.encode(texts), encoder.token_states(texts)
    for row, text in enumerate(texts):
        assert np.array_equal(encoder.encode([text])[0], together[row])
        assert np.array_equal(encoder.token_states([text])[0].states, states[row].states)
    assert np.array_equal(encoder.encode(texts[::-1]), together[::-1])
    assert np.array_equal(threaded.encode(texts), together)
    for one, other in zip(threaded.token_states(texts), states, strict=True):
        assert one.spans == other.spans
        assert np.array_equal(one.states, other.states)


def test_vectors_are_units_in_half_precision(either: Encoder, texts: list[str]) -> None:
    vectors = either.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for values in (vectors, *(tokens.states for tokens in either.token_states(texts))):
        assert np.isfinite(values).all()
        assert np.array_equal(values.astype(np.float16).astype(np.float32), values)


def test_both_at_once_are_the_same_to_the_last_bit(either: Encoder, texts: list[str]) -> None:
    vectors, states = either.encode_with_states(texts[:12])
    assert np.array_equal(vectors, either.encode(texts[:12]))
    for one, other in zip(states, either.token_states(texts[:12]), strict=True):
        assert one.spans == other.spans
        assert np.array_equal(one.states, other.states)


def test_no_texts(either: Encoder) -> None:
    assert either.encode([]).shape == (0, 384)
    assert either.token_states([]) == []
    assert either.encode_with_states([])[1] == []


def test_an_empty_text_has_a_vector_and_no_tokens(either: Encoder) -> None:
    (tokens,) = either.token_states([""])
    assert tokens.spans == ()
    assert tokens.states.shape == (0, 384)


def test_half_a_surrogate_pair_does_no_harm(encoder: Encoder) -> None:
    check_spans(encoder, "a\ud800b")
    assert np.isfinite(encoder.encode(["\ud800"])).all()


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60) | st.text("aé\u0301\u0651\u064eلا ﷺﻻ½😀\u200f\u2581\x01\t<s>/", max_size=40))
def test_spans_are_ordered_and_within_any_text(encoder: Encoder, text: str) -> None:
    check_spans(encoder, text)


def test_tokens_of_both_encoders_stand_in_the_same_places(
    transformer: Encoder, encoder: Encoder, english: list[str], arabic: list[str]
) -> None:
    texts = [*english, *arabic]
    for text, one, other in zip(texts, transformer.token_states(texts), encoder.token_states(texts), strict=True):
        check_spans(transformer, text)
        assert set(other.spans) <= set(one.spans)  # the bare word start is a token of its own in the former


def test_a_long_text_is_read_to_its_end_by_both(transformer: Encoder, encoder: Encoder, long: str) -> None:
    text = long + " The last word is penguin."
    for either in (transformer, encoder):
        check_spans(either, text)
        (tokens,) = either.token_states([text])
        assert tokens.spans[-1].end == len(text)
    assert transformer.encode([text])[0] @ encoder.encode([text])[0] > 0.99
