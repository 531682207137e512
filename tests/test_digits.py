"""A message about figures can be read without knowing the digits of another script."""

from __future__ import annotations

import pytest

from aligner.bitext import Document, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.formats import discover
from aligner.lang.digits import with_ascii_digits
from aligner.pipeline import compare


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("“٢٥ في المئة” became “52 percent”", "“٢٥ في المئة” (25) became “52 percent”"),
        ("“٢٫٥ مليون” became “3”", "“٢٫٥ مليون” (2.5) became “3”"),
        ("“١٬٢٣٤٫٥” is lost", "“١٬٢٣٤٫٥” (1,234.5) is lost"),
        ("“٣٠٪” was added", "“٣٠٪” (30%) was added"),
        ("“بين ۱۲ و۱۵” became “13”", "“بين ۱۲ و۱۵” (12, 15) became “13”"),
        ("“٣/٤/٢٠١٩” became “٥/٤/٢٠١٩”", "“٣/٤/٢٠١٩” (3/4/2019) became “٥/٤/٢٠١٩” (5/4/2019)"),
        ("“25” became “خمسون”", "“25” became “خمسون”"),
    ],
)
def test_figures_are_repeated_in_ascii(message: str, expected: str) -> None:
    assert with_ascii_digits(message) == expected


@pytest.mark.parametrize(
    ("source", "translation", "told"),
    [
        ("The bank cut 4,500 jobs in two years.", "سرّح البنك ٥٤٠٠ موظف خلال عامين.", "(5400)"),
        ("The stadium opened on March 3, 2019.", "افتتح الملعب في ٣ مارس ٢٠١٧.", "(2017)"),
    ],
)
def test_every_format_has_them(encoder: Encoder, source: str, translation: str, told: str) -> None:
    chain = [Document(Role.SOURCE, "s.txt", source, "en"), Document(Role.TRANSLATION, "t.txt", translation, "ar")]
    report = compare(chain, encoder, Config(force=True))
    assert [f.category for f in report.findings if told in f.message]
    for name, render in discover().items():
        assert any(told in text for text in render(report).values()), name
