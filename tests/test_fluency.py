"""Broken text is found: repetitions, fragments, missing ends, and words in no order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding, Severity
from aligner.lang.jumbles import broken, surely_broken
from aligner.lang.repeats import repeats
from aligner.lang.stumps import cut_off, lone_brackets
from aligner.pipeline import compare

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


@pytest.mark.parametrize(
    ("text", "language", "phrase", "times"),
    [
        ("He closed the the door.", "en", "the", 2),
        ("The the door", "en", "the", 2),
        ("in the city in the city centre", "en", "in the city", 2),
        ("to to to to go", "en", "to", 4),
        ("في المدينة في المدينة", "ar", "في المدينة", 2),
        ("قال قال الوزير", "ar", "قال", 2),
    ],
)
def test_repetitions_are_read(text: str, language: str, phrase: str, times: int) -> None:
    ((start, end, repeat),) = repeats(text, language)
    assert (repeat.phrase, repeat.times, repeat.meant) == (phrase, times, False)
    assert text[start:end].casefold().split()[0] == phrase.split(" ", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He had had enough and said that that was it.", "en"),
        ("a very very very long day", "en"),
        ("Duran Duran played in Pago Pago.", "en"),
        ("No, no, no!", "en"),
        ("1 1 2 3 5", "en"),
        ("what it is is a test", "en"),
        ("شكرا شكرا", "ar"),
        ("جميل جدًا جدًا", "ar"),
    ],
)
def test_what_people_double_is_meant(text: str, language: str) -> None:
    assert all(repeat.meant for _, _, repeat in repeats(text, language))


def test_a_stray_mark_after_an_article_breaks_nothing() -> None:
    assert not broken("The country with the? worst record in the! world.", "en")


@given(st.lists(st.sampled_from(["a", "b", "the", "x", ",", "قال"]), max_size=30), st.sampled_from(["en", "ar"]))
def test_repetitions_are_valid_places(tokens: list[str], language: str) -> None:
    text = " ".join(tokens)
    places = [(start, end) for start, end, _ in repeats(text, language)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        ("a (b) c", 0),
        ("a (b c", 1),
        ("alpha beta) gamma", 1),
        ("a) first b) second", 0),
        ("nice :)", 0),
        ("(a [b) c]", 0),
        ("", 0),
    ],
)
def test_lone_brackets_are_found(text: str, lone: int) -> None:
    assert len(lone_brackets(text)) == lone


def test_a_sentence_cannot_end_with_an_article() -> None:
    assert cut_off("The storm cut power in the", "en")
    assert cut_off("قطعت العاصفة الكهرباء في", "ar")
    assert cut_off("The storm cut power there", "en") is None


@pytest.mark.parametrize("text", ["the of a", "a and b", "it was the.", "he saw an is"])
def test_articles_without_a_noun_are_broken(text: str) -> None:
    assert any(surely_broken(pair) for _, _, pair in broken(text, "en"))


@pytest.mark.parametrize(
    "text", ["It was taken care of by us.", "What it was made of is oak.", "from A to B", "on and off"]
)
def test_grammar_that_only_looks_broken_is_left_alone(text: str) -> None:
    assert not any(surely_broken(pair) for _, _, pair in broken(text, "en"))


def found(encoder: Encoder, *texts: str) -> list[Finding]:
    chain = [Document(r, r, text, LANGUAGES[r]) for r, text in zip(Role, texts, strict=True) if text]
    findings = compare(chain, encoder, Config(force=True)).findings
    return [finding for finding in findings if finding.check in ("fluency", "jumbled")]


FLOOD = "The flood destroyed homes in Sudan, Chad and Niger.", "دمرت الفيضانات منازل في السودان وتشاد والنيجر."
BANK = "The bank lowered its forecast for growth this year.", "خفض البنك توقعاته للنمو هذا العام."


@pytest.mark.parametrize(
    ("texts", "severity", "place"),
    [
        ((*FLOOD, "The flood destroyed homes in Sudan and Chad. Niger."), Severity.MAJOR, "Niger."),
        ((*BANK, "The bank lowered lowered its forecast for growth this year."), Severity.MINOR, "lowered lowered"),
        ((*BANK, "The bank lowered its forecast for the"), Severity.MAJOR, "the"),
        ((*BANK, "The bank lowered its forecast (for growth this year."), Severity.MINOR, "("),
        ((*BANK, "The bank lowered the for growth this year."), Severity.MAJOR, "the for"),
    ],
)
def test_broken_text_is_found(encoder: Encoder, texts: tuple[str, str, str], severity: Severity, place: str) -> None:
    told = [f for f in found(encoder, *texts) if place in {p.text for p in f.at(Role.TWIN)}]
    assert [(f.severity, f.hop) for f in told] == [(severity, Hop.TRANSLATION_TWIN)]


def test_jumbled_words_are_found_without_the_source(encoder: Encoder) -> None:
    arabic = "أطلق العلماء المسبار من قاعدة صحراوية لدراسة سطح المريخ العام المقبل."
    twin = "Base the from scientists a Mars desert to surface launched next the year of probe study the."
    assert {f.severity for f in found(encoder, "", arabic, twin)} == {Severity.MAJOR}


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Next year the probe will study Mars.",
            "سيدرس المسبار المريخ العام المقبل.",
            "The probe will study Mars next year.",
        ),
        ("He had had a long day.", "قضى يومًا طويلًا.", "He had had a long day."),
        (
            "Who won? Nobody. The game was a draw.",
            "من فاز؟ لا أحد. انتهت المباراة بالتعادل.",
            "Who won? Nobody. It was a draw.",
        ),
        (BANK[0], BANK[1], "the bank lowered its forecast for growth this year"),
        (BANK[0], BANK[1], "The bank lowered its forecast for growth this year !"),
    ],
)
def test_sound_text_is_left_alone(encoder: Encoder, texts: tuple[str, str, str]) -> None:
    assert found(encoder, *texts) == []
