"""Which words are names, what they may also be called, and how they may be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lang.common_arabic import is_common_arabic
from aligner.lang.common_words import is_common_word
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import is_generic, name_words, phrases
from aligner.lang.names import same_consonants
from aligner.lang.places import is_people, same_place, same_seat
from aligner.lang.readings import readings
from aligner.lang.renderings import CERTAIN, rendering
from aligner.lang.tokens import words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def runs(text: str) -> list[str]:
    own = split(text)
    return [" ".join(own[first : last + 1]) for first, last in phrases(own, name_words(own))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The South China Morning Post quoted Carrie Lam.", ["South China Morning Post", "Carrie Lam"]),
        ("Charles de Gaulle studied at the University of Lille.", ["Charles de Gaulle", "University of Lille"]),
        ("On Monday the court in Oslo fined Equinor.", ["Oslo", "Equinor"]),
        ("Turkey and Jordan closed the border.", ["Turkey", "Jordan"]),
        ("Heavy rain fell all night.", []),
        ("He said: “Heavy rain fell.”", []),
        ("Russia Plans To Leave The Space Station", ["Russia"]),
        ("rain in oslo", []),
    ],
)
def test_capitalised_words_that_belong_together(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "certain"),
    [
        ("Lawmakers met Bush.", "Bush", False),
        ("Rescuers reached Kahramanmaras.", "Kahramanmaras", True),
        ("Rakfisk is trout.", "Rakfisk", True),
        ("China replied.", "China", True),
        ("The WHO replied.", "WHO", True),
    ],
)
def test_a_name_is_certain_if_english_has_no_such_word(text: str, name: str, certain: bool) -> None:
    own = split(text)
    found = {own[k.at]: k.certain for k in name_words(own)}
    assert found.get(name, False) is certain


@pytest.mark.parametrize("word", ["President", "Ministry", "Street", "Mr", "Islands", "Council"])
def test_generic_words_name_nobody(word: str) -> None:
    assert is_generic(word)


@pytest.mark.parametrize("word", ["Nairobi", "Siemens", "Meloni", "Volga"])
def test_names_are_not_generic(word: str) -> None:
    assert not is_generic(word)


@pytest.mark.parametrize(("word", "common"), [("applied", True), ("calmly", True), ("James", False), ("Parly", False)])
def test_endings_do_not_make_a_name_a_word(word: str, common: bool) -> None:
    assert is_common_word(word) is common


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("ISIS", "Islamic State"),
        ("EPL's", "Premier League"),
        ("Majorcan", "Mallorca"),
        ("Donau", "Danube"),
        ("Köln", "Cologne"),
        ("Netanjahu", "Netanyahu"),
        ("Fed", "Federal Reserve"),
        ("Kiev", "Kyiv"),
    ],
)
def test_other_forms_of_a_name_are_its_counterparts(name: str, other: str) -> None:
    assert has_counterpart(0, [name], other.split())


@pytest.mark.parametrize(("name", "other"), [("Norway", "Portugal"), ("Navalny", "Navani"), ("Bayer", "Boeing")])
def test_other_names_are_not(name: str, other: str) -> None:
    assert not has_counterpart(0, [name], [other])


def test_seats_stand_for_those_who_rule_from_there() -> None:
    assert same_seat("Moscow", "Russia")
    assert same_seat("British", "Downing Street")
    assert not same_seat("Moscow", "Ukraine")
    assert not same_place("Moscow", "Russia")


@pytest.mark.parametrize(("word", "people"), [("Vietnamese", True), ("Iran", False), ("UK", False), ("desk", False)])
def test_adjectives_of_peoples_are_told_from_countries(word: str, people: bool) -> None:
    assert is_people(word) is people


@pytest.mark.parametrize("text", ["Moll Mall", "Gadd Gaddy", "Hussein Hassan", "Rafik Rafiq"])
def test_romanisations_may_differ_in_vowels(text: str) -> None:
    assert same_consonants(*text.split())


@pytest.mark.parametrize("text", ["Navalny Navani", "Macron Marcon", "Calloway Caloy", "Lindqvist Lidvest"])
def test_misspellings_differ_in_consonants(text: str) -> None:
    assert not same_consonants(*text.split())


@pytest.mark.parametrize(
    ("name", "reading"),
    [("Versailles", "versaiy"), ("Szczecin", "shchecin"), ("Xi", "shi"), ("Erdoğan", "erdoan"), ("Nguyen", "nen")],
)
def test_names_are_read_by_the_rules_of_their_language(name: str, reading: str) -> None:
    assert reading in readings(name)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("Médecins Sans Frontières", "قالت منظمة أطباء بلا حدود", (2, 4)),
        ("New Zealand", "خسرت نيوزيلندا المباراة", (1, 1)),
        ("Mediterranean", "عبر البحر المتوسط", (1, 2)),
        ("Payagua", "مثل Guaycurú وPayaguá", (2, 2)),
        ("NASA's", "برنامج وكالة ناسا", (2, 2)),
    ],
)
def test_names_are_found_in_arabic(name: str, text: str, place: tuple[int, int]) -> None:
    best = rendering(name, tuple(text.split()))
    assert best is not None
    assert (best.first, best.last) == place
    assert best.score >= CERTAIN or name == "NASA's"


@pytest.mark.parametrize("word", ["رابطة", "والحكومة", "الوزير", "أطباء", "للمدينة", "بالقرب"])
def test_ordinary_arabic_words_are_known(word: str) -> None:
    assert is_common_arabic(word)


@pytest.mark.parametrize("word", ["نافالني", "روسكوزموس", "بايدن", "لافروف", "ليندكفيست"])
def test_arabic_names_are_not_ordinary(word: str) -> None:
    assert not is_common_arabic(word)


@given(st.text())
def test_any_text_may_be_read(text: str) -> None:
    own = split(text)
    assert all(0 <= first <= last < len(own) for first, last in phrases(own, name_words(own)))
    readings(text)
    is_common_arabic(text)
    same_seat(text, text)


@given(st.lists(st.text(min_size=1), min_size=1), st.lists(st.text(min_size=1)))
def test_any_words_may_be_compared(mine: list[str], theirs: list[str]) -> None:
    for index in range(len(mine)):
        has_counterpart(index, mine, theirs)
        assert has_counterpart(index, mine, mine) or not mine[index].isalnum()
