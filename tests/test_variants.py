"""Variants of one text: the ranking is right, rows are shared, and each distortion is put where it belongs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.common_rows import common_rows
from aligner.comparison import Comparison, pieces, verdict
from aligner.config import Config
from aligner.distortions import Distortion, Origin
from aligner.encoding import Encoder, TokenStates, Vectors
from aligner.errors import InputError
from aligner.finding import Category, Severity
from aligner.report import Report, Scores, Signature
from aligner.significance import bearable, row_tests
from aligner.variant_formats import discover
from aligner.variant_formats.json import to_dict
from aligner.variants import compare_variants
from aligner.word_differences import differing

SCHEMA = json.loads((Path(__file__).parent / "variants.schema.json").read_text(encoding="utf-8"))
ORIGINAL, REPAIRED, WORSENED = range(3)
SOURCE = (
    "Heavy rain flooded the old town of Valdora on Tuesday. Mayor Ines Calloway said nobody was hurt.\n\n"
    "The river rose by 3 metres within a day, according to the water board."
)
TRANSLATION = (
    "غمرت الأمطار الغزيرة البلدة القديمة في فالدورا يوم الثلاثاء. "
    "وقالت رئيسة البلدية إينيس كالواي إنه لم يصب أحد بأذى.\n\n"
    "وارتفع النهر ثلاثة أمتار خلال يوم واحد، بحسب هيئة المياه."
)
JOINED = (
    "Heavy rain flooded the old town of Valdora on Tuesday, and Mayor Ines Calloway said that nobody was hurt.\n\n"
    "The river rose by 3 metres within one day, according to the water authority."
)
SPLIT = (
    "Heavy rain flooded the old town of Valdora on Tuesday.\n\nMayor Ines Calloway said that nobody was hurt.\n\n"
    "The river rose by 30 metres within one day. That is according to the water authority."
)


def document(role: Role, text: str, name: str = "") -> Document:
    return Document(role, name or f"{role}.txt", text, "ar" if role is Role.TRANSLATION else "en")


def flood(encoder: Encoder, **twins: str) -> Comparison:
    shared = [document(Role.SOURCE, SOURCE), document(Role.TRANSLATION, TRANSLATION)]
    return compare_variants(shared, {name: document(Role.TWIN, text) for name, text in twins.items()}, encoder)


def of(comparison: Comparison, twin_text: str) -> Distortion:
    (found,) = (
        d
        for d in comparison.distortions
        if any(place.text == twin_text for own in d.found.values() for f in own for place in f.at(Role.TWIN))
    )
    return found


def test_the_ranking_is_right_and_is_that_of_diff(iss_variants: Comparison, iss_report: Report) -> None:
    assert [iss_variants.names[k] for k in iss_variants.ranking()] == ["repaired", "original", "worsened"]
    assert iss_variants.variants[ORIGINAL].fidelity == pytest.approx(iss_report.total.chain)
    assert iss_variants.variants[ORIGINAL].report.findings == iss_report.findings


@pytest.mark.parametrize("text", ["Roscos Moss", "Navani", "fighting"])
def test_each_repaired_row_is_won_and_its_distortion_stays_with_the_others(iss_variants: Comparison, text: str) -> None:
    distortion = of(iss_variants, text)
    assert (set(distortion.found), distortion.hop) == ({ORIGINAL, WORSENED}, Hop.TRANSLATION_TWIN)
    assert distortion.origin is Origin.SEVERAL
    winner = iss_variants.winners[distortion.row]
    assert winner.best == (REPAIRED,)
    assert winner.clear
    assert text in winner.why
    assert distortion.row in iss_variants.parting()
    assert distortion.row in iss_variants.wins(REPAIRED)


@pytest.mark.parametrize(("text", "category"), [("50", Category.NUMBER), ("SpaceX", Category.NAME)])
def test_what_one_alone_has_is_its_own(iss_variants: Comparison, text: str, category: Category) -> None:
    own = [d for d in iss_variants.distortions if d.origin is Origin.OWN]
    assert all(set(d.found) == {WORSENED} for d in own)
    assert [d.category for d in own if text in d.worst.message] == [category]
    assert len(own) == 2


def test_what_all_share_points_at_the_translation(iss_variants: Comparison) -> None:
    everywhere = [d for d in iss_variants.distortions if len(d.found) == 3]
    assert {d.origin for d in everywhere} == {Origin.SHARED, Origin.TRANSLATION}
    assert all((d.origin is Origin.TRANSLATION) == (d.hop is Hop.SOURCE_TRANSLATION) for d in everywhere)
    left_out = next(d for d in everywhere if d.category is Category.OMISSION and d.severity is Severity.MAJOR)
    assert left_out.hop is Hop.SOURCE_TRANSLATION


def test_few_rows_that_differ_are_called_noise(iss_variants: Comparison) -> None:
    test = iss_variants.pair(REPAIRED, ORIGINAL)
    assert test.difference > 10
    assert test.differing < 6
    assert not test.clear
    assert "may be noise; they differ in 4 rows only" in verdict(iss_variants, test)


def test_every_sentence_stands_in_one_row_whatever_the_splits(encoder: Encoder) -> None:
    found = flood(encoder, joined=JOINED, split=SPLIT)
    shared = found.shared
    for role, sentences in (
        ("source", shared[Role.SOURCE].sentences),
        ("translation", shared[Role.TRANSLATION].sentences),
    ):
        assert sorted(i for row in found.rows for i in getattr(row, role)) == list(range(len(sentences)))
    for number, variant in enumerate(found.variants):
        assert sorted(i for row in found.rows for i in row.shares[number].twin) == list(
            range(len(variant.twin.sentences))
        )
        weights = sum(row.shares[number].weight for row in found.rows)
        points = sum(row.shares[number].weight * (row.shares[number].fidelity or 0) for row in found.rows)
        assert points / weights == pytest.approx(variant.fidelity)
    assert any(len(row.shares[0].twin) == 1 and len(row.shares[1].twin) == 2 for row in found.rows)
    assert [found.names[k] for k in found.ranking()] == ["joined", "split"]


def test_two_copies_do_not_differ_in_anything(encoder: Encoder) -> None:
    found = flood(encoder, one=SPLIT, other=SPLIT)
    (test,) = found.tests.pairs
    assert (test.difference, test.bootstrap, test.randomisation, test.verdict) == (0.0, 1.0, 1.0, "no difference")
    for metric in found.metrics:
        assert (metric.variants[1].bootstrap, metric.variants[1].randomisation) == (1.0, 1.0)
    assert found.parting() == []
    assert not any(spans for row in found.differs for spans in row)
    assert verdict(found, test) == "one and other: no difference in any row"


def test_a_run_can_be_repeated(encoder: Encoder) -> None:
    first, second = (to_dict(flood(encoder, joined=JOINED, split=SPLIT)) for _ in range(2))
    assert first == second


def test_a_sentence_left_out_loses_its_row(encoder: Encoder) -> None:
    short = SPLIT[: SPLIT.index("\n\nThe river")]
    found = flood(encoder, whole=short + JOINED[JOINED.index("\n\nThe river") :], short=short)
    last = found.winners[found.parting()[0]]
    assert (last.best, last.why) == ((0,), "short: left out")
    assert found.variants[1].coverage() < found.variants[0].coverage() == 100


def test_a_source_or_a_translation_alone_will_do(encoder: Encoder) -> None:
    twins = {"joined": document(Role.TWIN, JOINED), "split": document(Role.TWIN, SPLIT)}
    with_source = compare_variants([document(Role.SOURCE, SOURCE)], twins, encoder)
    with_translation = compare_variants([document(Role.TRANSLATION, TRANSLATION)], twins, encoder)
    assert with_source.metrics
    assert not with_translation.metrics
    for found in (with_source, with_translation):
        assert [found.names[k] for k in found.ranking()] == ["joined", "split"]
        jsonschema.validate(to_dict(found), SCHEMA)


def test_lines_belong_together_by_their_numbers(encoder: Encoder) -> None:
    lines = ["The port of Telvanta closed on Monday.", "", "Shares fell by 3 per cent."]
    arabic = ["أغلق ميناء تلفانتا يوم الاثنين.", "", "وانخفضت الأسهم بنسبة 3 في المائة."]
    twins = {"good": lines, "bad": ["The port of Telvanta closed on Monday.", "", "Shares fell by 8 per cent."]}
    found = compare_variants(
        [document(Role.SOURCE, "\n".join(lines)), document(Role.TRANSLATION, "\n".join(arabic))],
        {name: document(Role.TWIN, "\n".join(texts)) for name, texts in twins.items()},
        encoder,
        Config(force=True),
        lines=True,
    )
    assert [(row.source, row.translation) for row in found.rows if row.source] == [((0,), (0,)), ((2,), (2,))]
    assert found.parting() == [found.rows.index(next(row for row in found.rows if row.source == (2,)))]
    assert found.winners[found.parting()[0]].best == (0,)
    with pytest.raises(InputError, match=r"3 lines and .* 2: with --lines"):
        compare_variants(
            [document(Role.SOURCE, "\n".join(lines))],
            {"a": document(Role.TWIN, "One.\nTwo."), "b": document(Role.TWIN, "One.\nTwo.\nThree.")},
            encoder,
            lines=True,
        )


@pytest.mark.parametrize("lines", [True, False])
def test_texts_without_an_article_do_not_differ(encoder: Encoder, lines: bool) -> None:
    twins = {name: document(Role.TWIN, text) for name, text in (("a", "Not now\n\n\n"), ("b", "Not now\n\n"))}
    shared = [document(Role.SOURCE, "Not now\n\n\n" if not lines else "\n\n\n")]
    if lines:
        twins = dict.fromkeys("ab", document(Role.TWIN, "\n\n\n"))
    found = compare_variants(shared, twins, encoder, Config(force=True), lines=lines)
    assert not found.parting()
    assert [test.verdict for test in found.tests.pairs] == ["no difference"]
    jsonschema.validate(to_dict(found), SCHEMA)
    for render in discover().values():
        assert render(found, None)


class Counting:
    """Counts how often each text is read, however it is asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.read = encoder, list[str]()

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return self._encoder.encode(texts)

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        self.read += texts
        return self._encoder.token_states(texts)

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        self.read += texts
        return self._encoder.encode_with_states(texts)


