"""Sentences are cut where findings stand, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role, Sentence, Span
from aligner.finding import Category, Finding, Location, Severity
from aligner.passages import passages, words_of

TEXT = "One two three. Four five six."
DOCUMENT = Document(Role.TWIN, "t", TEXT, "en", (Sentence(Span(0, 14)), Sentence(Span(15, 29))))


def at(*spans: tuple[int, int]) -> Finding:
    places = tuple(Location(Role.TWIN, Span(*span), TEXT[slice(*span)]) for span in spans)
    return Finding("names", Category.NAME, Severity.MAJOR, Hop.TRANSLATION_TWIN, 0.9, "message", 0, places)


def told(*findings: Finding) -> list[list[tuple[str, tuple[int, ...]]]]:
    cut = passages(DOCUMENT, findings)
    return [[(DOCUMENT.slice(passage.span), passage.findings) for passage in sentence] for sentence in cut]


def test_what_overlaps_belongs_to_both() -> None:
    assert told(at((0, 7)), at((4, 13)))[0] == [("One ", (0,)), ("two", (0, 1)), (" three", (1,)), (".", ())]


def test_a_finding_may_reach_over_the_end_of_a_sentence() -> None:
    assert told(at((8, 19))) == [[("One two ", ()), ("three.", (0,))], [("Four", (0,)), (" five six.", ())]]


def test_a_finding_opens_once_and_ends_wherever_it_is_interrupted() -> None:
    flat = [p for sentence in passages(DOCUMENT, [at((0, 3), (15, 19))]) for p in sentence if p.findings]
    assert [(set(p.opening), set(p.ending)) for p in flat] == [({0}, {0}), (set(), {0})]


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)).map(lambda pair: (min(pair), max(pair))), max_size=6))
def test_passages_are_the_sentences_and_marks_are_the_findings(spans: list[tuple[int, int]]) -> None:
    cut = passages(DOCUMENT, [at(span) for span in spans])
    for sentence, pieces in zip(DOCUMENT.sentences, cut, strict=True):
        assert "".join(DOCUMENT.slice(piece.span) for piece in pieces) == DOCUMENT.slice(sentence.span)
    marked = {(n, i) for sentence in cut for p in sentence for n in p.findings for i in range(p.span.start, p.span.end)}
    assert marked == {(n, i) for n, span in enumerate(spans) for i in range(*span) if i != 14}


def test_what_a_message_quotes_stands_apart() -> None:
    parts = list(words_of("“Navani” misspells “Navalny”; the translation has “نافالني”", 100))
    assert [part.text for part in parts if part.quoted] == ["Navani", "Navalny", "نافالني"]
    assert "".join(part.text for part in parts).startswith("“Navani” misspells")


def test_right_to_left_words_stand_apart_without_quotes_too_and_long_quotes_are_cut() -> None:
    parts = list(words_of("the twin has nothing for نافالني here, “" + "word " * 100 + "end”", 20))
    assert [part.text for part in parts if part.quoted] == ["نافالني", "word word … word end"]
