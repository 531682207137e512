"""Plant distortions in clean items: make_perturbations.py DATA OUT_DIR [--cap 150].

Reads DATA/detection and writes OUT_DIR/TASK.jsonl, lines of the form that the detection benchmark reads: clean items,
clean ones in other words, and distorted ones with the place of the change. Nothing is drawn by chance that its id does
not decide, and the word lists are not those of the checks, so that what they miss can be seen.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from perturbations import made, names, numbers, sentences, speech, verbs
from perturbations.arabic import first_hop, reworded
from perturbations.frames import planted
from perturbations.items import Base, Item, capped, categories, item, names_of, perturbed
from perturbations.kinds import by_rules, dice

Rows = list[dict[str, str]]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(data: Path) -> list[Base]:
    rows = rows_of(data / "demetr/base.tsv")
    natural = [Base(r["id"], r["eng_sent"], None, r["mt_sent"], None) for r in rows]
    return natural + [x.base._replace(translation=None, hop=None) for x in made.news()]


def triples(data: Path) -> list[Base]:
    rows = rows_of(data / "flores_demetr_triples/triples.tsv")
    sides = ("demetr_id", "flores_en_source", "flores_ar_human", "demetr_mt_sent_as_twin")
    return [Base(*(r[side] for side in sides)) for r in rows] + [x.base for x in made.news()]


def of_task(task: str, prefix: str, bases: list[Base], cap: int) -> Iterator[Item]:
    known = names_of(text for base in bases for text in (base.source, base.twin) if text)
    kinds = [*by_rules(), *numbers.KINDS, *names.KINDS, *verbs.KINDS, *speech.KINDS, *sentences.KINDS]
    for base in bases:
        yield item(f"{prefix}/clean/{base.id}", task, "clean", base, clean=True)
    for category, members in categories(kinds).items():
        order = dice(category).sample(bases, len(bases))
        yield from capped((perturbed(kind, order, task, prefix, known) for kind in members), cap)
    yield from planted(bases, task, prefix, cap // 2)


def english_arabic(data: Path, three: list[Base]) -> list[Base]:
    """Sentences and their Arabic, called as the triple is called that has the same source."""
    known = {base.source: base.id for base in three}
    rows = rows_of(data / "flores200_en_ar/devtest_en_ar.tsv")
    natural = [Base(known.get(r["en"], f"line{r['line']}"), r["en"], r["ar_human"], None) for r in rows]
    return natural + [x.base._replace(twin=None) for x in made.news()]


def made_pairs() -> Iterator[Item]:
    for x in made.hop_two("own en-en", "own/en", None):
        yield {**x, "translation": None}


def without_source(items: list[Item]) -> Iterator[Item]:
    """The same items of two sides: the Arabic and the twin."""
    for x in (x for x in items if x["hop"] != "source-translation"):
        ids = {
            "id": x["id"].replace("/triple/", "/ar/", 1),
            "pair": x["pair"] and x["pair"].replace("/triple/", "/ar/", 1),
        }
        yield {**x, **ids, "task": "own ar-en", "source": None}


def write(path: Path, items: list[Item]) -> None:
    path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in items), encoding="utf-8")
    for (task, category), count in sorted(Counter((x["task"], x["category"]) for x in items).items()):
        print(f"{task}\t{category}\t{count}")


def main(data: Path, folder: Path, cap: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    two = [*of_task("own en-en", "own/en", pairs(data), cap), *made_pairs()]
    write(folder / "en_en.jsonl", two)
    known = triples(data)
    three = list(of_task("own triple", "own/triple", known, cap))
    three += made.hop_two("own triple", "own/triple", "translation-twin")
    three += reworded(known, "own triple", "own/triple", cap // 3)
    write(folder / "ar_en.jsonl", list(without_source(three)))
    for followed in (True, False):
        three += first_hop(known, "own triple", "own/triple", followed, cap // 2)
        three += made.hop_one("own triple", "own/triple", "followed" if followed else "repaired")
    write(folder / "triple.jsonl", three)
    bases = english_arabic(data, known)
    human = [item(f"own/en-ar/clean/{base.id}", "own en-ar", "clean", base, clean=True) for base in bases]
    human += first_hop(bases, "own en-ar", "own/en-ar", False, cap)
    human += reworded(bases, "own en-ar", "own/en-ar", cap // 2)
    human += planted(bases, "own en-ar", "own/en-ar", cap // 2)
    write(folder / "en_ar.jsonl", human + list(made.hop_one("own en-ar", "own/en-ar", "absent")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cap", type=int, default=150)
    given = parser.parse_args()
    main(given.data / "detection", given.folder, given.cap)
