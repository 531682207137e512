"""Items as their formats have them, made into articles that are unique in their pool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from aligner.articles import Article, BadArticle, Notice
from aligner.lang.controls import STEERING
from aligner.lang.detect import UNDETERMINED, detect
from aligner.lang.scripts import LANGUAGES
from aligner.mojibake import garbled

LONGEST_TITLE = 300
LONGEST_ID = 2_000
_NO_DATE = {1, 1900, 1904, 9999}
"""Years that programs write when they have no date, besides the first day of 1970."""
_TELLING = 800  # letters that tell a language; more of them take longer than all the rest


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a format says of an item: `body` is plain text without the title, `lang` what the feed declares."""

    place: str
    id: str
    title: str
    body: str
    link: str = ""
    published: datetime | None = None
    outlet: str = ""
    lang: str = ""


def articles(items: Iterable[FeedItem | BadArticle]) -> Iterator[Article | BadArticle]:
    """The article of each item, and what is to be said about it.

    The second item with an id gets another one, unless it has the same text too: then it is left out.
    """
    seen: dict[str, bytes] = {}
    for item in items:
        if isinstance(item, BadArticle):
            yield item
            continue
        text = _written(item)
        if not STEERING.sub("", text).strip():
            yield BadArticle(item.place, "has neither a title nor a text")
            continue
        digest = sha256(text.encode("utf-8", "replace")).digest()
        wanted = (item.id or item.link or digest.hex()[:16])[:LONGEST_ID]
        if seen.get(wanted) == digest:
            yield BadArticle(item.place, f"is there twice, with the same id ({wanted}) and text; read once")
            continue
        name = _unique(wanted, seen)
        seen[name] = digest
        yield Article(
            name, item.place, item.title, text, _language(text, item.lang), item.published, item.link, item.outlet
        )
        if name != wanted:
            yield Notice(item.place, f"has the id of another item ({wanted}); it is called {name}", name, "duplicate")
        wrong = garbled(text)
        if wrong:
            yield Notice(item.place, f"was read in the wrong encoding before it got here: {wrong}", name, "mojibake")


def utc(moment: datetime | None) -> datetime | None:
    """The moment in UTC; None for the dates that programs write when they have none.

    A date to come stays: embargoed items have one, and without a clock none is told from a wrong one.
    """
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return None if moment.year in _NO_DATE or moment.date().isoformat() == "1970-01-01" else moment


def titled(text: str) -> tuple[str, str]:
    """A document's title, which is its first line, and the rest; without a title if the first line is too long."""
    first, _, rest = text.strip().partition("\n")
    return (first.strip(), rest.strip()) if len(first) <= LONGEST_TITLE else ("", text.strip())


def _written(item: FeedItem) -> str:
    """Title first; a body that begins with its title does not say it twice."""
    body = item.body.strip()
    first, _, rest = body.partition("\n")
    if item.title and first.strip() == item.title:
        body = rest.strip()
    return "\n\n".join(part for part in (item.title, body) if part)


def _unique(wanted: str, seen: dict[str, bytes]) -> str:
    name, number = wanted, 2
    while name in seen:
        name, number = f"{wanted}#{number}", number + 1
    return name


def _language(text: str, declared: str) -> str:
    """The declared language, if the text is in its script at all: many feeds declare what their template says."""
    told = detect(text[:_TELLING])
    code = declared.strip().replace("_", "-").partition("-")[0].lower()
    if told == UNDETERMINED:
        return code if code.isalpha() and len(code) in {2, 3} else told
    together = any(told in languages and code in languages for languages in LANGUAGES.values())
    return code if together else told
