"""Learns to tell from the embedded encoder's states where a word is missing in English text, and which was put in.

    python benchmarks/train_tags.py $DATA

Reads the English sentences of FLORES-200 devtest, NTREX-128 and ParIce in the data folder, without those that DEMETR's
were made of, drops and inserts words in copies, and writes aligner/encoders/e5_small_tags.json. Unchanged words count
in whole sentences only, and in copies with other capitals, commas or full stops: from broken sentences they would
teach that a sentence is broken, not where. A fifth of the sentences measures it. Takes a minute.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from aligner import encoders
from aligner.bitext import Document, Role, Row, Sentence, Span
from aligner.encoders import tags
from aligner.encoding import Encoder, Vectors
from aligner.lang.stopwords import stopwords
from aligner.lang.tokens import words as word_spans
from aligner.words import pool, sides_of

ABOUT = {
    "origin": "logistic regressions over the states of multilingual-e5-small's layer 7, learned from words dropped "
    "from and put into English sentences of FLORES-200 devtest, NTREX-128 and ParIce",
    "licence": "CC BY-SA 4.0",
    "script": "benchmarks/train_tags.py",
}
COPIES = {"missing": 5, "inserted": 4, "surface": 1}
"""How many copies of a sentence each change makes."""
WHOLE, SURFACE, OTHER = 0.8, 0.4, 0.25
"""Shares of unchanged words, and of places that the other probe is to find, that count as places where nothing is."""
STRENGTH = 1e-3
LENGTHS = (6, 60)
DETERMINER = re.compile(r"an?|the|his|her|their|its|our|this|these|those|some|any|every|no", re.IGNORECASE)
BEFORE_NOUNS = re.compile(
    rf"{DETERMINER.pattern}|in|of|with|for|from|by|on|at|as|about|into|between|and|or", re.IGNORECASE
)
PLACES = {"missing": ("before", "own"), "inserted": ("before", "own", "after")}
HELD = 5


class Copy(NamedTuple):
    """A sentence by number, what was done to it, and the word that it was done to or before."""

    number: int
    text: str
    change: str = "none"
    place: int = -1


class Case(NamedTuple):
    """The words of a copy that count, their states and those around them [words, 3 d], and which were hit [words]."""

    number: int
    states: Vectors
    labels: NDArray[np.bool_]


def sentences(data: Path) -> list[str]:
    found = [row["en"] for row in table(data / "detection" / "flores200_en_ar" / "devtest_en_ar.tsv")]
    for name in ("ntrex-dev", "parice-enis"):
        for path in sorted((data / "alignment" / name).glob("*/src.txt")):
            found += path.read_text(encoding="utf-8").splitlines()
    known = {row["eng_sent"] for row in table(data / "detection" / "demetr" / "base.tsv")}
    least, most = LENGTHS
    return [text for text in dict.fromkeys(found) if text not in known and least < len(text.split()) < most]


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


class Changes:
    """What can be done to a sentence; each gives the new text and the place of the word that was hit."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rng = random.Random(5)  # noqa: S311 - repeatable, not secret
        self._stops = stopwords("en")
        self._modifiers: list[str] = []
        self._adverbs: list[str] = []
        for text in texts:
            found = [text[start:end] for start, end in word_spans(text)]
            self._adverbs += [
                word for word in found if word.endswith("ly") and word.islower() and len(word) > len("only")
            ]
            for (before, word), after in zip(pairwise(found), found[2:], strict=False):
                if DETERMINER.fullmatch(before) and self._plain(word) and self._plain(after):
                    self._modifiers.append(word)

    def missing(self, text: str) -> tuple[str, int] | None:
        """Without one to three words, most often from a word of content on; the place is that of the next word."""
        spans = list(word_spans(text))
        count = self._rng.choices([1, 2, 3], [16, 3, 1])[0]
        places = [k for k in range(len(spans) - count) if text[spans[k][0]].isalnum()]
        telling = [k for k in places if text[slice(*spans[k])].lower() not in self._stops]
        places = telling if telling and self._rng.random() < 0.7 else places
        if not places:
            return None
        place = self._rng.choice(places)
        before, after = text[: spans[place][0]].rstrip(), text[spans[place + count - 1][1] :]
        new = before + after if after[:1] in tuple(".,;:!?)") else f"{before} {after.lstrip()}".strip()
        return (new if place else new[:1].upper() + new[1:]), place

    def inserted(self, text: str) -> tuple[str, int] | None:
        """With a modifier or an adverb of another sentence."""
        spans = list(word_spans(text))
        found = [text[start:end] for start, end in spans]
        if self._rng.random() < 0.7:
            word = self._rng.choice(self._modifiers)
            places = [k for k in range(1, len(found)) if self._plain(found[k]) and not found[k].endswith("ly")]
            usual = [k for k in places if BEFORE_NOUNS.fullmatch(found[k - 1])]
            places = usual if usual and self._rng.random() < 0.6 else places
        else:
            word = self._rng.choice(self._adverbs)
            places = [k for k in range(1, len(found)) if found[k][0].isalnum()]
        if not places:
            return None
        place = self._rng.choice(places)
        start = spans[place][0]
        return f"{text[:start]}{word} {text[start:]}", place

    def surface(self, text: str) -> tuple[str, int]:
        """With other capitals, commas or end."""
        parts = text.split()
        k = self._rng.randrange(len(parts) - 1)
        odd = " ".join([*parts[:k], parts[k].rstrip(".,") + ",", *parts[k + 1 :]])
        lower = text[:1].lower() + text[1:]
        return self._rng.choice([text.rstrip(" .!?"), text.lower(), lower, text.replace(",", ""), odd]), -1

    def _plain(self, word: str) -> bool:
        return word.isalpha() and word.islower() and word not in self._stops


