"""The whole comparison on the real article and on made-up ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.bitext import Document, Hop, Role, Span
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.errors import InputError, UnrelatedError
from aligner.finding import Category, Finding, Severity
from aligner.pipeline import compare
from aligner.readers import read
from aligner.report import Report

RELATED = sorted((Path(__file__).parents[1] / "samples/related").glob("*.txt"))
FLOOD = {
    Role.SOURCE: "Heavy rain flooded the old town of Valdora on Tuesday. Mayor Ines Calloway said nobody was hurt.",
    Role.TRANSLATION: "غمرت الأمطار الغزيرة البلدة القديمة في فالدورا يوم الثلاثاء. "
    "وقالت رئيسة البلدية إينيس كالواي إنه لم يصب أحد بأذى.",
}


def documents(texts: dict[Role, str]) -> list[Document]:
    lang = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
    return [Document(role, f"{role}.txt", text, lang[role]) for role, text in texts.items()]


def twin_texts(report: Report) -> dict[str, Finding]:
    return {place.text: finding for finding in report.findings for place in finding.at(Role.TWIN)}


@pytest.mark.parametrize(
    ("twin", "source", "translation"),
    [
        ("Roscos Moss", "Roscosmos", "روسكوزموس"),
        ("Navani", "Navalny", "نافالني"),
        ("fighting", "operate", "تديران"),
    ],
)
def test_iss_distortions_stand_in_all_three_documents(
    iss_report: Report, twin: str, source: str, translation: str
) -> None:
    finding = twin_texts(iss_report)[twin]
    assert finding.hop is Hop.TRANSLATION_TWIN
    assert [place.text for place in finding.at(Role.SOURCE)] == [source]
    assert [place.text for place in finding.at(Role.TRANSLATION)] == [translation]
    assert finding.severity.at_least(Severity.MAJOR)
    assert all(text in finding.message for text in (twin, source, translation))


GOLD = json.loads((Path(__file__).parent / "iss/gold.json").read_text(encoding="utf-8"))
"""What people marked in the real article: distortions, and what may be disputed."""


def stands_on(finding: Finding, mark: dict[str, str], iss: dict[Role, Document]) -> bool:
    """Whether a finding shares text with what people marked, in one of the documents."""
    for place in finding.locations:
        start = iss[place.role].text.find(mark[place.role].strip()) if mark[place.role] else -1
        if start >= 0 and place.span.overlaps(Span(start, start + len(mark[place.role].strip()))):
            return True
    return False


def test_every_severe_finding_on_iss_is_one_that_people_made_too(iss_report: Report, iss: dict[Role, Document]) -> None:
    for finding in iss_report.findings:
        if finding.severity.at_least(Severity.MAJOR):
            alike = [mark for mark in GOLD["findings"] if stands_on(finding, mark, iss)]
            assert {mark["hop"] for mark in alike} == {finding.hop}, finding.message


def test_most_of_what_people_found_on_iss_is_found(iss_report: Report, iss: dict[Role, Document]) -> None:
    severe = [mark for mark in GOLD["findings"] if mark["severity"] != "minor"]
    found = [
        mark for mark in severe if any(stands_on(f, mark, iss) and f.hop == mark["hop"] for f in iss_report.findings)
    ]
    assert len(found) >= 0.8 * len(severe)


def test_boilerplate_is_neither_an_omission_nor_an_addition(iss_report: Report) -> None:
    """In the twin only «Japan.» is alone, which the machine cut off from its sentence."""
    assert iss_report.unaligned() == {Role.SOURCE: 1, Role.TRANSLATION: 0, Role.TWIN: 1}


def test_two_documents_make_one_hop(iss: dict[Role, Document], encoder: Encoder) -> None:
    report = compare([iss[Role.TWIN], iss[Role.SOURCE]], encoder)
    assert list(report.documents) == [Role.SOURCE, Role.TWIN]
    assert {finding.hop for finding in report.findings} == {Hop.SOURCE_TWIN}
    assert {"Roscos Moss", "Navani"} <= set(twin_texts(report))
    assert all(set(scores.fidelity) <= {Hop.SOURCE_TWIN} for scores in report.scores)


@pytest.mark.parametrize("with_translation", [True, False])
def test_a_twin_that_equals_its_source_has_no_finding(encoder: Encoder, with_translation: bool) -> None:
    texts = {**FLOOD, Role.TWIN: FLOOD[Role.SOURCE]}
    if not with_translation:
        del texts[Role.TRANSLATION]
    report = compare(documents(texts), encoder)
    assert report.findings == ()
    assert report.total.fidelity[Hop.SOURCE_TWIN] == 100


def test_the_real_source_as_its_own_twin_has_no_finding(iss: dict[Role, Document], encoder: Encoder) -> None:
    source = iss[Role.SOURCE]
    report = compare([source, Document(Role.TWIN, "copy", source.text, "en")], encoder)
    assert report.findings == ()
    assert report.total.chain == 100


def test_a_twin_in_the_words_of_the_source_is_never_to_blame(iss: dict[Role, Document], encoder: Encoder) -> None:
    source = iss[Role.SOURCE]
    twin = Document(Role.TWIN, "copy", source.text, "en")
    found = compare([source, iss[Role.TRANSLATION], twin], encoder).findings
    in_rows = [finding for finding in found if finding.category not in (Category.OMISSION, Category.ADDITION)]
    assert {finding.hop for finding in in_rows} <= {Hop.SOURCE_TRANSLATION}


def test_a_wrong_name_of_the_translation_is_its_own_hop(encoder: Encoder) -> None:
    texts = {
        Role.SOURCE: FLOOD[Role.SOURCE],
        Role.TRANSLATION: FLOOD[Role.TRANSLATION].replace("كالواي", "كارتني"),
        Role.TWIN: FLOOD[Role.SOURCE].replace("Calloway", "Cartney"),
    }
    (finding,) = compare(documents(texts), encoder).findings
    assert finding.hop is Hop.SOURCE_TRANSLATION
    assert [place.text for place in finding.locations] == ["Calloway", "كارتني", "Cartney"]


@pytest.mark.parametrize("path", RELATED, ids=lambda path: path.name)
@pytest.mark.parametrize("with_translation", [True, False])
def test_another_article_on_the_same_event_is_refused(
    path: Path, with_translation: bool, iss: dict[Role, Document], encoder: Encoder
) -> None:
    chain = [read(path, Role.SOURCE), iss[Role.TWIN], *([iss[Role.TRANSLATION]] if with_translation else [])]
    with pytest.raises(UnrelatedError, match="not the same article"):
        compare(chain, encoder)
    forced = compare(chain, encoder, Config(force=True))
    assert any("not the same article" in warning for warning in forced.warnings)
    assert forced.rows


def test_one_sentence_is_enough(encoder: Encoder) -> None:
    texts = {role: text.split(". ")[0] + "." for role, text in FLOOD.items()}
    assert compare(documents(texts), encoder).findings == ()


def test_checks_without_tables_for_a_language_are_named(encoder: Encoder) -> None:
    english = Document(Role.SOURCE, "s", "The harbour froze over in the night. Ships waited outside.", "en")
    german = Document(Role.TWIN, "t", "Der Hafen fror in der Nacht zu. Schiffe warteten draußen.", "de")
    report = compare([english, german], encoder)
    assert {skipped.check for skipped in report.skipped} >= {"names", "unsupported"}
    assert all(skipped.languages == ("de",) for skipped in report.skipped)
    assert any("are the roles right" in warning for warning in report.warnings)
    assert [(row.source, row.twin) for row in report.rows] == [((0,), (0,)), ((1,), (1,))]


def test_checks_still_see_the_documents_they_have_tables_for(encoder: Encoder) -> None:
    german = Document(Role.SOURCE, "s", "Der Minister flog am Montag nach Oslo zu Sanna Lindqvist.", "de")
    arabic = Document(Role.TRANSLATION, "t", "توجه الوزير يوم الاثنين إلى أوسلو للقاء سانا ليندكفيست.", "ar")
    twin = Document(Role.TWIN, "b", "The minister flew to Oslo on Monday to meet Sanna Lindhast.", "en")
    (finding,) = compare([german, arabic, twin], encoder, Config(force=True)).findings
    assert (finding.hop, [place.text for place in finding.at(Role.TWIN)]) == (Hop.TRANSLATION_TWIN, ["Lindhast"])


def test_a_document_without_words_is_refused(encoder: Encoder) -> None:
    chain = [Document(role, f"{role}.txt", "... !!!", "en") for role in (Role.SOURCE, Role.TWIN)]
    with pytest.raises(InputError, match="no words"):
        compare(chain, encoder)


def test_the_severity_of_a_check_can_be_set(iss: dict[Role, Document], encoder: Encoder) -> None:
    report = compare(iss.values(), encoder, Config(severities={"names": Severity.MINOR}))
    severities = {finding.severity for finding in report.findings if finding.check == "names"}
    assert severities == {Severity.MINOR}
