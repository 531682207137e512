"""What a text shows by itself: where a word is missing, and which was put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from aligner.bitext import Document, Hop, Role, Row
from aligner.encoding import Encoder
from aligner.evidence import Evidence
from aligner.losses import losses
from aligner.segment import segment
from aligner.tagging import Probe
from aligner.words import evidence_of

REST = "Nobody was hurt when it fell."
WHOLE = f"The minister told reporters that the bridge would open in spring. {REST}"
LACKING = f"The minister told reporters that the would open in spring. {REST}"
MORE = f"The minister told reporters that the bridge would open in fairly spring. {REST}"
ARABIC = "قال الوزير للصحفيين إن الجسر الجديد سيفتح في الربيع. لم يصب أحد عندما سقط."
Judge = Callable[..., Evidence]


@pytest.fixture
def judge(encoder: Encoder) -> Judge:
    def evidence(**texts: str) -> Evidence:
        given = [Document(Role(role), "", text, "ar" if text == ARABIC else "en") for role, text in texts.items()]
        chain = {document.role: replace(document, sentences=segment(document)) for document in given}
        row = Row(**{role: tuple(range(len(document.sentences))) for role, document in chain.items()})
        hops = [hop for hop in Hop if set(hop.ends) <= chain.keys()]
        (found,) = evidence_of(chain, [row], [dict.fromkeys(hops, 0.9)], encoder)
        lacking = {
            pair: np.zeros(len(found.sides[pair[0]].words)) for hop in hops for pair in (hop.ends, hop.ends[::-1])
        }
        return replace(found, lacking=lacking)

    return evidence


def word(row: Evidence, role: Role, text: str) -> int:
    return next(k for k, word in enumerate(row.sides[role].words) if word.text == text)


def test_the_word_after_a_gap_is_tagged(judge: Judge) -> None:
    row = judge(source=WHOLE, twin=LACKING)
    assert row.tags[Role.TWIN].missing.argmax() == word(row, Role.TWIN, "would")
    assert row.tags[Role.TWIN].missing.max() > row.tags[Role.SOURCE].missing.max() + 1


def test_a_word_that_was_put_in_is_tagged(judge: Judge) -> None:
    row = judge(source=WHOLE, twin=MORE)
    assert row.tags[Role.TWIN].inserted.argmax() == word(row, Role.TWIN, "fairly")


def test_each_sentence_is_judged_by_itself(judge: Judge) -> None:
    first, second = WHOLE.split(". ")
    both, one, other = (judge(source=text, twin=MORE).tags[Role.SOURCE] for text in (WHOLE, f"{first}.", second))
    assert np.allclose(both.missing, np.concatenate([one.missing, other.missing]), atol=1e-5)
    assert np.allclose(both.inserted, np.concatenate([one.inserted, other.inserted]), atol=1e-5)


def test_a_text_that_broke_loses_by_it(judge: Judge) -> None:
    def lost(source: str, twin: str) -> tuple[float, float]:
        found = losses(judge(source=source, twin=twin))[Hop.SOURCE_TWIN]
        return found["missing"], found["inserted"]

    assert lost(WHOLE, WHOLE) == (0, 0)
    reworded = WHOLE.replace("told reporters", "said to journalists")
    assert lost(WHOLE, LACKING)[0] > lost(WHOLE, reworded)[0] + 0.01
    assert lost(WHOLE, MORE)[1] > lost(WHOLE, reworded)[1] + 0.05


def test_arabic_has_no_tags_and_costs_nothing_by_them(judge: Judge) -> None:
    row = judge(source=WHOLE, translation=ARABIC, twin=LACKING)
    assert set(row.tags) == {Role.SOURCE, Role.TWIN}
    found = losses(row)
    assert found[Hop.TRANSLATION_TWIN]["missing"] == found[Hop.TRANSLATION_TWIN]["inserted"] == 0
    assert found[Hop.SOURCE_TWIN]["missing"] > 0


def test_an_encoder_without_tags_costs_nothing_by_them(judge: Judge) -> None:
    row = replace(judge(source=WHOLE, twin=MORE), tags={})
    found = losses(row)[Hop.SOURCE_TWIN]
    assert found["missing"] == found["inserted"] == 0


def test_a_sentence_without_words_has_no_tags() -> None:
    probe = Probe(np.ones((3, 4), np.float32), 1.0)
    assert probe.log_odds(np.zeros((0, 4), np.float32)).shape == (0,)
    assert probe.log_odds(np.ones((2, 4), np.float32)).tolist() == [9, 9]
