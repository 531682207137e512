"""The articles that commands take from files, folders and addresses."""
# ruff: noqa: PLC0415 - readers need more than a look at --help should pay for

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aligner.articles import Article, BadArticle
from aligner.bitext import Role
from aligner.errors import InputError

from .chain import from_here
from .output import say

if TYPE_CHECKING:
    from aligner.fetching import Fetched
    from aligner.fetching.fetcher import Known

ADDRESSES = ("http://", "https://")
WHOLE = 400
"""Characters from which an item's text is taken for the whole article; of a shorter one the linked page is read."""


def is_address(place: str) -> bool:
    """Whether this has to be fetched."""
    return place.lower().startswith(ADDRESSES)


@dataclass(frozen=True, slots=True)
class Reading:
    """How feeds are read: languages and encodings by role where they are given, and the largest that is read."""

    languages: Mapping[Role, str]
    encodings: Mapping[Role, str]
    max_bytes: int

    def pools(
        self, places: Mapping[Role, str], fetched: Mapping[str, Fetched]
    ) -> tuple[dict[Role, list[Article]], list[BadArticle]]:
        """The articles by role, and what cannot be used or is odd; raises InputError for what cannot be read at all."""
        articles: dict[Role, list[Article]] = {role: [] for role in places}
        bad: list[BadArticle] = []
        for role, place in places.items():
            for item in self._items(role, place, fetched):
                if isinstance(item, BadArticle):
                    bad.append(item)
                else:
                    articles[role].append(replace(item, lang=self.languages.get(role, item.lang)))
        return articles, bad

    def _items(self, role: Role, place: str, fetched: Mapping[str, Fetched]) -> Iterator[Article | BadArticle]:
        from aligner.feed_readers import articles_of, read_articles

        encoding = self.encodings.get(role)
        if not is_address(place):
            return read_articles(from_here(Path(place)), encoding=encoding, max_bytes=self.max_bytes)
        came = fetched[place]
        suffix = PurePosixPath(urlsplit(came.url).path).suffix.lower()
        return articles_of(came.data, came.url, suffix=suffix, encoding=encoding, max_bytes=self.max_bytes)


class Fetching:
    """Fetches the feeds that are named by addresses, and says whether they are others than the last time."""

    def __init__(self, max_bytes: int, *, allow_private: bool) -> None:
        from aligner.fetching import Fetcher, Limits

        self._fetcher = partial(Fetcher, Limits(max_bytes=max_bytes), allow_private=allow_private)

    def fetched(self, places: Iterable[str], known: Known | None) -> dict[str, Fetched] | None:
        """What came of each address, whole; None if none has changed since what is `known`. Raises InputError."""
        addresses = [place for place in places if is_address(place)]
        found = {place: fetcher.fetch(place) for fetcher in [self._fetcher(known=known)] for place in addresses}
        if len(addresses) == len(list(places)) and all(came.not_modified for came in found.values()):
            return None
        whole = self._fetcher()  # a feed is matched with others that may have changed
        return {place: whole.fetch(place) if came.not_modified else came for place, came in found.items()}

    def completed(
        self, pools: Mapping[Role, list[Article]], max_bytes: int
    ) -> tuple[dict[Role, list[Article]], list[BadArticle]]:
        """The articles, those that are no more than a summary with the text of the page they link to if that has more.

        A page that cannot be had leaves the summary, and is told.
        """
        fetcher = self._fetcher()
        bad: list[BadArticle] = []

        def whole(article: Article) -> Article:
            if len(article.text) >= WHOLE or not is_address(article.link):
                return article
            try:
                text = _page(fetcher.fetch(article.link), max_bytes)
            except InputError as error:
                bad.append(BadArticle(article.origin, f"is a summary, and its page cannot be had: {error}"))
                return article
            return replace(article, text=text) if len(text) > len(article.text) else article

        return {role: [whole(article) for article in articles] for role, articles in pools.items()}, bad


def _page(came: Fetched, max_bytes: int) -> str:
    """The text of a page; raises InputError if it has none."""
    from aligner.feed_readers import articles_of

    found = articles_of(came.data, came.url, suffix=".html", max_bytes=max_bytes)
    return next((item.text for item in found if isinstance(item, Article)), "")


def refuse_addresses(places: Iterable[str]) -> None:
    """Raise InputError for an address that nobody allowed to fetch."""
    for place in places:
        if is_address(place):
            from aligner.fetching import redacted

            raise InputError(f"{redacted(place)} is an address; give --fetch to have it fetched")


def read_article(path: Path, encoding: str | None, max_bytes: int) -> Article:
    """The article in one file, its text as it stands there; raises InputError."""
    from aligner.readers import read

    document = read(path, Role.SOURCE, encoding=encoding, max_bytes=max_bytes)
    title = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    return Article(str(path), str(path), title, document.text, document.lang)


def read_pool(path: Path, apart: Path, encoding: str | None, max_bytes: int) -> list[Article]:
    """The articles of a feed or a folder, in order, without the one in the file `apart`.

    What cannot be read is told to the user and passed over. Raises InputError if there is none.
    """
    from aligner.feed_readers import read_articles

    if not path.exists():
        raise InputError(f"{path} does not exist; check the path")
    found = list(read_articles(path, encoding=encoding, max_bytes=max_bytes))
    _warn(found)
    articles = [each for each in found if isinstance(each, Article) and not _is_at(each, apart)]
    if not articles:
        raise InputError(f"{path} holds no other articles; name a feed or a folder with some")
    return articles


def _is_at(article: Article, path: Path) -> bool:
    place = Path(article.origin)
    try:
        return place.samefile(path)
    except (OSError, ValueError):
        return False


def _warn(found: Iterable[Article | BadArticle]) -> None:
    for item in found:
        if isinstance(item, BadArticle):
            say(f"warning: {item}")