def test_each_distinct_sentence_is_encoded_once(encoder: Encoder) -> None:
    counting = Counting(encoder)
    found = flood(counting, joined=JOINED, split=SPLIT, again=JOINED)  # type: ignore[arg-type]
    assert len(counting.read) == len(set(counting.read))
    assert (
        found.variants[0].fidelity
        == found.variants[2].fidelity
        == flood(encoder, a=JOINED, b=SPLIT).variants[0].fidelity
    )


def test_processes_change_nothing(encoder: Encoder) -> None:
    shared = [document(Role.SOURCE, SOURCE), document(Role.TRANSLATION, TRANSLATION)]
    twins = {"joined": document(Role.TWIN, JOINED), "split": document(Role.TWIN, SPLIT)}
    one, two = (to_dict(compare_variants(shared, twins, encoder, processes=k)) for k in (1, 2))
    assert one == two


def test_differing_words_are_those_that_few_others_have() -> None:
    texts = ["The port closed on Monday.", "The harbour closed on Monday.", "The port closed on Sunday night."]
    twins = [replace(document(Role.TWIN, text), sentences=(Sentence(Span(0, len(text))),)) for text in texts]
    found = differing(twins, [(0,)] * 3)
    shown = [[twin.slice(span) for span in spans] for twin, spans in zip(twins, found, strict=True)]
    assert shown == [["port", "Monday"], ["harbour", "Monday"], ["port", "Sunday night"]]
    assert differing(twins, [(0,), (), ()]) == ((), (), ())


