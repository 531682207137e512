"""Scores are bounded, and every loss costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row, Sentence, SentenceKind, Span
from aligner.evidence import WordLinks
from aligner.finding import Category, Finding, Location, Severity
from aligner.score import covered, score_document, score_rows

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


def finding(severity: Severity, hop: Hop = Hop.TRANSLATION_TWIN) -> Finding:
    return Finding("names", Category.NAME, severity, hop, 1, "", 0, (Location(Role.TWIN, Span(0, 3), "The"),))


@settings(deadline=None)
@given(st.lists(st.sampled_from(Severity), max_size=9), st.floats(-1, 1), st.floats(-1, 1))
def test_scores_stay_between_0_and_100(severities: list[Severity], similarity: float, coverage: float) -> None:
    similar, covers = dict.fromkeys(ALIKE, similarity), dict.fromkeys(ALIKE, coverage)
    found = [finding(severity) for severity in severities]
    scores = score_rows(DOCUMENTS, ROWS, [similar, similar], [covers, covers], found)
    total = score_document(DOCUMENTS, ROWS, scores)
    for part in (*scores, total):
        assert all(0 <= value <= 100 for value in (*part.fidelity.values(), part.chain))


def test_a_worse_finding_costs_more_and_only_at_its_hop() -> None:
    clean, minor, major, critical = (
        score_rows(DOCUMENTS, ROWS, [ALIKE, ALIKE], [ALIKE, ALIKE], found)[0]
        for found in ([], *([finding(severity)] for severity in Severity))
    )
    assert clean.chain > minor.chain > major.chain > critical.chain
    assert critical.fidelity[Hop.SOURCE_TRANSLATION] == clean.fidelity[Hop.SOURCE_TRANSLATION]
    assert critical.fidelity[Hop.SOURCE_TWIN] < clean.fidelity[Hop.SOURCE_TWIN]


def test_words_without_support_cost() -> None:
    bare = dict.fromkeys(ALIKE, 0.3)
    full, poor = (score_rows(DOCUMENTS, ROWS, [ALIKE, ALIKE], [c, c], [])[0] for c in (ALIKE, bare))
    assert all(poor.fidelity[hop] < full.fidelity[hop] for hop in Hop)


def test_coverage_counts_the_words_of_both_sides() -> None:
    similarity = np.array([[0.9, 0.1], [0.2, 0.8], [0.0, 0.1]], np.float32)
    assert covered(WordLinks(similarity, ())) == pytest.approx(0.65 * 0.6 + 0.35 * 0.85)


def test_the_same_text_scores_100_even_if_it_is_one_word() -> None:
    documents = {role: Document(role, role, "Rain", "en", (Sentence(Span(0, 4)),)) for role in (Role.SOURCE, Role.TWIN)}
    (scores,) = score_rows(documents, [Row((0,), (), (0,))], [{Hop.SOURCE_TWIN: 1.0}], [{}], [])
    assert scores.chain == scores.fidelity[Hop.SOURCE_TWIN] == 100


def test_a_dropped_sentence_costs_and_boilerplate_does_not() -> None:
    whole = score_document(DOCUMENTS, ROWS, score_rows(DOCUMENTS, ROWS, [ALIKE, ALIKE], [ALIKE, ALIKE], []))
    rows = (ROWS[0], Row((1,)), Row((), (1,), (1,)))
    dropped = score_document(DOCUMENTS, rows, score_rows(DOCUMENTS, rows, [ALIKE, {}, ALIKE], [ALIKE, {}, ALIKE], []))
    assert dropped.chain < whole.chain - 20
    source = Document(Role.SOURCE, "s", TEXT, "en", (SENTENCES[0], Sentence(Span(14, 41), SentenceKind.BOILERPLATE)))
    documents = {Role.SOURCE: source, Role.TWIN: DOCUMENTS[Role.TWIN]}
    rows = (Row((0,), (), (0,)), Row((1,)))
    scores = score_rows(documents, rows, [ALIKE, {}], [ALIKE, {}], [])
    assert score_document(documents, rows, scores).chain == scores[0].chain
