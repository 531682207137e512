"""Numbers are read for what they are worth, in figures and words, and compared by it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lang import figures
from aligner.lang.amounts import rounded, same, same_unit
from aligner.lang.number_values import DATE, ECHO, FIRM, NAME, ORDINAL, PART, VAGUE, Number
from aligner.lang.numbers import numbers
from aligner.lang.units import converts, unit_at


def read(text: str, language: str = "en", uses: tuple[str, ...] = (FIRM, "soft")) -> list[tuple[str, Number]]:
    return [(text[start:end], number) for start, end, number in numbers(text, language) if number.use in uses]


def worth(text: str, language: str = "en") -> list[Fraction]:
    return [number.values[0] for _, number in read(text, language)]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("1,234.5", [1234.5]),
        ("1.234,5", [1234.5]),
        ("1,234", [1234]),
        ("1.234", [1.234, 1234]),
        ("1 234 567", [1234567]),
        ("1\u202f234", [1234]),
        ("12,34,567", [1234567]),
        ("1'234'567", [1234567]),
        ("15،00", [15]),
        ("٣٥", [35]),
        ("۱۲", [12]),
        ("１２", [12]),
        ("3.50", [3.5]),
        ("192.168.1.1", []),
    ],
)
def test_figures_of_all_scripts_and_signs(figure: str, expected: list[float]) -> None:
    assert [float(value) for value in figures.values(figure, "en")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-one ships", [21]),
        ("one hundred and twenty-five students", [125]),
        ("between one hundred and two hundred men", [100, 200]),
        ("two and a half million voters", [2_500_000]),
        ("half a million and a quarter of a million", [500_000, 250_000]),
        ("$2.5bn, €10m, 500k and 3 crore", [2_500_000_000, 10_000_000, 500_000, 30_000_000]),
        ("six hundred thousand and four", [600_004]),
        ("half a dozen villages and two dozen towns", [6, 24]),
        ("two-thirds of the seats, a third of the votes", [Fraction(2, 3), Fraction(1, 3)]),
        ("three quarters of an hour", [Fraction(3, 4)]),
        ("No.3 and No. 4", [3, 4]),
        ("1 234 tonnes and 2½ cups", [1234, Fraction(5, 2)]),
        ("two and a half years, a year and a half later", [Fraction(5, 2)]),
    ],
)
def test_english_numbers(text: str, expected: list[Fraction]) -> None:
    assert worth(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ثلاثة وعشرون ألفًا وخمسمئة شخص", [23_500]),
        ("واحد وعشرون طالبا", [21]),
        ("إحدى وعشرين طالبة", [21]),
        ("أحد عشر لاعبا واثنتا عشرة لاعبة", [11, 12]),
        ("مئة وخمسة وعشرين", [125]),
        ("ثلاثمائة وثلاث مئة", [300, 300]),
        ("مليونا شخص وألفي جندي", [2_000_000, 2_000]),
        ("مليونان ونصف المليون", [2_500_000]),
        ("نصف مليون ناخب", [500_000]),
        ("5 ملايين و٣ آلاف", [5_003_000]),
        ("مليار و200 مليون دولار", [1_200_000_000]),
        ("بـ15 مليونا و٢٠٫٥ في المئة", [15_000_000, Fraction(41, 2)]),
        ("ثلثي الأصوات وثلاثة أرباع المقاعد", [Fraction(2, 3), Fraction(3, 4)]),
        ("عامان ونصف", [Fraction(5, 2)]),
        ("يومين وشخصا", [2]),
        ("أثنى الوزير على الفريق", []),
        ("الأحد عشر لاعبا", [11]),
    ],
)
def test_arabic_numbers(text: str, expected: list[Fraction]) -> None:
    assert worth(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("the twenty-first time", "en", ORDINAL, 21),
        ("the 22nd time", "en", ORDINAL, 22),
        ("للمرة الحادية عشرة", "ar", ORDINAL, 11),
        ("الذكرى الخامسة والعشرون", "ar", ORDINAL, 25),
        ("hundreds of thousands of fans", "en", VAGUE, 100_000),
        ("عشرات الآلاف من الأشخاص", "ar", VAGUE, 10_000),
        ("several thousand troops", "en", VAGUE, 1000),
        ("the G20 summit", "en", NAME, 20),
        ("an F-16 jet", "en", NAME, 16),
        ("a 5G network", "en", NAME, 5),
        ("نصف الناخبين", "ar", PART, Fraction(1, 2)),
        ("ثلثهم", "ar", PART, Fraction(1, 3)),
    ],
)
def test_kinds_of_numbers(text: str, language: str, kind: str, value: Fraction) -> None:
    found = [number for _, number in read(text, language, (FIRM, "soft", ECHO)) if number.kind == kind]
    assert [number.values[0] for number in found] == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On 3 March 2019 at 8:30 p.m.", "en"),
        ("In 1989, on July 25-27, at 12.00 GMT", "en"),
        ("the 18th century and the 1990s", "en"),
        ("the 2016 elections on 12/05/2019 and the 2018-19 season", "en"),
        ("at 3.40 in the morning on Tuesday 15 October", "en"),
        ("في 16 نوفمبر عام 1976 الساعة 12:00", "ar"),
        ("القرن الثامن عشر وفي الخامس من مايو", "ar"),
        ("بين عامي 1977 و1981", "ar"),
    ],
)
def test_dates_and_times_count_nothing(text: str, language: str) -> None:
    assert read(text, language) == []
    assert read(text, language, (DATE,))


def test_a_year_that_counts_people_is_a_number() -> None:
    assert worth("About 1800 people died in 1800.") == [1800]
    assert worth("In his 30s he led 2,000 men.") == [30, 2000]


@pytest.mark.parametrize(
    ("text", "language", "unit", "place"),
    [
        ("20% of them", "en", "percent", "%"),
        ("5.2 per cent", "en", "percent", "per cent"),
        ("٥ في المئة", "ar", "percent", "في المئة"),
        ("خمسة بالمئة", "ar", "percent", "بالمئة"),
        ("خمسة وعشرين بالمائة", "ar", "percent", "بالمائة"),
        ("30°C", "en", "celsius", "°C"),
        ("12 km/h", "en", "kilometre-per-hour", "km/h"),
        ("a 50-kilometre road", "en", "kilometre", "kilometre"),
        ("US$5 million", "en", "dollar", "US$"),
        ("5 ملايين دولار أمريكي", "ar", "dollar", "دولار"),
        ("10 million Canadian dollars", "en", "dollar", "dollars"),
        ("خمسة أمتار مربعة", "ar", "square-metre", "أمتار مربعة"),
        ("a 12-year-old girl", "en", "year", "year"),
        ("five to seven years", "en", "year", "years"),
    ],
)
def test_units(text: str, language: str, unit: str, place: str) -> None:
    start, _, number = next(found for found in numbers(text, language) if found[2].use == FIRM)
    assert unit in number.units
    assert number.measure
    assert text[start + number.measure.start : start + number.measure.end] in (place, place[-1])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5 miles", "8 km"),
        ("a decade", "10 years"),
        ("18 months", "one and a half years"),
        ("about 2.5 million", "2,480,000"),
        ("half of the men", "50 percent"),
        ("2 million", "2,000,000"),
        ("thousands of men", "4,300 men"),
        ("dozens of men", "tens of men"),
        ("a quarter of a century", "25 years"),
        ("50 basis points", "half a percentage point"),
        ("six in 10", "60 percent"),
        ("104 degrees Fahrenheit", "40°C"),
    ],
)
def test_the_same_amount(left: str, right: str) -> None:
    ours, theirs = (numbers(text, "en") for text in (left, right))
    assert any(same(one, other) for *_, one in ours for *_, other in theirs)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5 miles", "9 km"),
        ("about 950", "about 1,000"),
        ("2 million", "2 billion"),
        ("thousands of men", "hundreds of men"),
        ("a third of the men", "a quarter of the men"),
        ("257 metres", "820 feet"),
        ("4.176 million", "4.176 billion"),
        ("4.176 million", "4.18 million"),
    ],
)
def test_other_amounts(left: str, right: str) -> None:
    ours, theirs = (read(text) for text in (left, right))
    assert ours
    assert theirs
    assert not any(same(one, other) for _, one in ours for _, other in theirs)


def test_a_slight_rounding_is_told_apart() -> None:
    ((_, one),), ((_, other),) = read("4.176 million"), read("4.18 million")
    assert rounded(one, other)
    assert not rounded(one, read("4.3 million")[0][1])


def test_units_that_may_be_the_same() -> None:
    pounds, sterling, euros = (read(text, language)[0][1] for text, language in (
        ("20 pounds", "en"), ("20 جنيها", "ar"), ("20 euros", "en")
    ))  # fmt: skip
    assert same_unit(pounds, sterling)
    assert not same_unit(pounds, euros)
    assert converts(Fraction(100), "kilometre", Fraction(62), "mile")
    assert not converts(Fraction(100), "kilometre", Fraction(55), "mile")
    assert unit_at(["metric", "tons", "of"], "en")
    assert unit_at(["people"], "en") is None


@given(
    st.text(
        alphabet=st.one_of(
            st.characters(), st.sampled_from(" -.,:'/٫٬،%$€½0123456789٣٥ثلاثةعشرونمليونأف andhlfwotmik")
        ),
        max_size=80,
    ),
    st.sampled_from(["en", "ar", "xx"]),
)
def test_spans_are_valid_in_any_text(text: str, language: str) -> None:
    for start, end, number in numbers(text, language):
        assert 0 <= start < end <= len(text)
        assert number.values
        if number.measure:
            assert -start <= number.measure.start < number.measure.end <= len(text) - start
    found = [number for *_, number in numbers(text, language)]
    for one in found[:6]:
        assert same(one, one)
        for other in found[:6]:
            assert same(one, other) == same(other, one)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("at least 100 basis points", "en", 1),
        ("no more than $100", "en", -1),
        ("five people at least", "en", 1),
        ("not under two hours", "en", 1),
        ("fewer than a dozen cars", "en", -1),
        ("They never sold, she said, more than 40", "en", 1),
        ("They did not in May sell more than 40", "en", 0),
        ("over five years", "en", 0),
        ("about 2,500", "en", 0),
        ("لا تقل عن 100 نقطة", "ar", 1),
        ("ولا تزيد على مليونين", "ar", -1),
        ("خمسة أشخاص على الأقل", "ar", 1),
        ("وبأقل من 3 دولارات", "ar", -1),
        ("نحو 40 شخصا", "ar", 0),
    ],
)
def test_bounds_of_numbers(text: str, language: str, expected: int) -> None:
    ((_, number),) = read(text, language)
    assert (number.bound.direction if number.bound else 0) == expected


@pytest.mark.parametrize("other", ["111 555 0800", "0800-555-111", "(0800) 555111"])
def test_telephone_numbers_are_the_same_in_any_order(other: str) -> None:
    ((_, one),) = read("call 0800 555 111")
    ((_, two),) = read(f"call {other}")
    ((_, wrong),) = read("call 0800 555 112")
    assert one.kind == NAME
    assert same(one, two)
    assert not same(one, wrong)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("over 2 1/2 million", "en", 2_500_000),
        ("1 ½ cups", "en", Fraction(3, 2)),
        ("two hundredths of it", "en", Fraction(1, 50)),
        ("أربعة أخماسهم", "ar", Fraction(4, 5)),
        ("عُشر الميزانية", "ar", Fraction(1, 10)),
    ],
)
def test_fractions_beside_whole_numbers_and_their_owners(text: str, language: str, value: Fraction) -> None:
    assert worth(text, language) == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("at half past four", "en"),
        ("in the 19th century", "en"),
        ("the sixteenth century", "en"),
        ("بداية القرن الواحد والعشرين", "ar"),
        ("في التاسعة إلا ربعا", "ar"),
    ],
)
def test_centuries_and_times_told_in_words_count_nothing(text: str, language: str) -> None:
    assert read(text, language) == []
