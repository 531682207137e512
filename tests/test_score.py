"""Scores are bounded, every loss costs, and the parts make up what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row, Sentence, SentenceKind, Span
from aligner.fidelity import FINDINGS
from aligner.finding import Category, Finding, Location, Severity
from aligner.losses import FACTORS, PARTS, WEIGHED
from aligner.report import Scores
from aligner.score import UNALIGNED, score_document, score_rows

TEXT = "The dam held. The valley was dry by noon."
SENTENCES = (Sentence(Span(0, 13)), Sentence(Span(14, 41)))
DOCUMENTS = {
    Role.SOURCE: Document(Role.SOURCE, "s", TEXT, "en", SENTENCES),
    Role.TRANSLATION: Document(
        Role.TRANSLATION, "t", "صمد السد. جف الوادي عند الظهر.", "ar", (Sentence(Span(0, 9)), Sentence(Span(10, 30)))
    ),
    Role.TWIN: Document(
        Role.TWIN,
        "b",
        "The dam endured. The valley dried at midday.",
        "en",
        (Sentence(Span(0, 16)), Sentence(Span(17, 44))),
    ),
}
ROWS = (Row((0,), (0,), (0,)), Row((1,), (1,), (1,)))
ALIKE = {Hop.SOURCE_TRANSLATION: 0.7, Hop.TRANSLATION_TWIN: 0.7, Hop.SOURCE_TWIN: 0.9}
SLIGHT = {hop: {**dict.fromkeys(PARTS, 0.0), **dict.fromkeys(WEIGHED, 0.05)} for hop in Hop}
GRAVE = {hop: dict.fromkeys(PARTS, 0.4) for hop in Hop}


def finding(severity: Severity, hop: Hop = Hop.TRANSLATION_TWIN) -> Finding:
    return Finding("names", Category.NAME, severity, hop, 1, "", 0, (Location(Role.TWIN, Span(0, 3), "The"),))


def scored(losses: dict[Hop, dict[str, float]], *findings: Finding) -> Scores:
    return score_rows(DOCUMENTS, ROWS[:1], [ALIKE], [losses], findings)[0]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(Severity), max_size=9),
    st.tuples(*(st.floats(0, 1 if part in FACTORS else 2) for part in PARTS)),
    st.sampled_from(Hop),
)
def test_scores_stay_between_0_and_100_and_the_parts_are_what_is_missing(
    severities: list[Severity], values: tuple[float, ...], hop: Hop
) -> None:
    losses = {each: dict(zip(PARTS, values, strict=True)) for each in Hop}
    row = scored(losses, *(finding(severity, hop) for severity in severities))
    total = score_document(DOCUMENTS, ROWS[:1], [row])
    for scores in (row, total):
        values_by_name = {**{each.value: value for each, value in scores.fidelity.items()}, "chain": scores.chain}
        assert scores.parts.keys() == values_by_name.keys()
        for name, value in values_by_name.items():
            assert 0 <= value <= 100
            assert all(points >= 0 for points in scores.parts[name].values())
            assert sum(scores.parts[name].values()) == pytest.approx(100 - value, abs=1e-6)


def test_a_worse_finding_costs_more_and_only_at_its_hop() -> None:
    clean, minor, major, critical = (scored(SLIGHT, *found) for found in ([], *([finding(s)] for s in Severity)))
    assert clean.chain > minor.chain > major.chain > critical.chain
    assert critical.fidelity[Hop.SOURCE_TRANSLATION] == clean.fidelity[Hop.SOURCE_TRANSLATION]
    assert critical.fidelity[Hop.SOURCE_TWIN] < clean.fidelity[Hop.SOURCE_TWIN]
    assert FINDINGS not in clean.parts["chain"]
    assert critical.parts["chain"][FINDINGS] > 30


@pytest.mark.parametrize("part", PARTS)
def test_no_part_can_gain_a_row_anything(part: str) -> None:
    more = {hop: {**losses, part: 0.5} for hop, losses in SLIGHT.items()}
    assert all(scored(more).fidelity[hop] <= scored(SLIGHT).fidelity[hop] for hop in Hop)


def test_grave_losses_cost_more_than_slight_ones() -> None:
    assert scored(SLIGHT).chain > 80 > 20 > scored(GRAVE).chain


def test_without_losses_a_pair_scores_100() -> None:
    documents = {role: Document(role, role, "Rain", "en", (Sentence(Span(0, 4)),)) for role in (Role.SOURCE, Role.TWIN)}
    none = {Hop.SOURCE_TWIN: dict.fromkeys(PARTS, 0.0)}
    (scores,) = score_rows(documents, [Row((0,), (), (0,))], [{Hop.SOURCE_TWIN: 1.0}], [none], [])
    assert scores.chain == scores.fidelity[Hop.SOURCE_TWIN] == 100


def test_a_dropped_sentence_costs_and_boilerplate_does_not() -> None:
    whole = score_document(DOCUMENTS, ROWS, score_rows(DOCUMENTS, ROWS, [ALIKE, ALIKE], [SLIGHT, SLIGHT], []))
    rows = (ROWS[0], Row((1,)), Row((), (1,), (1,)))
    only = {Hop.TRANSLATION_TWIN: SLIGHT[Hop.TRANSLATION_TWIN]}
    dropped = score_document(DOCUMENTS, rows, score_rows(DOCUMENTS, rows, [ALIKE, {}, ALIKE], [SLIGHT, {}, only], []))
    assert dropped.chain < whole.chain - 20
    assert dropped.parts["chain"][UNALIGNED] > 20
    source = Document(Role.SOURCE, "s", TEXT, "en", (SENTENCES[0], Sentence(Span(14, 41), SentenceKind.BOILERPLATE)))
    documents = {Role.SOURCE: source, Role.TWIN: DOCUMENTS[Role.TWIN]}
    rows = (Row((0,), (), (0,)), Row((1,)))
    pair = {Hop.SOURCE_TWIN: SLIGHT[Hop.SOURCE_TWIN]}
    scores = score_rows(documents, rows, [ALIKE, {}], [pair, {}], [])
    assert score_document(documents, rows, scores).chain == scores[0].chain
