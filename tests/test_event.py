"""Articles on one event: descent, claims, contradictions and suspects, on the samples and on made-up events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aligner.bitext import Document, Role
from aligner.claims import Claim, Kind
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.events import EventReport, event

EVENTS = Path(__file__).parents[1] / "benchmarks/events"
PLANTED = re.compile(r"\{\{(.*?)\}\}")
ARABIC, SOURCE, TWIN, PARTNERSHIP, WITHDRAWAL = range(5)


def made_up(name: str) -> tuple[list[Document], list[str]]:
    _, *parts = re.split(r"^== (\w+)\n", (EVENTS / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = zip(parts[::2], parts[1::2], strict=True)
    documents = [Document(Role.SOURCE, title, PLANTED.sub(r"\1", text), "en") for title, text in texts]
    return documents, PLANTED.findall("".join(parts))


def articles(*texts: str) -> list[Document]:
    return [Document(Role.SOURCE, f"{k}.txt", text, "en") for k, text in enumerate(texts)]


def the_claim(report: EventReport, kind: Kind, value: str) -> Claim:
    (found,) = (claim for claim in report.claims if claim.kind is kind and claim.value == value)
    return found


def test_the_twin_descends_from_the_source_through_the_arabic(samples_event: EventReport) -> None:
    found = [(one.ancestor, one.descendant, one.through) for one in samples_event.descents]
    assert found == [(SOURCE, ARABIC, None), (ARABIC, TWIN, None), (SOURCE, TWIN, ARABIC)]
    assert samples_event.lineages == (ARABIC, ARABIC, ARABIC, PARTNERSHIP, WITHDRAWAL)


def test_articles_that_share_facts_but_no_sentences_do_not_descend(samples_event: EventReport) -> None:
    related = {(k.left, k.right) for k in samples_event.kinships if k.related}
    assert related == {(ARABIC, SOURCE), (ARABIC, TWIN), (SOURCE, TWIN)}


def test_the_order_of_the_articles_changes_nothing(encoder: Encoder, samples_event: EventReport) -> None:
    report = event([*samples_event.articles[3:], *samples_event.articles[:3]], encoder)
    assert [(d.ancestor, d.descendant) for d in report.descents] == [(3, 2), (2, 4), (3, 4)]
    assert {s.place.text for s in report.suspects} == {s.place.text for s in samples_event.suspects}


def test_two_languages_alone_do_not_tell_a_direction(encoder: Encoder, samples_event: EventReport) -> None:
    report = event(samples_event.articles[:2], encoder)
    assert (report.descents, report.lineages) == ((), (0, 0))


@pytest.mark.parametrize(
    ("year", "makers", "standing"),
    [
        ("1998", (ARABIC, TWIN, PARTNERSHIP, WITHDRAWAL), "shared"),
        ("2024", (ARABIC, SOURCE, TWIN, PARTNERSHIP), "shared"),
        ("2025", (ARABIC, SOURCE, TWIN, PARTNERSHIP, WITHDRAWAL), "contradicted"),
        ("2030", (PARTNERSHIP, WITHDRAWAL), "contradicted"),
    ],
)
def test_years_stand_in_the_right_articles(
    samples_event: EventReport, year: str, makers: tuple[int, ...], standing: str
) -> None:
    (found,) = (
        claim
        for claim in samples_event.claims
        if claim.kind is Kind.DATE and any(mention.value.endswith(year) for mention in claim.mentions)
    )
    assert (found.articles, samples_event.standing(found)) == (makers, standing)
    for mention in found.mentions:
        place = mention.place
        assert samples_event.articles[place.article].slice(place.span) == place.text
        assert place.text in samples_event.sentence(place)
        line = samples_event.articles[place.article].text.split("\n")[samples_event.line(place) - 1]
        assert year in line


def test_one_lineage_bears_witness_once(samples_event: EventReport) -> None:
    assert samples_event.witnesses(the_claim(samples_event, Kind.DATE, "1998")) == 3


def test_contradictions_name_both_sentences(samples_event: EventReport) -> None:
    told = {
        (found.message, found.left.place.article, found.right.place.article) for found in samples_event.contradictions
    }
    assert ("by 2025 or in 2025", PARTNERSHIP, WITHDRAWAL) in told
    assert ("2025 against by 2030", SOURCE, WITHDRAWAL) in told
    own = next(found for found in samples_event.contradictions if found.message == "2025 against by 2030")
    assert "orbital space station in 2025" in samples_event.sentence(own.left.place)
    assert "its own space station by 2030" in samples_event.sentence(own.right.place)
    assert len(samples_event.contradictions) <= 6


def test_names_are_one_in_any_form_and_script(samples_event: EventReport) -> None:
    putin = the_claim(samples_event, Kind.NAME, "Vladimir Putin")
    assert {mention.value for mention in putin.mentions} >= {"Vladimir Putin", "Putin’s", "بوتين"}
    assert TWIN in the_claim(samples_event, Kind.NAME, "ISS").articles
    assert samples_event.standing(the_claim(samples_event, Kind.NAME, "Interfax")) == "alone"


def test_quotations_have_their_speakers(samples_event: EventReport) -> None:
    spoken = {m.value: m.speaker for c in samples_event.claims if c.kind is Kind.QUOTE for m in c.mentions}
    assert spoken["We are not interested in participating in such a project."] == "Rogozin"
    assert spoken["military theatre and plans to conduct operations there."] == "Vladimir Putin"


def test_alien_supremacy_is_suspect_and_few_phrases_are_wrongly(samples_event: EventReport) -> None:
    found = [suspect.place.text for suspect in samples_event.suspects]
    odd = {"alien supremacy", "spacecraft. . . authorizations"}
    assert odd <= set(found)
    assert len(found) - len(odd) <= 5


@pytest.mark.parametrize("name", ["merger", "museum"])
def test_planted_phrases_of_events_never_learned_from_are_found(encoder: Encoder, name: str) -> None:
    documents, planted = made_up(name)
    found = [suspect.place.text for suspect in event(documents, encoder).suspects]
    right = [text for text in found if any(text in phrase for phrase in planted)]
    assert len(right) >= 2
    assert len(found) - len(right) <= 1


def test_faithful_articles_are_not_suspect(encoder: Encoder) -> None:
    documents, planted = made_up("museum")
    kept = [document for document in documents if not any(phrase in document.text for phrase in planted)]
    assert event(kept, encoder).suspects == ()


def test_tolls_and_jobs_contradict_but_prices_of_other_things_do_not(encoder: Encoder) -> None:
    messages = [
        found.message for name in ("bridge", "merger") for found in event(made_up(name)[0], encoder).contradictions
    ]
    assert "four people against five people died" in messages
    assert "2,000 jobs against 3,500 jobs" in messages
    assert not any("dollars" in message for message in messages)


def test_the_same_words_of_two_speakers_contradict(encoder: Encoder) -> None:
    report = event(
        articles(
            'The plant is closed. "We will never open the gates of this plant again," said Anna Keller.',
            'Workers left. "We will never open the gates of this plant again," said Boris Milan on Friday.',
        ),
        encoder,
    )
    assert "said by Anna Keller or by Boris Milan" in [found.message for found in report.contradictions]


@pytest.mark.parametrize("texts", [(), ("One article.",), ("One article.", " \n ")])
def test_what_is_no_event_is_refused_in_one_line(encoder: Encoder, texts: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=r"^[^\n]+$"):
        event(articles(*texts), encoder)


@pytest.mark.parametrize("text", ["?", "5", "\u202e\x00 x", "Nothing.\n\n" * 3, "السلام عليكم"])
def test_odd_texts_do_no_harm(encoder: Encoder, text: str) -> None:
    report = event(articles("Russia left the station in 2025.", text + " a", text + " b"), encoder)
    assert len(report.to_dict()["articles"]) == 3
