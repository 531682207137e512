"""Words put in or left out where two texts otherwise go on alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Category, Finding, Severity
from aligner.lang.endings import is_question
from aligner.pipeline import compare
from aligner.verbatim import LONGEST, insertions

LANG = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def found(encoder: Encoder, **texts: str) -> list[tuple[Category, Severity, Hop, dict[Role, str]]]:
    documents = [Document(Role(role), role, text, LANG[Role(role)]) for role, text in texts.items()]
    findings: tuple[Finding, ...] = compare(documents, encoder, Config(force=True)).findings
    return [(f.category, f.severity, f.hop, {place.role: place.text for place in f.locations}) for f in findings]


def alike(mine: str, theirs: str) -> list[tuple[int, int, int, int]]:
    left, right = mine.split(), theirs.split()
    return list(
        map(tuple, insertions(left, right, {k: right.index(word) for k, word in enumerate(left) if word in right}))
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("its first new mission", "its first mission", [(2, 2, 3, 2)]),
        ("a busy and long day", "a day", [(1, 3, 2, 2)]),
        ("today it rains", "it rains", [(0, 0, 1, 3)]),
        ("it rains today", "it rains", [(2, 2, 3, 1)]),
        ("it rains", "it rains", []),
        ("a b c d e f g", "a g", []),
        ("red cars and blue cars", "cars", [(0, 0, 1, 1)]),
    ],
)
def test_what_stands_between_neighbours_was_put_in(
    mine: str, theirs: str, expected: list[tuple[int, int, int, int]]
) -> None:
    assert [each for each in alike(mine, theirs) if each in expected] == expected
    assert expected or not alike(mine, theirs)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12), st.data())
def test_every_insertion_lies_in_the_text(mine: list[str], theirs: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(theirs) - 1) if theirs else st.nothing()
    linked = data.draw(st.dictionaries(st.integers(0, len(mine) - 1), places)) if mine and theirs else {}
    for first, last, before, after in insertions(mine, theirs, linked):
        assert 0 <= first <= last < len(mine) and last - first < LONGEST
        assert before > 0 and after > 0


def test_a_modifier_that_only_the_twin_lacks_is_the_machines_loss(encoder: Encoder) -> None:
    ((category, _, hop, places),) = found(
        encoder,
        source="The company launched its first commercial satellite from the coast on Friday.",
        translation="أطلقت الشركة أول قمر صناعي تجاري لها من الساحل يوم الجمعة.",
        twin="The company launched its first satellite from the coast on Friday.",
    )
    assert (category, hop, places[Role.SOURCE]) == (Category.OMISSION, Hop.TRANSLATION_TWIN, "commercial")
    assert places[Role.TRANSLATION] == "تجاري"


def test_a_modifier_in_other_words_is_no_loss(encoder: Encoder) -> None:
    assert not found(
        encoder,
        source="The ship was found near the southern port of Aden on Friday.",
        translation="عثر على السفينة قرب ميناء عدن في الجنوب يوم الجمعة.",
        twin="The ship was found near the port of Aden in the south on Friday.",
    )


@pytest.mark.parametrize(
    ("source", "translation", "twin", "category", "hop"),
    [
        (
            "Chairman Omar Hilal opened the mine.",
            "افتتح عمر هلال المنجم.",
            "Omar Hilal opened the mine.",
            "omission",
            0,
        ),
        ("Chairman Omar Hilal opened the mine.", "", "Omar Hilal opened the mine.", "omission", 2),
        (
            "Omar Hilal opened the mine.",
            "افتتح الرئيس عمر هلال المنجم.",
            "President Omar Hilal opened the mine.",
            "addition",
            0,
        ),
    ],
)
def test_titles_are_lost_and_added(
    encoder: Encoder, source: str, translation: str, twin: str, category: str, hop: int
) -> None:
    texts = {"source": source, "translation": translation, "twin": twin}
    findings = found(encoder, **{role: text for role, text in texts.items() if text})
    assert [(f[0], f[1], f[2]) for f in findings] == [(Category(category), Severity.MINOR, list(Hop)[hop])]


def test_another_title_is_no_loss(encoder: Encoder) -> None:
    source, twin = "Chairman Omar Hilal opened the mine.", "President Omar Hilal opened the mine."
    assert not [each for each in found(encoder, source=source, twin=twin) if each[0] is Category.OMISSION]


@pytest.mark.parametrize(("sentence", "asks"), [("Is it the one?", True), ("He opened the?", False), ("Plan B?", True)])
def test_a_mark_after_an_article_asks_nothing(sentence: str, asks: bool) -> None:
    assert is_question(sentence) is asks


def test_an_acronym_that_was_spelt_out_is_no_loss(encoder: Encoder) -> None:
    source = "The Nile Basin Trust (NBT) will pay for two new dams."
    assert not found(encoder, source=source, twin="The Nile Basin Trust will pay for two new dams.")
