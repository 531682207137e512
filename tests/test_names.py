"""The check of names on rows of two and of three sides."""

from __future__ import annotations

import pytest

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding, Severity
from aligner.pipeline import compare

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def found(encoder: Encoder, source: str = "", translation: str = "", twin: str = "") -> list[Finding]:
    texts = {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin}
    chain = [Document(role, role, text, LANGUAGES[role]) for role, text in texts.items() if text]
    report = compare(chain, encoder, Config(force=True))
    return [finding for finding in report.findings if finding.check == "names"]


def texts(finding: Finding, role: Role) -> list[str]:
    return [place.text for place in finding.at(role)]


WITHOUT_ARABIC = [
    ("Teams from Norway reached the valley.", "Teams from Portugal reached the valley.", "Norway", "Portugal"),
    ("Shares of Siemens rose again.", "Shares of Samir Haddad rose again.", "Siemens", "Samir Haddad"),
    ("The court in Oslo fined Equinor on Friday.", "The court in Oslo fined Ekvinol on Friday.", "Equinor", "Ekvinol"),
    ("The broadcaster Al Jazeera denied it.", "The broadcaster the Island denied it.", "Jazeera", "Island"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "twin", "name", "form"), WITHOUT_ARABIC)
def test_another_name_in_the_place_of_one(source: str, twin: str, name: str, form: str, encoder: Encoder) -> None:
    (finding,) = found(encoder, source, twin=twin)
    assert (finding.severity, finding.hop) == (Severity.CRITICAL, Hop.SOURCE_TWIN)
    assert texts(finding, Role.SOURCE)[0].endswith(name)
    assert texts(finding, Role.TWIN) == [form]


@pytest.mark.parametrize(
    ("source", "twin", "name"),
    [
        ("The virus was first found in Wuhan, and spread.", "The virus was first found in, and spread.", "Wuhan"),
        ("Hoekstra won the race in the spring.", "Won the race in the spring.", "Hoekstra"),
    ],
)
def test_a_name_that_left_a_gap_is_lost(source: str, twin: str, name: str, encoder: Encoder) -> None:
    (finding,) = found(encoder, source, twin=twin)
    assert finding.severity is Severity.MAJOR
    assert texts(finding, Role.SOURCE) == [name]


def test_two_names_that_changed_places_are_one_finding(encoder: Encoder) -> None:
    text = (
        "In {} the opposition won a majority of the seats in parliament, whereas voters in {} chose to keep their old "
        "president."
    )
    source, twin = text.format("Kenya", "Zambia"), text.format("Zambia", "Kenya")
    (finding,) = found(encoder, source, twin=twin)
    assert set(texts(finding, Role.TWIN)) == {"Kenya", "Zambia"}


FAITHFUL = [
    ("Real Madrid beat Barcelona 3-1 on Sunday.", "Barcelona were beaten 3-1 by Real Madrid on Sunday."),
    ("Sudan accused Chad of arming rebels in Darfur.", "Chad was accused by Sudan of arming the rebels of Darfur."),
    ("Washington said it would sanction Moscow.", "The United States said it would impose sanctions on Russia."),
    ("At Davos, Lagarde warned of a recession.", "In Davos, the ECB president warned of recession."),
    ("The Danube flooded parts of Lower Austria.", "Parts of Lower Austria were flooded by the Donau."),
    ("Xi Jinping will visit Buenos Aires and Munich.", "Chinese President Xi will visit Buenos Aires and München."),
    ("Bayern lost 2-0 to Gladbach.", "Bayern Munich lost 2-0 to Borussia Mönchengladbach."),
    ("The Duke of Sussex sued the Daily Mail.", "Prince Harry took legal action against the Daily Mail."),
    ("The SEC fined Robinhood.", "The Securities and Exchange Commission fined Robinhood."),
    ("Talks In Geneva End Without Agreement", "Talks in Geneva end without an agreement"),
    ("The ex-Chelsea striker joined Al-Nassr.", "The former Chelsea striker signed for Al Nasr."),
    ("Kim Jong-un and Moon Jae-in met at Panmunjom.", "Kim Jong Un and Moon Jae In met in Panmunjeom."),
    ("Toyota supplies batteries to Mazda.", "toyota supplies batteries to mazda."),
]


@pytest.mark.parametrize(("source", "twin"), FAITHFUL)
def test_faithful_paraphrase_is_left_alone(source: str, twin: str, encoder: Encoder) -> None:
    assert found(encoder, source, twin=twin) == []


