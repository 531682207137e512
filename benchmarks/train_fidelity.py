"""Learn what the fidelity loses to each part: train_fidelity.py DATA ITEMS.jsonl OWN.jsonl ... [--test].

ITEMS.jsonl is made by the detection benchmark from DATA/detection (DEMETR's pairs, and the triples made of it and
FLORES), OWN.jsonl by make_perturbations.py, and DATA/detection/sts17_ar_en holds pairs rated by people. Each item goes
through `aligner.scoring`. The regressions for one language, for two and for the chain are fitted to two aims at once: a
distorted item shall score under the faithful one that it was made of, and faithful items of all kinds over distorted
ones. No part may gain a row anything. Last, each is scaled so that the score is the share of faithful rows where one
row in five is distorted. Five folds by sentence measure it, all items make the table. With --test nothing is written.
Deterministic.
"""

from __future__ import annotations

import csv
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from aligner.bitext import Hop, Role
from aligner.encoders import load
from aligner.fidelity import ACROSS, CHAIN, FINDINGS, TABLE, WITHIN, penalty
from aligner.items import Item
from aligner.logistic import BIAS
from aligner.losses import WEIGHED, WITHIN_ONLY
from aligner.score import findings_at
from aligner.scoring import examine

OUT = Path(__file__).parents[1] / "aligner" / TABLE
LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
DISTORTED = 0.2
"""The share of rows with a major distortion for which the scores are calibrated."""
RIDGE = 1e-3
FOLDS = 5
FAITHFUL, UNFAITHFUL = 4.0, 2.5
"""Ratings of 0 to 5 from which, and up to which, a rated pair counts as faithful or distorted."""
SURFACE = "surface"
SLIGHT = (SURFACE, "misspelt")
"""Kinds of change that are no major distortion."""
MODELS = {Hop.SOURCE_TRANSLATION: ACROSS, Hop.TRANSLATION_TWIN: ACROSS, Hop.SOURCE_TWIN: WITHIN}
NAMES = {
    WITHIN: (*WEIGHED, FINDINGS),
    ACROSS: (*(part for part in WEIGHED if part not in WITHIN_ONLY), FINDINGS),
    CHAIN: (*Hop, FINDINGS),
}
HEAD = """\
# What each part of the fidelity weighs in the log odds that a row has no major distortion; no part is above 0.
# Learned by benchmarks/train_fidelity.py from DEMETR (Karpinska et al. 2022, MIT), FLORES-200 (CC BY-SA 4.0), STS 2017
# (Cer et al. 2017, CC BY-SA 4.0) and distortions planted by benchmarks/make_perturbations.py.
# - similarity: what the centred cosine of both texts lacks to 1; earlier_words, later_words: what the best centred
# - cosines of the words of either side lack to 1 in the mean; lost, added: the share of what either side says for which
# - the other has nothing; length: the logarithm of how many words are too few; chrF2++: what it lacks to 1
# - missing: the mean chance that a word is missing before one of the later text, less half of the earlier text's;
# - inserted: words put into the later text / 5; findings: MQM points / 10, 1 at most
# - chain: what each pair of texts loses in its own log odds
# Measured by five folds:"""

Numbers = NDArray[np.float64]


class Measured(NamedTuple):
    """An item's losses and penalty at each pair of its texts, and the penalty of all its findings."""

    item: Mapping[str, Any]
    losses: Mapping[Hop, Mapping[str, float]]
    penalties: Mapping[Hop, float]
    penalty: float


class Case(NamedTuple):
    """What a regression sees of an item at one pair of its texts or in its chain: the values [parts]."""

    id: str
    pair: str
    kind: str
    faithful: bool
    values: Numbers


class Fitted(NamedTuple):
    """The weights of a regression (each 0 or more, to be taken away) and its bias."""

    weights: Numbers
    bias: float

    def score(self, values: Numbers) -> Numbers:
        """Log odds of being faithful [n] of losses [n, parts]."""
        result: Numbers = self.bias - values @ self.weights
        return result


