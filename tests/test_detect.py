"""Language, words and stop words."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lang.arabic import folded
from aligner.lang.detect import detect
from aligner.lang.stopwords import stopwords, stopwords_by_language
from aligner.lang.tokens import words

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.txt")), ids=lambda path: path.stem)
def test_the_samples(path: Path) -> None:
    assert detect(path.read_text(encoding="utf-8")) == ("ar" if path.stem == "arabic" else "en")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Russia plans to leave"), ("en", "Roscosmos"), ("ar", "روسيا تدرس مغادرة محطة"), ("ar", "روسكوزموس"),
        ("fa", "رئیس جمهور دیروز گفت که وضعیت جدی است"), ("ur", "صدر نے کل کہا کہ صورتحال سنگین ہے"),
        ("fr", "Le président a dit hier que la situation est grave."),
        ("de", "Der Präsident sagte am Montag, die Lage sei ernst."),
        ("es", "El presidente dijo ayer que la situación es grave."),
        ("it", "Il presidente ha detto ieri che la situazione è grave."),
        ("pt", "O presidente disse ontem que a situação é grave."),
        ("nl", "De president zei maandag dat de situatie ernstig is."),
        ("tr", "Cumhurbaşkanı dün durumun ciddi olduğunu söyledi."),
        ("id", "Presiden mengatakan kemarin bahwa situasinya serius."),
        ("ru", "Президент заявил вчера, что ситуация серьёзная."),
        ("uk", "Президент заявив учора, що ситуація є серйозною."),
        ("el", "Ο πρόεδρος είπε"), ("he", "הנשיא אמר אתמול"), ("hi", "राष्ट्रपति ने कहा"), ("ko", "대통령은 어제"),
        ("zh", "总统昨天表示情况严重"), ("ja", "大統領は昨日述べた"),
        ("und", ""), ("und", "123 ... 45"), ("und", "Erklärung"),
    ],
)  # fmt: skip
def test_languages(lang: str, text: str) -> None:
    assert detect(text) == lang


def test_mixed_text_goes_to_the_majority() -> None:
    arabic, english = "قالت الوكالة إن المحطة باقية. ", "The agency said that it stays. "
    assert detect(arabic * 3 + english) == "ar"
    assert detect(arabic + english * 3) == "en"


def test_long_text_is_sampled_from_all_of_it() -> None:
    start = time.process_time()
    assert detect("Title in English\n" + "قالت الوكالة إن المحطة باقية. " * 500_000) == "ar"
    assert time.process_time() - start < 2


@given(st.text())
def test_any_text_gets_a_code(text: str) -> None:
    assert 2 <= len(detect(text)) <= 3


def test_arabic_stop_words_are_folded_and_lists_hold_the_commonest_words() -> None:
    assert {folded(word) for word in stopwords("ar")} == set(stopwords("ar"))
    assert {"the", "of", "don't"} <= stopwords("en")
    assert {folded(word) for word in ("إلى", "على", "أن", "التي", "وقد")} <= stopwords("ar")
    assert not {"russia", "said", "station"} & stopwords("en")
    assert stopwords("xx") == frozenset()
    assert all(word == word.lower() for found in stopwords_by_language().values() for word in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.-led plan", ["The", "U.S.-led", "plan"]),
        ("It's in the U.S. (now).", ["It's", "in", "the", "U.S.", "(", "now", ")", "."]),
        ("$1,234.5 at 10:30, F-16!", ["$", "1,234.5", "at", "10:30", ",", "F-16", "!"]),
        ("‘don’t’", ["‘", "don’t", "’"]),
        ("إنّ النّـاس 12٫5%، أ.ف.ب", ["إنّ", "النّـاس", "12٫5", "%", "،", "أ.ف.ب"]),
        ("العالم.وتم", ["العالم", ".", "وتم"]),
        ("a\u200f b\u2067c\x07", ["a", "b", "c"]),
        ("...", [".", ".", "."]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


@given(st.text())
def test_words_are_in_order_and_hold_every_letter(text: str) -> None:
    spans = words(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    assert all(at in inside for at, letter in enumerate(text) if letter.isalnum())
    assert all(not text[at].isspace() for at in inside)
