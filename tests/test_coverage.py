"""What was left out or put in: whole sentences and words inside a row, at the hop where it happened."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row
from aligner.config import Config
from aligner.coverage import TABLE, added, any_of, runs, with_gaps
from aligner.encoding import Encoder
from aligner.evidence import Evidence
from aligner.finding import Category, Finding, Severity
from aligner.logistic import BIAS, learned, parse, probability
from aligner.pipeline import compare
from aligner.segment import segment
from aligner.support import support
from aligner.words import sides_of, with_links

ENGLISH = (
    "The river burst its banks on Tuesday night.",
    "Rescue teams brought two hundred families to a school on the hill.",
    "The governor promised to rebuild the old bridge within a year.",
    "Farmers fear that the harvest of this season is lost.",
)
ARABIC = (
    "فاض النهر عن ضفتيه ليلة الثلاثاء.",
    "ونقلت فرق الإنقاذ مئتي عائلة إلى مدرسة على التل.",
    "ووعد المحافظ بإعادة بناء الجسر القديم خلال عام.",
    "ويخشى المزارعون من ضياع محصول هذا الموسم.",
)
LANG = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
LOST, ADDED = Category.OMISSION, Category.ADDITION


def documents(texts: dict[Role, str]) -> list[Document]:
    return [Document(role, role, text, LANG[role]) for role, text in texts.items()]


def found(encoder: Encoder, *, without: dict[Role, int], roles: tuple[Role, ...] = tuple(Role)) -> list[Finding]:
    """What is found in the story where some documents lack a sentence of it."""
    story = {Role.SOURCE: ENGLISH, Role.TRANSLATION: ARABIC, Role.TWIN: ENGLISH}
    texts = {role: " ".join(s for k, s in enumerate(story[role]) if k != without.get(role)) for role in roles}
    findings = compare(documents(texts), encoder, Config(force=True)).findings
    return [finding for finding in findings if finding.category in (LOST, ADDED)]


@pytest.mark.parametrize("sentence", range(4))
@pytest.mark.parametrize(
    ("lacking", "category", "hop"),
    [
        ([Role.TWIN], LOST, Hop.TRANSLATION_TWIN),
        ([Role.TRANSLATION, Role.TWIN], LOST, Hop.SOURCE_TRANSLATION),
        ([Role.SOURCE], ADDED, Hop.SOURCE_TRANSLATION),
        ([Role.SOURCE, Role.TRANSLATION], ADDED, Hop.TRANSLATION_TWIN),
    ],
    ids=["dropped by the machine", "dropped by the translator", "added by the translator", "added by the machine"],
)
def test_a_whole_sentence_is_missed_at_its_hop(
    encoder: Encoder, sentence: int, lacking: list[Role], category: Category, hop: Hop
) -> None:
    (finding,) = found(encoder, without=dict.fromkeys(lacking, sentence))
    assert (finding.category, finding.hop, finding.severity) == (category, hop, Severity.MAJOR)
    assert {place.role for place in finding.locations} == set(Role) - set(lacking)
    assert {place.text for place in finding.locations} <= {ENGLISH[sentence], ARABIC[sentence]}


@pytest.mark.parametrize("roles", [(Role.SOURCE, Role.TWIN), (Role.SOURCE, Role.TRANSLATION)])
def test_two_documents_have_one_hop(encoder: Encoder, roles: tuple[Role, Role]) -> None:
    (finding,) = found(encoder, without={roles[1]: 1}, roles=roles)
    assert finding.category is LOST
    assert finding.hop.ends == roles


def test_nothing_is_missed_in_a_whole_story(encoder: Encoder) -> None:
    assert found(encoder, without={}) == []


@pytest.mark.parametrize("role", [Role.SOURCE, Role.TWIN])
def test_boilerplate_and_short_lines_are_not_missed(encoder: Encoder, role: Role) -> None:
    texts = {Role.SOURCE: " ".join(ENGLISH), Role.TRANSLATION: " ".join(ARABIC), Role.TWIN: " ".join(ENGLISH)}
    texts[role] += "\n\nSponsored Links\n\nAll rights reserved. Follow us on Twitter and Facebook.\n\nRead more"
    assert compare(documents(texts), encoder).findings == ()


def row(encoder: Encoder, **texts: str) -> Evidence:
    given = {d.role: d for d in documents({Role(role): text for role, text in texts.items()})}
    cut = {role: Document(role, "", d.text, d.lang, segment(d)) for role, d in given.items()}
    whole = Row(*(tuple(range(len(cut[role].sentences))) if role in cut else () for role in Role))
    (judged,) = with_gaps(with_links([Evidence(0, sides_of(cut, whole), {}, {}, 1.0, frozenset(cut))], encoder))
    return judged


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text("ab 1.,؟اب\n\u202e", max_size=40))
def test_gaps_lie_within_their_side(encoder: Encoder, left: str, right: str) -> None:
    for pair in ({"source": left, "twin": right}, {"translation": right, "twin": left}):
        evidence = row(encoder, **pair)
        for gap in evidence.gaps:
            assert 0 <= gap.first <= gap.last < len(evidence.sides[gap.role].words)
            assert 0 <= gap.confidence <= 1


@pytest.mark.parametrize("text", [*ENGLISH, "Rain", "«No», she said - twice."])
def test_the_same_text_has_no_gaps(encoder: Encoder, text: str) -> None:
    assert row(encoder, source=text, twin=text).gaps == ()


def test_the_table_has_a_weight_for_every_feature(encoder: Encoder) -> None:
    evidence = row(encoder, source=ENGLISH[0], twin=ENGLISH[1])
    features = support(*evidence.sides.values(), evidence.between(Role.SOURCE, Role.TWIN), evidence.tags)
    for name, model in learned(TABLE).items():
        assert model.weights.keys() <= features.keys()
        assert (model.weights.keys() == features.keys()) is name.endswith("within")
        assert np.isfinite(model.log_odds(features)).all()


def test_more_words_are_a_surer_sign_of_a_loss_than_of_an_addition() -> None:
    one, three = np.array([1.0]), np.array([1.0, 1.0, 1.0])
    assert added(one) == pytest.approx(any_of(one)) == pytest.approx(probability(1.0))
    assert added(one) < added(three) < any_of(three)


@pytest.mark.parametrize(
    "twin", ["The firm is currently moving to Oslo.", "The firm is moving to the city of Oslo, located in Norway."]
)
def test_words_that_say_nothing_new_are_no_addition(encoder: Encoder, twin: str) -> None:
    found = row(encoder, source="The firm is moving to the city of Oslo in Norway.", twin=twin).gaps
    assert not [gap for gap in found if gap.role is Role.TWIN]


def test_runs_are_grown_around_likely_words() -> None:
    odds = np.array([-5.0, -0.5, 2.0, -0.5, -5.0, -0.5, -np.inf, 0.6])
    assert list(runs(odds)) == [(1, 3), (7, 7)]


def test_a_model_is_read_from_its_table() -> None:
    models = parse(f"# head\n> one\nlength\t2\nbest\t-1\n{BIAS}\t0.5\n")
    odds = models["one"].log_odds({"length": np.array([1.0, 2.0]), "best": np.array(1.0), "unused": np.array([0.0])})
    assert odds.tolist() == [1.5, 3.5]
    assert probability(0.0) == 0.5
    with pytest.raises(KeyError):
        models["one"].log_odds({"length": np.array([1.0])})