@pytest.mark.parametrize(
    ("translation", "twin", "form"),
    [
        ("قال متحدث باسم تويوتا إن المصنع سيغلق.", "A spokesman for Tobagoza said the plant will close.", "Tobagoza"),
        ("وصل الوزير إلى باريس يوم الاثنين.", "The minister arrived in Casablanca on Monday.", "Casablanca"),
        ("اعتقلت الشرطة المعارض أليكسي نافالني.", "The police arrested the dissident Alexei Navagrin.", "Navagrin"),
    ],
)  # fmt: skip
def test_a_name_that_the_arabic_does_not_spell(translation: str, twin: str, form: str, encoder: Encoder) -> None:
    (finding,) = found(encoder, translation=translation, twin=twin)
    assert (finding.severity, finding.hop) == (Severity.CRITICAL, Hop.TRANSLATION_TWIN)
    assert texts(finding, Role.TWIN) == [form]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Médecins Sans Frontières left Mekelle.", "غادرت منظمة أطباء بلا حدود مدينة ميكيلي."),
        ("Tesla moved to New York City in 1884.", "انتقل تيسلا إلى مدينة نيويورك في عام 1884."),
        ("They were forced back to Paris from Versailles.", "أجبروا على العودة من فرساي إلى باريس."),
        ("Wojciech Szczesny saved a penalty.", "تصدى فويتشيك تشيزني لركلة جزاء."),
        ("Xinjiang and Guangzhou were cut off.", "عُزلت شينجيانغ وقوانغتشو."),
        ("Jesus was born in Bethlehem, says the Gospel.", "يقول الإنجيل إن المسيح ولد في بيت لحم."),
    ],
)
def test_names_that_the_arabic_spells_or_translates(source: str, translation: str, encoder: Encoder) -> None:
    assert found(encoder, source, translation) == []


def test_a_text_compared_with_itself_has_no_finding(encoder: Encoder) -> None:
    text = "Roscosmos told AFP that Alexei Navalny and NASA's Scott Kelly met in Nairobi. Xi praised Putin."
    assert found(encoder, text, twin=text) == []


CALQUES = [
    (
        "His lawyer, Elias Haddad, will appeal.",
        "وسيستأنف محاميه إلياس حداد.",
        "His lawyer, Elias the Blacksmith, will appeal.",
    ),
    ("Samir Najjar resigned on Monday.", "استقال سمير نجار يوم الاثنين.", "Samir the Carpenter resigned on Monday."),
    ("Mr. Saeed refused to comment.", "ورفض السيد سعيد التعليق.", "Mr. Happy refused to comment."),
    (
        "He left Al Ain for Cairo last year.",
        "غادر العين إلى القاهرة العام الماضي.",
        "He left the eye for Cairo last year.",
    ),
]


@pytest.mark.parametrize(("source", "arabic", "twin"), CALQUES)
def test_a_name_translated_by_its_meaning(source: str, arabic: str, twin: str, encoder: Encoder) -> None:
    (finding,) = found(encoder, source, arabic, twin)
    assert (finding.severity, finding.hop) == (Severity.CRITICAL, Hop.TRANSLATION_TWIN)
    assert "translates the name" in finding.message


@pytest.mark.parametrize(
    ("arabic", "twin"),
    [
        ("وقال سمير، صاحب المتجر، إنه سعيد.", "Samir, the owner of the shop, said he was happy."),
        ("وكان نبيل حداد سعيدا بالفوز.", "Nabil Haddad was happy about the win."),
        ("عبرت السفن البحر الأحمر.", "The ships crossed the Red Sea."),
    ],
)
def test_words_that_mean_what_they_say(arabic: str, twin: str, encoder: Encoder) -> None:
    assert found(encoder, translation=arabic, twin=twin) == []


@pytest.mark.parametrize(
    ("source", "arabic"),
    [
        ("The storm reached the peninsula of Mexico.", "وصلت العاصفة إلى شبه الجزيرة."),
        ("Actor Emma Thompson praised the film.", "أشادت الممثلة إيما تومسون بالفيلم."),
        ("Fans waited for the Chelsea match.", "انتظرت الجماهير مباراة الدوري الإنجليزي."),
    ],
)
def test_a_name_that_a_translator_spared_is_no_flag(source: str, arabic: str, encoder: Encoder) -> None:
    assert all(finding.severity is Severity.MINOR for finding in found(encoder, source, arabic))


def test_another_country_in_the_arabic(encoder: Encoder) -> None:
    (finding,) = found(encoder, "The Canadian minister of health resigned.", "استقال وزير الصحة الروسي.")
    assert finding.severity is Severity.CRITICAL
    assert texts(finding, Role.TRANSLATION) == ["الروسي"]