def copies(texts: Sequence[str]) -> Iterator[Copy]:
    changes = Changes(texts)
    for number, text in enumerate(texts):
        yield Copy(number, text)
        for change, count in COPIES.items():
            for _ in range(count):
                changed = getattr(changes, change)(text)
                if changed and changed[0] != text:
                    yield Copy(number, changed[0], change, changed[1])


def states(found: Sequence[Copy], encoder: Encoder) -> Iterator[Vectors]:
    """The raw states of each copy's words, each with those before and after it [words, 3 d]."""
    for copy, tokens in zip(found, encoder.token_states([copy.text for copy in found]), strict=True):
        sentence = Sentence(Span(0, len(copy.text)))
        document = Document(Role.SOURCE, "", copy.text, "en", (sentence,))
        (side,) = sides_of({Role.SOURCE: document}, Row(source=(0,))).values()
        around = np.pad(pool(sentence, tokens, side.words), ((1, 1), (0, 0)))
        yield np.hstack([around[:-2], around[1:-1], around[2:]])


def cases(found: Iterable[tuple[Copy, Vectors]], tag: str) -> Iterator[Case]:
    """What counts for a probe."""
    rng = np.random.default_rng(0)
    for copy, around in found:
        hit = np.arange(len(around)) == copy.place
        share = {"none": WHOLE, "surface": SURFACE}.get(copy.change, 0.0)
        keep = rng.random(len(around)) < share
        if copy.change == tag or (hit.any() and rng.random() < OTHER):
            keep |= hit
        yield Case(copy.number, around[keep], hit[keep] & (copy.change == tag))


def fit(own: Sequence[Case]) -> tuple[Vectors, float]:
    """The weights [3 d] and the bias of a probe, with the scale of the states folded in."""
    values, labels = np.concatenate([case.states for case in own]), np.concatenate([case.labels for case in own])
    mean, scale = values.mean(0), values.std(0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit((values - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - mean @ weights)


def held(own: Sequence[Case]) -> float:
    """How often a word that was hit gets higher odds than another, in sentences that were not learned from."""
    weights, bias = fit([case for case in own if case.number % HELD])
    test = [case for case in own if not case.number % HELD]
    odds = np.concatenate([case.states for case in test]) @ weights + bias
    return float(roc_auc_score(np.concatenate([case.labels for case in test]), odds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    encoder = encoders.load(threads=2)
    found = list(copies(sentences(parser.parse_args().data)))
    around = [each.astype(np.float16) for each in states(found, encoder)]
    learned: dict[str, dict[str, object]] = {}
    areas = []
    for tag, places in PLACES.items():
        own = [narrowed(case, len(places)) for case in cases(zip(found, around, strict=True), tag)]
        areas.append(f"{tag} {held(own):.3f}")
        weights, bias = fit(own)
        rows = dict(zip(places, weights.reshape(len(places), -1), strict=True))
        learned[tag] = {
            "bias": round(bias, 5),
            **{name: [round(float(x), 5) for x in row] for name, row in rows.items()},
        }
    measured = f"area under the curve in held-out sentences: {', '.join(areas)}"
    print(measured)
    target = Path(encoders.__file__).with_name(tags.FILE)
    target.write_text(layout({**ABOUT, "measured": measured, "encoder": encoder.name}, learned), encoding="utf-8")
    print(f"{len(found)} sentences; wrote {target}")


def narrowed(case: Case, places: int) -> Case:
    """The case without the states of words that a probe does not look at."""
    size = case.states.shape[1] // 3
    return case._replace(states=case.states[:, : places * size].astype(np.float32))


def layout(about: dict[str, str], learned: dict[str, dict[str, object]]) -> str:
    """JSON with a vector a line, so that a change shows as what it is."""
    lines = [f'  "{key}": {json.dumps(value)}' for key, value in about.items()]
    parts = []
    for tag, rows in learned.items():
        shown = ",\n".join(f'        "{name}": {json.dumps(value)}' for name, value in rows.items())
        parts.append(f'      "{tag}": {{\n{shown}\n      }}')
    lines.append('  "tags": {\n    "en": {\n' + ",\n".join(parts) + "\n    }\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
