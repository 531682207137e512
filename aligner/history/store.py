"""Runs over feeds, recorded item by item, so that one that is broken off leaves all that it had done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aligner.fetching import Validators
from aligner.history.records import By, Item, ItemKey, KnownFinding, Period, Run, State, Trend
from aligner.history.schema import connect, explained, writing
from aligner.history.trends import NO_FINDINGS, findings_by, trends

ALL = -1
LONGEST = 300
"""Characters of a title, an outlet or a finding's message that are kept: a feed may give more than anybody can read."""
FIRST_DAY = "1990-01-01"
TIMEOUT = 30.0
"""Seconds that a writer waits for another."""


class History:
    """The history in a file; raises InputError if it cannot be read or written."""

    def __init__(self, path: Path, *, create: bool = False, timeout: float = TIMEOUT) -> None:
        self.path = path
        self._connection = connect(path, create=create, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def begin(self, started: datetime, signature: str, arguments: Sequence[str] = ()) -> int:
        """Record that a run has begun; returns its number. Until `finish` says otherwise it counts as partial."""
        told = json.dumps([_held(argument) for argument in arguments], ensure_ascii=False)
        with self._writing():
            row = (_time(started), _clean(signature), told)
            cursor = self._connection.execute("INSERT INTO runs (started, signature, arguments) VALUES (?, ?, ?)", row)
        return int(cursor.lastrowid or 0)

    def finish(self, run: int, ended: datetime, *, complete: bool = True) -> None:
        """Record that a run has ended, `complete` if it has judged all it was to judge."""
        with self._writing():
            self._connection.execute(
                "UPDATE runs SET ended = ?, complete = ? WHERE id = ?", (_time(ended), complete, run)
            )

    def record(self, run: int, item: Item, at: datetime) -> None:
        """Record an item that a run has judged, whole or not at all; a second time in a run replaces the first."""
        published = _time(item.published) if item.published else None
        key = (_clean(item.key.feed), item.key.key)
        row = (
            run,
            *key,
            item.key.content,
            _held(item.title),
            _held(item.outlet),
            published,
            _day(published, _time(at)),
        )
        with self._writing():
            self._connection.execute("DELETE FROM items WHERE run = ? AND feed = ? AND key = ?", (run, *key))
            number = self._connection.execute(_INSERT_ITEM, row).lastrowid
            self._connection.executemany(
                "INSERT INTO scores VALUES (?, ?, ?)", [(number, hop, value) for hop, value in item.scores.items()]
            )
            self._connection.executemany(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, place, *_finding_row(finding)) for place, finding in enumerate(item.findings)],
            )

    def seen(self, keys: Iterable[ItemKey], signature: str) -> dict[ItemKey, State]:
        """Which items are new, which have changed since they were last judged or would now be judged otherwise."""
        states = {}
        with explained(self.path):
            for key in keys:
                last = self._connection.execute(_LATEST, (_clean(key.feed), key.key)).fetchone()
                same = last is not None and last[1:] == (key.content, _clean(signature))
                states[key] = State.KNOWN if same else State.CHANGED if last else State.NEW
        return states

    def latest(self, key: ItemKey) -> Item | None:
        """An item as it was when it was last judged, in whatever state it was then."""
        with explained(self.path):
            last = self._connection.execute(_LATEST, (_clean(key.feed), key.key)).fetchone()
            return next(iter(self._items("items.id = ?", last[0])), None) if last else None

    def runs(self, most: int = ALL) -> tuple[Run, ...]:
        """The last runs, latest first."""
        with explained(self.path):
            rows = self._connection.execute(_RUNS, (most,)).fetchall()
            counts = findings_by(self._connection, "items.run", "runs", (most,))
            return tuple(_run(row, counts.get(row[0], NO_FINDINGS)) for row in rows)

    def items(self, run: int) -> tuple[Item, ...]:
        """The items that a run has judged, in that order."""
        with explained(self.path):
            return tuple(self._items("items.run = ?", run))

    def trends(self, by: By = By.FEED, period: Period = Period.WEEK) -> tuple[Trend, ...]:
        """How each feed or outlet fares, by when its items were published; each counts as it was last judged."""
        with explained(self.path):
            return trends(self._connection, by, period)

    def validators(self, url: str, signature: str) -> Validators | None:
        """What a server named an address by when it was last fetched for a run of this signature."""
        with explained(self.path):
            row = self._connection.execute(
                "SELECT etag, last_modified FROM validators WHERE resource = ? AND signature = ?",
                (_resource(url), _clean(signature)),
            ).fetchone()
        return Validators(*row) if row else None

    def keep(self, url: str, signature: str, validators: Validators, at: datetime) -> None:
        """Remember the validators of an address; to be called when its items are recorded, or they would be missed."""
        row = (_resource(url), _clean(signature), validators.etag, validators.last_modified, _time(at))
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO validators VALUES (?, ?, ?, ?, ?)", row)

    def _items(self, where: str, value: int) -> list[Item]:
        rows = self._connection.execute(f"{_ITEMS} WHERE {where} ORDER BY items.id", (value,)).fetchall()
        scores: dict[int, dict[str, float]] = {}
        for number, hop, fidelity in self._connection.execute(f"{_SCORES} WHERE {where}", (value,)):
            scores.setdefault(number, {})[hop] = fidelity
        findings: dict[int, list[KnownFinding]] = {}
        for number, *told in self._connection.execute(f"{_FINDINGS} WHERE {where} ORDER BY place", (value,)):
            findings.setdefault(number, []).append(KnownFinding(*told))
        return [_item(row, scores.get(row[0], {}), findings.get(row[0], ())) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self.path), writing(self._connection):
            yield


