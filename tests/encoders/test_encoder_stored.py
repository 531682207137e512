"""With a cache everything is as without, only faster."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import encoders
from aligner.encoders import embedded, stored_values
from aligner.encoders.outlines import EmbeddedOutline
from aligner.encoders.stored import STATES, VECTOR, StoredEncoder
from aligner.encoding import Encoder, TokenStates, Vectors
from aligner.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store")


class Unloadable(EmbeddedOutline):
    """Its model must not be asked for."""

    def load(self) -> Encoder:
        raise AssertionError("loaded")


def known(store: Store) -> StoredEncoder:
    return StoredEncoder(Unloadable(1), store)


def same(one: Sequence[TokenStates], other: Sequence[TokenStates]) -> bool:
    return all(
        a.spans == b.spans and a.states.dtype == b.states.dtype and a.states.tobytes() == b.states.tobytes()
        for a, b in zip(one, other, strict=True)
    )


def test_it_is_the_same_to_the_last_bit(encoder: Encoder, store: Store, texts: list[str], long: str) -> None:
    texts = [*texts, long, texts[0], "\ud800 half a pair"]
    vectors, states = encoder.encode(texts), encoder.token_states(texts)
    for either in (encoders.load(store=store), known(store)):
        found = either.encode(texts)
        assert found.dtype == np.float32
        assert found.tobytes() == vectors.tobytes()
        assert same(either.token_states(texts), states)
        both, also = either.encode_with_states(texts)
        assert both.tobytes() == vectors.tobytes()
        assert same(also, states)
        assert [either.windows(text) for text in texts] == [encoder.windows(text) for text in texts]
        assert either.name == encoder.name
        assert either.encode([]).shape == (0, 384)
        assert either.token_states([]) == []
        for lang in ("en", "ar", "mul", "xx"):
            for mine, its in (
                (either.sentence_mean(lang), encoder.sentence_mean(lang)),
                (either.token_mean(lang), encoder.token_mean(lang)),
            ):
                assert (mine is None and its is None) or np.array_equal(mine, its)  # type: ignore[arg-type]
            assert (either.tagger(lang) is None) == (encoder.tagger(lang) is None) == (lang != "en")


def test_only_what_is_new_is_read(encoder: Encoder, store: Store, english: list[str], arabic: list[str]) -> None:
    class Counting(EmbeddedOutline):
        def load(self) -> Encoder:
            return Counted()

    class Counted(type(encoder)):  # type: ignore[misc]
        def __init__(self) -> None: ...

        def encode(self, texts: Sequence[str]) -> Vectors:
            asked.extend(texts)
            return encoder.encode(texts)

        def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
            asked.extend(texts)
            return encoder.encode_with_states(texts)

    asked: list[str] = []
    StoredEncoder(Counting(1), store).encode([*english, *english])
    assert asked == english
    StoredEncoder(Counting(1), store).encode([*arabic, *english])
    assert asked == [*english, *arabic]
    StoredEncoder(Counting(1), store).encode_with_states(english[:2])
    StoredEncoder(Counting(1), store).encode_with_states(english[:3])
    assert asked == [*english, *arabic, *english[:3]]


def test_what_is_kept_by_another_recipe_is_not_taken(
    store: Store, english: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    encoders.load(store=store).encode(english)
    monkeypatch.setattr(embedded, "RECIPE", embedded.RECIPE + 1)
    with pytest.raises(AssertionError, match="loaded"):
        known(store).encode(english)


def test_bytes_that_are_no_vectors_are_not_there(encoder: Encoder, store: Store, english: list[str]) -> None:
    either = encoders.load(store=store)
    keys = [either._key(text) for text in english]  # type: ignore[attr-defined]
    store.put(VECTOR, dict(zip(keys, (b"", b"x", bytes(7), b"\xff" * 30, bytes(5), bytes(9)), strict=True)))
    store.put(STATES, dict(zip(keys, (b"", b"x", bytes(7), b"\xff" * 30, bytes(40), bytes(9)), strict=True)))
    assert np.array_equal(either.encode(english), encoder.encode(english))
    assert same(either.token_states(english), encoder.token_states(english))
    assert [either.windows(text) for text in english] == [1] * len(english)


def test_without_spaces_a_short_text_surely_fits(encoder: Encoder) -> None:
    for text in ("ﷺ" * 27, "a " * 250, "日" * 502, "😀" * 502, "\u0601" * 502, "½" * 167):
        assert embedded.fits(text)
        assert len(encoder._read(text).windows) == 1  # type: ignore[attr-defined]
    assert not embedded.fits("ﷺ" * 28)
    assert not embedded.fits("日" * 503)
    assert encoder.windows("日 " * 300) == 2


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=30) | st.text("aé\u0301\u0651لا ﷺﻻ½😀\u200f\u2581\x01\t<s>/㌀㋿", max_size=30),
    times=st.integers(1, 60),
)
def test_what_fits_is_read_at_once(encoder: Encoder, text: str, times: int) -> None:
    text = (text * times)[:600]
    if embedded.fits(text):
        assert len(encoder._read(text).windows) == 1  # type: ignore[attr-defined]


def test_states_of_no_tokens_go_to_bytes_and_back() -> None:
    none = TokenStates((), np.empty((0, 384), np.float32))
    assert same([stored_values.to_states(stored_values.from_states(none))], [none])


PROGRAM = """
import sys
from pathlib import Path
from aligner import encoders
from aligner.store import Store
with Store.open(Path(sys.argv[1])) as store:
    encoder = encoders.load(store=store)
    encoder.encode_with_states(["One sentence.", "جملة قصيرة."])
    encoder.windows("long " * 80)
    encoder.sentence_mean("ar")
print(*{"onnxruntime", "tokenizers", "onnx", "torch"} & set(sys.modules))
"""


def test_nothing_is_loaded_where_all_is_known(tmp_path: Path) -> None:
    def run() -> str:
        arguments = [sys.executable, "-c", PROGRAM, str(tmp_path)]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout

    assert "onnxruntime" in run()
    assert run() == "\n"


def test_a_local_model_is_told_by_its_files(exported: Path, transformer: Encoder, store: Store) -> None:
    spec = f"sentence-transformers:{exported}"
    either = encoders.load(spec, store=store)
    text = "A sentence for another model."
    assert either.name == transformer.name
    assert either.encode([text]).tobytes() == transformer.encode([text]).tobytes()
    assert store.info().kinds[VECTOR].entries == 1
    again = encoders.load(spec, store=store)
    assert again.encode([text]).tobytes() == transformer.encode([text]).tobytes()
    assert "_encoder" not in vars(again)
