"""Arabic words that are plainly names, and text without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lang.letters import may_spell
from aligner.lang.transcribed import is_placed, is_transcribed, runs_together


@pytest.mark.parametrize("word", ["نافالني", "كمبالا", "باريس", "وباريس", "كينيا"])
def test_names(word: str) -> None:
    assert is_transcribed(word)


@pytest.mark.parametrize("word", ["الإنجليزي", "البلدان", "المنتزهات", "جزيرة", "حكومة", "اجتماعات"])
def test_other_words(word: str) -> None:
    assert not is_transcribed(word)


def test_adjectives_of_places_are_placed() -> None:
    assert is_placed("الروسي")
    assert not is_placed("البلدان")


@pytest.mark.parametrize(
    ("word", "joined"),
    [
        ("هزيمتهالثانيةوالأخيرة", True),
        ("بالنسبةلرئيسة", True),
        ("فريقإيبروكس", True),
        ("والإنتاج", False),
        ("المستشفى", False),
    ],
)
def test_words_without_spaces_between(word: str, joined: bool) -> None:
    assert runs_together(word) is joined


@pytest.mark.parametrize(
    ("arabic", "latin", "may"),
    [
        ("نافالني", "Navalny", True),
        ("وبكمبالا", "Kampala", True),
        ("اب", "Schwarzenegger", False),
    ],
)
def test_what_may_spell_a_name(arabic: str, latin: str, may: bool) -> None:
    assert may_spell(arabic, latin) is may


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_read(arabic: str, latin: str) -> None:
    assert may_spell(arabic, latin) in (True, False)
    assert is_transcribed(arabic) in (True, False)
    assert runs_together(arabic) in (True, False)
