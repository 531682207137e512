"""Opposites, members of families, gender, exchanged parties and senses, in whole rows."""

from __future__ import annotations

import pytest

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding
from aligner.pipeline import compare

CHECKS = {"ranks", "opposites", "families", "gender", "roles", "senses", "unsupported"}
FIRST, SECOND, BOTH = Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN, Hop.SOURCE_TWIN


def findings(texts: tuple[str, str, str], encoder: Encoder) -> list[Finding]:
    langs = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
    chain = [Document(role, role, text, langs[role]) for role, text in zip(Role, texts, strict=True) if text]
    return [f for f in compare(chain, encoder, Config(force=True)).findings if f.check in CHECKS]


DISTORTED = [
    (
        "The nurse explained to the surgeon: It is late.",
        "",
        "The surgeon explained to the nurse: It is late.",
        "roles",
        "nurse",
        BOTH,
    ),
    ("The governor resigned.", "استقال المحافظ.", "The deputy governor resigned.", "ranks", "deputy governor", SECOND),
    ("", "استقال المدير.", "The deputy director resigned.", "ranks", "deputy director", SECOND),
    ("The vice chairman sold his stake.", "", "The chairman sold his stake.", "ranks", "chairman", BOTH),
    (
        "Shares rose after the report.",
        "ارتفعت الأسهم بعد التقرير.",
        "Shares fell after the report.",
        "opposites",
        "fell",
        SECOND,
    ),
    (
        "Shares rose after the report.",
        "تراجعت الأسهم بعد التقرير.",
        "Shares fell after the report.",
        "opposites",
        "fell",
        FIRST,
    ),
    ("Shares rose after the report.", "", "Shares fell after the report.", "opposites", "fell", BOTH),
    ("", "فاز الفريق بالمباراة الأخيرة.", "The team lost the last match.", "opposites", "lost", SECOND),
    ("The court rejected the appeal.", "قبلت المحكمة الاستئناف.", "", "opposites", "قبلت", FIRST),
    ("The museum opens before the parade.", "", "The museum opens after the parade.", "opposites", "after", BOTH),
    (
        "It is the largest dam in the country.",
        "",
        "It is the smallest dam in the country.",
        "opposites",
        "smallest",
        BOTH,
    ),
    ("The drug is safe for children.", "", "The drug is dangerous for children.", "opposites", "dangerous", BOTH),
    ("Most patients were alive a year later.", "", "Most patients were dead a year later.", "opposites", "dead", BOTH),
    ("The flat is cheap.", "", "The flat is expensive.", "opposites", "expensive", BOTH),
    (
        "The ministry will buy wheat this year.",
        "",
        "The ministry will sell wheat this year.",
        "opposites",
        "sell",
        BOTH,
    ),
    (
        "Rain will increase in May.",
        "ستزداد الأمطار في مايو.",
        "Rain will decrease in May.",
        "opposites",
        "decrease",
        SECOND,
    ),
    (
        "Fighting spread to the north of the region.",
        "امتد القتال إلى شمال المنطقة.",
        "Fighting spread to the south of the region.",
        "families",
        "south",
        SECOND,
    ),
    ("", "امتد القتال إلى شمال المنطقة.", "Fighting spread to the south of the region.", "families", "south", SECOND),
    (
        "Her sister runs the clinic.",
        "تدير شقيقتها العيادة.",
        "Her daughter runs the clinic.",
        "families",
        "daughter",
        SECOND,
    ),
    ("The prime minister resigned on Monday.", "", "The president resigned on Monday.", "families", "president", BOTH),
    ("She won a silver medal.", "فازت بميدالية فضية.", "She won a bronze medal.", "families", "bronze", SECOND),
    ("He has kidney disease.", "", "He has liver disease.", "families", "liver", BOTH),
    ("The coach said he was proud.", "", "The coach said she was proud.", "gender", "she", BOTH),
    ("", "قالت إنها ستعود إلى عملها.", "He said that he would return to work.", "gender", "He", SECOND),
    ("The union sued the airline.", "", "The airline sued the union.", "roles", "airline", BOTH),
    ("Kenya beat Ghana on Friday.", "", "Ghana beat Kenya on Friday.", "roles", "Ghana", BOTH),
    ("The bus travelled from Oslo to Bergen.", "", "The bus travelled from Bergen to Oslo.", "roles", "Bergen", BOTH),
    (
        "The referee sent off two players.",
        "طرد الحكم لاعبين.",
        "The verdict sent off two players.",
        "senses",
        "verdict",
        SECOND,
    ),
    (
        "They lived there for a decade.",
        "عاشوا هناك لمدة عقد.",
        "They lived there for a contract.",
        "senses",
        "contract",
        SECOND,
    ),
    (
        "The main witness, a nurse, testified on Monday.",
        "أدلى الشاهد الرئيسي، وهو ممرض، بشهادته يوم الاثنين.",
        "The main martyr, a nurse, testified on Monday.",
        "senses",
        "martyr",
        SECOND,
    ),
    (
        "Grain prices rose in June.",
        "ارتفعت أسعار الحبوب في يونيو.",
        "Love prices rose in June.",
        "senses",
        "Love",
        SECOND,
    ),
    (
        "The flight was cancelled for technical reasons.",
        "ألغيت الرحلة لأسباب فنية.",
        "The flight was cancelled for artistic reasons.",
        "senses",
        "artistic",
        SECOND,
    ),
    (
        "Rescuers pulled a victim from the river.",
        "انتشل رجال الإنقاذ ضحية من النهر.",
        "Rescuers pulled a lecture from the river.",
        "unsupported",
        "lecture",
        SECOND,
    ),
    (
        "Fans threw bottles and police arrested ten people.",
        "",
        "Police threw bottles and fans arrested ten people.",
        "roles",
        "Police",
        BOTH,
    ),
    (
        "The mayor, a former judge, accused her of fraud.",
        "",
        "She accused the mayor, a former judge, of fraud.",
        "roles",
        "She",
        BOTH,
    ),
    ("A pigeon sat on the roof.", "جلست حمامة على السطح.", "A bathroom sat on the roof.", "senses", "bathroom", SECOND),
]


