"""Learn what a word looks like that another text has nothing for: train_coverage.py DATA [--test].

DATA/detection holds DEMETR and the triples made of it and FLORES. Into each faithful twin words and phrases of other
sentences are put, and from it words and phrases are dropped; DEMETR's own additions and removals are added. A word of
the twin is wrong if it was put in; a word of the other text is lost if its support fell when the twin was changed. One
logistic regression for each direction is fitted on the sentences whose numbers hash to 0 to 6 of 10; the others only
measure it: how many perturbed rows have a word above the odds that 1, 2 and 3 of 100 faithful rows reach. With --test
nothing is written. Deterministic.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import tee
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from aligner.bitext import Document, Role, Row, Span
from aligner.coverage import TABLE, direction
from aligner.encoders import load
from aligner.evidence import Evidence, Side
from aligner.logistic import BIAS, Logistic
from aligner.segment import segment
from aligner.support import Features, Numbers, profile, support
from aligner.words import sides_of, with_links

OUT = Path(__file__).parents[1] / "aligner" / TABLE
ENCODER = load(threads=2)
LANG = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
KINDS = {
    "critical_id6_addition": "addition",
    "major_id5_pp_removed": "phrase removed",
    "critical_id23_noun_removed": "word removed",
    "critical_id22_verb_removed": "word removed",
    "critical_id21_adj_adv_removed": "word removed",
    "critical_id24_subj_removed": "word removed",
    "critical_id25_ne_removed": "name removed",
}
PLANTED = 6  # insertions and deletions of our own a sentence
LOST, DOUBTFUL, HAD = 0.15, 0.05, 0.5  # falls of the best similarity: lost, not to be told; and from what at least
WORD = re.compile(r"[^\W\d_][\w'’-]*")
PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|for|with|by|from|to|into|about|over|after|before|during|through|between|against|under|near)\b"
    r"(?:\s+[\w'’-]+){1,4}"
)


class Item(NamedTuple):
    """A twin, what was changed in it and what it is compared with."""

    id: str
    kind: str
    role: Role
    original: str
    twin: str
    changed: tuple[tuple[int, int], ...] | None = ()


class Case(NamedTuple):
    """One direction of a row: the features of the side's words, and which are wrong (1), fine (0) or unknown (-1)."""

    item: Item
    features: Features
    labels: Numbers


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def items(folder: Path) -> Iterator[Item]:
    """The faithful twins of both sets, each followed by what becomes of it."""
    base = [(r["id"], Role.SOURCE, r["eng_sent"], r["mt_sent"]) for r in table(folder / "demetr/base.tsv")]
    base += [
        (r["demetr_id"], Role.TRANSLATION, r["flores_ar_human"], r["demetr_mt_sent_as_twin"])
        for r in table(folder / "flores_demetr_triples/triples.tsv")
    ]
    changed = defaultdict(list)
    for name in ("critical", "major"):
        for row in table(folder / f"demetr/pert_{name}.tsv"):
            if row["pert_name"] in KINDS:
                changed[row["id"]].append(row)
    words = sorted({w for *_, twin in base for w in WORD.findall(twin) if w.islower() and 3 < len(w) < 12})
    phrases = sorted({found for *_, twin in base for found in PREPOSITION.findall(twin)})
    for number, role, original, twin in base:
        yield Item(number, "clean", role, original, twin)
        for row in changed[number]:
            spans = [part.split("-") for part in row["changed_spans_in_pert_sent"].split(",") if part]
            gold = tuple((int(start), int(end)) for start, end in spans if start != end)
            kind = KINDS[row["pert_name"]]
            yield Item(number, kind, role, original, row["pert_sent"], gold if kind == "addition" else None)
        yield from planted(Item(number, "planted", role, original, twin), words, phrases)


def planted(item: Item, words: Sequence[str], phrases: Sequence[str]) -> Iterator[Item]:
    """The twin with a word or phrase put in, or left out, a few times."""
    rng = random.Random(f"{item.id} {item.role}")  # noqa: S311 - repeatable, not secret
    found = [word for word in WORD.finditer(item.twin) if word[0].islower() and len(word[0]) > 3]
    for number in range(PLANTED if found else 0):
        place = rng.choice(found)
        new = rng.choice(phrases if number == 0 else words)
        at, text = (place.end(), f" {new}") if number < 2 else (place.start(), f"{new} ")
        start = at + text.index(new)
        twin = item.twin[:at] + text + item.twin[at:]
        yield item._replace(twin=twin, changed=((start, start + len(new)),))
    cuts = list(PREPOSITION.finditer(item.twin)) or found
    for number in range(PLANTED if found else 0):
        cut = rng.choice(cuts if number % 2 else found)
        yield item._replace(twin=item.twin[: cut.start()].rstrip() + item.twin[cut.end() :], changed=None)


