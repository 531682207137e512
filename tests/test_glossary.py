"""Glossaries are read, their terms are found in any form, and what goes against them is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.finding import Finding, Severity
from aligner.glossary import Entry, Glossary
from aligner.glossary_readers import read_glossary
from aligner.lang.terms import find_term
from aligner.pipeline import compare

COURT = Entry({Role.SOURCE: ("Supreme Court",), Role.TRANSLATION: ("المحكمة العليا",)}, ("Higher Tribunal",))


@pytest.mark.parametrize(
    ("text", "term", "language", "found"),
    [
        ("The side-effects were mild.", "side effect", "en", "side-effects"),
        ("the Supreme Court's ruling", "supreme court", "en", "Supreme Court's"),
        ("Two policies were cut.", "policy", "en", "policies"),
        ("An email came.", "e-mail", "en", "email"),
        ("anti-NATO protests", "Nato", "en", "NATO"),
        ("a café owner", "cafe", "en", "café"),
        ("قالت المحكمة العليا", "المحكمة العليا", "ar", "المحكمة العليا"),
        ("وبالمحكمة العليا", "المحكمة العليا", "ar", "وبالمحكمة العليا"),
        ("للقاح الجديد", "لقاح", "ar", "للقاح"),
        ("شركتهم رابحة", "شركة", "ar", "شركتهم"),
        ("مُهندِسون مهرة", "مهندس", "ar", "مُهندِسون"),
        ("إستراتيجية جديدة", "استراتيجية", "ar", "إستراتيجية"),
    ],
)
def test_a_term_is_found_in_its_forms(text: str, term: str, language: str, found: str) -> None:
    ((start, end),) = find_term(text, term, language)
    assert text[start:end] == found


@pytest.mark.parametrize(
    ("text", "term", "language"),
    [
        ("The courtyard was empty.", "court", "en"),
        ("It was polish.", "Polish", "en"),
        ("بركة ماء", "كة", "ar"),
        ("", "x", "en"),
        ("text", "-", "en"),
    ],
)
def test_other_words_are_no_terms(text: str, term: str, language: str) -> None:
    assert find_term(text, term, language, exact=True) == []


@given(st.text(), st.text(min_size=1), st.sampled_from(["en", "ar", "und"]))
def test_places_of_terms_are_valid(text: str, term: str, language: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in find_term(text, term, language))


def written(path: Path, text: str | bytes, name: str = "terms.tsv") -> Path:
    file = path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_tsv_glossary_is_read(tmp_path: Path) -> None:
    rows = ("Source\ttranslation\tforbidden\tnote\tcase", "", "Polish\tبولندي | بولندية\tpolish\tcapital\tyes")
    text = "\ufeff# ours\n" + "\n".join((*rows, "\t\tRed Sea", ""))
    first, second = read_glossary(written(tmp_path, text))
    assert first.of(Role.TRANSLATION) == ("بولندي", "بولندية")
    assert first.of(Role.TWIN) == first.of(Role.SOURCE) == ("Polish",)
    assert (first.forbidden, first.note, first.exact) == (("polish",), "capital", True)
    assert second == Entry(dict.fromkeys(Role, ()), ("Red Sea",))


TBX2 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX"><text><body>
<termEntry><langSet xml:lang="en-GB"><tig><term>Supreme
 Court</term></tig><tig><term>Higher Tribunal</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="ar"><ntig><termGrp><term>المحكمة العليا</term></termGrp></ntig></langSet></termEntry>
</body></text></martif>"""
TBX3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic"><text><body><conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>Supreme Court</term></termSec><termSec><term>Higher Tribunal</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec>
<langSec xml:lang="ar"><termSec><term>المحكمة العليا</term></termSec></langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("text", [TBX2, TBX3], ids=["version-2", "version-3"])
def test_a_tbx_glossary_is_read(tmp_path: Path, text: str) -> None:
    assert read_glossary(written(tmp_path, text, "terms.tbx")) == (COURT,)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.tsv", "", "holds no terms"),
        ("t.tsv", "source\ttranslation\n", "holds no terms"),
        ("t.tsv", "a\tb\nx\ty\n", "header row must name"),
        ("t.tsv", "source\tsource\nx\ty\n", "no column twice"),
        ("t.tsv", "source\nx\ty\n", "line 2 has 2 fields"),
        ("t.tsv", "source\tnote\n |- \tx\n", "line 2 has no term"),
        ("t.tsv", b"source\n\xff\n", "line 2 is not UTF-8"),
        ("t.tbx", "<tbx><text>", "not well-formed"),
        ("t.tbx", "<html/>", "no TBX"),
        ("t.tbx", '<!DOCTYPE tbx [<!ENTITY a "aaaa">]><tbx>&a;</tbx>', "declares an entity"),
    ],
)
def test_bad_glossaries_are_told_in_one_line(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        read_glossary(written(tmp_path, text, name))
    assert "\n" not in str(error.value)


def test_a_glossary_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check the path"):
        read_glossary(tmp_path / "none.tsv")


def found(encoder: Encoder, texts: tuple[str, str, str], *entries: Entry) -> list[Finding]:
    languages = ("en", "ar", "en")
    chain = [Document(role, role, text, lang) for role, text, lang in zip(Role, texts, languages, strict=True) if text]
    glossary: Glossary = entries
    report = compare(chain, encoder, Config(force=True, glossary=glossary))
    return [finding for finding in report.findings if finding.check == "terminology"]


S, T, W = "The Supreme Court heard the case.", "نظرت المحكمة العليا القضية.", "The Supreme Court heard the case."


@pytest.mark.parametrize(
    ("texts", "hop", "place"),
    [
        ((S, T, "The high court heard the case."), Hop.TRANSLATION_TWIN, "Supreme Court"),
        ((S, "نظرت المحكمة الكبرى القضية.", "The big court heard the case."), Hop.SOURCE_TRANSLATION, "Supreme Court"),
        ((S, "", "The Higher Tribunal heard the case."), Hop.SOURCE_TWIN, "Higher Tribunal"),
        ((S, T, "The Higher Tribunal heard the case."), Hop.TRANSLATION_TWIN, "Higher Tribunal"),
        (("", T, "The top court heard the case."), Hop.TRANSLATION_TWIN, "المحكمة العليا"),
    ],
)
def test_what_goes_against_the_glossary_is_found(
    encoder: Encoder, texts: tuple[str, str, str], hop: Hop, place: str
) -> None:
    (finding,) = found(encoder, texts, COURT)
    assert (finding.hop, finding.severity) == (hop, Severity.MAJOR)
    assert place in {location.text for location in finding.locations}


@pytest.mark.parametrize(
    ("texts", "entries"),
    [
        ((S, T, W), (COURT,)),
        ((S, T, "The big court heard the case."), ()),
        (("The court sat.", "انعقدت المحكمة.", "The Higher Tribunal sat."), (COURT,)),
        (
            ("They met by the Arabian Gulf.", "التقوا عند الخليج العربي.", "They met by the Arabian Gulf."),
            (Entry({Role.SOURCE: ("Arabian Gulf",)}, ("Gulf",)),),
        ),
    ],
)
def test_what_keeps_to_the_glossary_is_left_alone(
    encoder: Encoder, texts: tuple[str, str, str], entries: tuple[Entry, ...]
) -> None:
    assert found(encoder, texts, *entries) == []
