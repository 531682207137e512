"""Reports that every format has to show: the sample with known findings, hostile texts, none and thousands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from aligner import formats
from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.finding import Category, Finding, Location, Severity, Status
from aligner.report import Report, Scores, Signature

REASON = "the desk's own | *background*"
HOSTILE = (
    "nul\0 esc\x1b[2J bidi\u202e\u2066 \x9b \ufffe ]]> <script>alert(1)</script> &amp; <!-- |\r\n::error::x %0A "
    "[a](javascript:alert(1)) ![b](//evil.example/c.png) `d` **e** _f_ ~~g~~ {0} \\ \t=cmd() @user #12 !3 $4 "
    "https://evil.example www.evil.example a@evil.example ##[stop-commands]x ##vso[task.setvariable]"
)


def report_of(texts: dict[Role, str], findings: tuple[Finding, ...], origins: str = "{}.txt") -> Report:
    """A report on documents of one sentence each."""
    documents = {
        role: Document(role, origins.format(role), text, "en", (Sentence(Span(0, len(text))),))
        for role, text in texts.items()
    }
    scores = Scores({}, {Hop.SOURCE_TWIN: 50.0}, 50.0)
    row = Row(**{role.value: (0,) for role in texts})
    return Report(Signature((("version", "0"),)), documents, (row,), (scores,), findings, scores)


def finding_at(text: str, span: Span, message: str = "a message", severity: Severity = Severity.MAJOR) -> Finding:
    """A finding about a place of the twin."""
    place = Location(Role.TWIN, span, text[span.start : span.end])
    return Finding("names", Category.NAME, severity, Hop.SOURCE_TWIN, 0.9, message, 0, (place,))


@pytest.fixture(scope="session")
def known(iss_report: Report) -> Report:
    """The sample with findings from a baseline, accepted ones, and new ones of every severity."""
    found = list(iss_report.findings)
    found[1] = replace(found[1], status=Status.BASELINE, reason=REASON)
    found[2] = replace(found[2], status=Status.SUPPRESSED, reason=REASON)
    found[3] = replace(found[3], status=Status.BASELINE)
    assert {finding.severity for finding in found if finding.status is Status.NEW} == set(Severity)
    return replace(iss_report, findings=tuple(found))


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Texts, names of files, messages and reasons that would do harm if taken for anything but text."""
    findings = (
        finding_at(HOSTILE, Span(0, len(HOSTILE)), HOSTILE, Severity.CRITICAL),
        replace(finding_at(HOSTILE, Span(5, 9), HOSTILE), status=Status.SUPPRESSED, reason=HOSTILE),
    )
    return report_of({Role.SOURCE: HOSTILE, Role.TWIN: HOSTILE}, findings, "a\n|,:%*[b](c)\udc80 {}\x1b.txt")


@pytest.fixture(scope="session")
def quiet() -> Report:
    """A report without any finding."""
    return report_of({Role.SOURCE: "Rain fell.", Role.TWIN: "Rain fell."}, ())


@pytest.fixture(scope="session")
def many() -> Report:
    """6,000 findings of one id, the last of them critical."""
    text = "The old dam of Valdora held on Monday, and nobody was hurt. " * 100
    minor = [finding_at(text, Span(4, 15), f"message {n}", Severity.MINOR) for n in range(5990)]
    worst = [finding_at(text, Span(4, 15), f"message {n}", Severity.CRITICAL) for n in range(5990, 6000)]
    return report_of({Role.SOURCE: text, Role.TWIN: text}, (*minor, *worst))


@pytest.fixture(scope="session")
def rendered() -> Callable[[Report, str], str]:
    """The one file of a format."""

    def render(report: Report, name: str) -> str:
        (text,) = formats.discover()[name](report).values()
        return text

    return render
