"""The whole table of detection, ours and the peers': detection_table.py DATA SCORER [--own FOLDER] [--results FILE].

DATA/detection holds the public sets, FOLDER items of our own (*.jsonl, see make_perturbations.py); SCORER is the script
that makes items of them (`export DATA ITEMS`) and scores results (`score ITEMS RESULTS --json`). Results are made by
`aligner score` unless a FILE of earlier ones is given. Only major and critical findings flag an item. A category's
figures: recall (flagged), new (more flags than the faithful pair has), pair (the faithful pair scores higher), span
(F1 over the characters of the twin) and hop (the right one among the flagged), in per cent. A peer gives one number: it
flags what is under the threshold that flags 5 of 100 faithful pairs of the same task, at most; its `new` is flagged
while the faithful pair is not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from detection_peers import PEERS, Item

ALLOWED = 0.05
"""The share of faithful pairs that a peer's threshold may flag."""
FIGURES = ("recall", "new", "pair", "span_f1", "hop")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Results = Mapping[str, Mapping[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--results", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        items_path = export(chosen.data / "detection", chosen.own, chosen.scorer, Path(folder))
        results_path = chosen.results or score(items_path, Path(folder))
        ours = json.loads(run(chosen.scorer, "score", items_path, results_path, "--json"))
        items, found = lines(items_path), lines(results_path)
    results = {result["id"]: result for result in found}
    peers = {
        name: dict(zip((item["id"] for item in items), judge(items), strict=True)) for name, judge in PEERS.items()
    }
    for task, chosen_items in by_task(items).items():
        show_task(task, ours[task], chosen_items, peers)
    show_reliability(items, results)


def run(*command: object) -> str:
    """What a Python script prints."""
    return subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True).stdout


def export(data: Path, own: Path | None, scorer: Path, folder: Path) -> Path:
    """The items of all sets, those of our own among them."""
    sets, items = folder / "data", folder / "items.jsonl"
    sets.mkdir()
    for path in data.resolve().iterdir():
        (sets / path.name).symlink_to(path)
    if own:
        (sets / "own").symlink_to(own.resolve())
    run(scorer, "export", sets, items)
    return items


def score(items: Path, folder: Path) -> Path:
    results = folder / "results.jsonl"
    run("-m", "aligner.cli", "score", items, "--format", "jsonl", "--threads", 2, "--output", results)
    return results


def lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def by_task(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item["task"]].append(item)
    return found


def show_task(
    task: str, ours: Mapping[str, Any], items: Sequence[Item], peers: Mapping[str, Mapping[str, float | None]]
) -> None:
    """A table with a row a category; the peers' columns are recall / new / pair at 5 flagged of 100 faithful pairs."""
    head = ", ".join(f"{name} {value}" for name, value in ours.items() if name != "categories")
    print(f"\n### {task}: {head}\n")
    if not ours.get("categories"):
        return
    thresholds = {name: threshold(judgements, items) for name, judgements in peers.items()}
    able = [name for name, value in thresholds.items() if value is not None]
    print(
        row("category", "n", *FIGURES, *(f"{name} ({flagged(peers[name], items, thresholds[name])})" for name in able))
    )
    print(row(*["---"] * (2 + len(FIGURES) + len(able))))
    for category, figures in ours["categories"].items():
        rows = [item for item in items if item["category"] == category and not item["clean"]]
        theirs = (peer_figures(peers[name], rows, thresholds[name]) for name in able)
        print(row(category, figures["n"], *(figures[name] for name in FIGURES), *theirs))


def row(*cells: object) -> str:
    return f"| {' | '.join('' if cell is None else str(cell) for cell in cells)} |"


def faithful(items: Iterable[Item]) -> set[str]:
    """The faithful items of a task, or those that its items were made from."""
    items = list(items)
    return {item["id"] for item in items if item["clean"]} or {item["pair"] for item in items if item["pair"]}


def threshold(judgements: Mapping[str, float | None], items: Iterable[Item]) -> float | None:
    """Under it are as many of a task's faithful items as may be; None if the peer cannot judge them."""
    values = sorted(value for name in faithful(items) if (value := judgements.get(name)) is not None)
    return values[int(ALLOWED * len(values))] if values else None


def flagged(judgements: Mapping[str, float | None], items: Iterable[Item], limit: float | None) -> str:
    """How many of 100 faithful items are under the threshold."""
    values = [under(judgements, name, limit) for name in faithful(items)]
    return f"{100 * sum(values) / len(values):.1f} flagged"


def under(judgements: Mapping[str, float | None], name: str, limit: float | None) -> bool:
    value = judgements.get(name)
    return value is not None and limit is not None and value < limit


def peer_figures(judgements: Mapping[str, float | None], items: Sequence[Item], limit: float | None) -> str:
    """Recall / new / pair in per cent."""
    paired = [item for item in items if judgements.get(item["pair"] or "") is not None]
    hits = [under(judgements, item["id"], limit) for item in items]
    new = [under(judgements, item["id"], limit) and not under(judgements, item["pair"], limit) for item in paired]
    right = [(judgements[item["id"]] or 0.0) < (judgements[item["pair"]] or 0.0) for item in paired]
    return " / ".join(f"{100 * sum(figure) / len(figure):.0f}" if figure else "-" for figure in (hits, new, right))


def show_reliability(items: Iterable[Item], results: Results) -> None:
    """Of the findings in each bin of confidence: how many stand on the change, elsewhere, or on faithful items."""
    print("\n### Reliability: findings by confidence\n")
    print(
        row("confidence", "on the change", "elsewhere in a changed item", "on a faithful item", "share on the change")
    )
    print(row(*["---"] * 5))
    counts = Counter((bin_of(finding), place) for item in items for finding, place in places(item, results[item["id"]]))
    for number, (low, high) in enumerate(pairwise(BINS)):
        on, elsewhere, clean = (counts[number, place] for place in ("on", "elsewhere", "clean"))
        total = on + elsewhere + clean
        print(row(f"{low:g}-{min(high, 1):g}", on, elsewhere, clean, f"{100 * on / total:.0f} %" if total else "-"))


def bin_of(finding: Mapping[str, Any]) -> int:
    return sum(finding["confidence"] >= limit for limit in BINS[1:])


def places(item: Item, result: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each finding of an item and where it stands; items whose change has no place in the twin are left out."""
    if item["clean"] or item["gold"]:
        for finding in result["findings"]:
            yield finding, "clean" if item["clean"] else "on" if overlaps(finding, item["gold"]) else "elsewhere"


def overlaps(finding: Mapping[str, Any], gold: Sequence[Sequence[int]]) -> bool:
    spans = finding["spans"].get("twin") or ()
    return any(span["start"] < end and start < span["end"] for span in spans for start, end in gold)


if __name__ == "__main__":
    main()