def read(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def rated(folder: Path) -> Iterator[dict[str, Any]]:
    """The pairs that people rated, those in between left out."""
    with (folder / "sts17_track2_ar_en.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            rating = float(row["score_0_5"])
            if rating >= FAITHFUL or rating <= UNFAITHFUL:
                texts = {"source": row["text1"], "translation": row["text2"]}
                yield {"id": f"rated/{number}", "category": "rated", "clean": rating >= FAITHFUL, "pair": None, **texts}


def measured(items: Iterable[dict[str, Any]]) -> Iterator[Measured]:
    """What the pipeline finds in each item."""
    fields = {item["id"]: item for item in items}
    texts = (Item(i, {role: item[role] for role in Role if item.get(role)}, {}) for i, item in fields.items())
    for seen in examine(texts, load(threads=2), languages=LANGUAGES):
        own = {hop: penalty(findings_at(seen.findings, hop)) for hop in seen.losses}
        yield Measured(fields[seen.item.id], seen.losses, own, penalty(seen.findings))


def cases(rows: Iterable[Measured], model: str, fitted: Mapping[str, Fitted]) -> Iterator[Case]:
    """What a model sees of each row, what the distortion did not touch left out; the chain's needs the two others."""
    for row in rows:
        item = row.item
        where = {hop: values for hop, values in of_pairs(row).items() if model == MODELS[hop]}
        if model == CHAIN and len(row.losses) == len(Hop):
            lost = [float(values[:-1] @ fitted[MODELS[hop]].weights[:-1]) for hop, values in of_pairs(row).items()]
            where = {None: np.array([*lost, row.penalty])}
        for hop, values in where.items():
            if item["clean"] or hop in (None, Hop.SOURCE_TWIN) or item.get("hop") in (None, hop.value):
                name = hop or CHAIN
                yield Case(f"{item['id']} {name}", f"{item['pair']} {name}", item["category"], item["clean"], values)


def of_pairs(row: Measured) -> dict[Hop, Numbers]:
    """The values of each pair of texts, by the parts of its model."""
    return {
        hop: np.array([*(losses[part] for part in NAMES[MODELS[hop]][:-1]), row.penalties[hop]])
        for hop, losses in sorted(row.losses.items(), key=lambda pair: list(Hop).index(pair[0]))
    }


def learn(rows: Sequence[Measured]) -> dict[str, Fitted]:
    """The three regressions."""
    fitted: dict[str, Fitted] = {}
    for model in (WITHIN, ACROSS, CHAIN):
        own = list(cases(rows, model, fitted))
        fitted[model] = scaled(fit(own), own)
    return fitted


def fit(own: Sequence[Case]) -> Fitted:
    """Weights from both aims at once: pairs in order, a kind weighing the root of its number, and rows told apart."""
    gaps, kinds = differences(own)
    number = {kind: kinds.count(kind) for kind in kinds}
    weight = np.array([number[kind] ** -0.5 for kind in kinds])
    weight /= weight.sum()
    faithful, distorted = apart(own)

    def cost(start: Numbers) -> tuple[float, Numbers]:
        weights, bias = start[:-1], start[-1]
        order, good, bad = gaps @ weights, bias - faithful @ weights, bias - distorted @ weights
        value = weight @ np.logaddexp(0, -order) + (np.logaddexp(0, -good).mean() + np.logaddexp(0, bad).mean()) / 2
        slope = -gaps.T @ (weight * expit(-order))
        slope += (faithful.T @ expit(-good) / len(good) - distorted.T @ expit(bad) / len(bad)) / 2
        lift = (expit(bad).mean() - expit(-good).mean()) / 2
        return value + RIDGE * weights @ weights, np.append(slope + 2 * RIDGE * weights, lift)

    size = faithful.shape[1]
    bounds = [(0, None)] * size + [(None, None)]
    best = minimize(cost, np.ones(size + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return Fitted(best[:-1], float(best[-1]))


def scaled(fitted: Fitted, own: Sequence[Case]) -> Fitted:
    """The same regression as a calibrated one (Platt 1999), for texts with that share of distorted rows."""
    good, bad = (fitted.score(values) for values in apart(own))

    def cost(start: Numbers) -> float:
        loss = (np.logaddexp(0, -(start[0] * odds + start[1]) * sign).mean() for odds, sign in ((good, 1), (bad, -1)))
        return float(np.dot((1 - DISTORTED, DISTORTED), list(loss)))

    factor, shift = minimize(cost, np.array([1.0, 0.0])).x
    return Fitted(fitted.weights * factor, fitted.bias * float(factor) + float(shift))


def differences(own: Sequence[Case]) -> tuple[Numbers, list[str]]:
    """By how much the values of each distorted case exceed those of the faithful one it was made of, and its kind."""
    known = {case.id: case for case in own if case.faithful}
    pairs = [(case, known[case.pair]) for case in own if case.pair in known and is_distorted(case)]
    return np.array([case.values - other.values for case, other in pairs]), [case.kind for case, _ in pairs]


def is_distorted(case: Case) -> bool:
    """Whether a case is one that has to score under the faithful one; a reworded one is faithful too."""
    return not case.faithful and case.kind != SURFACE


def apart(own: Sequence[Case]) -> tuple[Numbers, Numbers]:
    """The values of the faithful cases and of those with a distortion that matters."""
    faithful = [case.values for case in own if case.faithful]
    return np.array(faithful), np.array([c.values for c in own if not c.faithful and c.kind not in SLIGHT])


def fold(row: Measured) -> int:
    """One of five, the same for all that was made of one sentence."""
    return zlib.crc32((row.item["pair"] or row.item["id"]).rsplit("/", 1)[-1].encode()) % FOLDS


def report(rows: Sequence[Measured]) -> Iterator[str]:
    """What five folds measure, each by a model that has not seen its sentences."""
    tested: dict[str, list[tuple[Case, float]]] = defaultdict(list)
    for number in range(FOLDS):
        fitted = learn([row for row in rows if fold(row) != number])
        for model, regression in fitted.items():
            own = list(cases([row for row in rows if fold(row) == number], model, fitted))
            odds = regression.score(np.array([case.values for case in own]))
            tested[model] += zip(own, 100 * np.minimum(expit(odds) / expit(regression.bias), 1), strict=True)
    for model, found in tested.items():
        score = {case.id: value for case, value in found}
        pairs = [(case, v < score[case.pair]) for case, v in found if case.pair in score and is_distorted(case)]
        for name, chosen in groups(pairs).items():
            kinds: dict[str, list[bool]] = defaultdict(list)
            for case, right in chosen:
                kinds[case.kind].append(right)
            shares = ", ".join(f"{kind} {100 * np.mean(right):.0f}" for kind, right in sorted(kinds.items()))
            overall = np.mean([right for _, right in chosen])
            yield f"{model}, {name}: {100 * overall:.1f} % of {len(chosen)} pairs in order: {shares}"
        good = [value for case, value in found if case.faithful]
        bad = [value for case, value in found if not case.faithful and case.kind not in SLIGHT]
        shift = [value - score[case.pair] for case, value in found if case.kind == SURFACE]
        moved = f"; changes of the surface move a score by {np.mean(shift):.1f}" if shift else ""
        yield (
            f"{model}: area under the curve {area(good, bad):.3f}; faithful rows score {np.median(good):.0f} (median; "
            f"1 in 20 under {np.quantile(good, 0.05):.0f}), distorted ones {np.median(bad):.0f}{moved}"
        )


def groups(pairs: Iterable[tuple[Case, bool]]) -> dict[str, list[tuple[Case, bool]]]:
    """DEMETR's critical kinds, and what was planted by our own script."""
    found: dict[str, list[tuple[Case, bool]]] = defaultdict(list)
    for case, right in pairs:
        if "/critical_" in case.id:
            found["DEMETR critical"].append((case, right))
        elif case.id.startswith("own"):
            found["own"].append((case, right))
    return found


def area(good: Sequence[float], bad: Sequence[float]) -> float:
    """How often a faithful row scores above a distorted one."""
    ranks = np.concatenate([good, bad]).argsort().argsort()[: len(good)]
    return float((ranks.sum() - len(good) * (len(good) - 1) / 2) / (len(good) * len(bad)))


def table(fitted: Mapping[str, Fitted], lines: Iterable[str]) -> str:
    """The weights as `aligner.logistic` reads them, after what they are and how good."""
    heads = "\n".join(f"# {line}" for line in lines)
    models = []
    for model, regression in fitted.items():
        rows = zip((*NAMES[model], BIAS), (*-regression.weights, regression.bias), strict=True)
        models.append("\n".join([f"> {model}", *(f"{name}\t{value:.4g}" for name, value in rows)]))
    return "\n".join([HEAD, heads, *models, ""])


def main(data: Path, paths: Sequence[Path], *, test: bool) -> None:
    items = [*read(paths), *rated(data / "detection" / "sts17_ar_en")]
    rows = list(measured(items))
    lines = list(report(rows))
    text = table(learn(rows), lines)
    print(text)
    if not test:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--test"]
    main(Path(given[0]), [Path(path) for path in given[1:]], test="--test" in sys.argv)
