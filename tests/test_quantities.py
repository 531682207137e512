"""Numbers and units of a row: what was changed, where and at which hop, and what a faithful row may do with them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.checks import bounds, numbers, units
from aligner.encoding import Encoder
from aligner.evidence import Evidence, WordLinks
from aligner.finding import Finding, Severity
from aligner.words import evidence_of, sides_of

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def documents(source: str, translation: str, twin: str) -> dict[Role, Document]:
    texts = {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin}
    return {
        role: Document(role, role, text, LANGUAGES[role], (Sentence(Span(0, len(text))),))
        for role, text in texts.items()
        if text
    }


def findings(source: str, translation: str, twin: str, encoder: Encoder) -> list[Finding]:
    chain = documents(source, translation, twin)
    row = Row(*((0,) if role in chain else () for role in Role))
    (evidence,) = evidence_of(chain, [row], [{}], encoder)
    found = [*numbers.find(evidence), *units.find(evidence), *bounds.find(evidence)]
    return [finding for finding in found if finding.severity is not Severity.MINOR]


CHANGED = [
    pytest.param(
        "The company hired 300 workers in June.",
        "وظفت الشركة 300 عامل في يونيو.",
        "The company hired 3,000 workers in June.",
        ("300", "300", "3,000", Hop.TRANSLATION_TWIN),
        id="zeros-by-the-machine",
    ),
    pytest.param(
        "The loan must be repaid in at most ten years.",
        "يجب سداد القرض في عشر سنوات على الأكثر.",
        "The loan must be repaid in at least ten years.",
        ("at most ten", "عشر سنوات على الأكثر", "at least ten", Hop.TRANSLATION_TWIN),
        id="a-bound-turned-round",
    ),
    pytest.param(
        "Remittances fell by about a fifth.",
        "تراجعت التحويلات بنحو الخمس.",
        "Remittances fell fivefold.",
        ("fifth", "الخمس", "fivefold", Hop.TRANSLATION_TWIN),
        id="a-part-multiplied",
    ),
    pytest.param(
        "The patient waited fifteen minutes.",
        "انتظر المريض خمسين دقيقة.",
        "The patient waited fifty minutes.",
        ("fifteen", "خمسين", "fifty", Hop.SOURCE_TRANSLATION),
        id="words-by-the-translator",
    ),
    pytest.param(
        "The flood reached 20 feet in the old port.",
        "وصل ارتفاع الفيضان إلى 26 قدما في الميناء القديم.",
        "The flood reached 20 feet in the old port.",
        ("20", "26", "20", Hop.SOURCE_TRANSLATION),
        id="mended-by-the-machine",
    ),
    pytest.param(
        "The storm left two million homes without power.",
        "تركت العاصفة مليوني منزل بلا كهرباء.",
        "The storm left two billion homes without power.",
        ("two million", "مليوني", "two billion", Hop.TRANSLATION_TWIN),
        id="magnitude",
    ),
    pytest.param(
        "Three drivers were injured.",
        "أصيب سائقان.",
        "Two drivers were injured.",
        ("Three", "سائقان", "Two", Hop.SOURCE_TRANSLATION),
        id="dual",
    ),
    pytest.param(
        "Prices doubled last year.",
        "تضاعفت الأسعار العام الماضي.",
        "Prices tripled last year.",
        ("doubled", "تضاعفت", "tripled", Hop.TRANSLATION_TWIN),
        id="multiple",
    ),
    pytest.param(
        "Thousands of fans came to the stadium.",
        "حضر آلاف المشجعين إلى الملعب.",
        "Hundreds of fans came to the stadium.",
        ("Thousands", "آلاف", "Hundreds", Hop.TRANSLATION_TWIN),
        id="round-plural",
    ),
    pytest.param(
        "In the poll, 34 percent of nurses wanted to quit.",
        "في الاستطلاع أراد 34 في المئة من الممرضات ترك العمل.",
        "In the poll, 34 nurses wanted to quit.",
        ("34", "34", "34", Hop.TRANSLATION_TWIN),
        id="percent-sign",
    ),
    pytest.param(
        "He won the race for the fourth time.",
        "فاز بالسباق للمرة الرابعة.",
        "He won the race for the fifth time.",
        ("fourth", "الرابعة", "fifth", Hop.TRANSLATION_TWIN),
        id="ordinal",
    ),
    pytest.param(
        "The team lost 4-2 at home.",
        "خسر الفريق على أرضه 4-2.",
        "The team lost 4-3 at home.",
        ("2", "2", "3", Hop.TRANSLATION_TWIN),
        id="score",
    ),
    pytest.param(
        "Rainfall reached 15 cm in 24 hours.",
        "بلغت كمية الأمطار 15 سم خلال 24 ساعة.",
        "Rainfall reached 15 metres in 24 hours.",
        ("cm", "سم", "metres", Hop.TRANSLATION_TWIN),
        id="unit-of-length",
    ),
    pytest.param(
        "The bank lent 20 million euros.",
        "أقرض البنك 20 مليون دولار.",
        "The bank lent 20 million dollars.",
        ("euros", "دولار", "dollars", Hop.SOURCE_TRANSLATION),
        id="currency",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), CHANGED)
def test_changes_are_found_where_they_stand(
    source: str, translation: str, twin: str, expected: tuple[str, str, str, Hop], encoder: Encoder
) -> None:
    (finding,) = findings(source, translation, twin, encoder)
    places = tuple(place.text for role in Role for place in finding.at(role))
    assert (*places, finding.hop) == expected
    assert finding.severity is Severity.CRITICAL


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), CHANGED)
def test_changes_between_two_documents(
    source: str, translation: str, twin: str, expected: tuple[str, str, str, Hop], encoder: Encoder
) -> None:
    hop = expected[-1]
    sides = (source, translation, "") if hop is Hop.SOURCE_TRANSLATION else ("", translation, twin)
    assert [finding.hop for finding in findings(*sides, encoder)] == [hop]
    if source != twin:
        assert [finding.hop for finding in findings(source, "", twin, encoder)] == [Hop.SOURCE_TWIN]


def test_a_number_that_differs_in_all_three_was_changed_twice(encoder: Encoder) -> None:
    found = findings(
        "The mine employs 400 people.", "يعمل في المنجم 450 شخصا.", "The mine employs 540 people.", encoder
    )
    assert [finding.hop for finding in found] == [Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN]


FAITHFUL = [
    (
        "The company reported a net profit of $2.5bn, nearly double last year's figure.",
        "أعلنت الشركة تحقيق أرباح صافية قدرها مليارين ونصف المليار دولار، أي ما يقرب من ضعف رقم العام الماضي.",
        "The company announced net profits of two and a half billion dollars, nearly twice last year's number.",
    ),
    (
        "He served 18 months of a five-year sentence.",
        "قضى عاما ونصف العام من حكم بالسجن خمس سنوات.",
        "He served a year and a half of a five-year prison sentence.",
    ),
    (
        "The storm displaced a quarter of a million people across seven provinces.",
        "شردت العاصفة ربع مليون شخص في سبع محافظات.",
        "The storm displaced 250,000 people in seven governorates.",
    ),
    (
        "Four in five patients recovered within two weeks.",
        "تعافى أربعة من كل خمسة مرضى في غضون أسبوعين.",
        "Four out of five patients recovered within a fortnight.",
    ),
    (
        "Six in 10 voters said the country was on the wrong track.",
        "قال ستة من كل عشرة ناخبين إن البلاد تسير في الاتجاه الخاطئ.",
        "60 percent of voters said the country is moving in the wrong direction.",
    ),
    (
        "The lake, 80 miles long, has lost three quarters of its water since the 1980s.",
        "فقدت البحيرة التي يبلغ طولها 130 كيلومترا ثلاثة أرباع مياهها منذ الثمانينيات.",
        "The lake, which is 130 kilometers long, has lost 75 percent of its water since the eighties.",
    ),
    (
        "The G20 summit gathered leaders of 19 countries in Rome.",
        "جمعت قمة مجموعة العشرين قادة 19 دولة في روما.",
        "The summit of the Group of Twenty brought together the leaders of 19 countries in Rome.",
    ),
    (
        "About 2,480,000 tourists visited the island, up from 1.9 million in 2015.",
        "زار الجزيرة نحو 2.5 مليون سائح مقابل 1.9 مليون في 2015.",
        "About 2.5 million tourists visited the island, compared with 1.9 million in 2015.",
    ),
    (
        "Ticket prices start at £25, or £15 for under-16s.",
        "تبدأ أسعار التذاكر من 25 جنيها إسترلينيا، و15 جنيها لمن هم دون السادسة عشرة.",
        "Ticket prices start at 25 pounds sterling, and 15 pounds for those under sixteen.",
    ),
    (
        "The central bank raised rates by 50 basis points to 4%, the tenth rise in a row.",
        "رفع البنك المركزي الفائدة نصف نقطة مئوية إلى 4 في المئة، في عاشر زيادة على التوالي.",
        "The central bank raised interest by half a percentage point to 4 percent, its tenth consecutive hike.",
    ),
    (
        "The charity fed no fewer than 3,000 families, over a third of them refugees.",
        "أطعمت الجمعية ما لا يقل عن ثلاثة آلاف أسرة، أكثر من ثلثها من اللاجئين.",
        "The charity gave food to at least 3,000 families, more than one third of whom are refugees.",
    ),
    (
        "Unemployment has never been above 5 percent since 2015.",
        "لم تتجاوز البطالة خمسة في المئة منذ عام 2015.",
        "Unemployment has stayed under 5 percent since 2015.",
    ),
    (
        "Those under 12 travel free; passengers over 65 pay half.",
        "يسافر من هم دون الثانية عشرة مجانا ويدفع من تجاوزوا 65 عاما نصف الثمن.",
        "Children below 12 travel for free, and passengers older than 65 pay half price.",
    ),
    (
        "The storm brought winds of 120 mph (193 km/h) and two feet of snow.",
        "حملت العاصفة رياحا بسرعة 193 كيلومترا في الساعة وقدمين من الثلوج.",
        "The storm brought winds of 193 kilometres an hour and 60 cm of snow.",
    ),
    (
        "The meeting began at a quarter to nine and ended shortly before noon.",
        "بدأ الاجتماع في التاسعة إلا ربعا وانتهى قبيل الظهر.",
        "The meeting started at 8:45 and ended just before midday.",
    ),
    (
        "The price rose tenfold, from 3 to 30 cents.",
        "ارتفع السعر عشرة أضعاف، من 3 سنتات إلى 30 سنتا.",
        "The price increased ten times over, from three to thirty cents.",
    ),
    (
        "The fund holds $2-3 billion, or between a quarter and a third of reserves.",
        "يمتلك الصندوق ما بين مليارين و3 مليارات دولار، أي ما بين ربع وثلث الاحتياطيات.",
        "The fund holds two to three billion dollars, a quarter to a third of all reserves.",
    ),
    (
        "Call 911 in an emergency or 1-800-273-8255 for advice.",
        "اتصل بالرقم 911 في حالات الطوارئ أو بالرقم 8255-273-800-1 للحصول على المشورة.",
        "Dial 911 in emergencies, or 1 800 273 8255 for advice.",
    ),
    (
        "Four decades on, one in ten of the tens of thousands evacuated have returned.",
        "بعد أربعين عاما عاد عُشر عشرات الآلاف الذين تم إجلاؤهم.",
        "Forty years later, 10 percent of the tens of thousands who were evacuated have come back.",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin"), FAITHFUL)
def test_faithful_rows_stay_clean(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    for sides in ((source, translation, twin), (source, "", twin), ("", translation, twin), (source, translation, "")):
        assert findings(*sides, encoder) == []


def unlinked(text: str, other: str) -> Evidence:
    """Source and twin without any word links."""
    chain = documents(text, "", other)
    sides = sides_of(chain, Row((0,), (), (0,)))
    shape = tuple(len(sides[role].words) if role in sides else 0 for role in (Role.SOURCE, Role.TWIN))
    links = {Hop.SOURCE_TWIN: WordLinks(np.zeros(shape, dtype=np.float32), ())} if len(sides) == 2 else {}
    return Evidence(0, sides, links, {}, 1.0, frozenset(chain))


WORDS = (
    "a an one two both half third of and million thousand hundreds dozen 5 20 1,234 2.5 3-0 % percent km miles $ 2019 "
    "In 1990s 16s twice week weeks year first second G20 about between men 8:30 ½ quarter few times "
    "at least most not over under 0800 555 111 fifth cents"
)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14))
def test_a_text_does_not_differ_from_itself(words: list[str]) -> None:
    evidence = unlinked(" ".join(words), " ".join(words))
    assert [*numbers.find(evidence), *units.find(evidence), *bounds.find(evidence)] == []


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_any_text_can_be_compared(text: str, other: str) -> None:
    evidence = unlinked(text, other)
    for finding in [*numbers.find(evidence), *units.find(evidence), *bounds.find(evidence)]:
        assert all(place.text for place in finding.locations)