def bare(item: Item) -> Evidence:
    given = [Document(item.role, "", item.original, LANG[item.role]), Document(Role.TWIN, "", item.twin, "en")]
    documents = {document.role: replace(document, sentences=segment(document)) for document in given}
    row = Row(*(tuple(range(len(documents[role].sentences))) if role in documents else () for role in Role))
    return Evidence(0, sides_of(documents, row), {}, {}, 1.0, frozenset(documents))


def cases(found: Iterable[Item]) -> Iterator[tuple[str, Case]]:
    """Both directions of each row by the name of their model."""
    found, again = tee(found)
    before: Evidence | None = None
    for item, row in zip(again, with_links((bare(item) for item in found), ENCODER), strict=True):
        before = row if item.kind == "clean" else before
        if len(row.sides) < 2 or before is None or len(before.sides) < 2:
            continue
        for side, other in ((row.sides[Role.TWIN], row.sides[item.role]), (row.sides[item.role], row.sides[Role.TWIN])):
            labels = put_in(item, side) if side.role is Role.TWIN else fallen(before, row, side, other)
            links = row.between(side.role, other.role)
            labels[~profile(side, links.similarity).written] = -1
            yield direction(side, other), Case(item, support(side, other, links, row.tags), labels)


def put_in(item: Item, side: Side) -> Numbers:
    """Which words of the twin were put in."""
    places = [Span(start, end) for start, end in item.changed or ()]
    return np.array([float(any(word.span.overlaps(place) for place in places)) for word in side.words])


def fallen(before: Evidence, row: Evidence, side: Side, other: Side) -> Numbers:
    """Which words lost their support when the twin was changed."""
    then, now = (one.between(side.role, other.role).similarity.max(1) for one in (before, row))
    fall = then - now
    return np.where((fall > LOST) & (then > HAD), 1.0, np.where(fall > DOUBTFUL, -1.0, 0.0))


def fit(own: Sequence[Case]) -> Logistic:
    """A regression with the features' scale folded into its weights."""
    names = tuple(own[0].features)
    values = np.concatenate([matrix(case, names) for case in own])
    labels = np.concatenate([case.labels for case in own])
    values, labels = values[labels >= 0], labels[labels >= 0]
    mean, scale = values.mean(0), values.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=500).fit((values - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return Logistic(dict(zip(names, weights, strict=True)), float(model.intercept_[0] - mean @ weights))


def matrix(case: Case, names: Sequence[str]) -> Numbers:
    return np.stack(np.broadcast_arrays(*(case.features[name] for name in names)), 1)


def measure(model: Logistic, held: Sequence[Case]) -> list[str]:
    """How many rows of each kind have a word above the odds that few of the faithful rows reach."""
    most = defaultdict(list)
    for case in held:
        odds = np.where(case.labels < 0, -99.0, model.log_odds(case.features))
        most[case.item.kind].append(odds.max())
    faithful = sorted(most.pop("clean"))
    lines = []
    for share in (0.01, 0.02, 0.03):
        limit = faithful[-max(1, round(share * len(faithful)))]
        hits = ", ".join(f"{kind} {100 * np.mean(np.array(odds) > limit):.0f}" for kind, odds in sorted(most.items()))
        lines.append(f"{share:.0%} of {len(faithful)} faithful rows above {limit:.2f}; of 100 perturbed: {hits}")
    return lines


def is_held(item: Item) -> bool:
    return zlib.crc32(item.id.encode()) % 10 >= 7


def main(data: Path, *, test: bool) -> None:
    own: dict[str, list[Case]] = defaultdict(list)
    for name, case in cases(items(data / "detection")):
        own[name].append(case)
    tables = []
    for name in sorted(own):
        model = fit([case for case in own[name] if not is_held(case.item)])
        report = measure(model, [case for case in own[name] if is_held(case.item)])
        print(name, *report, sep="\n  ", flush=True)
        rows = [f"{feature}\t{weight:.4g}" for feature, weight in (*model.weights.items(), (BIAS, model.bias))]
        tables += [*(f"# {line}" for line in report), f"> {name}", *rows]
    if not test:
        head = [line for line in OUT.read_text(encoding="utf-8").splitlines() if line.startswith("# -")]
        OUT.write_text("\n".join([*head, *tables, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), test="--test" in sys.argv)
