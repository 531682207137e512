"""The export: an ordinary sentence-transformers folder, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.encoders.export import export
from aligner.encoding import Encoder
from aligner.errors import EncoderError

SAMPLES = Path(__file__).parents[2] / "samples" / "iss"


def test_export_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("", encoding="utf-8")
    for target in (tmp_path, tmp_path / "mine"):
        with pytest.raises(EncoderError, match="is not an empty folder"):
            export(target)


def test_export_leaves_nothing_but_the_folder(exported: Path) -> None:
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


def test_sentence_transformers_opens_the_export_by_itself(
    exported: Path, encoder: Encoder, english: list[str], arabic: list[str]
) -> None:
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(exported), device="cpu")
    texts = [line for name in ("source", "arabic") for line in paragraphs(name)] + english + arabic
    assert len(texts) > 24
    cosines = (model.encode(texts, show_progress_bar=False) * encoder.encode(texts)).sum(1)
    assert cosines.min() >= 0.998


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a sample that both encoders read in one window."""
    lines = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if 0 < len(line) < 1000]
