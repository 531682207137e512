"""Distortions of the Arabic: alone, or with a twin that follows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from .edits import Edit, apply
from .items import Base, Item, item
from .kinds import dice
from .numbers import slips

HERE = Path(__file__).parent
INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
LETTER = "\u0621-\u0652"
PREFIX = "(?:[وف])?(?:[بلك])?"


class Change(NamedTuple):
    """What becomes of the Arabic, and of a twin that follows it."""

    name: str
    category: str
    translation: str
    twin: str | None
    gold: tuple[tuple[int, int], ...]


class Concept(NamedTuple):
    """A row of the table of concepts."""

    group: str
    category: str
    english: tuple[str, ...]
    arabic: tuple[str, ...]


@cache
def concepts() -> tuple[Concept, ...]:
    lines = (HERE / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(Concept(a, b, tuple(en.split("|")), tuple(ar.split("|"))) for a, b, en, ar in rows)


@cache
def rules() -> tuple[tuple[str, str, re.Pattern[str], tuple[str, ...]], ...]:
    lines = (HERE / "rules_ar.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(
        (
            name,
            category,
            re.compile(rf"(?<![{LETTER}])(?P<and>[وف]?)(?:{pattern})(?:(?<= )|(?![{LETTER}]))"),
            tuple(new.split("|")),
        )
        for name, category, pattern, new in rows
    )


def arabic_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{LETTER}/])(?P<prefix>{PREFIX}){word}(?![{LETTER}/])(?! عشر)")


def english_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,-]){re.escape(word)}(?![\w-]|[.,]\d| (?:Korea|Africa|America|Sudan))")


def once(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The only match of a pattern, so that there is no doubt which word is meant."""
    found = list(pattern.finditer(text))
    return found[0] if len(found) == 1 else None


def form(concept: Concept, side: str, text: str) -> tuple[int, re.Match[str]] | None:
    words = concept.arabic if side == "arabic" else concept.english
    make = arabic_word if side == "arabic" else english_word
    found = [(i, match) for i, word in enumerate(words) if (match := once(make(word), text))]
    return max(found, key=lambda pair: len(pair[1].group())) if found else None


def by_concept(base: Base) -> Iterator[Change]:
    """A word of all three sides for another of its class."""
    source, arabic = base.source or "", base.translation or ""
    for concept in concepts():
        there = form(concept, "arabic", arabic)
        if not there or not form(concept, "english", source):
            continue
        twin = form(concept, "english", base.twin) if base.twin else None
        for other in concepts():
            if other.group == concept.group and other != concept and not form(other, "arabic", arabic):
                new = other.arabic[min(there[0], len(other.arabic) - 1)]
                match = there[1]
                changed, _ = apply(arabic, [Edit(match.start(), match.end(), match["prefix"] + new)])
                made, gold = follow(base.twin or "", twin, other)
                yield Change(f"concept.{concept.group}", concept.category, changed, made, gold)


def follow(
    text: str, found: tuple[int, re.Match[str]] | None, other: Concept
) -> tuple[str | None, tuple[tuple[int, int], ...]]:
    if not found or re.search(r"\bone of\b", text[found[1].end() : found[1].end() + 4]):
        return None, ()
    new = other.english[min(found[0], len(other.english) - 1)]
    return apply(text, [Edit(found[1].start(), found[1].end(), new)])


def by_digits(base: Base) -> Iterator[Change]:
    """A number in figures, misread in the Arabic."""
    source, arabic = base.source or "", base.translation or ""
    for match in re.finditer(r"(?<![\w.,٬٫/:-])[\d٠-٩]{2,}(?![\w/:]|[.,٬٫-][\d٠-٩])", arabic):
        plain = match.group().translate(INDIC)
        if not once(english_word(plain), source):
            continue
        year = len(plain) == 4 and plain[:2] in ("15", "16", "17", "18", "19", "20")
        twin = once(english_word(plain), base.twin or "")
        for new in slips(plain):
            if new[0] == "0" or len(new) != len(plain) or (year and not 1400 < int(new) < 2030):
                continue
            shown = (
                new.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if match.group()[0] in "٠١٢٣٤٥٦٧٨٩" else new
            )
            changed, _ = apply(arabic, [Edit(match.start(), match.end(), shown)])
            made, gold = apply(base.twin or "", [Edit(twin.start(), twin.end(), new)]) if twin else (None, ())
            category = "date" if year else "number"
            yield Change(f"digits_{category}", category, changed, made, gold)


