"""Dictionary forms, opposites, families, senses and gender of words, as the tables have them."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lang.arabic import folded
from aligner.lang.arabic_stems import stems
from aligner.lang.contrasts import is_scale, members, readings
from aligner.lang.gender import tellings
from aligner.lang.lemmas import lemmas
from aligner.lang.negators import is_negator
from aligner.lang.opposites import alike, converse, opposed, opposites
from aligner.lang.roles import deeds, ways
from aligner.lang.senses import attested, sense_of, senses


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("rose", "rise"), ("sold", "sell"), ("worst", "bad"), ("women", "woman"), ("stopped", "stop"), ("dying", "die"),
        ("largest", "large"), ("countries", "country"), ("minister's", "minister"), ("Won", "win"),
        ("closing", "close"), ("went", "go"),
    ],
)  # fmt: skip
def test_inflected_forms_have_their_dictionary_form(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


@pytest.mark.parametrize("word", ["series", "passes", "economics", "bus", "king", "bed"])
def test_a_word_is_among_its_own_dictionary_forms(word: str) -> None:
    assert word in lemmas(word)


OPPOSITES = """
    won lost, rose fell, accepted refused, exports imports, before after, first last, more less, old young, large small,
    dead alive, legal illegal, legally illegally, most least, included excluded, buying sold, guilty innocent,
    deny confirm,
    arrested released, strengthened weakened, tightened eased, majority minority, appeared disappeared, profit losses,
    able unable, winner loser, heavier lighter, temporarily permanently, allowed banned
"""


@pytest.mark.parametrize("pair", [pair.split() for pair in OPPOSITES.replace("\n", " ").split(", ")])
def test_opposites_are_known_in_any_form(pair: list[str]) -> None:
    one, other = pair
    assert opposed(one, other)
    assert opposed(other.upper(), one.title())
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("rose", "climbed"), ("win", "victory"), ("came", "went"), ("buy", "purchase"), ("beat", "defeated"),
     ("gave", "took"),
     ("here", "there"), ("the", "a"), ("north", "south"), ("bank", "river"), ("said", "told")],
)  # fmt: skip
def test_other_words_are_no_opposites(one: str, other: str) -> None:
    assert not opposed(one, other)


def test_converses_are_told_from_plain_opposites() -> None:
    assert all(
        converse(*pair) for pair in [("sold", "bought"), ("larger", "smaller"), ("before", "after"), ("won", "lost")]
    )
    assert not converse("legal", "illegal")


def test_no_word_is_its_own_opposite() -> None:
    assert not [word for word, entry in opposites().items() if word in entry.direct | entry.near]


@pytest.mark.parametrize(
    ("word", "member"),
    [
        ("وانخفضت", ("rise", "down")), ("سترتفع", ("rise", "up")), ("الصادرات", ("trade", "export")),
        ("شقيقته", ("kin", "sister")), ("زوجها", ("kin", "husband")), ("وزوجته", ("kin", "wife")),
        ("الجنوبية", ("direction", "south")), ("للشرطة", ("forces", "police")), ("رفضوا", ("accept", "refuse")),
        ("فازوا", ("victory", "win")), ("الفضية", ("medal", "silver")), ("وأغلقت", ("open", "close")),
    ],
)  # fmt: skip
def test_arabic_words_are_read_with_what_is_written_together(word: str, member: tuple[str, str]) -> None:
    found = members(word, "ar")
    assert member in found
    assert [name for family, name in found if family == member[0]] == [member[1]]


def test_two_words_are_read_before_one() -> None:
    assert [r[2:] for r in readings(("The", "prime", "minister"), "en")] == [("office", "premier")]
    assert ("office", "premier") in [r[2:] for r in readings(("رئيس", "الوزراء"), "ar")]


def table(name: str) -> list[list[str]]:
    lines = files("aligner.lang").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tables_of_families_are_in_order(language: str) -> None:
    rows = table(f"contrasts_{language}.tsv")
    found = defaultdict(list)
    for family, member, words in rows:
        found[family].append(member)
        assert words.split()
        assert words == (folded(words) if language == "ar" else words.casefold())
    assert all(len(names) == len(set(names)) for names in found.values())
    english = {(family, member) for family, member, _ in table("contrasts_en.tsv")}
    assert {(family, member) for family, member, _ in rows if family != "compound"} <= english
    assert all(len(names) > 1 for names in found.values()) or language == "ar"


def test_scales_have_two_ends() -> None:
    assert is_scale("rise")
    assert not is_scale("kin")
    assert not is_scale("nothing")


def test_the_table_of_senses_is_broad_and_folded() -> None:
    rows = table("senses_ar.tsv")
    assert len(rows) >= 120
    assert all(len(row) > 2 and row[0] == folded(row[0]) for row in rows)


@pytest.mark.parametrize(
    ("arabic", "one", "other"),
    [("الحكم", "referee", "verdict"), ("عيون", "eyes", "springs"), ("عقود", "decades", "contracts"),
     ("الشعر", "hair", "poetry"), ("القرن", "century", "horn"), ("والديون", "debts", "religions"),
     ("الذهب", "gold", "went"), ("سنوات", "years", "sunnah"), ("عضو", "member", "organ")],
)  # fmt: skip
def test_senses_are_told_apart(arabic: str, one: str, other: str) -> None:
    assert attested(one, arabic)
    told = [(sense_of(one, entry), sense_of(other, entry)) for entry in senses(arabic)]
    assert any(None not in pair and pair[0] != pair[1] for pair in told)


def test_gender_is_told_in_both_languages() -> None:
    english, arabic = ["She's", "His"], ["وقالت", "قال", "سيعود", "كتابها"]
    asked = [(word, "en") for word in english] + [(word, "ar") for word in arabic]
    told = [next(iter(tellings(*question))) for question in asked]
    assert [telling.gender for telling in told] == ["f", "m", "f", "m", "m", "f"]
    assert tellings("الشركة", "ar") == frozenset()


def test_denials_are_known() -> None:
    assert all(is_negator(word, "en") for word in ["not", "Never", "doesn't", "don’t"])
    assert is_negator("لم", "ar")
    assert not is_negator("nicht", "de")


def test_passives_are_turned_round() -> None:
    (active,) = deeds(["Norway", "defeated", "Portugal"])
    (passive,) = deeds(["Portugal", "was", "defeated", "by", "Norway"])
    assert (active.agent, active.patient) == ((0,), (2,))
    assert (passive.agent, passive.patient) == ((4,), (0,))
    assert list(deeds(["The", "mayor", "met", "the", "envoy"])) == []
    (way,) = ways(["It", "flew", "from", "Oslo", "to", "Bergen"])
    assert (way.agent, way.patient) == ((3,), (5,))


KNOWN = ["from", "to", "was", "by", "beat", "الحكم", "وال"]
words = st.lists(st.one_of(st.text(min_size=1, max_size=6), st.sampled_from(KNOWN)), max_size=9)


@given(words)
def test_any_words_are_read_without_an_exception(found: list[str]) -> None:
    for language in ("en", "ar"):
        for reading in readings(tuple(found), language):
            assert 0 <= reading.first <= reading.last < len(found)
        for word in found:
            tellings(word, language)
    for word in found:
        assert word.casefold() in lemmas(word) or "'" in word or "’" in word
        stems(word)
        senses(word)
        assert not opposed(word, word)
    for deed in (*deeds(found), *ways(found)):
        assert deed.agent
        assert max(*deed.agent, *deed.patient) < len(found)
