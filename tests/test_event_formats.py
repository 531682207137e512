"""The formats of an event: JSON by its schema, Markdown and HTML that show hostile texts as they are."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from aligner.bitext import Document, Role
from aligner.encoding import Encoder
from aligner.event_formats import discover, titles
from aligner.events import EventReport, event

SCHEMA = json.loads((Path(__file__).parent / "event.schema.json").read_text(encoding="utf-8"))
ATTACK = "The <b>2025</b> [plan](javascript:x) of | @user in 2025 \u202e\x1b[2J <script>pwned=1</script> failed."


def hostile(encoder: Encoder) -> EventReport:
    texts = (ATTACK, f"Some said: {ATTACK}")
    return event([Document(Role.SOURCE, f"{k}<i>\u202e.txt", text, "en") for k, text in enumerate(texts)], encoder)


def test_json_keeps_to_its_schema(samples_event: EventReport) -> None:
    data = json.loads(discover()["json"](samples_event))
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    texts = [document.text for document in samples_event.articles]
    for claim in data["claims"]:
        for mention in claim["mentions"]:
            assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["text"]


def test_all_formats_are_there() -> None:
    assert sorted(discover()) == ["html", "json", "markdown"]


def test_markdown_tells_what_matters(samples_event: EventReport) -> None:
    text = discover()["markdown"](samples_event)
    for part in ("twin.txt descends from source.txt by way of arabic.txt", "alien supremacy", "2025 against by 2030"):
        assert part in text
    assert "withdrawal-2025.txt:11: Dmitry Rogozin" in text


@pytest.mark.parametrize("format", ["json", "markdown", "html"])
def test_hostile_texts_steer_nothing(encoder: Encoder, format: str) -> None:
    text = discover()[format](hostile(encoder))
    assert not {"\x1b", "\u202e"} & set(text)
    if format != "json":
        assert "<script>" not in text.replace("\\<", "")
        assert "<i>" not in text.replace("\\<", "")


def test_markdown_mentions_nobody(encoder: Encoder) -> None:
    articles = [Document(Role.SOURCE, f"@user{k}.txt", "Russia left.", "en") for k in range(2)]
    text = discover()["markdown"](event(articles, encoder))
    assert "\\@&#8203;user0.txt" in text
    assert "@user" not in text


def test_titles_tell_files_of_one_name_apart(encoder: Encoder) -> None:
    paths = ("a/x/text.txt", "b/x/text.txt")
    report = event([Document(Role.SOURCE, path, "Russia left.", "en") for path in paths], encoder)
    assert titles(report) == ["a/x/text.txt", "b/x/text.txt"]
