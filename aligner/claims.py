"""What articles claim that can be checked: names, numbers, dates, what was said and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from aligner.dossier import Place
from aligner.lang.direction import RTL_LETTER


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


def grouped(items: Sequence[Item], agree: Callable[[Item, Item], bool], *, by_first: bool = False) -> list[list[Item]]:
    """The items in groups, in the order of their first ones; each joins the first group that holds one it agrees with.

    With `by_first` it has to agree with the group's first item, so that none ties two groups together.
    """
    groups: list[list[Item]] = []
    for item in items:
        home = next(
            (group for group in groups if any(agree(other, item) for other in group[: 1 if by_first else None])), None
        )
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def claim(kind: Kind, mentions: Sequence[Mention]) -> Claim:
    """A claim that these places make, called as the first in Latin letters has it, if there is one."""
    values = [mention.value for mention in mentions]
    return Claim(kind, next((value for value in values if not RTL_LETTER.search(value)), values[0]), tuple(mentions))
