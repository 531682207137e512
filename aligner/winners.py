"""Which variant keeps the meaning of a row best, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.bitext import Hop, Role
from aligner.common_rows import CommonRow, Share
from aligner.distortions import Distortion
from aligner.finding import Status
from aligner.report import Report

EVEN = 1.0
"""Points within which variants are as good as each other."""
CLEAR = 10.0
"""Points from which a variant wins a row clearly."""
PARTS = {
    "similarity": "its meaning as a whole is further away",
    "earlier_words": "words have no good counterpart",
    "later_words": "words have no good counterpart",
    "lost": "something is left out",
    "added": "something is put in",
    "chrF2++": "it is worded otherwise",
    "length": "it is too short",
    "missing": "a word is missing",
    "inserted": "something is put in",
    "unaligned": "it has no counterpart",
    "unrelated": "it is about something else",
    "untranslated": "it is not translated",
}
"""What a part of the score says of a variant that loses more by it."""


@dataclass(frozen=True, slots=True)
class Winner:
    """The variants, by number, that are within a point of the best, how far the others are behind, and why.

    Where no variant is behind, there is no winner.
    """

    best: tuple[int, ...]
    margin: float
    why: str

    @property
    def clear(self) -> bool:
        """Whether one variant alone is far ahead of all others."""
        return len(self.best) == 1 and self.margin >= CLEAR


def winners(
    names: Sequence[str], reports: Sequence[Report], rows: Sequence[CommonRow], found: Sequence[Distortion]
) -> tuple[Winner, ...]:
    """The winner of each row."""
    in_row: dict[int, list[Distortion]] = {}
    for distortion in found:
        in_row.setdefault(distortion.row, []).append(distortion)
    return tuple(_winner(names, reports, row, in_row.get(number, ())) for number, row in enumerate(rows))


def _winner(names: Sequence[str], reports: Sequence[Report], row: CommonRow, found: Sequence[Distortion]) -> Winner:
    top = max(row.fidelity)
    best = tuple(k for k, value in enumerate(row.fidelity) if top - value < EVEN)
    behind = [k for k in range(len(names)) if k not in best]
    if not behind:
        return Winner((), 0.0, "")
    margin = top - max(row.fidelity[k] for k in behind)
    reasons: dict[str, list[str]] = {}
    for k in sorted(behind, key=lambda k: row.fidelity[k]):
        ahead = reports[best[0]], row.shares[best[0]]
        reasons.setdefault(_why(reports[k], row.shares[k], k, ahead, best, found), []).append(names[k])
    why = "; ".join(f"{', '.join(them)}: {reason}" for reason, them in reasons.items())
    return Winner(best, margin, why)


def _why(  # noqa: PLR0917 - two variants and what is known of both
    report: Report,
    share: Share,
    number: int,
    ahead: tuple[Report, Share],
    best: Sequence[int],
    found: Sequence[Distortion],
) -> str:
    """What a variant has that the best have not, or by what it loses most."""
    if not share.twin:
        return "left out"
    worse = [d for d in found if number in d.found and not any(k in d.found for k in best)]
    told = [text for distortion in worse if (text := _told(distortion, number))]
    return ", ".join(told) or _part(_parts(report, share), _parts(*ahead))


def _told(distortion: Distortion, number: int) -> str:
    """The words of a distortion that counts, with its severity and category."""
    counted = [finding for finding in distortion.found[number] if finding.status is Status.NEW]
    if not counted:
        return ""
    finding = max(counted, key=lambda f: f.severity.weight)
    places = finding.at(Role.TWIN) or finding.locations
    quoted = f"“{places[0].text}” " if places else ""
    return f"{quoted}({finding.severity} {finding.category})"


def _parts(report: Report, share: Share) -> dict[tuple[str, str], float]:
    """The points that each part of each hop of the twin costs in a row."""
    parts: dict[tuple[str, str], float] = {}
    for row in share.rows:
        for hop, costs in report.scores[row].parts.items():
            if hop in (Hop.TRANSLATION_TWIN, Hop.SOURCE_TWIN):
                for part, cost in costs.items():
                    parts[hop, part] = parts.get((hop, part), 0.0) + cost / len(share.rows)
    return parts


def _part(own: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> str:
    if not own:
        return "less is kept"
    more = {key: cost - other.get(key, 0.0) for key, cost in own.items() if key[1] in PARTS}
    if not more or max(more.values()) <= 0:
        return "less is kept"
    hop, part = max(more, key=lambda key: more[key])
    return f"{PARTS[part]} ({hop}, {more[hop, part]:.0f} points)"
