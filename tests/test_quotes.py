"""Quotations are read in all marks, and what was lost, added or moved of them is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding, Severity
from aligner.lang.quotes import quotations
from aligner.pipeline import compare

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def read(text: str, language: str) -> list[str]:
    return [text[quote.start : quote.end].strip() for quote in quotations(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("“We will win,” she said, “and soon.”", "en", ["We will win,", "and soon."]),
        ('"No," he said. "We won\'t."', "en", ["No,", "We won't."]),
        ("The players' union said it wasn't 'good enough' for '90s stars.", "en", ["good enough"]),
        ("‘Fine,’ he said; it’s the boys’ day.", "en", ["Fine,"]),
        ("He said: \"She told me 'go away' and left.\"", "en", ["She told me 'go away' and left."]),
        ("„Ja“, said Klaus, »nein«, said Uwe.", "en", ["Ja", "nein"]),
        ('" It did n\'t work " , he said .', "en", ["It did n't work"]),
        ("وقال المحافظ: «سنعيد البناء».", "ar", ["سنعيد البناء"]),
        ('المهاجم الملقب بـ"الثور" سجل هدفين.', "ar", ["الثور"]),
        ('قال "نعم" و"لا" ثم غادر.', "ar", ["نعم", "لا"]),
        ("وقال رئيس البلدية يوم الجمعة: لن نغادر المدينة.", "ar", ["لن نغادر المدينة."]),
        ("وأضافت الوزيرة: الأسعار ستنخفض قريبًا", "ar", ["الأسعار ستنخفض قريبًا"]),
        ("الموعد: الساعة 10:30 مساء", "ar", []),
        ("A 6\" pipe and the drivers' rooms.", "en", []),
        ("Rock 'n' roll never dies.", "en", []),
    ],
)
def test_quotations_are_read(text: str, language: str, quoted: list[str]) -> None:
    assert read(text, language) == quoted or (quoted == [] and all(not q.sure for q in quotations(text, language)))


def test_a_quotation_ends_with_its_paragraph_and_may_begin_anew() -> None:
    text = "“First.\n“Second,” he said.\nThird."
    assert [(text[q.start : q.end], q.sure) for q in quotations(text, "en")] == [("First.", False), ("Second,", True)]


def test_speech_behind_a_colon_ends_with_its_sentence_in_a_long_paragraph() -> None:
    text = "وقال الوزير: سنبدأ غدًا. " + "وتقع المدينة على الساحل الشمالي. " * 20
    assert read(text, "ar") == ["سنبدأ غدًا."]


@given(st.text(alphabet="ab\"'“”‘’«»„ .:\nقالو", max_size=80), st.sampled_from(["en", "ar", "und"]))
def test_quotations_are_valid_places(text: str, language: str) -> None:
    assert all(0 <= q.start <= q.end <= len(text) for q in quotations(text, language))


def found(encoder: Encoder, *texts: str) -> list[Finding]:
    chain = [Document(r, r, text, LANGUAGES[r]) for r, text in zip(Role, texts, strict=True) if text]
    return [f for f in compare(chain, encoder, Config(force=True)).findings if f.check == "quotes"]


CHANGED = [
    (
        "“The bridge was never inspected after the flood of last year,” the chief engineer told the court.",
        "لم يُفحص الجسر قط بعد فيضان العام الماضي.",
        "The bridge was never inspected after the flood of last year.",
        Severity.MAJOR,
        Hop.SOURCE_TRANSLATION,
    ),
    (
        'The goalkeeper said: "I will leave the club after this season."',
        "قال حارس المرمى إنه سيغادر النادي بعد هذا الموسم.",
        "The goalkeeper said he will leave the club after this season.",
        Severity.MINOR,
        Hop.SOURCE_TRANSLATION,
    ),
    (
        'Critics called the tax reform a "complete disaster" for small shops.',
        "",
        "Critics called the tax reform a complete disaster for small shops.",
        Severity.MINOR,
        Hop.SOURCE_TWIN,
    ),
    (
        "",
        'وقالت الطبيبة: "المريض يتعافى بسرعة وسيغادر المستشفى غدًا".',
        "The patient is recovering quickly and will leave the hospital tomorrow.",
        Severity.MAJOR,
        Hop.TRANSLATION_TWIN,
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin", "severity", "hop"), CHANGED)
def test_a_lost_quotation_is_found(
    encoder: Encoder, source: str, translation: str, twin: str, severity: Severity, hop: Hop
) -> None:
    (finding,) = found(encoder, source, translation, twin)
    assert (finding.severity, finding.hop) == (severity, hop)


def test_words_drawn_into_a_quotation_are_found(encoder: Encoder) -> None:
    (finding,) = found(
        encoder,
        '"The factory is safe," the manager said, although inspectors found cracks in the walls.',
        'وقال المدير: "المصنع آمن"، رغم أن المفتشين وجدوا تشققات في الجدران.',
        '"The factory is safe, although inspectors found cracks in the walls," the manager said.',
    )
    assert finding.severity is Severity.MAJOR
    assert [place.text for place in finding.at(Role.TWIN)] == ["inspectors found cracks in the walls"]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "The novel “Silent Harbour” won a prize.",
            'فازت رواية "الميناء الصامت" بجائزة.',
            "Silent Harbour won a prize.",
        ),
        ("The striker scored twice.", 'سجل المهاجم "مولر" هدفين.', "The striker Müller scored twice."),
        ("“We will rebuild,” he said.", "وقال: سنعيد البناء.", '"We will rebuild," he said.'),
        ("“Yes,” she said. “We can.”", "قالت: «نعم، نستطيع».", "'Yes, we can,' she said."),
        ("It's the teams' last chance.", "إنها الفرصة الأخيرة للفرق.", "It's the teams' last chance."),
    ],
)
def test_titles_names_and_other_marks_are_left_alone(encoder: Encoder, texts: tuple[str, str, str]) -> None:
    assert [f for f in found(encoder, *texts) if f.severity is not Severity.MINOR] == []
