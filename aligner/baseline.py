"""The findings that are known already, in a file that is kept with the texts: only what it does not have is new."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from aligner.errors import InputError
from aligner.finding import Finding, Status
from aligner.lang.controls import escaped
from aligner.settings_values import shown
from aligner.suppressions import counted

SCHEMA = "aligner-baseline/1"
_ID = re.compile(r"[0-9a-f]{16}")
_TOLD = ("check", "category", "severity", "hop", "message", "reason")


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that is known: its fingerprint, how many there are of it, what it says, and why it may stay."""

    id: str
    count: int = 1
    check: str = ""
    category: str = ""
    severity: str = ""
    hop: str = ""
    message: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by their ids, sorted."""

    known: Mapping[str, Known]

    def __len__(self) -> int:
        return sum(known.count for known in self.known.values())

    def updated(self, findings: Iterable[Finding]) -> Baseline:
        """The baseline of these findings, with the reasons that this one gives."""
        fresh = baseline_of(findings).known.values()
        return Baseline({k.id: replace(k, reason=self.known[k.id].reason if k.id in self.known else "") for k in fresh})

    def without(self, other: Baseline) -> Baseline:
        """What this one has more of than the other."""
        more = (
            replace(known, count=known.count - (other.known[known.id].count if known.id in other.known else 0))
            for known in self.known.values()
        )
        return Baseline({known.id: known for known in more if known.count > 0})


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """All findings but those that were accepted: were they known too, an acceptance could not run out."""
    found = counted(findings)
    counts = Counter(finding.id for finding in found)
    first = {finding.id: finding for finding in reversed(found)}
    known = (
        Known(key, counts[key], f.check, f.category.value, f.severity.value, f.hop.value, f.message)
        for key, f in sorted(first.items())
    )
    return Baseline({each.id: each for each in known})


class Marker:
    """Marks findings that a baseline knows, each as often as it has it, in one document after the other."""

    def __init__(self, baseline: Baseline) -> None:
        self._known = baseline.known
        self._left = Counter({known.id: known.count for known in baseline.known.values()})

    def marked(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The same findings; one that was accepted stays so."""
        for finding in findings:
            if self._left[finding.id] < 1:
                yield finding
                continue
            self._left[finding.id] -= 1
            accepted = finding.status is Status.SUPPRESSED
            yield (
                finding if accepted else replace(finding, status=Status.BASELINE, reason=self._known[finding.id].reason)
            )

    @property
    def unfound(self) -> int:
        """How many findings of the baseline were not among those seen."""
        return self._left.total()


def to_text(baseline: Baseline) -> str:
    """The file: JSON, a finding a line, so that changes are easy to read."""
    lines = [
        escaped(json.dumps({name: value for name, value in asdict(known).items() if value}, ensure_ascii=False))
        for known in baseline.known.values()
    ]
    return f'{{"schema": "{SCHEMA}", "findings": [{",".join(f"{chr(10)} {line}" for line in lines)}\n]}}\n'


def from_text(text: str, where: str) -> Baseline:
    """The baseline in a file's text; raises InputError, in one line, for what is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is no JSON ({error}); mend it, or make it anew: aligner baseline create") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise InputError(f"{where} is no baseline of the schema {SCHEMA}; make one: aligner baseline create")
    known: dict[str, Known] = {}
    for number, entry in enumerate(data["findings"], 1):
        wrong = next(_wrong(entry, known), None)
        if wrong:
            raise InputError(f"{where}: finding {number}: {wrong}")
        known[entry["id"]] = Known(entry["id"], entry.get("count", 1), *(entry.get(name, "") for name in _TOLD))
    return Baseline(dict(sorted(known.items())))


def _wrong(entry: Any, known: Mapping[str, Known]) -> Iterator[str]:
    """What is wrong with an entry."""
    if not isinstance(entry, dict):
        yield "is no object; give it an id"
        return
    key, count = entry.get("id"), entry.get("count", 1)
    if not isinstance(key, str) or not _ID.fullmatch(key):
        yield f"the id is {shown(key)}; give 16 of 0-9 and a-f"
    elif key in known:
        yield f"the id {key} stands there before; keep one, with the count of both"
    if type(count) is not int or count < 1:
        yield f"the count is {shown(count)}; give a number from 1"
    yield from (
        f"the {name} is no text; put it in quotes" for name in _TOLD if not isinstance(entry.get(name, ""), str)
    )
