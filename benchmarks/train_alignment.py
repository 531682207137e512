"""Learns the weights of the aligner: `train_alignment.py $DATA [--folds] [--l2 NUMBER] [--without NAME,NAME]`.

Reads $DATA/alignment/{ntrex-dev,textberg-dev} and puts the weights into aligner/alignment_weights.tsv, which tells what
each feature measures. The score of a chain of beads and null links is linear in the weights, so the chains are a
conditional random field (Lafferty et al. 2001): learned is what makes the gold chains likeliest, less a penalty on its
square. As the weights also decide how documents are calibrated and what is encoded whole, learning goes in rounds.

With --folds it writes nothing but aligns each fifth with weights learned from the rest, to try --l2 and --without.
Deterministic, 3 minutes on one core, 10 with --folds. Needs scipy, which comes with the extra `dev`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from alignment import count, document, f1, full
from alignment_peers import Memory, bitexts
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from aligner import encoders
from aligner.align import align, prepared
from aligner.beads import SHAPES
from aligner.bitext import Link, Role
from aligner.blocks import LONGEST, Values
from aligner.encoding import Encoder
from aligner.units import RunEncoder, Units, run_encoder, units_of
from aligner.weights import Weights

TABLE = Path(__file__).parents[1] / "aligner" / "alignment_weights.tsv"
PIECES = {"ntrex-dev": 1, "textberg-dev": 5}  # the sets, and into how many pieces their documents are cut
FOLDS, ROUNDS, ITERATIONS, L2 = 5, 3, 80, 0.3
NAMES = [field.name for field in fields(Weights)]
NONE = Weights(**dict.fromkeys(NAMES, 0.0))
START = replace(NONE, extra_sentences=-1, similarity=2, margin=3, length=-3, length_long=-2, stop=-1, question=-1)
START = replace(START, paragraph=-0.5, null=0.3, null_similarity=-1.5, null_boilerplate=1, null_run=-1)
NEVER = -1e9  # as the log of a probability, finite so that differences are numbers
Example: TypeAlias = tuple[Values, Values, int, int]  # features [k, steps], how often gold takes each step, n, m


class Lesson(NamedTuple):
    """Two documents, or a piece of either, and the gold links between them."""

    left: Units
    right: Units
    encoders: tuple[RunEncoder, RunEncoder]
    gold: set[Link]


def lessons(folder: Path, encoder: Encoder) -> Iterator[Lesson]:
    """Those of a set, without documents that have a gold link too large for a bead."""
    for lefts, rights, gold in bitexts(folder):
        path = chain(gold, len(lefts), len(rights))
        if not {(len(link.left), len(link.right)) for link in full(set(path))} <= set(SHAPES):
            print(f"{folder.name}: left out one of {len(lefts)} and {len(rights)} sentences")
            continue
        for (top, first), (bottom, last) in pairwise(cuts(path, PIECES[folder.name])):
            left, right = document(Role.SOURCE, lefts[top:bottom]), document(Role.TWIN, rights[first:last])
            inside = {
                Link(tuple(i - top for i in link.left), tuple(j - first for j in link.right))
                for link in gold
                if {*link.left} <= {*range(top, bottom)} and {*link.right} <= {*range(first, last)}
            }
            whole = run_encoder(left, encoder), run_encoder(right, encoder)
            yield Lesson(units_of(left, encoder), units_of(right, encoder), whole, inside)


def chain(gold: set[Link], n: int, m: int) -> list[Link]:
    """Gold links as a chain: one that leaves out sentences is widened to its span, one that crosses is dropped."""
    path: list[Link] = []
    i = j = 0
    for link in [*sorted(full(gold), key=lambda link: (link.left, link.right)), Link((n,), (m,))]:
        top, first = link.left[0], link.right[0]
        if top >= i and first >= j:
            path += [Link((k,), ()) for k in range(i, top)] + [Link((), (k,)) for k in range(j, first)]
            i, j = link.left[-1] + 1, link.right[-1] + 1
            path.append(Link(tuple(range(top, i)), tuple(range(first, j))))
    return path[:-1]


def cuts(path: Sequence[Link], pieces: int) -> list[tuple[int, int]]:
    """Ends of beads (i, j) that cut the documents into pieces, the left one about equally, with start and end."""
    ends = np.cumsum([(0, 0), *((len(link.left), len(link.right)) for link in path)], 0).tolist()
    beads = [end for link, end in zip(path, ends[1:], strict=True) if link.left and link.right]
    inner = [next(end for end in beads if end[0] >= ends[-1][0] * k / pieces) for k in range(1, pieces)]
    return [(i, j) for i, j in (ends[0], *inner, ends[-1])]


class Steps(NamedTuple):
    """A number for each step that a chain may take, such as its score or how often it is taken.

    `beads` [n + 1 - a, m + 1 - b], one array a shape, stand where they begin; null links are `left` [n] and `right`
    [m]; `joins` [2] are a run of null links, and one of the right side straight after one of the left.
    """

    beads: Sequence[Values]
    left: Values
    right: Values
    joins: Values

    @classmethod
    def of(cls, numbers: Values, n: int, m: int) -> Steps:
        """Views of numbers that stand one after the other."""
        shapes = [(max(n + 1 - a, 0), max(m + 1 - b, 0)) for a, b in SHAPES] + [(n,), (m,), (2,)]
        parts = np.split(numbers, np.cumsum([np.prod(shape) for shape in shapes[:-1]]))
        *beads, left, right, joins = (part.reshape(shape) for part, shape in zip(parts, shapes, strict=True))
        return cls(beads, left, right, joins)

    def turned(self) -> Steps:
        """Those of the documents read backwards with the sides exchanged, so that left nulls again come first."""
        beads = [self.beads[SHAPES.index((b, a))].T[::-1, ::-1] for a, b in SHAPES]
        return Steps(beads, self.right[::-1], self.left[::-1], self.joins)


def log_sum(values: Values) -> Values:
    """The log of summed exponentials over the first axis."""
    most = values.max(0)
    return most + np.log(np.exp(values - most).sum(0))


def forward(steps: Steps) -> Values:
    """The log of the sum [3, n + 1, m + 1] over chains up to a cell that end in a bead, a left or a right null."""
    n, m = len(steps.left), len(steps.right)
    run, both_sides = steps.joins
    scores = np.full((len(SHAPES), n + 1, m + 1), NEVER)
    for (a, b), ending, score in zip(SHAPES, scores, steps.beads, strict=True):
        ending[a:, b:] = score
    heights, widths = np.array(SHAPES).T[:, :, None]
    columns = np.arange(LONGEST, LONGEST + m + 1) - widths
    rights = np.concatenate([[0.0], np.cumsum(steps.right)])
    reached = np.full((LONGEST + n + 1, LONGEST + m + 1), NEVER)
    bead, left, right = sums = np.full((3, n + 1, m + 1), NEVER)
    bead[0, 0] = 0
    for i in range(n + 1):
        if i:
            bead[i] = log_sum(reached[LONGEST + i - heights, columns] + scores[:, i])
            left[i] = np.logaddexp(bead[i - 1] + run, left[i - 1]) + steps.left[i - 1]
        opened = np.logaddexp(bead[i], left[i] + both_sides) + run - rights
        right[i, 1:] = np.logaddexp.accumulate(opened)[:-1] + rights[1:]
        reached[LONGEST + i, LONGEST:] = log_sum(sums[:, i])
    return sums


def expected(scores: Values, n: int, m: int) -> tuple[float, Values]:
    """The log of the sum over all chains, and how often each step is expected (forward-backward)."""
    steps = Steps.of(scores, n, m)
    run, both_sides = steps.joins
    bead, left, right = before = forward(steps)
    _, to_right, to_left = after = forward(steps.turned()).swapaxes(1, 2)[:, ::-1, ::-1]  # from a cell to the end
    reached, onward = log_sum(before), log_sum(after)
    whole = reached[n, m]
    counts = Steps.of(taken := np.empty_like(scores), n, m)
    for (a, b), score, often in zip(SHAPES, steps.beads, counts.beads, strict=True):
        often[:] = np.exp(reached[: len(score), : score.shape[1]] + score + onward[a:, b:] - whole)
    counts.left[:] = np.exp(left[1:] + to_left[:-1] - steps.left[:, None] - run - whole).sum(1)
    counts.right[:] = np.exp(right[:, 1:] + to_right[:, :-1] - steps.right - run - whole).sum(0)
    facing = np.exp(left + both_sides + to_right - whole).sum()
    counts.joins[:] = np.exp(bead + np.logaddexp(to_left, to_right) - whole).sum() + facing, facing
    return float(whole), taken


def example(lesson: Lesson, weights: Weights, names: Sequence[str]) -> Example:
    """A lesson as some weights prepare it. A feature of a step is its score where nothing else has a weight."""
    search, scale = prepared(lesson.left, lesson.right, weights, lesson.encoders)
    features = []
    for alone in (replace(NONE, **{name: 1.0}) for name in names):
        ends = np.concatenate([search.scores(block, scale, alone) for block in search.blocks], 1)
        beads = (table[a - 1 :, b:].ravel() for (a, b), table in zip(SHAPES, ends, strict=True))
        nulls = search.nulls(scale, alone)
        features.append(np.concatenate([*beads, nulls.left, nulls.right, [nulls.run, nulls.both_sides]]))
    n, m = len(lesson.left), len(lesson.right)
    counts = Steps.of(taken := np.zeros_like(features[0]), n, m)
    for last, link in pairwise([Link((n,), (m,)), *chain(lesson.gold, n, m)]):
        if link.left and link.right:
            counts.beads[SHAPES.index((len(link.left), len(link.right)))][link.left[0], link.right[0]] = 1
        elif link.left:
            counts.left[link.left[0]] = 1
            counts.joins[0] += bool(last.right)
        else:
            counts.right[link.right[0]] = 1
            counts.joins[:] += bool(last.left), not last.right
    return np.stack(features), taken, n, m


def loss(values: Values, examples: Sequence[Example], l2: float) -> tuple[float, Values]:
    """The negative log likelihood of the gold chains with its penalty, and the gradient."""
    total, gradient = l2 / 2 * float(values @ values), l2 * values
    for features, gold, n, m in examples:
        scores = values @ features
        whole, taken = expected(scores, n, m)
        total += whole - float(scores @ gold)
        gradient += features @ (taken - gold)
    return total, gradient


def learned(taught: Sequence[Lesson], l2: float, without: Sequence[str]) -> Weights:
    names = [name for name in NAMES if name not in (*without, "paragraph")]  # of paragraphs the sets have none
    weights = replace(START, **dict.fromkeys(without, 0.0))
    for turn in range(ROUNDS):
        examples = [example(lesson, weights, names) for lesson in taught]
        start = [getattr(weights, name) for name in names]
        found = minimize(loss, start, (examples, l2), "L-BFGS-B", jac=True, options={"maxiter": ITERATIONS})
        weights = replace(weights, **dict(zip(names, found.x.tolist(), strict=True)))
        print(f"round {turn + 1}: loss {found.fun:.2f} after {found.nit} iterations")
    return weights


def held_out(sets: dict[str, list[Lesson]], l2: float, without: Sequence[str]) -> None:
    tallies: dict[str, Counter[str]] = {name: Counter() for name in sets}
    for fold in range(FOLDS):
        weights = learned([x for some in sets.values() for i, x in enumerate(some) if i % FOLDS != fold], l2, without)
        for name, some in sets.items():
            for left, right, whole, gold in some[fold::FOLDS]:
                tallies[name].update(dict(count(gold, set(align(left, right, weights, whole)))))
    for name, tally in tallies.items():
        strict = f1(tally["right"], tally["answer"], tally["found"], tally["gold"])
        lax = f1(tally["lax right"], tally["answer"], tally["lax found"], tally["gold"])
        null = f1(tally["null right"], tally["null answer"], tally["null right"], tally["null gold"])
        print(f"{name:14} strict {strict:.4f}  lax {lax:.4f}  null {null:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--folds", action="store_true", help="cross-validate instead of writing")
    parser.add_argument("--l2", type=float, default=L2, help=f"the weight of the penalty, {L2} by default")
    parser.add_argument("--without", default=[], type=lambda names: names.split(","), help="features to leave out")
    options = parser.parse_args()
    encoder = Memory(encoders.load())
    with threadpool_limits(1, "blas"):
        sets = {name: list(lessons(options.data / "alignment" / name, encoder)) for name in PIECES}
        if options.folds:
            held_out(sets, options.l2, options.without)
        else:
            weights = learned([x for some in sets.values() for x in some], options.l2, options.without)
            table = TABLE.read_text(encoding="utf-8")
            table = re.sub(r"(?m)^(\w+)\t[^\t]*", lambda row: f"{row[1]}\t{getattr(weights, row[1]):.4f}", table)
            TABLE.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
