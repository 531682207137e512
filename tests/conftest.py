"""What many tests share: the encoder, the sample and its report."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.bitext import Document, Role
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.pipeline import compare
from aligner.readers import read
from aligner.report import Report

SAMPLES = Path(__file__).parents[1] / "samples"
ISS = {
    Role.SOURCE: SAMPLES / "iss/source.txt",
    Role.TRANSLATION: SAMPLES / "iss/arabic.txt",
    Role.TWIN: SAMPLES / "iss/twin.txt",
}


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load()


@pytest.fixture(scope="session")
def iss() -> dict[Role, Document]:
    return {role: read(path, role) for role, path in ISS.items()}


@pytest.fixture(scope="session")
def iss_report(iss: dict[Role, Document], encoder: Encoder) -> Report:
    return compare(iss.values(), encoder)
