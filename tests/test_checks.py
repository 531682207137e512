"""Every check says what it is, flags its bad examples and leaves its good ones alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner import checks
from aligner.bitext import Document, Hop, Role, Span
from aligner.checks import Member
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Category, Example, Finding, Location, Severity
from aligner.glossary import EMPTY, Glossary
from aligner.pipeline import compare
from aligner.report import Report

MEMBERS = checks.discover()


def examples(kind: str) -> list[object]:
    return [
        pytest.param(member, example, id=f"{member.check.name}-{number}")
        for member in MEMBERS.values()
        for number, example in enumerate(getattr(member.check, kind))
    ]


def report(example: Example, encoder: Encoder, glossary: Glossary = EMPTY) -> Report:
    texts = {Role.SOURCE: example.source, Role.TRANSLATION: example.translation, Role.TWIN: example.twin}
    langs = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
    chain = [Document(role, role, text, langs[role]) for role, text in texts.items() if text]
    return compare(chain, encoder, Config(force=True, glossary=glossary))


def finding(
    text: str, start: int, category: Category = Category.NAME, hop: Hop = Hop.TRANSLATION_TWIN, confidence: float = 0.5
) -> Finding:
    place = Location(Role.TWIN, Span(start, start + len(text)), text)
    return Finding("check", category, Severity.MAJOR, hop, confidence, "message", 0, (place,))


@pytest.mark.parametrize("member", MEMBERS.values(), ids=MEMBERS)
def test_a_check_explains_itself_and_has_examples(member: Member) -> None:
    assert len(member.manual.splitlines()) > 3
    assert member.manual.splitlines()[0].endswith(".")
    assert member.check.bad
    assert member.check.good
    assert member.check.languages


def test_the_manual_lists_every_check_with_its_category() -> None:
    rows = (Path(__file__).parents[1] / "docs/checks.md").read_text(encoding="utf-8").splitlines()
    listed = {tuple(cell.strip(" `") for cell in row.split("|")[1:3]) for row in rows if row.startswith("| `")}
    assert listed == {(check.name, check.category) for check in (member.check for member in MEMBERS.values())}


@pytest.mark.parametrize(("member", "example"), examples("bad"))
def test_bad_examples_are_flagged(member: Member, example: Example, encoder: Encoder) -> None:
    found = [f for f in report(example, encoder, member.check.glossary).findings if f.check == member.check.name]
    assert found
    assert all(f.category is member.check.category for f in found)


@pytest.mark.parametrize(("member", "example"), examples("good"))
def test_good_examples_are_left_alone(member: Member, example: Example, encoder: Encoder) -> None:
    assert report(example, encoder, member.check.glossary).findings == ()


NAMES = [
    pytest.param(
        "The mayor of Valdora, Ines Calloway, opened the bridge.",
        "افتتحت رئيسة بلدية فالدورا إينيس كالواي الجسر.",
        "The mayor of Valdora, Ines Caloy, opened the bridge.",
        ("Calloway", "Caloy", Hop.TRANSLATION_TWIN),
        id="misspelt",
    ),
    pytest.param(
        "Shares of Telvanta fell after the report.",
        "تراجعت أسهم تيلفانتا بعد التقرير.",
        "Shares of Tell Vantage fell after the report.",
        ("Telvanta", "Tell Vantage", Hop.TRANSLATION_TWIN),
        id="split",
    ),
    pytest.param(
        "Fishing resumed in Minamisanriku on Monday.",
        "استؤنف الصيد في ميناميسانريكو يوم الاثنين.",
        "Fishing resumed in Minami San Rico on Monday.",
        ("Minamisanriku", "Minami San Rico", Hop.TRANSLATION_TWIN),
        id="split-in-three",
    ),
    pytest.param(
        "The minister flew to Norway on Monday.",
        "توجه الوزير إلى النرويج يوم الاثنين.",
        "The minister flew to Portugal on Monday.",
        ("Norway", "Portugal", Hop.TRANSLATION_TWIN),
        id="swapped-by-the-machine",
    ),
    pytest.param(
        "The minister flew to Norway on Monday.",
        "توجه الوزير إلى البرتغال يوم الاثنين.",
        "The minister flew to Portugal on Monday.",
        ("Norway", "Portugal", Hop.SOURCE_TRANSLATION),
        id="swapped-by-the-translator",
    ),
    pytest.param(
        "The drug was tested by Novartis in two trials.",
        "اختبرت نوفارتيس الدواء في تجربتين.",
        "The drug was tested by the company in two trials.",
        ("Novartis", None, Hop.TRANSLATION_TWIN),
        id="lost",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), NAMES)
def test_names_with_the_arabic_as_a_referee(
    source: str, translation: str, twin: str, expected: tuple[str, str | None, Hop], encoder: Encoder
) -> None:
    name, form, hop = expected
    found = [f for f in report(Example(source, translation, twin), encoder).findings if f.check == "names"]
    assert [place.text for f in found for place in f.at(Role.SOURCE)] == [name]
    assert [place.text for f in found for place in f.at(Role.TWIN)] == ([form] if form else [])
    assert [f.hop for f in found] == [hop]


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("Talks between the US and Iraq resumed.", "Talks between the United States and the Iraqis resumed."),
        ("The ISS crew met Kadyrov.", "The International Space Station crew met Kadirov."),
        ("Muhammad Qaddafi spoke in Tripoli.", "Mohammed Gaddafi spoke in Tripoli."),
        ("Engadget's report named SpaceX.", "The Engadget report named Space X."),
        ("On Friday the President spoke.", "The president spoke on Saturday."),
        ("TALKS RESUME IN GENEVA TODAY", "Talks resume in Geneva today"),
        ("Heavy rain hit the Musee d'Orsay.", "Torrential rain hit the Orsay museum."),
    ],
)
def test_variants_that_readers_accept_are_no_names_findings(source: str, twin: str, encoder: Encoder) -> None:
    found = report(Example(source, "", twin), encoder).findings
    assert [f for f in found if f.check == "names"] == []


FIRST_WORDS = [
    (
        "Rescue workers used boats to reach the village.",
        "واستخدم رجال الإنقاذ القوارب للوصول إلى القرية.",
        "Rescuers used boats to reach the village.",
    ),
    (
        "Heavy rain caused flash floods on the coast.",
        "تسببت أمطار غزيرة في سيول على الساحل.",
        "Torrential rains triggered flash floods on the coast.",
    ),
    (
        "Lawmakers applauded after the vote.",
        "وصفق النواب بعد التصويت.",
        "MPs clapped after the vote.",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin"), FIRST_WORDS)
def test_the_capital_of_a_first_word_makes_no_name(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    assert report(Example(source, translation, twin), encoder).findings == ()


def test_another_romanisation_of_the_arabic_is_only_minor(encoder: Encoder) -> None:
    example = Example(
        "The clinic is run by Doctor Yusuf Haddad.",
        "يدير العيادة الطبيب يوسف حداد.",
        "Doctor Youssef Haddad runs the clinic.",
    )
    (finding,) = report(example, encoder).findings
    assert (finding.severity, finding.at(Role.TWIN)[0].text) == (Severity.MINOR, "Youssef")


def test_the_arabic_does_not_acquit_a_wrong_name_altogether(encoder: Encoder) -> None:
    example = Example(
        "The offer came from Goldman Sachs.", "جاء العرض من غولدمان ساكس.", "The offer came from Goldman Sax."
    )
    assert [f.at(Role.TWIN)[0].text for f in report(example, encoder).findings] == ["Sax"]


def test_rows_that_hardly_belong_together_are_left_alone(encoder: Encoder) -> None:
    example = Example(
        "Oleg Skripochka prepared for an exam in Star City.", "", "The bank in Nairobi raised its rates for farmers."
    )
    found = report(example, encoder).findings
    assert [(f.category, f.locations[0].text) for f in found] == [
        (Category.OMISSION, example.source),
        (Category.ADDITION, example.twin),
    ]


def test_findings_on_the_same_words_and_hop_are_one() -> None:
    name = finding("Roscos Moss", 10)
    word = finding("Moss", 17, Category.MISTRANSLATION, confidence=0.9)
    elsewhere = finding("fighting", 40, Category.MISTRANSLATION)
    assert list(checks.merged([word, elsewhere, name])) == [name, elsewhere]


def test_findings_of_two_hops_stay_two() -> None:
    first = finding("Navani", 5)
    second = finding("Navani", 5, hop=Hop.SOURCE_TRANSLATION)
    assert len(list(checks.merged([first, second]))) == 2
    assert list(checks.merged([first, finding("Navani", 5, hop=Hop.SOURCE_TWIN, confidence=0.1)])) == [first]
