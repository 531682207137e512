"""What many tests share: the encoder, the sample and its report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aligner.bitext import Document, Role, Row, Span
from aligner.comparison import Comparison
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.events import EventReport, event
from aligner.finding import Finding
from aligner.pipeline import compare
from aligner.readers import read
from aligner.report import Report
from aligner.variants import compare_variants

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SAMPLES = Path(__file__).parents[1] / "samples"
ISS = {
    Role.SOURCE: SAMPLES / "iss/source.txt",
    Role.TRANSLATION: SAMPLES / "iss/arabic.txt",
    Role.TWIN: SAMPLES / "iss/twin.txt",
}


@pytest.fixture(scope="session", autouse=True)
def no_cache() -> Iterator[None]:
    """What earlier runs have kept is the developer's own, and might hide what a change has broken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALIGNER_NO_CACHE", "1")
        yield


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load()


@pytest.fixture(scope="session")
def iss() -> dict[Role, Document]:
    return {role: read(path, role) for role, path in ISS.items()}


@pytest.fixture(scope="session")
def iss_report(iss: dict[Role, Document], encoder: Encoder) -> Report:
    return compare(iss.values(), encoder)


@pytest.fixture(scope="session")
def samples_event(encoder: Encoder) -> EventReport:
    """The articles of both samples: arabic, source, twin, end-of-partnership, withdrawal-2025."""
    paths = [*sorted((SAMPLES / "iss").glob("*.txt")), *sorted((SAMPLES / "related").glob("*.txt"))]
    return event([read(path, Role.SOURCE) for path in paths], encoder)


@pytest.fixture(scope="session")
def iss_variants(iss: dict[Role, Document], encoder: Encoder) -> Comparison:
    """The sample's twin beside two made ones: its three distortions repaired in one, two new ones in the other."""
    made = {path.stem: read(path, Role.TWIN) for path in sorted((SAMPLES / "variants").glob("*.txt"))}
    shared = [iss[Role.SOURCE], iss[Role.TRANSLATION]]
    return compare_variants(shared, {"original": iss[Role.TWIN], **made}, encoder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only for tests in a browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page; nothing may go wrong on it, and nothing be fetched but the report's own files."""
    troubles: list[str] = []
    contexts = []

    def note(request: Request) -> None:
        if request.url.startswith("file:") and Path(request.url[7:].split("?")[0]).suffix in {".html", ".css", ".js"}:
            return
        if not request.url.startswith("blob:"):
            troubles.append(f"request of {request.url}")

    def visit(file: Path, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture(scope="session")
def long_report(iss_report: Report) -> Report:
    """The sample's report again and again, as if its documents had been so long: 5,010 rows."""
    return repeated(iss_report, 167)


@pytest.fixture(scope="session")
def paged_report(iss_report: Report) -> Report:
    """A report of 2,010 rows, just too long for one page."""
    return repeated(iss_report, 67)


def repeated(report: Report, times: int) -> Report:
    documents = report.documents
    steps = {role: len(document.text) + 1 for role, document in documents.items()}

    def shifted(role: Role, span: Span, k: int) -> Span:
        return Span(span.start + k * steps[role], span.end + k * steps[role])

    def longer(document: Document) -> Document:
        role, sentences = document.role, document.sentences
        moved = (replace(s, span=shifted(role, s.span, k)) for k in range(times) for s in sentences)
        return replace(document, text="\n".join([document.text] * times), sentences=tuple(moved))

    def later(row: Row, k: int) -> Row:
        counts = {role: len(document.sentences) for role, document in documents.items()}
        sides = {role.value: tuple(i + k * counts[role] for i in row.of(role)) for role in documents}
        return replace(row, **sides)  # type: ignore[arg-type]

    def found(finding: Finding, k: int) -> Finding:
        places = tuple(replace(place, span=shifted(place.role, place.span, k)) for place in finding.locations)
        return replace(finding, row=finding.row + k * len(report.rows), locations=places)

    return replace(
        report,
        documents={role: longer(document) for role, document in documents.items()},
        rows=tuple(later(row, k) for k in range(times) for row in report.rows),
        scores=report.scores * times,
        findings=tuple(found(finding, k) for k in range(times) for finding in report.findings),
    )
