"""Aligned segments as they are read, scored and written, without the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from aligner import item_formats, item_readers
from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.finding import Severity
from aligner.gate import Gate
from aligner.items import MOST_WORDS, BadItem, Item, ScoredItem, item_of, of_segment
from aligner.pipeline import compare
from aligner.report import fidelity_dict, parts_dict
from aligner.scoring import ITEMS_AT_ONCE, score_items

PORT = {
    Role.SOURCE: "Shares of Telvanta fell after the mayor, Ines Calloway, closed the port.",
    Role.TRANSLATION: "تراجعت أسهم تلفانتا بعد أن أغلقت رئيسة البلدية إينيس كالواي الميناء.",
    Role.TWIN: "Telvanta shares fell after the mayor, Ines Robertson, closed the port.",
}
FAITHFUL = {**PORT, Role.TWIN: "Telvanta shares fell after the mayor, Ines Calloway, closed the port."}


def item(name: object = "port", texts: dict[Role, str] | None = None, **fields: object) -> Item:
    return Item(name, texts or PORT, fields)


def read(tmp_path: Path, data: str | bytes, suffix: str) -> list[Item | BadItem]:
    path = tmp_path / f"items{suffix}"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with item_readers.read_items(path) as found:
        return list(found)


# Items


@pytest.mark.parametrize("blank", [None, "", " \n\t", "\u200b", "\u2060 \ufeff"])
def test_a_text_nobody_can_see_counts_as_absent(blank: str | None) -> None:
    found = item_of({"source": "Rain fell.", "translation": blank, "twin": "It rained."}, 1)
    assert isinstance(found, Item)
    assert set(found.texts) == {Role.SOURCE, Role.TWIN}
    assert isinstance(item_of({"source": "Rain fell.", "twin": blank}, 1), BadItem)


def test_a_text_too_long_for_a_segment_may_be_a_document() -> None:
    item = item_of({"source": "word " * (MOST_WORDS + 1), "twin": "b"}, 7)
    assert isinstance(item, Item)
    assert of_segment(item) == BadItem(
        7, "the source has more than 3,000 words; `aligner diff` compares whole documents"
    )


def test_an_item_without_an_id_is_called_by_its_line() -> None:
    assert item_of({"source": "a", "twin": "b"}, 7) == Item(7, {Role.SOURCE: "a", Role.TWIN: "b"}, {})


@pytest.mark.parametrize("text", [5, ["Rain"], {}, True, "half \ud83d"])
def test_what_is_no_text_makes_a_bad_item(text: object) -> None:
    assert isinstance(item_of({"source": text, "translation": "سقط المطر.", "twin": "Rain fell."}, 3), BadItem)


# Readers


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "source": "Rain fell.", "twin": "It rained.", "topic": {"name": "مطر"}, "weight": 0.5},
        {"id": 2, "translation": "سقط المطر.", "twin": "It rained.", "source": None, "findings": ["old"]},
    ]
    found = read(tmp_path, "\ufeff\n" + "\r\n\n".join(json.dumps(line) for line in lines), ".jsonl")
    assert [x.id for x in found if isinstance(x, Item)] == ["a", 2]
    assert [x.fields for x in found if isinstance(x, Item)] == [{"topic": {"name": "مطر"}, "weight": 0.5}, {}]


@pytest.mark.parametrize(
    "line",
    [
        b"rain",
        b"[]",
        b"null",
        b'{"source": "a", "twin": "b"',
        b'{"source": "a", "twin": "b", "x": NaN}',
        b'{"source": "a", "twin": "b", "x": 1e999}',
        b'{"source": "a", "twin": "\xff"}',
        b'{"x": ' + b"[" * 100_000,
        b'{"x": ' + b"9" * 10_000,
        b'{"source": "a"}',
    ],
)
def test_a_bad_line_is_numbered_and_the_rest_goes_on(tmp_path: Path, line: bytes) -> None:
    good = b'{"source": "Rain fell.", "twin": "It rained."}\n'
    before, bad, after = read(tmp_path, good + line + b"\n" + good, ".jsonl")
    assert isinstance(before, Item)
    assert isinstance(bad, BadItem)
    assert bad.line == 2
    assert after == Item(3, before.texts, {})


def test_a_line_too_long_to_hold_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_readers, "MAX_BYTES", 2_000_000)
    good = '{"source": "Rain fell.", "twin": "It rained."}'
    found = read(tmp_path, "\n".join([good, good.replace("fell", "f" * 3_000_000), good]), ".jsonl")
    assert [type(x) for x in found] == [Item, BadItem, Item]


def test_tsv(tmp_path: Path) -> None:
    table = 'id\ttopic\ttwin\ttranslation\nx\t"rain\tIt rained.\tسقط المطر.\r\n\ny\tIt rained.\nz\t\tIt rained.\t\n'
    good, short, alone = read(tmp_path, table, ".tsv")
    assert good == Item("x", {Role.TRANSLATION: "سقط المطر.", Role.TWIN: "It rained."}, {"topic": '"rain'})
    assert isinstance(short, BadItem)
    assert isinstance(alone, BadItem)
    assert (short.line, alone.line) == (4, 5)


@pytest.mark.parametrize("header", ["id\tsource\n", "source\ttwin\ttwin\n", "a\tb\n"])
def test_a_header_must_name_two_texts(tmp_path: Path, header: str) -> None:
    with pytest.raises(InputError, match="header"):
        read(tmp_path, header, ".tsv")


def tmx(*units: str, header: str = '<header srclang="en"/>', before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<tmx version="1.4">{header}<body>{"".join(units)}</body></tmx>'


def variant(lang: str, text: str, prop: str = "") -> str:
    return f'<tuv xml:lang="{lang}">{prop}<seg>{text}</seg></tuv>'


ARABIC, ENGLISH, TWIN = variant("ar-SA", "سقط المطر."), variant("en-GB", "Rain fell."), variant("EN", "It rained.")


@pytest.mark.parametrize(
    ("variants", "roles"),
    [
        ([ENGLISH, ARABIC], {Role.SOURCE: "Rain fell.", Role.TRANSLATION: "سقط المطر."}),
        ([ARABIC, ENGLISH], {Role.SOURCE: "Rain fell.", Role.TRANSLATION: "سقط المطر."}),
        ([ENGLISH, ARABIC, TWIN], {Role.SOURCE: "Rain fell.", Role.TRANSLATION: "سقط المطر.", Role.TWIN: "It rained."}),
        ([ARABIC, variant("en-x-twin", "It rained.")], {Role.TRANSLATION: "سقط المطر.", Role.TWIN: "It rained."}),
        (
            [variant("en", "It rained.", '<prop type="x-role">twin</prop>'), ENGLISH],
            {Role.SOURCE: "Rain fell.", Role.TWIN: "It rained."},
        ),
        (
            [variant("fr", "Il pleut."), variant("de", "Es regnet.")],
            {Role.SOURCE: "Il pleut.", Role.TRANSLATION: "Es regnet."},
        ),
        (
            [variant("en", "<bpt i='1'>&lt;b></bpt>Rain &amp; <hi>hail</hi><ept i='1'>x</ept>"), ARABIC],
            {Role.SOURCE: "Rain & hail", Role.TRANSLATION: "سقط المطر."},
        ),
    ],
)  # fmt: skip
def test_tmx_tells_roles_by_language_or_by_name(tmp_path: Path, variants: list[str], roles: dict[Role, str]) -> None:
    (found,) = read(tmp_path, tmx(f'<tu tuid="u">{"".join(variants)}</tu>'), ".tmx")
    assert found == Item("u", roles, {})


def test_tmx_of_any_encoding_and_with_a_doctype(tmp_path: Path) -> None:
    text = tmx(f"<tu>{ENGLISH}{ARABIC}</tu>", before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert read(tmp_path, text.encode("utf-16"), ".tmx") == [*read(tmp_path, text, ".xml")]


@pytest.mark.parametrize(
    "text",
    [
        tmx(before='<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        tmx(before='<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        tmx(before='<!DOCTYPE tmx [<!ENTITY % a SYSTEM "http://localhost/x.dtd"> %a;]>'),
        "<html></html>",
        tmx()[:-3],
        tmx("<tu><seg></tu>"),
    ],
)
def test_hostile_or_broken_xml_is_one_bad_item(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text, ".tmx")
    assert isinstance(found, BadItem)


def test_units_before_the_break_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, tmx(f"<tu>{ENGLISH}{ARABIC}</tu>", "\n<tu><oops></tu>"), ".tmx")
    assert [type(x) for x in found] == [Item, BadItem]


def test_the_format_is_told_by_the_first_line_where_the_suffix_says_nothing(tmp_path: Path) -> None:
    texts = ["source\ttwin\nRain fell.\tIt rained.\n", '{"source": "Rain fell.", "twin": "It rained."}\n']
    for text in [*texts, tmx(f"<tu>{ENGLISH}{TWIN}</tu>")]:
        (found,) = read(tmp_path, text, ".data")
        assert isinstance(found, Item)
        assert found.texts == {Role.SOURCE: "Rain fell.", Role.TWIN: "It rained."}


@pytest.mark.parametrize("data", ["", " \n\n"])
def test_an_empty_file_is_an_error(tmp_path: Path, data: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read(tmp_path, data, ".jsonl")


# Scores


def test_an_item_is_judged_as_documents_of_the_same_text_are(encoder: Encoder) -> None:
    languages = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
    for roles in ([Role.SOURCE, Role.TRANSLATION], [Role.SOURCE, Role.TWIN], [Role.TRANSLATION, Role.TWIN], list(Role)):
        texts = {role: PORT[role] for role in roles}
        (scored,) = score_items([item(texts=texts)], encoder)
        chain = [Document(role, role, text, languages[role]) for role, text in texts.items()]
        report = compare(chain, encoder, Config(force=True))
        assert scored.findings == report.findings
        assert fidelity_dict(scored.scores) == fidelity_dict(report.total)
        assert parts_dict(scored.scores) == parts_dict(report.total)


def test_findings_name_the_hop_and_the_place(encoder: Encoder) -> None:
    (scored,) = score_items([item()], encoder)
    (finding,) = scored.findings
    assert finding.hop is Hop.TRANSLATION_TWIN
    for place in finding.locations:
        assert PORT[place.role][place.span.start : place.span.end] == place.text
    assert list(Gate(Severity.CRITICAL).failures(scored.findings, scored.scores))
    assert list(Gate(None, document=90).failures(scored.findings, scored.scores))
    assert not list(Gate(None).failures(scored.findings, scored.scores))


def test_order_is_kept_and_neighbours_change_nothing(encoder: Encoder) -> None:
    items = [item(k, FAITHFUL if k % 2 else PORT) for k in range(6)]
    long = {role: f"{text} {text}" for role, text in PORT.items()}
    mixed = [*items[:3], item("long", long), *items[3:]]
    scored = list(score_items(mixed, encoder))
    assert [x.item.id for x in scored] == [0, 1, 2, "long", 3, 4, 5]
    alone = [next(score_items([x], encoder)) for x in mixed]
    assert [x.to_dict() for x in scored] == [x.to_dict() for x in alone]


def test_items_are_read_only_as_they_are_needed(encoder: Encoder) -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield item(taken, {Role.SOURCE: "Rain fell.", Role.TWIN: "Rain fell."})

    assert [x.item.id for x in islice(score_items(endless(), encoder), 3)] == [1, 2, 3]
    assert taken <= ITEMS_AT_ONCE + 1


@pytest.mark.parametrize("text", ["...", "؟!", "\u200b.", "🙂", "ﷺ", "1", "a\x00b"])
def test_odd_texts_have_a_chain_score_and_no_trouble(encoder: Encoder, text: str) -> None:
    for texts in ({**PORT, Role.TWIN: text}, dict.fromkeys(Role, text), {Role.SOURCE: text, Role.TWIN: text}):
        (scored,) = score_items([item(texts=texts)], encoder)
        assert 0 <= scored.scores.chain <= 100


def test_languages_are_told_by_all_texts_of_a_role_unless_given(encoder: Encoder) -> None:
    names = {Role.SOURCE: "Navalny 42", Role.TRANSLATION: "نافالني 42"}
    scored = list(score_items([item(1, names), item(2, FAITHFUL)], encoder, languages={Role.TWIN: "und"}))
    assert {role: d.lang for role, d in scored[0].documents.items()} == {Role.SOURCE: "en", Role.TRANSLATION: "ar"}
    assert scored[1].documents[Role.TWIN].lang == "und"


# Formats


@pytest.fixture(scope="module")
def scored(encoder: Encoder) -> list[ScoredItem]:
    hostile = item("\x1b[31m\u202eid\nb", FAITHFUL, topic="a\tb\nc\x1b", weight=2)
    return list(score_items([hostile, item("p", topic="port", weight=None)], encoder))


def test_every_format_is_a_line_an_item_that_cannot_harm_a_terminal(scored: list[ScoredItem]) -> None:
    for render in item_formats.discover().values():
        text = "".join(render(scored))
        assert text.isprintable() or not set(text) & set("\x1b\u202e\r")
        assert text.endswith("\n")


def test_jsonl_passes_the_item_s_own_fields_through(scored: list[ScoredItem]) -> None:
    first, second = (json.loads(line) for line in item_formats.discover()["jsonl"](scored))
    assert first["id"] == "\x1b[31m\u202eid\nb"
    assert first["topic"] == "a\tb\nc\x1b"
    assert list(second) == ["id", "topic", "weight", "fidelity", "parts", "findings", "signature"]
    assert list(second["fidelity"]) == ["source-translation", "translation-twin", "source-twin", "chain"]
    assert second["findings"][0]["spans"]["twin"] == [{"start": 43, "end": 52, "text": "Robertson"}]


def test_tsv_has_a_column_for_all(scored: list[ScoredItem]) -> None:
    header, *rows = (line.removesuffix("\n").split("\t") for line in item_formats.discover()["tsv"](scored))
    table = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["critical"] for row in table] == ["0", "1"]
    assert [row["weight"] for row in table] == ["2", ""]
    assert json.loads(table[1]["findings"])[0]["check"] == "names"


def test_text_has_a_line_a_finding(scored: list[ScoredItem]) -> None:
    (line,) = item_formats.discover()["text"](scored)
    assert line.startswith("p: critical name: “Robertson”")
