"""Models of sentence-transformers: named by a hash, and what fails says so in one line."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from aligner import encoders
from aligner.encoding import Encoder
from aligner.errors import EncoderError


def test_transformer_has_a_name_with_a_hash_and_no_means(transformer: Encoder, exported: Path) -> None:
    name, _, revision = transformer.name.partition("@")
    assert name == "sentence-transformers:e5"
    assert len(revision) == 12
    assert transformer.sentence_mean("en") is None
    assert transformer.token_mean("ar") is None
    assert transformer.tagger("en") is None


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match=r"pip install 'aligner-diff\[models\]'") as raised:
        encoders.load("sentence-transformers:some/model")
    assert "\n" not in str(raised.value)


def test_an_unknown_model_fails_at_once_and_quietly(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pytest.importorskip("sentence_transformers")
    hub = pytest.importorskip("huggingface_hub")

    def offline(*args: object, **settings: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr(hub.HfApi, "model_info", offline)
    (tmp_path / "empty").mkdir()
    start = time.monotonic()
    for name in ("nobody/no-such-model", str(tmp_path / "empty"), str(tmp_path / "missing")):
        with pytest.raises(EncoderError, match="name a local model folder, or a model of the hub") as raised:
            encoders.load(f"sentence-transformers:{name}")
        assert repr(name) in str(raised.value)
        assert "\n" not in str(raised.value)
    assert time.monotonic() - start < 20
    assert capfd.readouterr() == ("", "")