def by_rule(base: Base) -> Iterator[Change]:
    """The Arabic denied, strengthened, doubted."""
    arabic = base.translation or ""
    for name, category, pattern, replacements in rules():
        for match in pattern.finditer(arabic):
            for new in replacements:
                joined = "" if category == "hedge_drop" else match["and"]
                edit = Edit(match.start(), match.end(), joined + new)
                changed, _ = apply(arabic, [edit])
                yield Change(name, category, changed, None, ())


def translated(table: dict[int, int], match: re.Match[str]) -> str:
    return match.group().translate(table)


def in_figures(base: Base) -> Iterator[Change]:
    """The same figures in the digits of the other Arab half, and the same words without their vowel signs."""
    arabic = base.translation or ""
    western, eastern = "0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬"
    for old, new in ((western, eastern), (eastern, western)):
        table = str.maketrans(old, new)
        runs = re.compile(rf"(?<![A-Za-z\d.,-])[{old[:10]}]+(?:[{old[10:]}][{old[:10]}]+)*(?![A-Za-z\d-])")
        changed = runs.sub(partial(translated, table), arabic)
        if changed != arabic:
            yield Change("digits", "clean number", changed, None, ())
    yield Change("signs", "clean word", re.sub("[\u064b-\u0652]", "", arabic), None, ())
    yield Change("marks", "clean quote", re.sub(r'"([^"]+)"', r"«\1»", arabic), None, ())


WAYS: tuple[Callable[[Base], Iterator[Change]], ...] = (by_concept, by_digits, by_rule)


def chosen(
    ways: Iterable[Callable[[Base], Iterator[Change]]],
    base: Base,
    followed: bool,
    used: Counter[str],
    clean: bool = False,
) -> list[Change]:
    """One change of every category, the kinds that are rare so far first."""
    every = [
        c
        for way in ways
        for c in way(base)
        if (c.twin is not None or not followed) and c.translation != base.translation
        if c.category.startswith("clean") == clean
    ]
    dice(base.id).shuffle(every)
    best: dict[str, Change] = {}
    for change in sorted(every, key=lambda c: used[c.name]):
        best.setdefault(change.category, change)
    used.update(change.name for change in best.values())
    return list(best.values())


def first_hop(bases: Iterable[Base], task: str, prefix: str, followed: bool, cap: int) -> Iterator[Item]:
    """Items whose Arabic is wrong; with `followed` the twin says what the Arabic says."""
    used: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for base in bases:
        for change in chosen(WAYS, base, followed, used):
            if count[change.category] >= cap:
                continue
            count[change.category] += 1
            twin = change.twin if followed else base.twin
            kind = f"{'hop1' if followed else 'hop1_arabic'}.{change.name}"
            yield item(
                f"{prefix}/{kind}/{base.id}", task, change.category,
                base._replace(translation=change.translation, twin=twin),
                pair=f"{prefix}/clean/{base.id}", gold=[list(s) for s in change.gold] if followed else [],
                hop="source-translation",
            )  # fmt: skip


def reworded(bases: Iterable[Base], task: str, prefix: str, cap: int) -> Iterator[Item]:
    """Clean items whose Arabic says the same in another way."""
    used: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for base in bases:
        for change in chosen((in_figures, by_rule), base, False, used, clean=True):
            if count[change.category] < cap:
                count[change.category] += 1
                name = f"{prefix}/clean_arabic.{change.name}/{base.id}"
                same = base._replace(translation=change.translation)
                yield item(name, task, change.category, same, pair=f"{prefix}/clean/{base.id}", clean=True)
