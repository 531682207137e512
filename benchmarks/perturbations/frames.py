"""Sentences put in a frame, the same on all sides and in other words on the twin, and the frame distorted."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .edits import tight
from .items import Base, Item, item
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


@cache
def frames() -> tuple[Frame, ...]:
    lines = FRAMES.read_text(encoding="utf-8").splitlines()
    return tuple(Frame(*line.split("\t")) for line in lines if not line.startswith("#"))


def framed(frame: str, sentence: str, small: frozenset[str]) -> str:
    """The sentence in its place, with a small letter where it no longer begins a sentence."""
    first = re.match(r"\w+", sentence)
    inside = not frame.startswith("{}") and not re.search(r"[:“\"] ?[“\"]?\{\}", frame)
    if inside and first and first.group().lower() in small and first.group() != "I":
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
    return base._replace(
        source=framed(frame.source, base.source, small) if base.source else None,
        translation=frame.translation.replace("{}", base.translation.rstrip(".")) if base.translation else None,
        twin=framed(frame.twin, base.twin or "", small),
    )


def planted(bases: list[Base], task: str, prefix: str, cap: int) -> Iterator[Item]:
    """Every frame in turn around sentences drawn for it: the faithful item and the distorted one."""
    small = small_words(text for base in bases for text in (base.source, base.twin) if text)
    fit = [base for base in bases if plain(base)]
    share = {f.category: sum(g.category == f.category for g in frames()) for f in frames()}
    for number, frame in enumerate(frames()):
        times = min(12, -(-cap // share[frame.category]))
        for base in random.Random(f"{frame.category}{number}").sample(fit, min(times, len(fit))):
            faithful = put(frame, base, small)
            id = f"{prefix}/frame{number}"
            yield item(f"{id}_clean/{base.id}", task, f"clean {frame.category}", faithful, clean=True)
            twin = framed(frame.distorted, base.twin or "", small)
            start, end = tight(faithful.twin or "", twin)
            gold = [[start, end]] if end - start < len(twin) * 0.6 else []
            yield item(
                f"{id}/{base.id}", task, frame.category, faithful._replace(twin=twin),
                pair=f"{id}_clean/{base.id}", gold=gold, hop=base.hop,
            )  # fmt: skip
