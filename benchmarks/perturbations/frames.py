"""Sentences put in a frame, the same on all sides and in other words on the twin, and the frame distorted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .edits import tight
from .items import Base, Item, item
from .kinds import dice
from .sentences import single

FRAMES = Path(__file__).with_name("frames.tsv")
ARABIC_END = re.compile(r"[.!؟:\"“”]")


class Frame(NamedTuple):
    """A row of the table of frames."""

    category: str
    source: str
    translation: str
    twin: str
    distorted: str
    arabic: str


@cache
def frames() -> tuple[Frame, ...]:
    lines = FRAMES.read_text(encoding="utf-8").splitlines()
    return tuple(Frame(*line.split("\t")) for line in lines if not line.startswith("#"))


def framed(frame: str, sentence: str, small: frozenset[str]) -> str:
    """The sentence in its place, with a small letter where it no longer begins a sentence."""
    first = re.match(r"\w+", sentence)
    inside = not frame.startswith("{}") and not re.search(r"[:“\"] ?[“\"]?\{\}", frame)
    known = first and (first.group().lower() in small or first.group().endswith("ly")) and first.group() != "I"
    if inside and known:
        sentence = sentence[0].lower() + sentence[1:]
    return frame.replace("{}", sentence.rstrip("."))


def plain(base: Base) -> bool:
    """Whether every side is one sentence that nobody is quoted in."""
    sides = [text for text in (base.source, base.twin) if text]
    arabic = base.translation or "."
    return all(single(text) and 30 < len(text) < 190 for text in sides) and bool(
        arabic.endswith(".") and not ARABIC_END.search(arabic[:-1])
    )


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that a text writes with a small letter."""
    return frozenset(word for text in texts for word in re.findall(r"(?<![^\W\d_])[a-z]+(?![\w])", text))


def put(frame: Frame, base: Base, small: frozenset[str]) -> Base:
    return Base(
        base.id,
        framed(frame.source, base.source, small) if base.source else None,
        inserted(frame.translation, base.translation) if base.translation else None,
        framed(frame.twin, base.twin, small) if base.twin else None,
        base.hop,
    )


def inserted(frame: str, arabic: str) -> str:
    return frame.replace("{}", arabic.rstrip("."))


def drawn(bases: list[Base], cap: int) -> Iterator[tuple[str, Frame, int, Base]]:
    """Every frame with the sentences that are put in it: its name, itself, their number and they."""
    fit = [base for base in bases if plain(base)]
    share = Counter(frame.category for frame in frames())
    for number, frame in enumerate(frames()):
        times = min(12, -(-cap // share[frame.category]), len(fit))
        for count, base in enumerate(dice(f"{frame.category}{number}").sample(fit, times)):
            yield f"frame{number}", frame, count, base


def planted(bases: list[Base], task: str, prefix: str, cap: int) -> Iterator[Item]:
    """The faithful items and the distorted ones, at either hop where there are two."""
    small = small_words(text for base in bases for text in (base.source, base.twin) if text)
    for name, frame, count, base in drawn(bases, cap):
        faithful = put(frame, base, small)
        pair = f"{prefix}/{name}_clean/{base.id}"
        yield item(pair, task, f"clean {frame.category}", faithful, clean=True)
        twin, gold = None, []
        if base.twin:
            twin = framed(frame.distorted, base.twin, small)
            start, end = tight(faithful.twin or "", twin)
            gold = [[start, end]] if frame.distorted != "{}." else []
            more = {"pair": pair, "gold": gold, "hop": base.hop}
            yield item(f"{prefix}/{name}/{base.id}", task, frame.category, faithful._replace(twin=twin), **more)
        if base.translation and frame.arabic:
            follows = count % 2 == 0
            changed = faithful._replace(
                translation=inserted(frame.arabic, base.translation), twin=twin if follows else faithful.twin
            )
            more = {"pair": pair, "gold": gold if follows else [], "hop": "source-translation"}
            yield item(f"{prefix}/hop1_{name}/{base.id}", task, frame.category, changed, **more)