def test_pieces_put_together_are_the_text(iss_variants: Comparison) -> None:
    row = iss_variants.parting()[0]
    for k in range(3):
        found = pieces(iss_variants, row, k)
        assert "".join(piece.text for piece in found) == iss_variants.text(Role.TWIN, row, k)
    marked = [piece for piece in pieces(iss_variants, row, ORIGINAL) if piece.differs]
    assert marked
    assert any(piece.severity for piece in pieces(iss_variants, row, ORIGINAL))


def test_rows_of_several_reports_grow_together() -> None:
    """A bead of two sentences in one report joins what are two rows in the other; a twin's own stands apart."""

    def report(rows: Sequence[Row], twins: int) -> Report:
        sentences = tuple(Sentence(Span(2 * i, 2 * i + 1)) for i in range(4))
        documents = {
            Role.SOURCE: Document(Role.SOURCE, "s", "a b c d", "en", sentences[:3]),
            Role.TWIN: Document(Role.TWIN, "t", "a b c d", "en", sentences[:twins]),
        }
        scores = tuple(Scores({}, {Hop.SOURCE_TWIN: 50.0}, 50.0) for _ in rows)
        return Report(Signature(()), documents, tuple(rows), scores, (), Scores({}, {}, 50.0))

    apart = report([Row((0,), (), (0,)), Row((1,), (), (1,)), Row(twin=(2,)), Row((2,), (), (3,))], 4)
    joined = report([Row((0, 1), (), (0,)), Row((2,), (), (1,))], 2)
    rows = common_rows([apart, joined])
    assert [row.source for row in rows] == [(0, 1), (), (2,)]
    assert [[share.twin for share in row.shares] for row in rows] == [[(0, 1), (0,)], [(2,), ()], [(3,), (1,)]]
    assert rows[1].fidelity == (50.0, 100.0)


