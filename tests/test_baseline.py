"""A baseline knows its findings again, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.baseline import SCHEMA, Marker, baseline_of, from_text, to_text
from aligner.bitext import Document, Role
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.finding import Status
from aligner.pipeline import compare
from aligner.report import Report


def moved(text: str, paragraph: str, before: str) -> str:
    """The text with the paragraph that begins so in front of the other that begins so."""
    paragraphs = text.split("\n\n")
    (one,) = (p for p in paragraphs if p.startswith(paragraph))
    paragraphs.remove(one)
    at = next(k for k, p in enumerate(paragraphs) if p.startswith(before))
    return "\n\n".join([*paragraphs[:at], one, *paragraphs[at:]])


@pytest.mark.parametrize(
    ("role", "edit"),
    [
        (Role.TWIN, lambda text: moved(text, "Russia also has", "The International Space Station was")),
        (Role.SOURCE, lambda text: moved(text, "Russia also has", "Russia lost")),
        (Role.TWIN, lambda text: text.replace("orbiting laboratory", "lab in orbit")),
        (Role.TWIN, lambda text: text.replace("cooperation after 2024", "collaboration beyond 2024")),
        (Role.TWIN, lambda text: text.replace("in human history", "in history")),
        (Role.SOURCE, lambda text: text.replace("\n", "\r\n").replace("on the ground", "down on the ground")),
    ],
    ids=["moved in the twin", "moved in the source", "other row", "same row", "words beside the hop", "line ends"],
)
def test_ids_survive(
    role: Role, edit: Callable[[str], str], iss: dict[Role, Document], iss_report: Report, encoder: Encoder
) -> None:
    text = edit(iss[role].text)
    assert text != iss[role].text
    report = compare((iss | {role: replace(iss[role], text=text)}).values(), encoder)
    assert {finding.id for finding in iss_report.findings} == {finding.id for finding in report.findings}


def test_a_baseline_of_all_leaves_nothing_new(iss_report: Report) -> None:
    baseline = from_text(to_text(baseline_of(iss_report.findings)), "known.json")
    assert baseline == baseline_of(iss_report.findings)
    marker = Marker(baseline)
    assert {finding.status for finding in marker.marked(iss_report.findings)} == {Status.BASELINE}
    assert marker.unfound == 0


def test_one_finding_a_line_in_order(iss_report: Report) -> None:
    text = to_text(baseline_of(iss_report.findings))
    data = json.loads(text)
    assert data["schema"] == SCHEMA
    ids = [finding["id"] for finding in data["findings"]]
    assert ids == sorted(ids)
    assert [line[9:25] for line in text.splitlines() if '"id"' in line] == ids


def test_an_empty_baseline_is_one() -> None:
    assert len(from_text(to_text(baseline_of([])), "known.json")) == 0


def test_one_more_of_the_same_is_new(iss_report: Report) -> None:
    finding = iss_report.findings[0]
    marker = Marker(baseline_of([finding, finding]))
    statuses = [f.status for _ in range(3) for f in marker.marked([finding])]
    assert statuses == [Status.BASELINE, Status.BASELINE, Status.NEW]


def test_what_is_not_found_any_more_is_counted(iss_report: Report) -> None:
    marker = Marker(baseline_of(iss_report.findings))
    list(marker.marked(iss_report.findings[2:]))
    assert marker.unfound == 2


def test_reasons_are_shown_and_kept(iss_report: Report) -> None:
    first, second, *rest = iss_report.findings
    data = json.loads(to_text(baseline_of([first, second])))
    for entry in data["findings"]:
        entry["reason"] = f"reason {entry['id']}"
    before = from_text(json.dumps(data), "known.json")
    (marked,) = Marker(before).marked([first])
    assert marked.reason == f"reason {first.id}"
    after = before.updated([first, *rest])
    assert after.known[first.id].reason == f"reason {first.id}"
    assert set(before.without(after).known) == {second.id}
    assert set(after.without(before).known) == {finding.id for finding in rest}


def test_what_is_accepted_stays_so_and_is_not_taken_in(iss_report: Report) -> None:
    finding = replace(iss_report.findings[0], status=Status.SUPPRESSED, reason="agreed")
    assert len(baseline_of([finding])) == 0
    marker = Marker(baseline_of(iss_report.findings[:1]))
    assert list(marker.marked([finding])) == [finding]
    assert marker.unfound == 0


ENTRY = {"id": "0123456789abcdef", "count": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("<<<<<<< ours\n{}", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", SCHEMA),
        ('{"schema": "aligner-report/1", "findings": []}', SCHEMA),
        ('{"schema": "aligner-baseline/1"}', SCHEMA),
    ],
)
def test_what_is_no_baseline_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(InputError, match=f"^known.json .*{told}.*"):
        from_text(text, "known.json")


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([3], "finding 1: is no object"),
        ([{**ENTRY, "id": "xyz"}], "finding 1: the id is"),
        ([{"count": 1}], "finding 1: the id is"),
        ([ENTRY, ENTRY], "finding 2: the id 0123456789abcdef stands there before"),
        ([{**ENTRY, "count": 0}], "finding 1: the count is 0"),
        ([{**ENTRY, "count": True}], "finding 1: the count is true"),
        ([{**ENTRY, "reason": ["x"]}], "finding 1: the reason is no text"),
    ],
)
def test_a_broken_entry_is_told_by_its_number(entries: list[Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        from_text(json.dumps({"schema": SCHEMA, "findings": entries}), "known.json")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just(ENTRY["id"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "count", "reason"]), inner),
    max_leaves=8,
)


@given(findings=JSON)
def test_any_json_is_read_or_refused(findings: Any) -> None:
    try:
        baseline = from_text(json.dumps({"schema": SCHEMA, "findings": findings}), "known.json")
    except InputError as error:
        assert str(error).startswith("known.json")
    else:
        assert from_text(to_text(baseline), "known.json") == baseline


def test_a_count_may_be_left_out() -> None:
    assert len(from_text(json.dumps({"schema": SCHEMA, "findings": [{"id": ENTRY["id"]}]}), "known.json")) == 1
