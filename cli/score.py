"""`aligner score`: segments that are already aligned, one result each."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to score

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.bitext import Role
from aligner.config import Config
from aligner.errors import ConfigError, InputError
from aligner.finding import Finding, Severity

from . import options, settings, values
from .acceptance import Acceptance, BaselineFile
from .bidi import Bidi, BidiMode
from .encoder import Chosen, chosen
from .output import check_output, say, sink
from .signature import print_signature

if TYPE_CHECKING:
    from aligner.items import BadItem, Item, ScoredItem
    from aligner.peers import Peers

COULD_NOT_RUN = 2
Items = Annotated[
    Path | None,
    typer.Argument(
        metavar="ITEMS",
        help="JSON lines with id, source, translation and twin, TSV with a header row, or TMX; - is standard input.",
        show_default=False,
    ),
]


@dataclass(slots=True)
class _Tally:
    """What a run comes to."""

    config: Config
    acceptance: Acceptance
    bad: int = 0
    items: int = 0
    flagged: int = 0
    failed: int = 0
    windowed: int = 0
    fidelity: float = 0.0
    severities: Counter[Severity] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    peers: Peers | None = None

    def good(self, items: Iterable[Item | BadItem]) -> Iterator[Item]:
        """The items that can be scored; the others are told to the user."""
        from aligner.items import BadItem

        for item in items:
            if isinstance(item, BadItem):
                self.bad += 1
                say(f"aligner: {item}")
            else:
                yield item

    def counted(self, items: Iterable[ScoredItem]) -> Iterator[ScoredItem]:
        """The same items, their findings marked, counted, and with the scores of other metrics if there are any."""
        for unmarked in self.peers.beside(items) if self.peers else items:
            origins = [str(unmarked.item.id)]
            item = replace(unmarked, findings=self.acceptance.marked(unmarked.findings, origins))
            failures = self.config.gate.failures(item.findings, item.scores, [item.scores])
            self.items += 1
            self.flagged += bool(item.findings)
            self.failed += any(failures) and not self.acceptance.ignores(origins)
            self.windowed += item.windowed
            self.fidelity += item.scores.chain
            self.severities.update(finding.severity for finding in item.findings)
            self.languages.update(document.lang for document in item.documents.values())
            yield item

    def summary(self) -> Iterator[str]:
        """What it comes to, in words."""
        yield f"items {self.items}, {self.flagged} with findings; mean fidelity {self.fidelity / self.items:.0f}"
        yield "findings " + ", ".join(f"{self.severities[severity]} {severity}" for severity in reversed(Severity))
        yield from self.peers.corpus() if self.peers else ()


def score(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    items: Items = None,
    format: options.ItemFormatName = options.ItemFormat.TEXT,
    output: options.Output = None,
    fail_on: options.Severe = options.FailOn.NEVER,
    min_score: options.MinScores = None,
    lang: options.Languages = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    no_cache: options.NoCache = False,
    glossary: options.GlossaryFile = None,
    peers: Annotated[
        bool,
        typer.Option(
            "--peers", help="Beside ours BLEU, chrF2++ and TER (sacreBLEU) of the twin, with the source as reference."
        ),
    ] = False,
    explain_score: options.ExplainScore = False,
    signature_only: options.SignatureOnly = False,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
    baseline: BaselineFile = None,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Score segments that are already aligned and mark the distortions in them.

    An item has two or three of source, translation and twin; other fields
    stand in its result as they are. Results come in the order of the items,
    a few hundred at a time, so that input of any length can stream through.
    An item that cannot be scored is named on standard error, and the rest
    goes on.

    Exit codes: 0 scored, whatever was found, 1 a finding at or above
    --fail-on or a score under --min-score, if they are given, 2 could not
    run, or could not score some of the items.
    """
    acceptance = Acceptance(settings.of(context), baseline)
    run = acceptance.applied(Config(values.gate(fail_on, min_score), glossary=values.glossary(glossary)))
    tally = _Tally(run, acceptance)
    languages = values.languages(lang)
    if signature_only:
        print_signature(chosen(context, encoder, threads, no_cache), tally.config, languages)
        return
    if items is None:
        raise ConfigError(["ITEMS is missing: give a file, or - for standard input"])
    if output:
        check_output(output, [items])
    if peers:
        tally.peers = _peers()
    scored = _scored(items, tally, languages, chosen(context, encoder, threads, no_cache))
    _deliver(scored, format, output, explain=explain_score, quiet=quiet, no_color=no_color, bidi=bidi)
    _remark(tally, summary=format is options.ItemFormat.TEXT and not quiet, quiet=quiet)
    if not tally.items and not tally.bad:
        raise InputError(f"{items} holds no items; give some")
    raise typer.Exit(COULD_NOT_RUN if tally.bad else int(tally.failed > 0))


def _peers() -> Peers:
    from aligner.peers import Peers

    return Peers()


def _scored(path: Path, tally: _Tally, languages: Mapping[Role, str], encoder: Chosen) -> Iterator[ScoredItem]:
    """The items as they are read and scored."""
    from aligner.item_readers import read_items
    from aligner.scoring import score_items

    with read_items(path) as items:
        yield from tally.counted(score_items(tally.good(items), encoder.load(), tally.config, languages))


def findings_of(
    path: Path, config: Config, acceptance: Acceptance, languages: Mapping[Role, str], encoder: Chosen
) -> tuple[Finding, ...]:
    """All findings in the items of a file."""
    scored = _scored(path, _Tally(config, acceptance), languages, encoder)
    return tuple(finding for item in scored for finding in item.findings)


def _deliver(
    scored: Iterable[ScoredItem],
    format: options.ItemFormat,
    output: Path | None,
    *,
    explain: bool,
    quiet: bool,
    no_color: bool,
    bidi: Bidi,
) -> None:
    """The results go to standard output or a file as they come, and nothing else does."""
    from rich.console import Console

    from aligner.item_formats import discover

    from .item_view import show
    from .layout import terminal

    if format is options.ItemFormat.TEXT and output is None:
        with terminal(bidi, no_color=no_color) as screen:
            if screen:
                for item in scored:
                    show(item, screen, explain=explain)
                return
    with Console(stderr=True, quiet=quiet).status("scoring …"), sink(output) as write:
        for text in discover()[format](scored):
            write(text)


def _remark(tally: _Tally, *, summary: bool, quiet: bool) -> None:
    """Say on standard error what the results leave out, and what they come to."""
    from aligner import checks
    from aligner.encoding import in_parts

    for skipped in checks.skipped(checks.discover(tally.config.off).values(), tally.languages):
        say(f"warning: {skipped}")
    if tally.windowed:
        say(f"warning: {in_parts(tally.windowed)}")
    for remark in tally.acceptance.remarks():
        say(remark)
    if tally.failed and not quiet:
        say(f"failed: {tally.failed} of {tally.items} items, by --fail-on or --min-score")
    if summary and tally.items:
        for line in tally.summary():
            say(line)