def test_a_difference_in_many_rows_is_clear_and_the_tests_are_seeded() -> None:
    generator = np.random.default_rng(0)
    base = generator.uniform(60, 90, 200)
    values = np.stack([base, base + generator.normal(4, 3, 200), base + generator.normal(0, 3, 200)])
    weights = np.tile(generator.uniform(20, 200, 200), (3, 1))
    found = row_tests(values * weights, weights)
    better, same = found.pairs[0], found.pairs[1]
    assert better.clear
    assert better.interval[0] < better.difference < better.interval[1] < 0
    assert not same.clear
    assert same.interval[0] < 0 < same.interval[1]
    assert found == row_tests(values * weights, weights)


def test_noise_is_taken_for_a_difference_about_as_often_as_the_level_says() -> None:
    generator = np.random.default_rng(1)
    weights = np.ones((2, 60))
    hits = sum(row_tests(generator.normal(70, 10, (2, 60)), weights).pairs[0].clear for _ in range(60))
    assert hits <= 8


def test_a_few_rows_cannot_bear_a_small_p_value() -> None:
    assert [bearable(0.001, rows) for rows in (0, 1, 2, 5, 20)] == [1.0, 1.0, 0.5, 0.0625, 0.001]


def test_json_keeps_to_its_schema(iss_variants: Comparison) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(discover()["json"](iss_variants, None))
    jsonschema.validate(data, SCHEMA)
    for row in data["rows"]:
        for name, spans in row["differs"].items():
            text = iss_variants.variants[iss_variants.names.index(name)].twin.text
            assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_histogram_and_breakdown_count_the_same_rows(iss_variants: Comparison) -> None:
    counted = sum(row.counts for row in iss_variants.rows)
    for k in range(3):
        assert sum(iss_variants.histogram(k).values()) == counted
    assert iss_variants.histogram(ORIGINAL)[0] == counted
    assert sum(bucket.rows for bucket in iss_variants.breakdown.lengths) == sum(
        bool(row.source and row.counts) for row in iss_variants.rows
    )
    kept = {kept.kind: kept.f1 for kept in iss_variants.breakdown.kept}
    assert kept["names"][REPAIRED] > kept["names"][ORIGINAL] > kept["names"][WORSENED]  # type: ignore[operator]
    assert kept["numbers"][ORIGINAL] > kept["numbers"][WORSENED]  # type: ignore[operator]
