"""The work of `aligner check`: feeds read and matched, then one item compared after the other."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aligner.bitext import Role
from aligner.config import Config

from .acceptance import Acceptance
from .encoder import Chosen
from .output import say
from .pool import Fetching, Reading, is_address, refuse_addresses
from .stopping import Stop

if TYPE_CHECKING:
    from rich.progress import Progress

    from aligner.articles import BadArticle
    from aligner.feed_run import Item, Run
    from aligner.fetching import Fetched
    from aligner.fetching.fetcher import Known
    from aligner.history import History
    from aligner.matching import Match, Matching

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Judging:
    """A run over feeds; with a history only what is new or changed is judged, and it learns of each item at once."""

    def __init__(
        self,
        config: Config,
        acceptance: Acceptance,
        stop: Stop,
        history: History | None,
        since: datetime | None,
        *,
        quiet: bool,
    ) -> None:
        self._config, self._acceptance, self._stop = config, acceptance, stop
        self._history = history
        self._since = since and since.replace(tzinfo=since.tzinfo or UTC)
        self._quiet = quiet
        self._bad: list[BadArticle] = []
        self._garbled: set[str] = set()
        self._fetched: dict[str, Fetched] = {}

    def prepare(self, places: Mapping[Role, str], reading: Reading, fetching: Fetching | None, encoder: Chosen) -> None:
        """Read the feeds and match their articles; raises InputError."""
        if fetching is None:
            refuse_addresses(places.values())
        with self._progress() as progress:
            task = progress.add_task("reading", total=None)
            from aligner.articles import Notice
            from aligner.matching import Matching, match
            from aligner.signature import signature_of

            self._feed = _named(places)
            self._encoder = encoder.load()
            self._signature = str(signature_of(self._encoder, replace(self._config, force=True), {}))
            fetched = fetching.fetched(places.values(), self._validators()) if fetching else {}
            if fetched is None:
                say("notice: no feed has changed since it was last checked")
                self._matching: Matching = Matching((), ())
                return
            pools, self._bad = reading.pools(places, fetched)
            self._garbled = {bad.origin for bad in self._bad if isinstance(bad, Notice) and bad.kind == "mojibake"}
            if fetching:
                pools, more = fetching.completed(pools, reading.max_bytes)
                self._bad += more
            self._fetched = fetched
            progress.update(task, description=f"matching {' + '.join(str(len(pool)) for pool in pools.values())} items")
            self._matching = match(pools, self._encoder)

    def items(self) -> Iterator[Item]:
        """The items one by one, each with its report; the history knows of one before it is given.

        Ends early if somebody asks to stop.
        """
        from aligner.feed_run import State

        chains = self._matching.chains
        self._run = self._history.begin(datetime.now(UTC), self._signature, _arguments()) if self._history else 0
        done, broken = 0, False
        with self._progress() as progress:
            for number, match in enumerate(progress.track(chains, description="comparing"), 1):
                item = self._item(number, match)
                if item is None:
                    break
                broken |= item.state is State.BROKEN
                yield item
                done += 1
        self._finish(complete=done == len(chains), broken=broken)

    def run(self, items: Sequence[Item]) -> Run:
        """What it comes to."""
        from aligner.feed_run import Run

        planned, unmatched = len(self._matching.chains), self._matching.unmatched
        return Run(tuple(items), unmatched, tuple(self._bad), planned, (), self._signature)

    def _item(self, number: int, match: Match) -> Item | None:
        """One item, judged or left alone; None if somebody asked to stop."""
        from aligner.feed_run import State
        from aligner.feeds import judged, left_alone, older

        if self._stop.asked:
            return None
        if self._since and older(match, self._since):
            return left_alone(number, match, State.OLDER)
        known = self._unchanged(number, match)
        if known:
            return known
        item: Item | None = None
        with self._stop.breakable():
            item = judged(number, match, self._encoder, self._config, self._garbled)
        return self._accepted(item) if item else None

    def _unchanged(self, number: int, match: Match) -> Item | None:
        from aligner.feed_run import State
        from aligner.feeds import left_alone
        from aligner.history import State as Seen
        from aligner.history import item_key

        if self._history is None:
            return None
        key = item_key(self._feed, match.articles)
        if self._history.seen([key], self._signature)[key] is not Seen.KNOWN:
            return None
        return left_alone(number, match, State.UNCHANGED, self._history.latest(key))

    def _accepted(self, item: Item) -> Item:
        """The item with its findings marked, and recorded."""
        from aligner.feeds import marked, names
        from aligner.history import item_of

        if item.report is None:
            return item
        articles = item.match.articles
        called = names(articles.values())
        item = marked(item, self._acceptance.marked(item.report.findings, called), self._config.gate)
        if item.failures and self._acceptance.ignores(called):
            say(f"notice: item {item.number} would have failed ({item.failures[0]}), but the settings ignore it")
            item = replace(item, failures=())
        if self._history and item.report:
            record = item_of(self._feed, articles, item.scores, item.report.findings)
            self._history.record(self._run, record, datetime.now(UTC))
        return item

    def _finish(self, *, complete: bool, broken: bool) -> None:
        if self._history is None:
            return
        from aligner.fetching import Validators

        now = datetime.now(UTC)
        for came in self._fetched.values() if complete and not broken else ():
            self._history.keep(came.url, self._signature, Validators(came.etag, came.last_modified), now)
        self._history.finish(self._run, now, complete=complete)

    def _validators(self) -> Known | None:
        history = self._history
        return (lambda url: history.validators(url, self._signature)) if history else None

    @contextmanager
    def _progress(self) -> Iterator[Progress]:
        """A bar with the count of items on standard error, if that is a terminal."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True, quiet=self._quiet)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        hidden = self._quiet or not console.is_terminal
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=hidden) as progress:
            yield progress


def _named(places: Mapping[Role, str]) -> str:
    """What the history calls the feeds: as the translations are named, or the first."""
    from aligner.fetching import redacted

    place = places.get(Role.TRANSLATION) or next(iter(places.values()))
    return redacted(place) if is_address(place) else place


def _arguments() -> list[str]:
    """The command line without credentials."""
    from aligner.fetching import redacted

    return [_ADDRESS.sub(lambda found: redacted(found[0]), argument) for argument in sys.argv[1:]]
