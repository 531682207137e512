"""What the encoders' tests share: one cache, one exported model, and sentences that translate each other."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner import encoders
from aligner.encoders import cache
from aligner.encoders.export import export
from aligner.encoding import Encoder

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
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers, of the extra `models`, is not installed")
    return encoders.load(f"sentence-transformers:{exported}")


@pytest.fixture(params=["encoder", "transformer"])
def either(request: pytest.FixtureRequest) -> Encoder:
    found: Encoder = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def english() -> list[str]:
    return ENGLISH


@pytest.fixture(scope="session")
def arabic() -> list[str]:
    return ARABIC


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return [*ENGLISH, *ARABIC, "", " \n ", "日本語。", "Œuvre ﷺ ½ 😀𝔘 ﻻ e\u0301"]


@pytest.fixture(scope="session")
def long() -> str:
    return " ".join(ENGLISH * 20)
