"""Attributions and speakers are read, and who said it is followed from text to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding, Severity
from aligner.lang.attribution import answers, attributions
from aligner.lang.speakers import speaker
from aligner.lang.tokens import words
from aligner.pipeline import compare

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("The minister said prices fell.", "en", [("said", "say")]),
        ("According to police, he fled.", "en", [("According to", "per")]),
        ("She told reporters that it rained.", "en", [("told", "say")]),
        ("He claimed that it was his.", "en", [("claimed", "claim")]),
        ("They denied any involvement.", "en", [("denied", "deny")]),
        ("Experts say it works.", "en", [("say", "say")]),
        ("It is said to be old.", "en", []),
        ("He had no say in it.", "en", []),
        ("The United States won.", "en", []),
        ("وقالت الوزيرة إن الأسعار انخفضت.", "ar", [("قالت", "say")]),
        ("بحسب الشرطة، هرب الرجل.", "ar", [("بحسب", "per")]),
        ("وفقًا للوزارة", "ar", [("وفقًا", "per")]),
        ("زعم أنه له.", "ar", [("زعم", "claim")]),
        ("ارتفع قدمين فحسب.", "ar", []),
    ],
)
def test_attributions_are_read(text: str, language: str, read: list[tuple[str, str]]) -> None:
    found = attributions(text, language)
    assert [
        (
            text[start:end].removeprefix("و")
            if language == "ar" and read and not read[0][0].startswith("و")
            else text[start:end],
            phrase.kind,
        )
        for start, end, phrase in found
    ] == read


@pytest.mark.parametrize(
    ("text", "verb", "kind", "language", "named"),
    [
        ("The finance minister said prices fell.", "said", "say", "en", ["finance", "minister"]),
        ("Ford, the carmaker, said sales rose.", "said", "say", "en", ["Ford"]),
        ("“No,” said the mayor of Lyon.", "said", "say", "en", ["mayor", "Lyon"]),
        ("The players' union said so.", "said", "say", "en", ["players", "union"]),
        ("According to Ann Lee, the chair, talks failed.", "to", "per", "en", ["Ann", "Lee", "chair"]),
        ("قال وزير المالية إن الأسعار انخفضت", "قال", "say", "ar", ["وزير", "المالية"]),
        ("وبحسب ما ذكرته الشرطة، هرب", "وبحسب", "per", "ar", ["ذكرته", "الشرطة"]),
    ],
)
def test_speakers_are_read(text: str, verb: str, kind: str, language: str, named: list[str]) -> None:
    tokens = [text[start:end] for start, end in words(text)]
    at = tokens.index(verb)
    read = [tokens[k] for k in speaker(tokens, at, at, kind, language)]
    assert read == named or set(read) <= set(named)
    assert read


@given(st.lists(st.sampled_from(["he", "said", ",", "“", "”", "the", "Mr", ".", "mayor", "'"]), min_size=1), st.data())
def test_speakers_are_words_of_the_sentence(tokens: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(tokens) - 1))
    for kind in ("say", "per", "quote"):
        assert all(0 <= k < len(tokens) for k in speaker(tokens, at, at, kind, "en"))


def found(encoder: Encoder, *texts: str) -> list[Finding]:
    chain = [Document(r, r, text, LANGUAGES[r]) for r, text in zip(Role, texts, strict=True) if text]
    return [f for f in compare(chain, encoder, Config(force=True)).findings if f.check == "attribution"]


LOST = [
    (
        "Doctors said the vaccine prevents most infections.",
        "قال أطباء إن اللقاح يمنع معظم الإصابات.",
        "The vaccine prevents most infections.",
        Hop.TRANSLATION_TWIN,
    ),
    (
        "The vaccine prevents most infections, according to the manufacturer.",
        "يمنع اللقاح معظم الإصابات.",
        "The vaccine prevents most infections.",
        Hop.SOURCE_TRANSLATION,
    ),
    ("", "أكد المدرب أن اللاعب جاهز للمباراة.", "The player is ready for the match.", Hop.TRANSLATION_TWIN),
    ("Rebels alleged that the army shelled the market.", "", "The army shelled the market.", Hop.SOURCE_TWIN),
]


@pytest.mark.parametrize(("source", "translation", "twin", "hop"), LOST)
def test_a_claim_told_as_a_fact_is_found(encoder: Encoder, source: str, translation: str, twin: str, hop: Hop) -> None:
    (finding,) = found(encoder, source, translation, twin)
    assert (finding.severity, finding.hop) == (Severity.MAJOR, hop)


@pytest.mark.parametrize(
    ("source", "twin", "severity"),
    [
        ("The bank said profits doubled.", "The regulator said profits doubled.", "critical"),
        (
            "The opposition claimed that the vote was rigged.",
            "The opposition confirmed that the vote was rigged.",
            "major",
        ),
        ("The firm denied that it dumped waste.", "The firm said that it dumped waste.", "major"),
    ],
)
def test_another_speaker_or_stance_is_found(encoder: Encoder, source: str, twin: str, severity: str) -> None:
    (finding,) = found(encoder, source, "", twin)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("Police said the man fled.", "The man fled, according to police."),
        ("The WHO says cases are falling.", "According to the World Health Organization, cases are falling."),
        ("The firm denied that it dumped waste.", "The firm said it had not dumped waste."),
        ("Smith argued that the law is unfair.", "In Smith's view, the law is unfair."),
        (
            "Adam Reed, the group's leader, told the BBC he would quit.",
            "The leader of the group, Adam Reed, said to the BBC that he would quit.",
        ),
        ("It rained, he said.", "The minister said it rained."),
        ("The study found that bees can count.", "Bees can count, a study has found."),
        ("He claimed victory.", "He declared victory."),
    ],
)
def test_other_words_for_the_same_attribution_are_left_alone(encoder: Encoder, source: str, twin: str) -> None:
    assert found(encoder, source, "", twin) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The carrier, which employs 300 people, announced its bankruptcy on Sunday.",
        "The staff were told they were not needed.",
        "She said goodbye to her colleagues in May.",
    ],
)
def test_acts_and_passives_are_no_firm_attributions(sentence: str) -> None:
    assert not [found for found in attributions(sentence, "en") if found[2].use == "firm"]


@pytest.mark.parametrize(
    "sentence",
    [
        "تم إخبار العمال بأنهم لن يعودوا.",
        "وتصر الشركة على أنها لم تخطئ.",
        "أعرب الوزير عن قلقه.",
        "طالبت النقابة بزيادة الأجور.",
        "وتمسك المدرب برأيه.",
        "اشتكى السكان من الضجيج.",
    ],
)
def test_many_arabic_words_may_answer(sentence: str) -> None:
    assert answers(sentence, "ar")