@pytest.mark.parametrize(("source", "translation", "twin", "check", "wrong", "hop"), DISTORTED)
def test_a_changed_word_is_found(
    source: str, translation: str, twin: str, check: str, wrong: str, hop: Hop, encoder: Encoder
) -> None:
    found = findings((source, translation, twin), encoder)
    assert {(f.check, f.hop) for f in found} == {(check, hop)}
    last = Role.TWIN if twin else Role.TRANSLATION
    assert wrong in [place.text for place in found[0].at(last)]


FAITHFUL = [
    ("Three children remained at home.", "بقي ثلاثة أطفال في المنزل.", "There were three children left at home."),
    ("Jellyfish were seen near the river.", "شوهدت قناديل البحر قرب النهر.", "Jellyfish were seen close to the river."),
    ("The funds at its disposal are limited.", "الأموال المتاحة لها محدودة.", "The funds available to it are limited."),
    ("Teachers rallied while nurses walked out.", "", "Nurses walked out while teachers rallied."),
    ("The mayor accused her of fraud.", "", "She was accused of fraud by the mayor."),
    ("The referee had the final word.", "كانت للحكم الكلمة الأخيرة.", "The umpire had the last word."),
    ("The tenant wrote to the owner.", "", "The owner was written to by the tenant."),
    ("The deputy governor resigned.", "استقال نائب المحافظ.", "The vice-governor resigned."),
    ("The road is not open.", "", "The road is closed."),
    ("The bill was not rejected.", "", "The bill was accepted."),
    ("Kenya beat Ghana.", "", "Ghana lost to Kenya."),
    ("Brazil is larger than Peru.", "", "Peru is smaller than Brazil."),
    ("The firm sold the plant to a rival.", "", "A rival bought the plant from the firm."),
    ("The bank lent the farmers money.", "", "The farmers borrowed money from the bank."),
    ("He left before the guests arrived.", "", "The guests arrived after he left."),
    ("Prices went up in June.", "", "Prices rose in June."),
    ("More than ten people were hurt.", "", "No fewer than ten people were injured."),
    ("The shop was closed down.", "", "The shop was shut."),
    ("Kenya beat Ghana.", "", "Ghana was beaten by Kenya."),
    ("The minister met the envoy.", "", "The envoy met the minister."),
    ("Police arrested the man.", "", "The man was arrested by police."),
    ("The singer said they would return.", "", "The singer said he would return."),
    ("She and he left his house.", "", "He and she left his house."),
    ("A soldier of the army was hurt.", "", "An army soldier was injured."),
    ("Its biggest market is abroad.", "أكبر أسواقها في الخارج.", "Its largest market is overseas."),
    ("The referee ended the game.", "أنهى الحكم المباراة.", "The umpire ended the match."),
    ("The talks failed.", "فشلت المحادثات.", "The talks were unsuccessful."),
    ("They walked from the school to the park.", "", "They walked to the park from the school."),
]


@pytest.mark.parametrize(("source", "translation", "twin"), FAITHFUL)
def test_what_says_the_same_otherwise_is_left_alone(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    assert findings((source, translation, twin), encoder) == []


def test_nothing_differs_from_itself(encoder: Encoder) -> None:
    text = "He won before she lost, and the north sold more than the south bought from her brother."
    assert findings((text, "", text), encoder) == []
