"""Dates are read in English and Arabic, and a date that says another time is told from one said otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row, Sentence, Span, hops_between
from aligner.checks.dates import find
from aligner.evidence import Evidence, WordLinks
from aligner.finding import Finding, Severity
from aligner.lang.dates import dates
from aligner.lang.moments import Moment
from aligner.words import sides_of

DATES = [
    ("en", "It opened on March 3, 2019.", [("March", "month", 3), ("3", "day", 3), ("2019", "year", 2019)]),
    ("en", "the third of May 2020", [("third", "day", 3), ("May", "month", 5), ("2020", "year", 2020)]),
    ("en", "On Nov. 1st", [("Nov", "month", 11), ("1", "day", 1)]),
    ("en", "on Mon., 5 Sept", [("Mon", "weekday", 0), ("5", "day", 5), ("Sept", "month", 9)]),
    ("en", "from 2015-04-30", [("2015", "year", 2015), ("04", "month", 4), ("30", "day", 30)]),
    ("en", "It may march in May.", [("May", "month", 5)]),
    ("en", "Theresa May sat in the Sun. It was a second ago", []),
    ("en", "2000 people paid $1999 each", []),
    ("en", "He ran 1500 metres in 2:03:26.", []),
    ("en", "1998-2005", [("1998", "year", 1998), ("2005", "year", 2005)]),
    ("en", "Yesterday, not today", [("Yesterday", "relative", -1440), ("not", "negation", 0)]),
    ("en", "at 10:30 p.m. GMT", [("10:30 p.m.", "clock", 1350), ("GMT", "zone", 0)]),
    ("en", "at 1200 GMT", [("1200", "clock", 720), ("GMT", "zone", 0)]),
    ("en", "since the 2006 vote", [("since", "bound", 1), ("2006", "year", 2006)]),
    ("en", "the third quarter and Q4", [("third quarter", "quarter", 3), ("Q4", "quarter", 4)]),
    ("en", "late May", [("late", "stage", 3), ("May", "month", 5)]),
    ("en", "300 BC", [("300 BC", "year", -300)]),
    (
        "ar",
        "في ٣ آذار/مارس ٢٠١٩",
        [("٣", "day", 3), ("آذار", "month", 3), ("مارس", "month", 3), ("٢٠١٩", "year", 2019)],
    ),
    ("ar", "في الثالث والعشرين من تشرين الأول", [("الثالث والعشرين", "day", 23), ("تشرين الأول", "month", 10)]),
    ("ar", "مارس الرياضة مع أب", []),
    ("ar", "ليناير وفي أوت", [("يناير", "month", 1), ("أوت", "month", 8)]),
    ("ar", "يوم الإثنِين المقبل", [("الإثنِين", "weekday", 0), ("المقبل", "turn", 1)]),
    ("ar", "بين عامي 2014 و2016", [("2014", "year", 2014), ("2016", "year", 2016)]),
    ("ar", "العاشرة والنصف مساءً", [("العاشرة والنصف مساءً", "clock", 1350)]),
    ("ar", "قبل عام 2024", [("قبل", "bound", -1), ("2024", "year", 2024)]),
    ("ar", "الربع الأول", [("الربع الأول", "quarter", 1)]),
    ("ar", "2000 شخص و1500 متر", []),
    ("fr", "le 3 mars", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), DATES)
def test_dates_are_read(language: str, text: str, expected: list[tuple[str, str, int]]) -> None:
    found = dates(text, language)
    assert [(text[start:end], moment.kind) for start, end, moment in found if not _is_today(moment)] == [
        (part, kind) for part, kind, _ in expected
    ]
    values = [value for _, _, value in expected]
    read = [moment for _, _, moment in found if not _is_today(moment)]
    assert all(moment.meets(Moment(moment.kind, ((v, v),))) for moment, v in zip(read, values, strict=True))


def _is_today(moment: Moment) -> bool:
    return moment.kind == "relative" and moment.ranges[0][0] > 10**9


def moment(text: str, language: str) -> Moment:
    """The only date of a text."""
    ((_, _, found),) = dates(text, language)
    return found


SAME = [
    ("two years ago", "قبل عامين"),
    ("three weeks ago", "منذ ثلاثة أسابيع"),
    ("twenty years ago", "قبل عقدين"),
    ("twenty-five years ago", "قبل خمسة وعشرين عاما"),
    ("10 thousand years ago", "منذ ما يقرب من 10 آلاف عام"),
    ("a hundred and fifty years ago", "قبل 150 عاما"),
    ("3 million years ago", "قبل 3 ملايين سنة"),
    ("half a century ago", "قبل خمسين عاما"),
    ("18 months ago", "قبل عام ونصف"),
    ("a few days ago", "قبل أيام"),
    ("last week", "الأسبوع الماضي"),
    ("next month", "الشهر المقبل"),
    ("this year", "هذا العام"),
    ("the past ten years", "السنوات العشر الماضية"),
    ("in recent years", "في السنوات الأخيرة"),
    ("a year later", "بعد عام"),
    ("the following day", "اليوم التالي"),
    ("the day before yesterday", "أول أمس"),
    ("the 19th century", "القرن التاسع عشر"),
    ("the fifth century BC", "القرن الخامس قبل الميلاد"),
    ("1994", "التسعينيات"),
    ("the 1850s", "خمسينيات القرن التاسع عشر"),
    ("the nineties", "تسعينيات القرن الماضي"),
    ("the 1800s", "القرن 19"),
    ("2021", "عام 1442 هـ"),
    ("10:30", "العاشرة والنصف مساء"),
    ("8 pm", "الثامنة مساء"),
    ("midnight", "منتصف الليل"),
    ("autumn", "الخريف"),
    ("daily", "كل يوم"),
    ("first half", "النصف الأول"),
]


@pytest.mark.parametrize(("english", "arabic"), SAME)
def test_the_same_time_in_other_words_is_the_same(english: str, arabic: str) -> None:
    assert moment(english, "en").meets(moment(arabic, "ar"))


OTHER = [
    ("two years ago", "قبل ثلاثة أعوام"),
    ("25 years ago", "قبل 24 عاما"),
    ("two weeks ago", "بعد أسبوعين"),
    ("last week", "الأسبوع المقبل"),
    ("last month", "الأسبوع الماضي"),
    ("this year", "العام الماضي"),
    ("yesterday", "غدا"),
    ("the 18th century", "القرن التاسع عشر"),
    ("the 1960s", "السبعينيات"),
    ("300 BC", "300 ميلادية"),
    ("10:30 pm", "العاشرة والنصف صباحا"),
    ("weekly", "شهريا"),
]


@pytest.mark.parametrize(("english", "arabic"), OTHER)
def test_another_time_is_not_the_same(english: str, arabic: str) -> None:
    assert moment(english, "en").contradicts(moment(arabic, "ar"))


def test_a_day_and_month_in_figures_may_stand_either_way() -> None:
    read = {found.kind: found for _, _, found in dates("03/04/2021", "en")}
    assert all(read["month"].meets(Moment("month", ((number, number),))) for number in (3, 4))
    assert all(read["day"].meets(Moment("day", ((number, number),))) for number in (3, 4))


WORDS = (
    "March May 3 ٣ 2019 / - : 30 pm ago two years قبل عام مارس ، ال الأول من '90s s BC هـ century last first of و "
    "صباحا ² १ \u202b"
)
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES | st.text(max_size=3), max_size=12), st.booleans(), st.sampled_from(["en", "ar", "und"]))
def test_any_text_is_read_without_error(pieces: list[str], spaced: bool, language: str) -> None:
    text = (" " if spaced else "").join(pieces)
    found = dates(text, language)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(low <= high for _, _, read in found for low, high in read.ranges)
    assert all(one[2].meets(one[2]) for one in found)


LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def findings(*texts: str) -> list[Finding]:
    """What the check finds in source, translation and twin; an empty text is absent."""
    documents = {
        role: Document(role, role, text, LANGUAGES[role], (Sentence(Span(0, len(text))),))
        for role, text in zip(Role, texts, strict=True)
        if text
    }
    sides = sides_of(documents, Row(*((0,) if text else () for text in texts)))
    sizes = {role: len(side.words) for role, side in sides.items()}
    links = {
        hop: WordLinks(np.zeros((sizes[hop.ends[0]], sizes[hop.ends[1]]), np.float32), ())
        for hop in hops_between(sides)
    }
    return list(find(Evidence(0, sides, links, {}, 1.0, frozenset(documents))))


S, A, T = "The clinic closed on 3 March.", "أغلقت العيادة في 3 آذار/مارس.", "The clinic shut on March 3rd."
CHANGED_T, CHANGED_A = "The clinic shut on May 3rd.", "أغلقت العيادة في 3 أيار/مايو."
BLAMED = [
    ((S, A, CHANGED_T), [Hop.TRANSLATION_TWIN]),
    ((S, CHANGED_A, CHANGED_T), [Hop.SOURCE_TRANSLATION]),
    ((S, CHANGED_A, T), [Hop.SOURCE_TRANSLATION]),
    ((S, CHANGED_A, "The clinic shut on July 3rd."), [Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN]),
    ((S, "", CHANGED_T), [Hop.SOURCE_TWIN]),
    ((S, CHANGED_A, ""), [Hop.SOURCE_TRANSLATION]),
    (("", A, CHANGED_T), [Hop.TRANSLATION_TWIN]),
    ((S, A, T), []),
    ((S, "", S), []),
    ((S, CHANGED_A, S), [Hop.SOURCE_TRANSLATION]),
]


@pytest.mark.parametrize(("texts", "hops"), BLAMED)
def test_the_hop_at_which_a_date_was_changed(texts: tuple[str, str, str], hops: list[Hop]) -> None:
    assert [finding.hop for finding in findings(*texts)] == hops


def test_spans_are_the_part_that_is_wrong() -> None:
    (finding,) = findings(S, A, CHANGED_T)
    assert [place.text for place in finding.locations] == ["March", "آذار", "May"]
    assert finding.severity is Severity.CRITICAL
    assert finding.message == "“May” in the twin is another month than “آذار” in the translation"


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("The mine opened in 1987.", "The mine opened in 1978."),
        ("Prices rose last month.", "Prices rose last year."),
        ("She will resign before March 15.", "She will resign after 15 March."),
        ("The plant must close by 2030.", "The plant must close after 2030."),
        ("They met on Monday and Tuesday.", "They met on Tuesday and Tuesday."),
        ("The trial starts next Tuesday.", "The trial started last Tuesday."),
        ("The fire broke out on Friday morning.", "The fire broke out on Friday evening."),
        ("It was built in the 1960s.", "It was built in the seventies."),
        ("The shop opens at 9 am.", "The shop opens at 9 pm."),
        ("Sales fell in the second quarter.", "Sales fell in the third quarter."),
        ("In the summer of 2020 rain was rare.", "In the winter of 2020 rain was rare."),
    ],
)
def test_another_date_in_the_place_of_one_is_found(source: str, twin: str) -> None:
    assert [finding.hop for finding in findings(source, "", twin)] == [Hop.SOURCE_TWIN]


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("It opened on March 3, 2019.", "It opened on 3 March."),
        ("The minister resigned on Monday.", "The minister resigned yesterday."),
        ("Profits fell in 2021.", "Profits fell last year."),
        ("The bank acted last Tuesday.", "The bank acted on Tuesday."),
        ("The law applies from 03/04/2021.", "The law applies from April 3, 2021."),
        ("The rules will not change before 2025.", "The rules will change after 2025 at the earliest."),
        ("No cars are sold after 2035.", "No cars are sold beyond 2035."),
        ("It starts at 10 pm local time.", "It starts at 20:00 GMT."),
        ("He died in the 1990s, in 1994.", "He died in 1994."),
        ("The strike goes on today.", "The strike goes on this week."),
        ("The team won this Sunday.", "The team won last Sunday."),
    ],
)
def test_partial_or_other_wording_is_no_finding(source: str, twin: str) -> None:
    assert findings(source, "", twin) == []


@example(["2019", "2019", "'90s", "'90s"], ["2019", "2019", "2019", "2019"])
@given(st.lists(PIECES, max_size=10), st.lists(PIECES, max_size=10))
def test_a_twin_that_is_the_source_has_no_findings(source: list[str], translation: list[str]) -> None:
    text = " ".join(["word", *source])
    assert [f for f in findings(text, "", text) if f] == []
    assert all(f.hop is Hop.SOURCE_TRANSLATION for f in findings(text, " ".join(["كلمة", *translation]), text))


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("The train leaves at 4:30.", "The train leaves at half past four."),
        ("They met at two in the afternoon.", "They met at 2 pm."),
        ("It began at a quarter to nine.", "It began at 8:45."),
        ("A quarter of a century after the crash, it opened.", "Twenty-five years after the crash, it opened."),
        ("Texts of the 11th, 12th and 13th centuries.", "Texts of the eleventh, twelfth and thirteenth centuries."),
        ("Today it is a town.", "For ten years now it has been a town."),
    ],
)
def test_times_and_centuries_in_words_are_no_finding(source: str, twin: str) -> None:
    assert findings(source, "", twin) == []
