"""What users complain of in other scores does not happen here."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from aligner.bitext import Hop, Role
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.fidelity import TABLE
from aligner.items import Item, ScoredItem
from aligner.logistic import parse
from aligner.scoring import score_items

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
ENGLISH = "The court ordered the company to repay forty million euros to its former workers by the end of June."
REWORDED = "By the end of June the company must pay back forty million euros to its former workers, the court ruled."
ARABIC = "أمرت المحكمة الشركة بأن تعيد أربعين مليون يورو إلى عمالها السابقين بحلول نهاية يونيو."
OTHER = "Heavy snow closed the mountain pass between the two valleys for a third day."
Score = Callable[..., float]


@pytest.fixture(scope="session")
def score(encoder: Encoder) -> Score:
    def fidelity(source: str = "", translation: str = "", twin: str = "") -> float:
        given = {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin}
        item = Item(1, {role: text for role, text in given.items() if text}, {})
        (result,) = score_items([item], encoder, languages=LANGUAGES)
        return result.scores.chain

    return fidelity


def test_the_same_text_scores_100_whatever_its_length(score: Score) -> None:
    assert score(source="Rain", twin="Rain") == 100
    assert score(source="!?", twin="!?") == 100
    assert score(source=ENGLISH * 40, twin=ENGLISH * 40) == 100


def test_the_same_meaning_scores_high_and_another_low(score: Score) -> None:
    assert score(source=ENGLISH, twin=REWORDED) > 80
    assert score(source=ENGLISH, translation=ARABIC) > 80
    assert score(source=ENGLISH, translation=ARABIC, twin=REWORDED) > 75
    assert score(source=ENGLISH, twin=OTHER) < 10
    assert score(translation=ARABIC, twin=OTHER) < 10


def test_untranslated_text_scores_low(score: Score) -> None:
    assert score(source=ENGLISH, translation=ENGLISH) < 25
    assert score(translation=ARABIC, twin=ARABIC) < 25
    half = f"{ARABIC[: len(ARABIC) // 2]} {ENGLISH[len(ENGLISH) // 2 :]}"
    assert score(source=ENGLISH, translation=half) < score(source=ENGLISH, translation=ARABIC) - 10


def test_a_line_end_inside_a_text_changes_little(score: Score) -> None:
    broken = REWORDED.replace(" euros", "\neuros")
    assert score(source=ENGLISH, twin=broken) == pytest.approx(score(source=ENGLISH, twin=REWORDED), abs=2)


def test_the_end_of_a_long_text_counts(score: Score) -> None:
    long = " ".join(f"On day {day} the river rose and the road to the north was closed." for day in range(1, 40))
    faithful = score(source=f"{long} {ENGLISH}", twin=f"{long} {REWORDED}")
    assert score(source=f"{long} {ENGLISH}", twin=f"{long} {OTHER}") < faithful - 1


def test_lost_and_added_words_cost(score: Score) -> None:
    faithful = score(source=ENGLISH, twin=REWORDED)
    assert score(source=ENGLISH, twin=REWORDED.replace(" to its former workers", "")) < faithful - 1
    assert score(source=ENGLISH, twin=REWORDED.replace("former workers", "former workers and bankers")) < faithful - 0.5


def items(count: int) -> list[Item]:
    rng = random.Random(3)  # noqa: S311 - repeatable, not secret
    words = [*ENGLISH.split(), *OTHER.split()]
    made = [" ".join(rng.choices(words, k=rng.randint(1, 60))) for _ in range(count)]
    texts = [{Role.SOURCE: text, Role.TRANSLATION: ARABIC, Role.TWIN: rng.choice(made)} for text in made]
    return [Item(number, text, {}) for number, text in enumerate(texts)]


def test_the_same_input_scores_the_same_on_any_threads_and_in_any_company(encoder: Encoder) -> None:
    given = items(40)

    def scores(some: list[Item], with_encoder: Encoder) -> dict[object, object]:
        return {result.item.id: result.to_dict() for result in score_items(some, with_encoder, languages=LANGUAGES)}

    expected = scores(given, encoder)
    assert scores(given[::-1], load(threads=2)) == expected
    alone: dict[object, object] = {}
    for item in given[:10]:
        alone |= scores([item], encoder)
    assert alone == {key: expected[key] for key in alone}


def test_every_score_names_what_it_depends_on(encoder: Encoder) -> None:
    (result,) = score_items([Item(1, {Role.SOURCE: ENGLISH, Role.TWIN: REWORDED}, {})], encoder)
    signature = str(result.to_dict()["signature"])
    assert signature.startswith(f"encoder:{encoder.name}|languages:source=en,twin=en|chrF2++:nrefs=1,")
    assert "|weights:" in signature
    assert "|version:" in signature


def test_long_texts_are_counted(encoder: Encoder) -> None:
    def windowed(text: str) -> ScoredItem:
        (result,) = score_items([Item(1, {Role.SOURCE: text, Role.TWIN: ENGLISH}, {})], encoder)
        return result

    assert windowed(ENGLISH).windowed == 0
    assert windowed(", ".join([ENGLISH[:-1]] * 60)).windowed == 1


def test_no_weight_rewards_a_loss() -> None:
    table = (Path(__file__).parents[1] / "aligner" / TABLE).read_text(encoding="utf-8")
    models = parse(table)
    assert set(models) == {"within", "across", "chain"}
    assert all(weight <= 0 for model in models.values() for weight in model.weights.values())
    assert set(models["chain"].weights) == {*Hop, "findings"}
    assert all(np.isfinite(model.bias) and model.bias > 0 for model in models.values())
