"""How well articles of three pools without shared ids are matched: matching.py DATA [--fit | --speed N] [--half dev].

Reads DATA/alignment/ntrex-dev (60 English-Arabic news articles, several on the same event, no twins) and
DATA/detection/flores_demetr_triples (neighbouring sentences of one topic as articles with twins, all of them
distractors for each other). In every draw some items are missing in one pool, some stand twice, some have an updated
version or a sibling that is the same report with other figures (market, weather), the dates are right, unknown or
shuffled, and the order is random. The odd half of the stories is kept aside: nothing was chosen with it in view.
--fit learns the weights of the confidence from the other half; --speed N times made-up pools of N articles each,
without the encoder.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations, groupby
from pathlib import Path
from zlib import crc32

import numpy as np

from aligner import matching
from aligner.articles import Article
from aligner.bitext import Role
from aligner.chaining import CONFIDENCE, FARTHEST, unions
from aligner.encoders import load
from aligner.encoding import Encoder, Vectors, unit
from aligner.profiles import profiles
from aligner.remembered import RememberedEncoder

DRAWS = 5
MISSING, TWICE, UPDATED, SIBLING = 0.15, 0.05, 0.15, 0.15
UNDATED, MISDATED = 0.1, 0.3
START = datetime(2024, 5, 1, tzinfo=UTC)
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of one article in each role that it has."""

    name: str
    lines: dict[Role, list[str]]


