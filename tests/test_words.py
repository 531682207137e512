"""Words are linked across languages where they mean the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.encoding import Encoder
from aligner.evidence import Evidence
from aligner.words import evidence_of

SOURCE = "The minister opened a new hospital in Cairo."
TRANSLATION = "افتتح الوزير مستشفى جديدا في القاهرة."


def evidence(source: str, translation: str, encoder: Encoder) -> Evidence:
    documents = {
        role: Document(role, role, text, lang, (Sentence(Span(0, len(text))),) if text else ())
        for role, text, lang in ((Role.SOURCE, source, "en"), (Role.TRANSLATION, translation, "ar"))
    }
    (result,) = evidence_of(documents, [Row((0,), (0,))], [{}], encoder)
    return result


def test_words_that_translate_each_other_are_linked(encoder: Encoder) -> None:
    row = evidence(SOURCE, TRANSLATION, encoder)
    source, translation = (row.sides[role].words for role in (Role.SOURCE, Role.TRANSLATION))
    pairs = {(source[i].text, translation[j].text) for i, j in row.links[Hop.SOURCE_TRANSLATION].pairs}
    assert {("minister", "الوزير"), ("hospital", "مستشفى"), ("new", "جديدا"), ("Cairo", "القاهرة")} <= pairs


def test_links_can_be_seen_from_either_side(encoder: Encoder) -> None:
    row = evidence(SOURCE, TRANSLATION, encoder)
    there, back = row.between(Role.SOURCE, Role.TRANSLATION), row.between(Role.TRANSLATION, Role.SOURCE)
    assert sorted((j, i) for i, j in back.pairs) == sorted(there.pairs)
    assert (back.similarity == there.similarity.T).all()


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_has_evidence(encoder: Encoder, source: str, translation: str) -> None:
    row = evidence(source, translation, encoder)
    for side in row.sides.values():
        assert side.words
        for word in side.words:
            assert side.document.slice(word.span) == word.text
    for hop, links in row.links.items():
        left, right = (len(row.sides[end].words) for end in hop.ends)
        assert links.similarity.shape == (left, right)
        assert all(0 <= i < left and 0 <= j < right for i, j in links.pairs)
