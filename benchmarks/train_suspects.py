"""Learn which phrases of an article on an event are suspicious: train_suspects.py [--test].

benchmarks/events holds made-up events of five articles each, in which phrases between {{ and }} were planted as machine
translation garbles them. The weights are fitted on TUNED; the other events and the samples only measure them. With
--test nothing is written. Deterministic.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from aligner.bitext import Document, Role
from aligner.dossier import Article, dossier
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.logistic import BIAS, Logistic, Numbers, probability
from aligner.readers import read
from aligner.suspects import MODEL, SUSPECT, TABLE, candidates, features

EVENTS = Path(__file__).parent / "events"
SAMPLES = Path(__file__).parents[1] / "samples"
OUT = Path(__file__).parents[1] / "aligner" / TABLE
TUNED = ("bridge", "vaccine", "election", "flood")
HELD_OUT = ("merger", "museum")
PLANTED = re.compile(r"\{\{(.*?)\}\}")
STRENGTH = 0.5  # of the regularisation, as scikit-learn has it
HEADER = """\
# How likely a phrase was put there by mistake: the weight of each feature in the log odds.
# Learned by benchmarks/train_suspects.py from the made-up events in benchmarks/events (MIT, as the project).
# support: the best centred cosine of its last word with any word of the other articles; fit: of the phrase with the
#   rest of its sentence; nearer: how much nearer the sentence comes to one of theirs without it; frequency: mean Zipf
"""


class Case(NamedTuple):
    """A phrase, its features and whether it was planted."""

    text: str
    values: Numbers
    planted: bool


def event(name: str) -> tuple[list[Document], list[str]]:
    """The articles of a made-up event and the phrases that were planted in it."""
    text = (EVENTS / f"{name}.txt").read_text(encoding="utf-8")
    head, *parts = re.split(r"^== (\w+)\n", text, flags=re.MULTILINE)
    articles = [Document(Role.SOURCE, *pair, "en") for pair in zip(parts[::2], map(_bare, parts[1::2]), strict=True)]
    return articles, PLANTED.findall(text.removeprefix(head))


def _bare(text: str) -> str:
    return PLANTED.sub(r"\1", text)


def cases(articles: tuple[Article, ...], planted: list[str], encoder: Encoder) -> tuple[list[Case], list[str]]:
    """The candidates of an event, and the names of their features."""
    found: list[Case] = []
    names: list[str] = []
    for k, article in enumerate(articles):
        others = [other for n, other in enumerate(articles) if n != k]
        phrases = list(candidates(article, others))
        if phrases:
            values = features(phrases, others, encoder)
            names = list(values)
            for phrase, row in zip(phrases, np.stack(list(values.values()), 1), strict=True):
                text = " ".join(phrase.place.text.split())
                found.append(Case(text, row, any(text in own for own in planted)))
    return found, names


def fitted(found: list[Case], names: list[str]) -> Logistic:
    """The regression on features brought to one scale, its weights brought back to theirs."""
    values, planted = np.stack([case.values for case in found]), [case.planted for case in found]
    mean, width = values.mean(0), values.std(0)
    model = LogisticRegression(C=STRENGTH).fit((values - mean) / width, planted)
    weights = model.coef_[0] / width
    return Logistic(dict(zip(names, weights, strict=True)), float(model.intercept_[0] - weights @ mean))


def told(title: str, model: Logistic, found: list[Case], names: list[str]) -> None:
    """Print what a model suspects in an event."""
    odds = model.log_odds(dict(zip(names, np.stack([case.values for case in found]).T, strict=True)))
    ranked = sorted(zip(map(probability, odds), found, strict=True), key=lambda pair: -pair[0])
    print(f"{title}: " + ", ".join(f"{p:.2f} {'+' if c.planted else '-'}{c.text}" for p, c in ranked if p >= SUSPECT))
    missed = [case.text for p, case in ranked if case.planted and p < SUSPECT]
    print(f"   missed: {', '.join(missed) or 'none'} (of {len(found)} candidates)")


def main(write: bool) -> None:
    encoder = load()
    found = {}
    for name in (*TUNED, *HELD_OUT):
        documents, planted = event(name)
        found[name], names = cases(dossier(documents, encoder), planted, encoder)
    for name in TUNED:
        others = [case for other in TUNED if other != name for case in found[other]]
        told(f"{name} (left out)", fitted(others, names), found[name], names)
    model = fitted([case for name in TUNED for case in found[name]], names)
    for name in HELD_OUT:
        told(f"{name} (held out)", model, found[name], names)
    paths = sorted((SAMPLES / "iss").glob("*.txt")) + sorted((SAMPLES / "related").glob("*.txt"))
    articles = dossier([read(path, Role.SOURCE) for path in paths], encoder)
    told("samples", model, cases(articles, ["alien supremacy", "spacecraft. . . authorizations"], encoder)[0], names)
    rows = [
        f"> {MODEL}",
        *(f"{name}\t{weight:.3f}" for name, weight in model.weights.items()),
        f"{BIAS}\t{model.bias:.3f}",
    ]
    if write:
        OUT.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--test" not in sys.argv)
