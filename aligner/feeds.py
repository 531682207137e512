"""Articles that were matched, each chain judged on its own, and why a run over all of them does not pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from aligner.articles import Article
from aligner.bitext import Document, Hop, Role, hops_between
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.errors import AlignerError
from aligner.feed_run import Item, Run, State
from aligner.finding import Category, Finding, Location, Severity
from aligner.gate import Gate
from aligner.history import Item as Remembered
from aligner.matching import Match
from aligner.pipeline import compare
from aligner.report import Report, fidelity_dict

GARBLED = 0.9
"""How sure it is that a text is garbled: an estimate, for ftfy is made to have no false alarms."""


def names(articles: Iterable[Article]) -> list[str]:
    """What the articles of an item may be called by in settings: where they are, their ids and addresses."""
    return [name for article in articles for name in (article.origin, article.id, article.link) if name]


def older(match: Match, since: datetime) -> bool:
    """Whether all articles of a chain were published before a moment; one without a date may be new."""
    dates = [article.published for article in match.articles.values()]
    return all(published is not None and published < since for published in dates)


def judged(number: int, match: Match, encoder: Encoder, config: Config, garbled: Collection[str] = frozenset()) -> Item:
    """A chain compared; whatever is wrong with it is told as its error, and never stops the others.

    That its articles belong together has been decided already, so a doubt about it is only a warning of the report.
    An article whose origin is among `garbled` was read in the wrong encoding on its way, which is a finding.
    """
    try:
        report = compare(_documents(match.articles), encoder, replace(_known_by(config, match), force=True))
    except AlignerError as error:
        return Item(number, match, State.BROKEN, error=str(error))
    except Exception as error:
        return Item(number, match, State.BROKEN, error=f"internal error: {type(error).__name__}: {error}")
    for role, article in match.articles.items():
        if article.origin in garbled:
            report = _with_garbled(report, role)
    return Item(number, match, State.CHECKED, report, fidelity_dict(report.total), report.findings)


def _with_garbled(report: Report, role: Role) -> Report:
    """A report that finds a text garbled, told where it begins; what was so before the first hop shows there."""
    row = next(number for number, row in enumerate(report.rows) if row.of(role))
    document = report.documents[role]
    span = document.sentences[report.rows[row].of(role)[0]].span
    hops = [hop for hop in hops_between(report.documents) if hop is not Hop.SOURCE_TWIN or len(report.documents) == 2]
    hop = next((hop for hop in hops if hop.ends[1] is role), hops[0])
    message = f"the {role} was read in the wrong encoding on its way here: its letters are garbled"
    place = Location(role, span, document.slice(span))
    wrong = Finding("fluency", Category.FLUENCY, Severity.MAJOR, hop, GARBLED, message, row, (place,))
    return replace(report, findings=tuple(sorted((*report.findings, wrong), key=attrgetter("row"))))


def marked(item: Item, findings: tuple[Finding, ...], gate: Gate) -> Item:
    """An item whose findings are marked as new, known or accepted, and why it does not pass."""
    if item.report is None:
        return item
    report = replace(item.report, findings=findings)
    failures = tuple(gate.failures(findings, report.total, report.scores))
    return replace(item, report=report, findings=findings, failures=failures)


def left_alone(number: int, match: Match, state: State, last: Remembered | None = None) -> Item:
    """An item that is not judged, with what it came to when it last was."""
    if last is None:
        return Item(number, match, state)
    return Item(number, match, state, scores=last.scores, findings=last.findings)


def failures(run: Run, most: int | None, *, strict: bool) -> Iterator[str]:
    """Why a run does not pass, a reason at a time; `most` is how many new findings it may have."""
    failed = [item for item in run.items if item.failures]
    if failed:
        yield f"{len(failed)} of {len(run.items)} items: " + _numbers(failed)
    found = sum(run.counts.values())
    if most is not None and found > most:
        yield f"{found} new findings are more than {most}"
    broken = sum(item.state is State.BROKEN for item in run.items)
    if strict and (broken or run.bad):
        yield f"{broken} items could not be compared, and {len(run.bad)} notices about what was read, by --strict"


def _documents(articles: Mapping[Role, Article]) -> list[Document]:
    return [Document(role, article.origin, article.text, article.lang) for role, article in articles.items()]


def _known_by(config: Config, match: Match) -> Config:
    """The configuration with suppressions by path that hold for this item by its ids or addresses too."""
    if not any(suppression.path for suppression in config.suppressions):
        return config
    called = names(match.articles.values())
    return replace(
        config,
        suppressions=tuple(replace(each, path="") if each.concerns(called) else each for each in config.suppressions),
    )


def _numbers(items: Sequence[Item], most: int = 10) -> str:
    told = ", ".join(f"#{item.number}" for item in items[:most])
    return told + f" and {len(items) - most} more" * (len(items) > most)