_INSERT_ITEM = """INSERT INTO items (run, feed, key, content, title, outlet, published, day)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_LATEST = """SELECT items.id, content, signature FROM items JOIN runs ON runs.id = run
  WHERE feed = ? AND key = ? ORDER BY items.id DESC LIMIT 1"""
_RUNS = """SELECT runs.id, started, ended, complete, signature, arguments, COUNT(items.id), AVG(fidelity)
  FROM (SELECT * FROM runs ORDER BY id DESC LIMIT ?) AS runs LEFT JOIN items ON items.run = runs.id
  LEFT JOIN scores ON scores.item = items.id AND hop = 'chain' GROUP BY runs.id ORDER BY runs.id DESC"""
_ITEMS = "SELECT items.id, feed, key, content, title, outlet, published FROM items"
_SCORES = "SELECT item, hop, fidelity FROM scores JOIN items ON items.id = item"
_FINDINGS = """SELECT item, fingerprint, check_name, category, severity, hop, status, message
  FROM findings JOIN items ON items.id = item"""


def _run(row: Sequence[Any], findings: Mapping[str, int]) -> Run:
    number, started, ended, complete, signature, arguments, items, fidelity = row
    told = tuple(str(argument) for argument in json.loads(arguments))
    return Run(number, _moment(started), _moment(ended), bool(complete), signature, told, items, fidelity, findings)


def _item(row: Sequence[Any], scores: Mapping[str, float], findings: Sequence[KnownFinding]) -> Item:
    _, feed, key, content, title, outlet, published = row
    return Item(ItemKey(feed, key, content), title, outlet, _moment(published), scores, tuple(findings))


def _finding_row(finding: KnownFinding) -> tuple[str, ...]:
    kinds = (finding.check, finding.category, finding.severity, finding.hop, finding.status)
    return (finding.id, *kinds, _held(finding.message))


def _clean(text: str) -> str:
    """The text as UTF-8 can have it."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _held(text: str) -> str:
    """The text, cut if it is longer than anybody reads."""
    return _clean(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _time(moment: datetime) -> str:
    """A moment in UTC, so written that texts sort as moments do; one without a zone is taken for UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(text: str | None) -> Any:
    return datetime.fromisoformat(text) if text else None


def _day(published: str | None, checked: str) -> str:
    """The day that an item counts for; dates in the future or before there were feeds are mistakes, or lies."""
    return (published if published and FIRST_DAY <= published <= checked else checked)[:10]


def _resource(url: str) -> str:
    """What an address is kept under: it may have a token in it."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
