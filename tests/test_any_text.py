"""Whatever the texts are: no exception, every span stands where it says, and nothing is found where nothing differs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Role
from aligner.encoding import Encoder
from aligner.items import Item, ScoredItem
from aligner.scoring import score_items

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
WORDS = """
    The minister said on Monday that 2.5 million people may not return before Navalny Dr. U.S. “we will” according to
    reportedly never east his was ? . , : % $3bn 3-0 قال إن لم مليون يوم الاثنين «قد يكون» نافالني ٢٫٥ كانون الثاني
    ألفان الحكم دون é ﷺ ½ ² 三 \U0001f600 ' ’s -- …
"""
SIGNS = ["\u202e", "\u200f", "\x00", "\ufeff", "\t", "\n", "\r\n"]
PIECES = [*WORDS.split(), *SIGNS]
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map(" ".join)
FAITHFUL = [
    (
        "The ministry said on Monday that 2.5 million people may not return before 3 March, said Dr. Amal Haddad.",
        "قالت الوزارة يوم الاثنين إن 2.5 مليون شخص قد لا يعودون قبل 3 مارس، بحسب ما قالت الدكتورة أمل حداد.",
    ),
    (
        "“We will never accept this,” the president told reporters in Nairobi; his deputy reportedly resigned.",
        "وقال الرئيس للصحفيين في نيروبي: لن نقبل هذا أبدًا. وبحسب ما ورد استقال نائبه.",
    ),
    (
        "Exports to the east fell by a third last year, while imports rose to $3.2 billion.",
        "تراجعت الصادرات إلى الشرق بمقدار الثلث العام الماضي، بينما ارتفعت الواردات إلى 3.2 مليار دولار.",
    ),
]


def scored(encoder: Encoder, texts: Mapping[Role, str]) -> ScoredItem | None:
    """The item's result, None where it has no two texts."""
    given_texts = {role: text for role, text in texts.items() if any(map(str.isalnum, text))}
    if len(given_texts) < 2:
        return None
    (result,) = score_items([Item("x", given_texts, {})], encoder, languages=LANGUAGES)
    return result


def assert_sound(result: ScoredItem) -> None:
    for finding in result.findings:
        assert finding.locations
        assert 0 <= finding.confidence <= 1
        assert finding.message
        for place in finding.locations:
            document = result.documents[place.role]
            assert 0 <= place.span.start < place.span.end <= len(document.text)
            assert document.slice(place.span) == place.text
    assert all(0 <= value <= 100 for value in (*result.scores.fidelity.values(), result.scores.chain))


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(Role, TEXT)))
def test_any_texts_can_be_compared(encoder: Encoder, texts: dict[Role, str]) -> None:
    if result := scored(encoder, texts):
        assert_sound(result)


@settings(max_examples=80, deadline=None)
@given(TEXT)
def test_a_text_differs_from_itself_in_nothing(encoder: Encoder, text: str) -> None:
    if result := scored(encoder, {Role.SOURCE: text, Role.TWIN: text}):
        assert result.findings == ()
        assert result.scores.chain == 100


@pytest.mark.parametrize(("english", "arabic"), FAITHFUL)
def test_a_faithful_chain_is_clean(encoder: Encoder, english: str, arabic: str) -> None:
    result = scored(encoder, {Role.SOURCE: english, Role.TRANSLATION: arabic, Role.TWIN: english})
    assert result
    assert result.findings == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FAITHFUL), st.data())
def test_part_of_a_text_swapped_for_anything_is_located_right(
    encoder: Encoder, pair: tuple[str, str], data: st.DataObject
) -> None:
    english, arabic = pair
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(english))] * 2)))
    twin = english[:start] + data.draw(TEXT) + english[end:]
    if result := scored(encoder, {Role.SOURCE: english, Role.TRANSLATION: arabic, Role.TWIN: twin}):
        assert_sound(result)
