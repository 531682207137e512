"""An article of a feed or a folder, before it takes a role in a chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader makes of one item.

    `id` is the feed's own (guid, id, path), unique in its pool; `origin` says where it came from (file or address, and
    the item's place in it), as messages and reports name it; `text` is plain text, title first, paragraphs apart by an
    empty line; `published` is in UTC, None where unknown or unreadable; `link` is the item's address, if it has one;
    `outlet` names the feed or folder; `lang` is told by the text unless the feed says so.
    """

    id: str
    origin: str
    title: str
    text: str
    lang: str
    published: datetime | None = None
    link: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class BadArticle:
    """An item that cannot be used, with the reason in words; the rest of its feed goes on."""

    origin: str
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Notice(BadArticle):
    """What is wrong with an item that is used all the same; `id` is its article's, empty if it concerns them all.

    `kind` tells the matter in a word: mojibake, duplicate, encoding or broken.
    """

    id: str = ""
    kind: str = ""
