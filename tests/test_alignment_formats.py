"""Every format of an alignment says the same, and TMX is what its DTD and other tools expect."""

from __future__ import annotations

import io
import json
from itertools import chain
from pathlib import Path

import pytest
from aligner.cli.options import AlignmentFormat
from lxml import etree
from translate.storage.tmx import tmxfile

from aligner import alignment_formats
from aligner.alignment import Alignment
from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.lang.controls import STEERING

DTD = Path(__file__).parent / "tmx14.dtd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = (
    "a < b & c ]]> d",
    "nul\0 tab\x0b esc\x1b[2J",
    "bidi\u202e <U+202E> \x9b",
    "two\r\nlines",
    "",
    "\U0001f680\ufffe",
)


def document(role: Role, sentences: tuple[str, ...], lang: str) -> Document:
    """A document of these sentences, one after the other."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Sentence(Span(at, at + len(sentence))))
        at += len(sentence) + 1
    return Document(role, f"{role}\n.txt", "\n".join(sentences), lang, tuple(spans))


def alignment(sides: dict[Role, tuple[str, ...]], rows: tuple[Row, ...], *langs: str) -> Alignment:
    documents = {
        role: document(role, sentences, lang) for (role, sentences), lang in zip(sides.items(), langs, strict=True)
    }
    similarity = tuple({Hop.SOURCE_TRANSLATION: 0.5} if row.source and row.translation else {} for row in rows)
    return Alignment(documents, rows, similarity)


def rendered(given: Alignment, name: str) -> str:
    return alignment_formats.discover()[name](given)


def tmx(given: Alignment) -> etree._Element:
    """The parsed TMX, valid against the DTD."""
    root = etree.fromstring(rendered(given, "tmx").encode())
    with DTD.open("rb") as file:
        dtd = etree.DTD(file)
    assert dtd.validate(root), dtd.error_log
    return root


THREE = alignment(
    {Role.SOURCE: ("One.", "Two.", "Three."), Role.TRANSLATION: ("واحد.", "اثنان."), Role.TWIN: ("1.", "2.", "3.")},
    (
        Row((0,), (0,), (0,), 0.9),
        Row((1, 2), (), (), 0.2),
        Row((), (1,), (1, 2), 0.4, moved=True),
    ),
    "en",
    "ar",
    "en",
)
HOSTILE_PAIR = alignment(
    {Role.SOURCE: HOSTILE, Role.TRANSLATION: HOSTILE},
    tuple(Row((i,), (i,)) for i in range(len(HOSTILE))),
    "en",
    "ar",
)


def test_the_command_offers_all_formats() -> None:
    assert set(alignment_formats.discover()) == set(AlignmentFormat)


def test_tsv_splits_only_what_has_no_counterpart() -> None:
    assert rendered(THREE, "tsv") == "0\t0\t0\n1\t\t\n2\t\t\n\t1\t1,2\n"


def test_tsv_of_two_documents_has_two_columns() -> None:
    pair = alignment({Role.SOURCE: ("One.",), Role.TWIN: ("1.", "2.")}, (Row((0,), (), (0, 1)),), "en", "en")
    assert rendered(pair, "tsv") == "0\t0,1\n"


@pytest.mark.parametrize("name", sorted(alignment_formats.discover()))
def test_a_side_may_be_empty(name: str) -> None:
    empty = alignment({Role.SOURCE: (), Role.TRANSLATION: ("واحد.", "اثنان.")}, (Row((), (0, 1), ()),), "und", "ar")
    text = rendered(empty, name)
    if name == "tsv":
        assert text == "\t0\n\t1\n"
    if name == "tmx":
        assert not list(tmx(empty).iter("tu"))


def test_text_tells_what_stands_alone_and_what_is_doubtful() -> None:
    head, *blocks = rendered(THREE, "text").split("\n\n")
    assert head.splitlines()[0] == "source       source .txt (en)"
    assert "doubtful" not in blocks[0]
    assert blocks[1].splitlines()[:3] == [
        "row 1: confidence 0.20, doubtful",
        "source       1,2    Two. Three.",
        "translation  -      (no counterpart)",
    ]
    assert blocks[2].startswith("row 2: confidence 0.40, doubtful, moved\n")


def test_jsonl_keeps_every_character() -> None:
    rows = [json.loads(line) for line in rendered(HOSTILE_PAIR, "jsonl").splitlines()][1:]
    assert tuple(chain.from_iterable(row["texts"]["source"] for row in rows)) == HOSTILE
    assert rows[0]["similarity"] == {"source-translation": 0.5}


@pytest.mark.parametrize("name", sorted(alignment_formats.discover()))
def test_nothing_in_a_document_reaches_the_terminal_raw(name: str) -> None:
    assert not STEERING.search(rendered(HOSTILE_PAIR, name))


def test_no_text_can_pass_for_another_row() -> None:
    assert rendered(HOSTILE_PAIR, "text").count("\n\n") == len(HOSTILE)
    assert len(rendered(HOSTILE_PAIR, "tsv").splitlines()) == len(HOSTILE)


# TMX


def test_tmx_names_the_tool_and_the_source_language() -> None:
    root = tmx(THREE)
    header = root.find("header")
    assert header is not None
    assert root.get("version") == "1.4"
    assert {key: header.get(key) for key in ("creationtool", "segtype", "srclang", "datatype", "adminlang")} == {
        "creationtool": "aligner",
        "segtype": "sentence",
        "srclang": "en",
        "datatype": "plaintext",
        "adminlang": "en",
    }
    assert header.get("creationdate") is None


def test_tmx_keeps_two_documents_in_one_language_apart() -> None:
    first, second = tmx(THREE).iter("tu")
    assert [variant.get(LANG) for variant in first.iter("tuv")] == ["en", "ar", "en-x-twin"]
    assert [variant.get(LANG) for variant in second.iter("tuv")] == ["ar", "en-x-twin"]
    assert (first.get("srclang"), first.get("segtype")) == (None, None)
    assert (second.get("srclang"), second.get("segtype")) == ("ar", "block")
    assert [segment.text for segment in second.iter("seg")] == ["اثنان.", "2. 3."]


@pytest.mark.parametrize(("lang", "other"), [("en", "en-x-translat"), ("und", "und-x-translat")])
def test_tmx_of_any_two_documents_has_two_languages(lang: str, other: str) -> None:
    pair = alignment({Role.SOURCE: ("One.",), Role.TRANSLATION: ("1.",)}, (Row((0,), (0,)),), lang, lang)
    assert [variant.get(LANG) for variant in tmx(pair).iter("tuv")] == [lang, other]


def test_tmx_holds_hostile_text_as_far_as_xml_can() -> None:
    segments = [unit.findtext("tuv/seg") for unit in tmx(HOSTILE_PAIR).iter("tu")]
    assert segments == [
        "a < b & c ]]> d",
        "nul\ufffd tab\ufffd esc\ufffd[2J",
        "bidi\u202e <U+202E> \x9b",
        "two lines",
        "\U0001f680\ufffd",
    ]


def test_tmx_leaves_out_what_has_text_on_one_side_only() -> None:
    blank = alignment(
        {Role.SOURCE: ("One.", ""), Role.TRANSLATION: ("", "2.")}, (Row((0,), (0,)), Row((1,), (1,))), "en", "ar"
    )
    assert not list(tmx(blank).iter("tu"))


def test_tmx_opens_in_translate_toolkit() -> None:
    units = tmxfile.parsefile(io.BytesIO(rendered(THREE, "tmx").encode())).units
    assert [(unit.source, unit.target) for unit in units] == [("One.", "واحد."), ("اثنان.", "2. 3.")]
    hostile = tmxfile.parsefile(io.BytesIO(rendered(HOSTILE_PAIR, "tmx").encode())).units
    assert [unit.source for unit in hostile] == [unit.target for unit in hostile]
    assert hostile[0].source == "a < b & c ]]> d"
