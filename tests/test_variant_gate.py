"""Requirements between variants, and what counts as a regression against an earlier report."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aligner.comparison import Comparison
from aligner.errors import ConfigError, InputError
from aligner.variant_formats.json import render
from aligner.variant_gate import earlier, regressions, requirements

NAMES = ["original", "repaired", "worsened"]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("repaired>=original", True),
        ("repaired > original", True),
        ("repaired>original+5", True),
        ("repaired>=original+90", False),
        ("original>=repaired", False),
        ("original>=repaired-90", True),
        ("worsened > repaired - 5", False),
    ],
)
def test_a_requirement_is_met_or_says_by_how_much_it_is_not(iss_variants: Comparison, text: str, met: bool) -> None:
    (wanted,) = requirements([text], NAMES)
    reason = wanted.failure(iss_variants)
    assert (reason == "") is met
    if not met:
        assert "is required, but" in reason
        assert "points ahead of" in reason


def test_a_name_may_end_like_a_margin() -> None:
    (wanted,) = requirements(["gpt-4>=gpt-3"], ["gpt-4", "gpt-3"])
    assert (wanted.better, wanted.worse, wanted.margin) == ("gpt-4", "gpt-3", 0.0)
    (wanted,) = requirements(["gpt-4>=gpt-3-2.5"], ["gpt-4", "gpt-3"])
    assert (wanted.worse, wanted.margin) == ("gpt-3", -2.5)
    assert str(wanted) == "gpt-4>=gpt-3-2.5"


@pytest.mark.parametrize("text", ["google", "google>=", ">=deepl", "google>=bing", "deepl>=deepl", "a<b", ""])
def test_what_is_no_requirement_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="names: google, deepl"):
        requirements([text], ["google", "deepl"])


def stored(comparison: Comparison, keep: str, **changes: Any) -> str:
    """Its report, as if there had been only one variant, changed in some ways."""
    data = json.loads(render(comparison))
    (variant,) = (v for v in data["variants"] if v["name"] == keep)
    data["variants"] = [{**variant, **changes}]
    return json.dumps(data)


def test_the_same_is_no_regression(iss_variants: Comparison) -> None:
    assert not list(regressions(iss_variants, earlier(render(iss_variants), "r.json"), 0.0))


def test_a_new_engine_may_lose_so_many_points_and_add_no_critical_finding(iss_variants: Comparison) -> None:
    known = earlier(stored(iss_variants, keep="original", name="last month"), "r.json")
    reasons = list(regressions(iss_variants, known, 10.0))
    assert [reason for reason in reasons if "critical" in reason] == [
        "worsened has a critical finding that last month had not: “15” became “50”"
    ]
    assert not [reason for reason in reasons if "points less" in reason]
    (lost,) = (reason for reason in regressions(iss_variants, known, 1.0) if "points less" in reason)
    assert lost.startswith("worsened has a fidelity of")


def test_a_variant_is_held_against_its_namesake(iss_variants: Comparison) -> None:
    data = json.loads(render(iss_variants))
    data["variants"][0]["fidelity"]["chain"] = 99.0
    (reason,) = regressions(iss_variants, earlier(json.dumps(data), "r.json"), 1.0)
    assert reason.startswith("original has a fidelity of")
    assert "original had (99.0)" in reason


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "aligner-report/1"}', '{"schema": "aligner-variants/1"}'])
def test_what_is_no_report_is_said(text: str) -> None:
    with pytest.raises(InputError, match=r"r\.json"):
        earlier(text, "r.json")
