"""What a settings file may say, and how its mistakes are told."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import checks
from aligner.config import Config
from aligner.errors import ConfigError
from aligner.finding import Severity
from aligner.patterns import Pattern
from aligner.settings import CRITERIA, KEYS, Settings, from_text, in_force

DOCS = Path(__file__).parents[1] / "docs"
TODAY = date(2026, 5, 1)


def settings(text: str, where: str = "aligner.toml") -> Settings:
    found = from_text(text, where)
    assert found
    return found


def mistakes(text: str, where: str = "aligner.toml") -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        from_text(text, where)
    return caught.value.mistakes


FULL = """
fail-on = "never"
min-score = 70
min-confidence = 0.5
severity = { hedges = "major", fluency = "off" }
glossary = "terms.tsv"
accepted-names = [["Kyiv", "Kiev"]]
boilerplate = ["^Subscribe"]
ignore = ["archive/*"]
warn-unused = false
baseline = "known.json"
encoder = "sentence-transformers:model"
threads = 2
cache = false
cache-size = 200
max-size = 0.5
lang = { source = "en-US" }
encoding = { twin = "cp1252" }
format = "json"

[feeds]
source = "https://news.example/feed"
twin = "twin.json"
history = "kept.sqlite"
max-findings = 0
strict = true
fetch = true
allow-private = false

[[suppress]]
reason = "asked"
until = 2026-05-01
hop = "translation-twin"
"""


def test_every_key_is_read() -> None:
    found = settings(FULL)
    assert set(found.given) == set(KEYS)
    assert all(from_file for _, from_file in in_force(found).values())
    config = found.applied(Config(), TODAY)
    assert config.severities == {"hedges": Severity.MAJOR}
    assert config.off == {"fluency"}
    assert config.min_confidence == 0.5
    assert config.boilerplate == (Pattern("^Subscribe"),)
    assert [entry.reason for entry in config.suppressions] == [
        "ignored by its path: archive/*",
        "the same name: Kyiv = Kiev",
        "asked",
    ]


def test_an_empty_file_changes_nothing() -> None:
    assert settings("").applied(Config(), TODAY) == Config()
    assert not any(from_file for _, from_file in in_force(settings("")).values())


def test_the_least_score_is_a_number_or_a_table() -> None:
    assert settings("min-score = 70").min_score == {"document": 70}
    table = "[min-score]\nrow = 20\ntranslation-twin = 75.5"
    assert settings(table).min_score == {"row": 20, "translation-twin": 75.5}


def test_what_has_run_out_does_not_count() -> None:
    found = settings(FULL)
    assert found.accepted(date(2026, 5, 1))
    assert not found.accepted(date(2026, 5, 2))


MISTAKES = [
    ('fail_on = "major"', 'there is no key "fail_on"; did you mean "fail-on"?'),
    ("threads = 0", "threads: 0"),
    ("threads = true", "threads: true"),
    ('cache = "no"', "true or false"),
    ("cache-size = 0", "cache-size: 0"),
    ("max-size = nan", "max-size: NaN"),
    ("min-score = { row = 101 }", "min-score.row: 101"),
    ("min-score = { rwo = 1 }", 'min-score: there is no "rwo"; did you mean "row"?'),
    ('severity = { nmaes = "minor" }', 'severity: there is no "nmaes"; did you mean "names"?'),
    ('severity = { names = "fatal" }', "severity.names: "),
    ('format = "jsno"', 'format: there is no "jsno"; did you mean "json"?'),
    ('format = "pdf"', "oneline"),
    ("glossary = ' '", "glossary: "),
    ('lang = { source = "english" }', "lang.source: "),
    ('accepted-names = [["Kyiv"]]', "accepted-names[1]: "),
    ('boilerplate = ["fine", "("]', "boilerplate[2]: '(' is no regular expression"),
    ('ignore = "archive"', "ignore: "),
    ('suppress = { reason = "x" }', "[[suppress]]"),
    ('suppress = [{ id = "0123456789abcdef" }]', "suppress[1]: the reason is lacking"),
    ('suppress = [{ reason = "all" }]', "suppress[1]: it would match every finding"),
    ('suppress = [{ reason = "x", id = "1" }]', "suppress[1].id: "),
    ('suppress = [{ reason = "x", check = "name" }]', 'did you mean "names"?'),
    ('suppress = [{ reason = "x", check = "names", until = "2030-01-01" }]', "without quotes"),
    ('suppress = [{ reason = "x", check = "names", until = 2030-01-01T00:00:00 }]', "suppress[1].until: "),
]


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_a_mistake_names_file_key_and_what_to_give(text: str, told: str) -> None:
    (mistake,) = mistakes(text)
    assert mistake.startswith("aligner.toml: ")
    assert told in mistake


def test_all_mistakes_are_told_at_once() -> None:
    text = "\n".join(line for line, _ in MISTAKES if line.split(" =")[0] in {"fail_on", "ignore"} or "max" in line)
    suppress = '[[suppress]]\nhop = "twin"\nuntil = 3'
    assert len(mistakes(f"{text}\n{suppress}")) == 3 + 3


def test_what_is_no_toml_is_told_with_its_line() -> None:
    (mistake,) = mistakes('fail-on = "major"\nthreads = two')
    assert "line 2" in mistake
    assert len(mistakes("a = " + "[" * 100_000)) == 1


def test_pyproject_has_a_table_of_its_own() -> None:
    assert settings("[tool.aligner]\nthreads = 3", "pyproject.toml").threads == 3
    assert from_text("[tool.ruff]\nline-length = 100", "pyproject.toml") is None
    assert from_text('[project]\nname = "aligner-news"', "x/pyproject.toml") is None
    assert from_text("[project\nbroken, but nothing of ours", "pyproject.toml") is None
    (mistake,) = mistakes("[tool.aligner]\nthread = 3", "pyproject.toml")
    assert mistake.startswith('pyproject.toml [tool.aligner]: there is no key "thread"; did you mean "threads"?')


def test_a_pattern_that_would_not_end_is_stopped() -> None:
    with pytest.raises(ConfigError, match="takes too long"):
        Pattern("(x|xx)+y").found_in("x" * 500)


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["row", *CRITERIA]), inner, max_size=3),
    max_leaves=6,
)


@given(key=st.sampled_from(KEYS), value=VALUES)
def test_any_value_is_read_or_refused(key: str, value: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", lambda _: {key: value})
        try:
            found = settings("")
        except ConfigError as error:
            assert all(mistake.startswith(f"aligner.toml: {key}") for mistake in error.mistakes)
        else:
            found.applied(Config(), TODAY)


def test_names_of_checks_are_those_of_their_files() -> None:
    assert set(checks.all_names()) == set(checks.discover())


def test_every_key_is_explained_with_an_example() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if not re.search(rf"`{key} = |^\[+{key}\]+$|^{key} = ", text, re.MULTILINE)] == []
    assert [key for key in CRITERIA if f"| `{key}` |" not in text] == []


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text("utf-8"), re.DOTALL))
def test_examples_are_right(text: str) -> None:
    assert settings(text).given


def test_short_examples_are_right() -> None:
    examples = re.findall(r"`([a-z-]+ = [^`]+)`", (DOCS / "settings.md").read_text(encoding="utf-8"))
    assert len(examples) > 10
    assert all(settings(example).given for example in examples)
