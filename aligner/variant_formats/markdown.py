"""Variants beside each other in Markdown, for a job summary or a comment on a merge request.

Texts of documents are written as the Markdown of `aligner diff` writes them: they stay text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.common_rows import SHARED
from aligner.comparison import Comparison, pieces, verdict
from aligner.distortions import Origin
from aligner.finding import Severity, Status
from aligner.formats.markdown import plain as as_text

ROWS = 10
"""Rows that are shown unless another number is asked for."""
MOST_CHARACTERS = 65_536
"""What a comment holds."""
MOST_DISTORTIONS = 30


def render(comparison: Comparison, rows: int | None = None) -> str:
    """The table of variants, what is certain of it, their distortions, and the rows in which they part most."""
    best = as_text(comparison.names[comparison.ranking()[0]])
    parts = [
        f"### aligner: {len(comparison.variants)} variants, {best} first",
        _table(*_figures(comparison)),
        "\n".join(f"- {as_text(verdict(comparison, test))}" for test in comparison.neighbours()),
        *(f"> {as_text(warning)}" for warning in comparison.warnings()),
        *_distortions(comparison),
    ]
    room = MOST_CHARACTERS - sum(len(part) + 2 for part in parts) - 200
    shown = 0
    for k in comparison.parting()[: ROWS if rows is None else rows]:
        part = _row(comparison, k)
        if len(part) + 2 > room:
            break
        room -= len(part) + 2
        parts.append(part)
        shown += 1
    left = len(comparison.parting()) - shown
    parts += [f"{left} more rows in which they part less."] * bool(left)
    parts += [f"`{metric.name} {metric.signature}`" for metric in comparison.metrics]
    return "\n\n".join(parts) + "\n"


def _figures(comparison: Comparison) -> Iterator[Sequence[str]]:
    yield [
        *("variant", "fidelity", "95 % interval", "coverage", "critical, major, minor", "its own"),
        *(metric.name for metric in comparison.metrics),
        "clear wins",
    ]
    for k in comparison.ranking():
        variant, (low, high) = comparison.variants[k], comparison.tests.intervals[k]
        yield [
            as_text(variant.name),
            f"**{variant.fidelity:.1f}**",
            f"{low:.1f} to {high:.1f}",
            f"{variant.coverage():.1f}",
            ", ".join(map(str, variant.severities().values())),
            str(comparison.origins(k)[Origin.OWN]),
            *(f"{metric.variants[k].score:.1f}" for metric in comparison.metrics),
            str(len(comparison.wins(k))),
        ]


def _distortions(comparison: Comparison) -> Iterator[str]:
    """The severe ones that count, the worst first."""
    severe = [d for d in comparison.distortions if d.worst.status is Status.NEW and d.severity.at_least(Severity.MAJOR)]
    severe.sort(key=lambda d: -d.severity.weight)
    rows = [
        [
            f"**{d.severity}** {d.category}",
            as_text(d.worst.message),
            d.hop,
            d.origin.words,
            ", ".join(as_text(comparison.names[k]) for k in d.found),
        ]
        for d in severe[:MOST_DISTORTIONS]
    ]
    if rows:
        yield _table(["severity", "distortion", "hop", "where to look", "variants"], *rows)
    if len(severe) > MOST_DISTORTIONS:
        yield f"{len(severe) - MOST_DISTORTIONS} more distortions."


def _row(comparison: Comparison, number: int) -> str:
    row, winner = comparison.rows[number], comparison.winners[number]
    best = ", ".join(as_text(comparison.names[k]) for k in winner.best)
    lines = [[role, "", as_text(comparison.text(role, number))] for role in SHARED if row.of(role, 0)]
    for k in sorted(range(len(comparison.variants)), key=lambda k: -row.fidelity[k]):
        text = "".join(
            f"<ins>{as_text(piece.text)}</ins>" if piece.differs else as_text(piece.text)
            for piece in pieces(comparison, number, k)
        )
        lines.append([as_text(comparison.names[k]), f"{row.fidelity[k]:.0f}", text])
    why = f"Best: {best}. {as_text(winner.why)}" if winner.why else ""
    return f"**Row {number + 1}**, {row.spread:.0f} points apart. {why}\n\n" + _table(["", "fidelity", "text"], *lines)


def _table(head: Sequence[str], *rows: Sequence[str]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