def stories(data: Path) -> list[Story]:
    found = []
    for folder in sorted(path.parent for path in (data / "alignment" / "ntrex-dev").glob("*/gold.tsv")):
        texts = {Role.SOURCE: folder / "src.txt", Role.TRANSLATION: folder / "tgt.txt"}
        lines = {role: path.read_text(encoding="utf-8").splitlines() for role, path in texts.items()}
        found.append(Story(folder.name, lines))
    with (data / "detection" / "flores_demetr_triples" / "triples.tsv").open(encoding="utf-8", newline="") as file:
        triples = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with (data / "detection" / "flores200_en_ar" / "devtest_en_ar.tsv").open(encoding="utf-8", newline="") as file:
        topics = {row["line"]: row["topic"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    triples.sort(key=lambda row: int(row["flores_devtest_line"]))
    columns = {
        Role.SOURCE: "flores_en_source",
        Role.TRANSLATION: "flores_ar_human",
        Role.TWIN: "demetr_mt_sent_as_twin",
    }
    for k, (_, rows) in enumerate(groupby(triples, key=lambda row: topics[row["flores_devtest_line"]])):
        chosen = list(rows)
        found.append(Story(f"flores{k}", {role: [row[name] for row in chosen] for role, name in columns.items()}))
    return found


class Draw:
    """Three pools drawn from stories; an article's id begins with the name of its story."""

    def __init__(self, chosen: Sequence[Story], seed: int, missing: float = MISSING) -> None:
        self._random, self._missing = random.Random(seed), missing  # noqa: S311 - nothing secret
        self.pools: dict[Role, list[Article]] = {role: [] for role in Role}
        for story in chosen:
            self._add(story, updates=chosen)
            if self._random.random() < SIBLING and _reports_figures(story):
                self._add(self._sibling(story))
        for pool in self.pools.values():
            self._random.shuffle(pool)

    def _add(self, story: Story, updates: Sequence[Story] = ()) -> None:
        chance, day = self._random.random, START + timedelta(days=self._random.uniform(0, 30))
        for role, lines in story.lines.items():
            day += timedelta(hours=self._random.uniform(0, 30))
            if chance() < self._missing:
                continue
            self._put(role, f"{story.name}#{role}", lines, day)
            if chance() < TWICE:
                self._put(role, f"{story.name}#{role}-again", lines, day)
            if updates and chance() < UPDATED and len(lines) > 2:
                self._put(role, f"{story.name}/update#{role}", self._updated(role, lines, updates), day)

    def _put(self, role: Role, id: str, lines: Sequence[str], day: datetime) -> None:
        chance = self._random.random()
        wrong = START + timedelta(days=self._random.uniform(0, 60))
        date = None if chance < UNDATED else wrong if chance < UNDATED + MISDATED else day
        lang = "ar" if role is Role.TRANSLATION else "en"
        self.pools[role].append(Article(id, id, lines[0], "\n\n".join(lines), lang, date))

    def _updated(self, role: Role, lines: Sequence[str], others: Sequence[Story]) -> list[str]:
        """A quarter of the lines, at least one, gives way to as many of another article."""
        count = max(1, len(lines) // 4)
        other = self._random.choice([story for story in others if role in story.lines])
        return [*lines[:-count], *other.lines[role][:count]]

    def _sibling(self, story: Story) -> Story:
        """The same report with other figures, the same ones in all roles."""
        figures: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            number = int(match[0])
            new = self._random.randint(10 ** (len(match[0]) - 1), 10 ** len(match[0]) - 1)
            return figures.setdefault(str(number), str(new + (new == number)))

        lines = {role: [_FIGURE.sub(other, line) for line in lines] for role, lines in story.lines.items()}
        return Story(f"{story.name}/sibling", lines)


def _reports_figures(story: Story) -> bool:
    return len(set(_FIGURE.findall(" ".join(story.lines[Role.SOURCE])))) >= 3


def story_of(article: Article) -> str:
    return article.id.split("#")[0]


def judged(draw: Draw, found: matching.Matching) -> Iterator[tuple[str, bool | None]]:
    """For each item and each role it could have a partner in what became of it; an updated version has none."""
    present = {role: Counter(map(story_of, pool)) for role, pool in draw.pools.items()}
    for one, other in combinations(Role, 2):
        partner = {}
        for chain in found.chains:
            if one in chain.articles and other in chain.articles:
                a, b = chain.articles[one], chain.articles[other]
                partner[a.id], partner[b.id] = b, a
        for role, opposite in ((one, other), (other, one)):
            for article in draw.pools[role]:
                story, copies = story_of(article), present[role][story_of(article)]
                met = partner.get(article.id)
                if copies > 1 and met is None and present[opposite][story]:
                    continue  # all but one of the copies have to stay alone
                has = present[opposite][story] > 0
                right = (met is not None and story_of(met) == story) if has else met is None
                yield ("with" if has else "without"), True if right else None if has and met is None else False


def measure(chosen: Sequence[Story], encoder: Encoder, name: str) -> None:
    counts: Counter[tuple[str, bool | None]] = Counter()
    sure, took = [], 0.0
    for seed in range(DRAWS):
        draw = Draw(chosen, seed)
        start = time.perf_counter()
        found = matching.match(draw.pools, encoder)
        took += time.perf_counter() - start
        counts.update(judged(draw, found))
        sure += [(c.confidence, len(set(map(story_of, c.articles.values()))) == 1) for c in found.chains]
        for chain in found.chains:
            if len(set(map(story_of, chain.articles.values()))) > 1:
                print(f"  wrong {chain.confidence:.2f}", *(a.id for a in chain.articles.values()))
    partnered = sum(n for (kind, _), n in counts.items() if kind == "with")
    lone = sum(n for (kind, _), n in counts.items() if kind == "without")
    print(
        f"{name}: {len(chosen)} stories, {DRAWS} draws, {took:.1f} s beyond encoding\n"
        f"  with a partner {partnered}: right {counts['with', True] / partnered:.2%}, "
        f"unmatched {counts['with', None] / partnered:.2%}, wrong {counts['with', False] / partnered:.2%}\n"
        f"  without a partner {lone}: falsely matched {counts['without', False] / lone:.2%}\n"
        f"  all right {(counts['with', True] + counts['without', True]) / (partnered + lone):.2%}"
    )
    chance, right = np.array(sure).T
    print(f"  chains {len(right)}: right {right.mean():.2%}, mean confidence {chance.mean():.2%}")
    for low, high in ((0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.99), (0.99, 1.01)):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            share = right[inside].mean()
            print(f"    confidence {low:.2f}-{min(high, 1):.2f}: {inside.sum():4} chains, right {share:.1%}")


def fit(chosen: Sequence[Story], encoder: Encoder) -> None:
    """Print the weights that the unions of single articles give; the lead is that over all rivals."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only for this

    rows, labels = [], []
    for seed in range(100, 100 + 4 * DRAWS):
        draw = Draw(chosen, seed, missing=0.5 if seed % 2 else MISSING)
        remembered = RememberedEncoder(encoder)
        pools = {role: {article.text: article for article in pool}.values() for role, pool in draw.pools.items()}
        seen = {role: profiles(role, tuple(pool), remembered) for role, pool in pools.items()}
        likenesses = matching.likenesses(seen, remembered)
        for union in unions({profile: (profile,) for profile in likenesses}, likenesses):
            (one,), (other,) = union.left, union.right
            rows.append([union.likeness.coverage, np.clip(union.ahead, -FARTHEST, FARTHEST)])
            labels.append(story_of(one.article) == story_of(other.article))
    model = LogisticRegression(C=10.0).fit(rows, labels)
    names = ("coverage", "lead")
    print(f"{len(labels)} pairs, {np.mean(labels):.1%} right; before {CONFIDENCE}")
    weights = {name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)}
    print(weights, round(float(model.intercept_[0]), 2))


class MadeUp:
    """Stands in for an encoder: a text's vector is that of the story named in it, and a little of its own."""

    name = "made up"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Two texts of one sentence have a cosine of .8."""
        seeds = [int(found[0]) if (found := _FIGURE.match(text)) else crc32(text.encode()) for text in texts]
        vectors = [np.random.default_rng(seed).standard_normal(384) for seed in seeds]
        noise = np.random.default_rng(1).standard_normal((len(texts), 384)) * 0.5
        return unit((np.array(vectors).reshape(-1, 384) + noise).astype(np.float32))

    def sentence_mean(self, _: str) -> Vectors:
        """None is taken away."""
        return np.zeros(384, np.float32)


def speed(size: int, data: Path) -> None:
    """Each article has 20 sentences of real text; its first word tells which sentence of which story it is."""
    lines = [line for story in stories(data) for line in story.lines[Role.SOURCE]]

    def text(k: int) -> str:
        return "\n\n".join(f"{k * 20 + n} {lines[(k * 7 + n) % len(lines)]}" for n in range(20))

    pools = {role: [Article(str(k), f"{role} {k}", "", text(k), "en", START) for k in range(size)] for role in Role}
    start = time.process_time()
    found = matching.match(pools, MadeUp())  # type: ignore[arg-type]
    took = time.process_time() - start
    right = sum(len({a.id for a in c.articles.values()}) == 1 and len(c.articles) == 3 for c in found.chains)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size} articles of 20 sentences a pool: {took:.1f} s of a core, {right} chains right, {peak:.0f} MB at most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--fit", action="store_true", help="learn the weights of the confidence")
    parser.add_argument("--speed", type=int, metavar="N", help="time pools of so many made-up articles")
    parser.add_argument("--half", choices=("dev", "held"), help="only one half of the stories")
    options = parser.parse_args()
    if options.speed:
        speed(options.speed, options.data)
        return
    every, encoder = stories(options.data), RememberedEncoder(load())
    halves = {"dev": every[::2], "held": every[1::2], "both": every}
    if options.fit:
        fit(halves["dev"], encoder)
        return
    encoder.learn([line for story in every for lines in story.lines.values() for line in lines])
    for name, chosen in halves.items():
        if options.half in (None, name):
            measure(chosen, encoder, name)


if __name__ == "__main__":
    main()
