"""Planted distortions: repeatable, in their place, and the faithful ones of one meaning."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PAIRS = [
    (
        "The council in Harrowgate may sell 12 of its 40 buildings in March, Mayor Wexelbloom said.",
        "In March, the council in Harrowgate may sell 12 of its 40 buildings, said Mayor Wexelbloom.",
    ),
    (
        "In 1987 the river behind the old dam did not sink by 3 kilometers, which surprised the engineers there.",
        "In 1987 the river behind the old dam did not fall by 3 kilometers, which surprised the engineers there.",
    ),
    (
        'The minister said that "the new law is good for workers" and for companies in France.',
        'The minister said that "the new law is good for workers" and for companies in France.',
    ),
    (
        "Reportedly, more than 2.5 million people visited the museum last year.",
        "More than 2.5 million people reportedly visited the museum last year.",
    ),
]
ARABIC = [
    "قال رئيس البلدية وكسلبلوم إن مجلس هاروغيت قد يبيع 12 من مبانيه الأربعين في مارس.",
    "في عام 1987 لم ينخفض النهر خلف السد القديم 3 كيلومترات، مما فاجأ المهندسين في الوادي.",
    'قال الوزير إن "القانون الجديد جيد للعمال" وللشركات في فرنسا.',
    "وبحسب ما ورد، زار المتحف أكثر من 2.5 مليون شخص العام الماضي.",
]
Item = dict[str, Any]


def table(path: Path, head: str, rows: list[tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True)
    lines = [head, *("\t".join(row) for row in rows)]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def data(folder: Path) -> Path:
    """A data folder like the real one, with four sentences."""
    trios = [(str(n), *pair, arabic) for n, (pair, arabic) in enumerate(zip(PAIRS, ARABIC, strict=True))]
    table(folder / "demetr/base.tsv", "id\teng_sent\tmt_sent", [x[:3] for x in trios])
    head = "demetr_id\tflores_en_source\tdemetr_mt_sent_as_twin\tflores_ar_human"
    table(folder / "flores_demetr_triples/triples.tsv", head, trios)
    lines = [(n, source, arabic) for n, source, _, arabic in trios]
    table(folder / "flores200_en_ar/devtest_en_ar.tsv", "line\ten\tar_human", lines)
    return folder


sys.path.insert(0, str(BENCHMARKS))
make_perturbations = importlib.import_module("make_perturbations")
news = importlib.import_module("perturbations.made")
sys.path.remove(str(BENCHMARKS))


def made(folder: Path) -> list[Item]:
    """What the script makes of the four sentences alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(news, "news", tuple)
        make_perturbations.main(data(folder / "detection"), folder / "own", 200)
    paths = sorted((folder / "own").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> list[Item]:
    return made(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def clean(items: list[Item]) -> dict[str, Item]:
    return {x["id"]: x for x in items if x["clean"]}


def test_the_same_data_give_the_same_items(items: list[Item], tmp_path: Path) -> None:
    assert made(tmp_path) == items


def test_ids_are_unique_and_end_in_the_sentence(items: list[Item]) -> None:
    assert max(Counter(x["id"] for x in items).values()) == 1
    assert all(x["pair"] is None or x["pair"].split("/")[-1] == x["id"].split("/")[-1] for x in items)


def test_every_distorted_item_names_a_clean_one(items: list[Item], clean: dict[str, Item]) -> None:
    assert all(x["clean"] or x["pair"] in clean for x in items)


def test_a_distorted_item_differs_from_its_clean_one(items: list[Item], clean: dict[str, Item]) -> None:
    for x in items:
        pair = clean.get(x["pair"])
        if pair:
            assert x["source"] == pair["source"]
            assert (x["translation"], x["twin"]) != (pair["translation"], pair["twin"]), x["id"]


def test_the_gold_span_is_what_changed(items: list[Item], clean: dict[str, Item]) -> None:
    for x in items:
        for start, end in x["gold"]:
            assert 0 <= start < end <= len(x["twin"]), x["id"]
            assert x["twin"][start:end] == x["twin"][start:end].strip()
            assert x["twin"][start:end] not in (" ", "")


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("number", "12"),
        ("date", "March"),
        ("magnitude", "million"),
        ("unit", "kilometers"),
        ("negation", "did not"),
        ("modality_up", "may"),
        ("hedge_drop", "reportedly"),
        ("garbled_name", "Harrowgate"),
        ("omission", ", which surprised"),
        ("quote", '"the new law'),
    ],
)
def test_a_category_takes_its_words_away(items: list[Item], clean: dict[str, Item], category: str, words: str) -> None:
    """Some item of the category lacks words that its clean one has."""
    pairs = [(x, clean[x["pair"]]) for x in items if x["task"] == "own en-en" and x["category"] == category]
    assert any(words in pair["twin"] and words not in x["twin"] for x, pair in pairs)


def test_a_faithful_rewording_keeps_figures_and_names(items: list[Item], clean: dict[str, Item]) -> None:
    """What is clean may not lose a name, whatever becomes of the words around it."""
    for x in items:
        if x["clean"] and x["pair"] in clean and x["twin"]:
            names = {"Harrowgate", "Wexelbloom", "1987"} & set(clean[x["pair"]]["twin"].replace(",", " ").split())
            assert all(name in x["twin"] for name in names), x["id"]


def test_a_fault_of_the_first_hop_changes_the_arabic(items: list[Item], clean: dict[str, Item]) -> None:
    first = [x for x in items if x["hop"] == "source-translation"]
    assert {x["task"] for x in first} == {"own triple", "own en-ar"}
    assert all(x["translation"] != clean[x["pair"]]["translation"] for x in first)


def test_the_made_up_news_allow_every_change_planned_for_them() -> None:
    for base, changes in news.news():
        for change in changes:
            assert news.replaced(base.twin, change.old, change.new)[0] != base.twin
            if change.arabic:
                assert news.replaced(base.translation, *change.arabic)[0] != base.translation


def test_the_arabic_is_reworded_too(items: list[Item], clean: dict[str, Item]) -> None:
    arabic = [x for x in items if "/clean_arabic." in x["id"]]
    assert {"clean number", "clean date", "clean attribution"} <= {x["category"] for x in arabic}
    assert all(x["clean"] and x["twin"] == clean[x["pair"]]["twin"] and not x["gold"] for x in arabic)


def test_no_source_between_the_arabic_and_the_twin(items: list[Item]) -> None:
    sides = {x["task"]: {k for k in ("source", "translation", "twin") if x[k]} for x in items}
    assert sides == {
        "own en-en": {"source", "twin"},
        "own triple": {"source", "translation", "twin"},
        "own ar-en": {"translation", "twin"},
        "own en-ar": {"source", "translation"},
    }
