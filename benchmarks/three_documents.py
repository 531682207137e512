"""Makes documents for three_way.py, with known rows, out of sentences in three versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, combinations, pairwise, permutations
from pathlib import Path
from random import Random
from typing import TypeAlias

from alignment import document, lines_of

from aligner.bitext import Document, Role, Row

SEED, PASSES = 11, 3
SHORTEST, LONGEST = 12, 40
UNTRANSLATED, ADDED, DROPPED = 0.04, 0.04, 0.01
JOINED = 0.08
SPLIT = 0.09
"""Of which two in three have a clause boundary near the middle: 6 % are split."""
PAGE = 0.05
LEAST_MOVE = 4
_CLAUSE = re.compile(r"(?<=[,;،؛])\s+|\s+(?=and\s)")
_ENGLISH = (
    "Read more",
    "Advertisement",
    "Share this",
    "Most popular",
    "Photo: Getty Images",
    "Sign up for our newsletter",
)
_ARABIC = ("اقرأ أيضا", "إعلان", "شارك الخبر", "الأكثر قراءة", "المصدر: وكالات", "تابعونا على فيسبوك")
_PAGE = {Role.SOURCE: _ENGLISH, Role.TRANSLATION: _ARABIC, Role.TWIN: _ENGLISH}

Versions: TypeAlias = Mapping[Role, str]
"""A sentence as the documents have it, those that do have it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, and the sentences (by number) that it says or has a part in."""

    text: str
    says: frozenset[int]


Group: TypeAlias = Mapping[Role, Sequence[Line]]
"""Neighbouring lines that hang together: no other line may come between."""


@dataclass(frozen=True, slots=True)
class Example:
    """Three documents as lines, and the sentences that were moved."""

    lines: Group
    moved: frozenset[int]

    def documents(self, roles: frozenset[Role]) -> dict[Role, Document]:
        """Some of the documents."""
        return {role: document(role, [line.text for line in self.lines[role]]) for role in Role if role in roles}

    def rows(self, roles: frozenset[Role]) -> tuple[Row, ...]:
        """The true rows of some of the documents: lines that share a sentence, directly or through others."""
        bundles: list[frozenset[int]] = []
        for line in chain.from_iterable(self.lines[role] for role in roles):
            bundle = line.says.union(*(other for other in bundles if other & line.says))
            bundles = [*(other for other in bundles if not other & line.says), bundle]
        return tuple(self._row(bundle, roles) for bundle in bundles)

    def _row(self, sentences: frozenset[int], roles: frozenset[Role]) -> Row:
        """The lines of some of the documents that say one of the sentences."""
        lines = [self.lines[role] if role in roles else () for role in Role]
        source, translation, twin = (tuple(n for n, line in enumerate(x) if line.says & sentences) for x in lines)
        return Row(source, translation, twin, moved=sentences <= self.moved)


def examples(path: Path, *, moving: bool) -> Iterator[Example]:
    """Documents of neighbouring sentences of the triples, in the order of FLORES, where an article's are together."""
    table = {int(row[1]): row[5:8] for row in (line.split("\t") for line in lines_of(path)[1:])}
    sentences = [dict(zip(Role, table[number], strict=True)) for number in sorted(table)]
    chance = Random(SEED)  # noqa: S311 - nothing secret
    for _ in range(PASSES):
        start = 0
        while len(sentences) - start >= SHORTEST:
            size = chance.randint(SHORTEST, LONGEST)
            yield _example([_lossy(each, chance) for each in sentences[start : start + size]], chance, moving)
            start += size


def _example(sentences: Sequence[Versions], chance: Random, moving: bool) -> Example:
    groups = list(_with_page(_grouped(sentences, chance), chance))
    order, block = _rearranged(groups, chance) if moving else (groups, [])
    sequence = {role: groups if role is Role.SOURCE else order for role in Role}
    moved = (line.says for group in block for lines in group.values() for line in lines)
    return Example(
        {role: [x for group in sequence[role] for x in group[role]] for role in Role}, frozenset().union(*moved)
    )


def _lossy(sentence: Versions, chance: Random) -> Versions:
    """The sentence without the documents that lost it; what the translator left out the machine never saw."""
    lost: tuple[set[Role], ...] = ({Role.TRANSLATION, Role.TWIN}, {Role.SOURCE}, {Role.TWIN}, set())
    rates = (UNTRANSLATED, ADDED, DROPPED, 1 - UNTRANSLATED - ADDED - DROPPED)
    (without,) = chance.choices(lost, rates)
    return {role: text for role, text in sentence.items() if role not in without}


def _grouped(sentences: Sequence[Versions], chance: Random) -> list[Group]:
    """The sentences as lines, some of two neighbours and some of a part."""
    joined: set[tuple[Role, int]] = set()
    for number, both in enumerate(pairwise(sentences)):
        for role in Role:
            if all(role in each for each in both) and (role, number - 1) not in joined and chance.random() < JOINED:
                joined.add((role, number))
    ends = [n + 1 for n in range(len(sentences)) if not any((role, n) in joined for role in Role)]
    lines = {role: [_lines(role, n, sentences, joined, chance) for n in range(len(sentences))] for role in Role}
    return [
        {role: list(chain.from_iterable(lines[role][start:end])) for role in Role}
        for start, end in pairwise([0, *ends])
    ]


def _lines(
    role: Role, n: int, sentences: Sequence[Versions], joined: set[tuple[Role, int]], chance: Random
) -> list[Line]:
    """The lines that begin with a sentence."""
    text = sentences[n].get(role)
    if text is None or (role, n - 1) in joined:
        return []
    if (role, n) in joined:
        return [Line(f"{text} {sentences[n + 1][role]}", frozenset({n, n + 1}))]
    parts = _halves(text)
    drawn = parts if chance.random() < SPLIT else (text,)
    return [Line(part, frozenset({n})) for part in drawn]


def _halves(text: str) -> tuple[str, ...]:
    """The text cut at the clause boundary next to its middle, whole if its middle half has none."""
    cuts = [cut for cut in _CLAUSE.finditer(text) if 0.25 < cut.start() / len(text) < 0.75]
    if not cuts:
        return (text,)
    cut = min(cuts, key=lambda cut: abs(cut.start() - len(text) / 2))
    return text[: cut.start()], text[cut.end() :]


def _with_page(groups: Sequence[Group], chance: Random) -> Iterator[Group]:
    """The groups with lines of boilerplate between them, each in one document only."""
    for number, group in enumerate(groups):
        yield group
        if chance.random() < PAGE * len(Role):
            here = chance.choice(list(Role))
            line = Line(chance.choice(_PAGE[here]), frozenset({-1 - number}))
            yield {role: [line] * (role is here) for role in Role}


def _rearranged(groups: Sequence[Group], chance: Random) -> tuple[Sequence[Group], Sequence[Group]]:
    """The groups with a block of two or three sentences moved past others, and the block."""
    places = [0, *accumulate(len(group[Role.TRANSLATION]) for group in groups)]
    moves = [
        (first, middle, last, slice(*block))
        for first, middle, last in combinations(range(len(places)), 3)
        for block, passed in permutations([(first, middle), (middle, last)])
        if 2 <= places[block[1]] - places[block[0]] <= 3 and places[passed[1]] - places[passed[0]] >= LEAST_MOVE
        if all(group[role] for group in groups[slice(*block)] for role in Role)
    ]
    first, middle, last, block = chance.choice(moves)
    return [*groups[:first], *groups[middle:last], *groups[first:middle], *groups[last:]], groups[block]
