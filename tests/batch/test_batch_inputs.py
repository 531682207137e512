"""What batches are fed with: each format, hostile and broken items, languages, documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aligner.batch import Entry, Job, Mode, shards
from aligner.batch.results import results
from aligner.batch.shards import DeadLetter
from aligner.batch.worker_encoder import WorkerEncoder
from aligner.batch_readers import Reading, expected, read_input
from aligner.bitext import Role
from aligner.config import Config
from aligner.encoders import load
from aligner.errors import InputError
from aligner.items import BadItem, Item
from aligner.pipeline import compare
from aligner.readers import read as read_document
from aligner.store import Store

SAMPLES = Path(__file__).parents[2] / "samples"
TEXTS = {"source": "Rain fell on Valdora.", "translation": "هطل المطر على فالدورا.", "twin": "Rain fell in Valdora."}


def read(path: Path, *, documents: bool = False) -> list[Item | BadItem]:
    with read_input(path, Reading(documents)) as items:
        return list(items)


def good(path: Path, *, documents: bool = False) -> list[Item]:
    found = read(path, documents=documents)
    assert all(isinstance(each, Item) for each in found), found
    return [each for each in found if isinstance(each, Item)]


def table(path: Path, rows: list[dict[str, Any]], **columns: Any) -> Path:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = pa.schema({**{name: pa.string() for name in ("id", *Role)}, **columns})
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), path, row_group_size=2)
    return path


def test_every_format_gives_the_same_items(tmp_path: Path, batch: Any) -> None:
    tmx = tmp_path / "items.tmx"
    tmx.write_text(
        '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>\n<tu tuid="a">'
        + "".join(
            f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>'
            for lang, text in zip(("en", "ar", "en-x-twin"), TEXTS.values(), strict=True)
        )
        + "</tu>\n</body></tmx>\n",
        encoding="utf-8",
    )
    tsv = tmp_path / "items.tsv"
    tsv.write_text("\t".join(["id", *TEXTS]) + "\n" + "\t".join(["a", *TEXTS.values()]) + "\n", encoding="utf-8")
    inputs = [
        batch.jsonl(tmp_path / "items.jsonl", [{"id": "a", **TEXTS}]),
        tsv,
        tmx,
        table(tmp_path / "items.parquet", [{"id": "a", **TEXTS}]),
    ]
    folder = tmp_path / "chains/a"
    folder.mkdir(parents=True)
    for role, text in TEXTS.items():
        (folder / f"{role}.txt").write_text(text, encoding="utf-8")
    for each in [*inputs, tmp_path / "chains"]:
        (item,) = good(each)
        assert (item.id, dict(item.texts)) == ("a", TEXTS), each
        assert expected(each) in {1, 2}  # a header row counts


def test_folders_a_role_make_chains_of_the_files_of_one_name(tmp_path: Path) -> None:
    for role, text in TEXTS.items():
        (tmp_path / role).mkdir()
        (tmp_path / role / "flood.txt").write_text(text, encoding="utf-8")
    (tmp_path / "twin/alone.txt").write_text("Nobody has this.")
    (tmp_path / "source/.hidden.txt").write_text("x")
    bad, item = read(tmp_path, documents=True)
    assert isinstance(bad, BadItem) and "only the twin has text" in bad.reason
    assert isinstance(item, Item) and (item.id, dict(item.texts)) == ("flood", TEXTS)


def test_a_chain_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        for role in ("source", "twin"):
            (tmp_path / name / f"{role}.txt").write_text("Rain fell.")
    (tmp_path / "b/twin.txt").unlink()
    (tmp_path / "c/twin.txt").write_bytes(b"")
    first, second, third = read(tmp_path, documents=True)
    assert isinstance(first, Item)
    assert isinstance(second, BadItem) and second.reason.startswith("b: ") and "found only source.txt" in second.reason
    assert isinstance(third, BadItem)


def test_tables_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name, numbers in (("b", [3, 4]), ("a", [0, 1, 2])):
        table(tmp_path / f"{name}.parquet", [{"id": str(number), **TEXTS} for number in numbers])
    assert [item.id for item in good(tmp_path)] == ["0", "1", "2", "3", "4"]
    assert expected(tmp_path) == 5


def test_rows_of_tables_that_are_no_items_are_told_and_others_keep_their_fields(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    rows = [
        {"id": None, **TEXTS, "day": "2026-01-01", "weight": float("nan"), "tags": ["a"]},
        {"id": "empty", "source": None, "translation": "", "twin": "Rain."},
        {"id": "long", **TEXTS, "source": "word " * 4_000},
        {"id": "whole", **TEXTS, "weight": 1.5},
    ]
    path = table(tmp_path / "t.parquet", rows, day=pa.string(), weight=pa.float64(), tags=pa.list_(pa.string()))
    first, empty, long, whole = read(path)
    assert isinstance(first, Item) and first.id == 1
    assert first.fields == {"day": "2026-01-01", "weight": None, "tags": ["a"]}
    assert isinstance(empty, BadItem) and empty.line == 2
    assert isinstance(long, BadItem) and "3,000 words" in long.reason
    assert isinstance(whole, Item) and whole.fields["weight"] == 1.5
    assert all(isinstance(each, Item) for each in read(path, documents=True)[2:])


@pytest.mark.parametrize("columns", [["id", "source"], ["a", "b"], ["source", "twin"]])
def test_a_table_without_two_texts_is_refused(tmp_path: Path, columns: list[str]) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({name: [1, 2] for name in columns}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match=r"t\.parquet: (needs two or more|the column source holds int64)"):
        read(tmp_path / "t.parquet")


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read(tmp_path / "t.parquet")
    whole = table(tmp_path / "w.parquet", [{"id": "a", **TEXTS}] * 100).read_bytes()
    (tmp_path / "w.parquet").write_bytes(whole[:100])
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read(tmp_path / "w.parquet")


def test_languages_are_given_or_told_by_the_item_or_by_all_texts(known: Job) -> None:
    def item(**fields: Any) -> Item:
        return Item("x", {Role(role): text for role, text in TEXTS.items()}, fields)

    def languages(job: Job, *items: Item) -> list[Any]:
        (shard,) = shards(items, job, 10)
        return [entry.languages.get(Role.TRANSLATION) for entry in shard.entries]

    assert languages(known, item(), item(translation_lang="fa-IR")) == ["ar", "fa"]
    assert languages(replace(known, languages={Role.TRANSLATION: "ur"}), item(translation_lang="fa")) == ["ur"]
    assert languages(replace(known, mode=Mode.DOCUMENTS), item()) == [None]
    (shard,) = shards([item(twin_lang="English", desk="x")], known, 10)
    (letter,) = shard.dead
    assert letter.reason == "twin_lang is no code of a language; give one such as en or ar"


def test_hostile_names_and_fields_come_through(batch: Any, known: Job, tmp_path: Path) -> None:
    names: list[Any] = [
        "../../etc/passwd",
        "a\n\x1b[31m\u202eb",
        "same",
        "same",
        {"a": [1]},
        0,
        "x" * 5_000,
        "\ud800",
        "part-00000",
    ]
    items = [batch.item(number, id=name, report="mine", findings=1) for number, name in enumerate(names)]
    lines = [json.dumps(item) for item in items]
    source = batch.jsonl(tmp_path / "items.jsonl", lines)
    batch(source, replace(known, folder=tmp_path / "out"), size=100)
    found = batch.rows(tmp_path / "out")
    assert [row["id"] for row in found] == names
    assert [row["number"] for row in found] == list(range(1, 10))
    assert all("report" not in row and isinstance(row["findings"], list) for row in found)
    text = (tmp_path / "out/part-00000.jsonl").read_text("utf-8")
    assert "\x1b" not in text and "\u202e" not in text
    parquet = pytest.importorskip("pyarrow.parquet")
    batch(source, replace(known, folder=tmp_path / "table", format="parquet"), size=100)
    column = parquet.read_table(tmp_path / "table/part-00000.parquet").column("id").to_pylist()
    assert column[:4] == names[:4] and column[4:6] == ['{"a": [1]}', "0"] and column[7] == "\\ud800"


def test_lines_that_are_no_items_become_dead_letters(batch: Any, known: Job, tmp_path: Path) -> None:
    lines = [
        batch.item(1),
        "{",
        {"source": "a"},
        {"source": 1, "twin": "b"},
        batch.item(5),
        '{"source": "\\ud800", "twin": "b"}',
    ]
    source = batch.jsonl(tmp_path / "items.jsonl", lines)
    batch(source, replace(known, folder=tmp_path / "out"))
    assert [row["number"] for row in batch.rows(tmp_path / "out")] == [1, 5]
    found = batch.letters(tmp_path / "out")
    assert [letter["number"] for letter in found] == [2, 3, 4, 6]
    assert found[0]["reason"].startswith("no JSON")
    assert found[2]["reason"] == "the source is no text; put it in quotes"


def test_a_parquet_file_tells_of_itself_and_is_the_same_each_time(
    batch: Any, known: Job, source: Path, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    job = replace(known, folder=tmp_path / "out", format="parquet", reports=True)
    batch(source, job)
    table = parquet.read_table(job.folder / "part-00000.parquet")
    told = table.schema.metadata
    assert len(told[b"aligner.fingerprint"]) == 64
    assert told[b"aligner.signature"].startswith(b"encoder:")
    row = table.to_pylist()[0]
    batch(source, replace(job, folder=tmp_path / "lines", format="jsonl"))
    line = batch.rows(tmp_path / "lines")[0]
    assert row["fidelity"] == line["fidelity"]
    assert [finding["message"] for finding in row["findings"]] == [finding["message"] for finding in line["findings"]]
    assert row["findings"][0]["spans"][0].keys() == {"role", "start", "end", "text"}
    assert json.loads(row["report"]) == line["report"]
    before = batch.files(job.folder)
    batch(source, job)
    assert batch.written == []
    (job.folder / "part-00001.parquet").write_bytes(before["part-00001.parquet"][:-9])
    batch(source, job)
    assert batch.written == [1]
    assert batch.files(job.folder) == before


def test_documents_are_aligned_and_have_their_whole_report(batch: Any, known: Job, tmp_path: Path) -> None:

    for name, files in {"iss": ["source.txt", "arabic.txt", "twin.txt"], "unrelated": ["source.txt"]}.items():
        (tmp_path / "in" / name).mkdir(parents=True)
        for file in files:
            (tmp_path / "in" / name / file).write_bytes((SAMPLES / "iss" / file).read_bytes())
    (tmp_path / "in/unrelated/twin.txt").write_text("Bread is baked of flour. The dough has to rest for an hour.\n" * 5)
    job = replace(known, folder=tmp_path / "out", mode=Mode.DOCUMENTS, reports=True)
    batch(tmp_path / "in", job, reading=Reading(documents=True))
    (row,) = batch.rows(job.folder)
    chain = [
        read_document(SAMPLES / "iss" / file, role)
        for file, role in zip(("source.txt", "arabic.txt", "twin.txt"), Role, strict=True)
    ]
    report = compare([replace(document, origin="iss") for document in chain], load()).to_dict()
    assert row["report"] == json.loads(json.dumps(report))
    assert row["fidelity"] == report["summary"]["fidelity"]
    assert row["languages"]["translation"] == "ar"
    (letter,) = batch.letters(job.folder)
    assert letter["id"] == "unrelated" and "use --force" in letter["reason"]


class Counting:
    """An encoder that must not be asked for anything."""

    identity, name = "test", "test@1"

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was asked for")


def test_what_items_came_to_is_kept_between_runs(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    job = replace(known, folder=tmp_path / "first", cache=tmp_path / "store")
    batch(source, job)
    assert batch.metrics.known == 0
    batch(source, replace(job, folder=tmp_path / "second"), size=3)
    assert batch.metrics.known == batch.metrics.computed == 5
    assert batch.rows(tmp_path / "first") == batch.rows(tmp_path / "second")
    with Store.open(tmp_path / "store") as store:
        assert store.info().kinds["report"].entries == 5
    batch(source, replace(job, folder=tmp_path / "other", config=Config(off=frozenset({"names"}))))
    assert batch.metrics.known == 0
    batch(source, replace(job, folder=tmp_path / "none", cache=None))
    assert batch.rows(tmp_path / "none") == batch.rows(tmp_path / "first")


def test_what_is_kept_is_found_again_without_an_encoder(known: Job, tmp_path: Path) -> None:

    entries = [
        Entry(
            number, Item(f"{number}", {Role(role): text for role, text in TEXTS.items()}, {}), dict.fromkeys(Role, "en")
        )
        for number in (1, 2)
    ]
    with Store.open(tmp_path) as store:
        encoder = WorkerEncoder("embedded", 1, known.encoder_name, store)
        before = results(entries, known, encoder, store)
        counting: Any = Counting()
        counting.identity = encoder.identity
        after = results(entries, known, counting, store)
    assert after.found == before.found
    assert after.known == 2


def test_a_dead_letter_names_its_languages() -> None:
    item = Item("x", {Role.SOURCE: "a", Role.TWIN: "b"}, {"desk": 1})
    letter = DeadLetter(3, 4, "because", item, {Role.SOURCE: "en"})
    assert letter.to_dict() == {
        "id": "x",
        "source": "a",
        "twin": "b",
        "source_lang": "en",
        "desk": 1,
        "number": 3,
        "line": 4,
        "reason": "because",
    }
