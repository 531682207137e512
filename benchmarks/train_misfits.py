"""Learn what a word looks like that stands where another belongs: train_misfits.py DATA [--test].

DATA/detection holds triples of FLORES and DEMETR: an English sentence, its human Arabic and a faithful twin. In
each, some words of the twin, and of the source, are replaced by words of other sentences with the same ending. One
logistic regression for each end is fitted on the sentences whose numbers hash to 0 to 6 of 10; the others only measure
it: how many of the replaced words stand above the odds that few of 1000 faithful rows reach. With --test nothing is
written. Deterministic.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import tee
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from aligner.bitext import Document, Role, Row
from aligner.encoders import load
from aligner.evidence import Evidence
from aligner.lang.opposites import alike
from aligner.lang.stopwords import stopwords
from aligner.logistic import BIAS, Logistic, Numbers
from aligner.misfits import ENDINGS, TABLE, features, places, triangle
from aligner.segment import segment
from aligner.words import sides_of, with_links

OUT = Path(__file__).parents[1] / "aligner" / TABLE
LANG = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
ENDS = {Role.TWIN: Role.SOURCE, Role.SOURCE: Role.TWIN}
REPLACED = 6  # words replaced at each end of a triple
WORD = re.compile(r"\b[a-z]{4,}\b")


class Item(NamedTuple):
    """Three texts, and the end and word that was put in, if any."""

    id: str
    texts: Mapping[Role, str]
    odd: Role | None = None
    word: str = ""


class Case(NamedTuple):
    """The places of one end of an item: their features and which of them hold the word put in."""

    item: Item
    features: dict[str, Numbers]
    labels: Numbers


def items(path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    columns = dict(zip(Role, ("flores_en_source", "flores_ar_human", "demetr_mt_sent_as_twin"), strict=True))
    faithful = [Item(row["demetr_id"], {role: row[name] for role, name in columns.items()}) for row in rows]
    pool = defaultdict(list)
    for item in faithful:
        for word in content(item.texts[Role.TWIN]):
            pool[ending(word[0])].append(word[0])
    for item in faithful:
        yield item
        rng = random.Random(item.id)  # noqa: S311 - repeatable, not secret
        for odd in ENDS:
            found = content(item.texts[odd])
            for place in rng.sample(found, min(REPLACED, len(found))):
                text, new = item.texts[odd], rng.choice(pool[ending(place[0])])
                if not alike(new, place[0]) and not any(new in other for other in item.texts.values()):
                    changed = text[: place.start()] + new + text[place.end() :]
                    yield item._replace(texts={**item.texts, odd: changed}, odd=odd, word=new)


def content(text: str) -> list[re.Match[str]]:
    return [word for word in WORD.finditer(text) if word[0] not in stopwords("en")]


def ending(word: str) -> str:
    return next((ending for ending in ENDINGS if word.endswith(ending)), "")


def bare(item: Item) -> Evidence:
    given = [Document(role, "", text, LANG[role]) for role, text in item.texts.items()]
    documents = {document.role: replace(document, sentences=segment(document)) for document in given}
    row = Row(*(tuple(range(len(documents[role].sentences))) for role in Role))
    return Evidence(0, sides_of(documents, row), {}, {}, 1.0, frozenset(documents))


def cases(found: Iterator[Item]) -> Iterator[tuple[Role, Case]]:
    """The places of each end that was left as it is or changed, by its role."""
    found, again = tee(found)
    for item, row in zip(again, with_links((bare(item) for item in found), load(threads=2)), strict=True):
        for odd, far in ENDS.items():
            if item.odd in (None, odd) and len(row.sides) == len(Role):
                side, other, links = row.sides[odd], row.sides[far], triangle(row, odd, far)
                if at := places(side, other, links):
                    labels = np.array([float(side.words[place.odd].text == item.word) for place in at])
                    yield odd, Case(item, features(side, other, links, at), labels)


def fit(own: Sequence[Case]) -> Logistic:
    """A regression with the features' scale folded into its weights; of changed rows only the changed word counts."""
    names = tuple(own[0].features)
    values = np.concatenate([np.stack([case.features[name] for name in names], 1) for case in own])
    labels = np.concatenate([case.labels for case in own])
    known = np.concatenate([(case.labels > 0) | (case.item.odd is None) for case in own])
    values, labels = values[known], labels[known]
    mean, scale = values.mean(0), values.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=500).fit((values - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return Logistic(dict(zip(names, weights, strict=True)), float(model.intercept_[0] - mean @ weights))


def measure(model: Logistic, held: Sequence[Case], faithful: int, replaced: int) -> list[str]:
    """How many replaced words stand above the odds that few faithful rows reach."""
    odds = [(case, model.log_odds(case.features)) for case in held]
    clean = sorted((float(one.max()) for case, one in odds if case.item.odd is None), reverse=True)
    wrong = [float(one[case.labels > 0].max()) for case, one in odds if case.labels.any()]
    lines = []
    for share in (0.005, 0.01, 0.02):
        limit = clean[round(share * faithful)]
        hits = 100 * sum(one > limit for one in wrong) / replaced
        lines.append(f"{share:.1%} of {faithful} faithful rows above {limit:.2f}; of 100 replaced words: {hits:.0f}")
    return lines


def is_held(item: Item) -> bool:
    return zlib.crc32(item.id.encode()) % 10 >= 7


def main(data: Path, *, test: bool) -> None:
    every = list(items(data / "detection" / "flores_demetr_triples" / "triples.tsv"))
    own: dict[Role, list[Case]] = defaultdict(list)
    for odd, case in cases(iter(every)):
        own[odd].append(case)
    tables = []
    for odd in ENDS:
        counts = [sum(is_held(item) and item.odd is role for item in every) for role in (None, odd)]
        model = fit([case for case in own[odd] if not is_held(case.item)])
        report = measure(model, [case for case in own[odd] if is_held(case.item)], *counts)
        print(odd, *report, sep="\n  ", flush=True)
        rows = [f"{feature}\t{weight:.4g}" for feature, weight in (*model.weights.items(), (BIAS, model.bias))]
        tables += [*(f"# {line}" for line in report), f"> {odd}", *rows]
    if not test:
        head = [line for line in OUT.read_text(encoding="utf-8").splitlines() if line.startswith("# -")]
        OUT.write_text("\n".join([*head, *tables, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), test="--test" in sys.argv)
