"""A kind of distortion: what it may make of a text, in so many ways as the text allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from .edits import Edit, Edits, like

RULES = Path(__file__).with_name("rules.tsv")
LISTS = Path(__file__).with_name("lists.tsv")


class Text(NamedTuple):
    """A text to be distorted, and what else is known of it."""

    twin: str
    source: str
    names: frozenset[str]


class Kind(NamedTuple):
    """A name, the category it belongs to, and the ways it has with a text."""

    name: str
    category: str
    ways: Callable[[Text], Iterator[Edits]]


@cache
def ordered(name: str) -> tuple[str, ...]:
    """The words of a list, in their order."""
    lines = LISTS.read_text(encoding="utf-8").splitlines()
    return next(tuple(words.split()) for key, words in (x.split("\t") for x in lines[1:]) if key == name)


def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(ordered(name))


def dice(seed: str) -> Random:
    """What draws for a seed, always the same."""
    return Random(seed)  # noqa: S311 - nothing here is secret


class Rule(NamedTuple):
    """A row of the table of rules."""

    pattern: re.Pattern[str]
    replacements: tuple[str, ...]


def compiled(category: str, pattern: str, replacements: str) -> Rule:
    """A row's rule. A title that is part of a name is no relation: there the case of the letters counts."""
    flags = 0 if category == "relation" or re.search(r"(?<!\\)[A-Z]", pattern) else re.IGNORECASE
    bounded = rf"(?:(?=\W)|(?<![\w'’-]))(?:{pattern})(?:(?<=\W)|(?![\w-]))"
    return Rule(re.compile(bounded, flags), tuple(replacements.split("|")))


def expanded(rule: Rule, text: str) -> Iterator[Edits]:
    for match in rule.pattern.finditer(text):
        for replacement in rule.replacements:
            new = match.expand(replacement)
            if new.strip().lower() != match.group().strip().lower():
                yield (Edit(match.start(), match.end(), like(match.group(), new)),)


@cache
def rules() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """The rules of every kind, by its name and category."""
    grouped: dict[tuple[str, str], list[Rule]] = {}
    for line in RULES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, category, pattern, replacements = line.split("\t")
            grouped.setdefault((kind, category), []).append(compiled(category, pattern, replacements))
    return {key: tuple(group) for key, group in grouped.items()}


def by_rules() -> list[Kind]:
    """The kinds that the table of rules describes."""

    def ways(group: tuple[Rule, ...]) -> Callable[[Text], Iterator[Edits]]:
        return lambda text: (edits for rule in group for edits in expanded(rule, text.twin))

    return [Kind(name, category, ways(group)) for (name, category), group in rules().items()]
