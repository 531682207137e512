"""What articles claim that can be checked: names, numbers, dates, what was said and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from aligner.dossier import Place


class Kind(StrEnum):
    """What a claim is about; a `quote` stands between quotation marks, `speech` is reported."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    QUOTE = "quote"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that makes a claim; `value` is what it says in its own words, `speaker` who is said to have said it."""

    place: Place
    value: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more articles claim, with every place where they do; `value` is how the first of them says it."""

    kind: Kind
    value: str
    mentions: tuple[Mention, ...]

    @property
    def articles(self) -> tuple[int, ...]:
        """The numbers of the articles that make it."""
        return tuple(sorted({mention.place.article for mention in self.mentions}))

    @property
    def alone(self) -> bool:
        """Whether one article alone makes it."""
        return len(self.articles) == 1


Item = TypeVar("Item")


def grouped(items: Sequence[Item], agree: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """The items in groups, each joined to the first group that holds one it agrees with, in the order of the first."""
    groups: list[list[Item]] = []
    for item in items:
        home = next((group for group in groups if any(agree(other, item) for other in group)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def claim(kind: Kind, mentions: Sequence[Mention]) -> Claim:
    """A claim that these places make."""
    return Claim(kind, mentions[0].value, tuple(mentions))
