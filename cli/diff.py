"""`aligner diff`: compare two or three documents."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from aligner.bitext import Document, Role
from aligner.config import MAX_BYTES, MEGABYTE, Config

from . import options, settings, values
from .acceptance import Acceptance, BaselineFile
from .bidi import Bidi, BidiMode
from .chain import chain_of, read_chain
from .encoder import Chosen, chosen
from .output import check_folder, check_output, emit, emit_folder, say
from .signature import print_signature
from .watch import Watch

if TYPE_CHECKING:
    from aligner.report import Report


def diff(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    paths: options.Paths = None,
    source: options.Source = None,
    translation: options.Translation = None,
    twin: options.Twin = None,
    format: options.FormatName = options.Format.TEXT,
    output: options.Output = None,
    reports: options.Reports = None,
    html_dir: options.HtmlFolder = None,
    fail_on: options.Severe = options.FailOn.MAJOR,
    min_score: options.MinScores = None,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    no_cache: options.NoCache = False,
    glossary: options.GlossaryFile = None,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    force: options.Force = False,
    watch: Watch = False,
    explain_score: options.ExplainScore = False,
    signature_only: options.SignatureOnly = False,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
    baseline: BaselineFile = None,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Compare an article with its translation, and that with its machine translation back.

    Shows the texts aligned sentence by sentence, a fidelity score from 0 to
    100 for each row, and every distortion found: what it is, where it stands,
    and whether the translation or the machine brought it in.

    Two documents do as well: SOURCE TRANSLATION, --source FILE --twin FILE,
    or --translation FILE --twin FILE.

    Exit codes: 0 passed, 1 a finding at or above --fail-on (or a score under
    --min-score), 2 could not run.
    """
    terms = values.glossary(glossary)
    gate = values.gate(fail_on, min_score)
    acceptance = Acceptance(settings.of(context), baseline)
    run = acceptance.applied(Config(gate, max_bytes=values.in_bytes(max_size), force=force, glossary=terms))
    if signature_only:
        print_signature(chosen(context, encoder, threads, no_cache), run, values.languages(lang))
        return
    chain = chain_of(paths or [], {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin})
    languages = values.languages(lang)
    encodings = values.by_role(encoding, "--encoding", for_all=True)
    files = values.reports(options.Format, reports, output)
    for file in filter(None, (output, *files)):
        check_output(file, chain.values())
    if html_dir:
        check_folder(html_dir, chain.values())
    documents = read_chain(chain, languages, encodings, run.max_bytes)
    report = compared(documents, chosen(context, encoder, threads, no_cache), run, quiet=quiet)
    origins = [document.origin for document in documents]
    report = replace(report, findings=acceptance.marked(report.findings, origins))
    for file, its_format in files.items():
        emit(_rendered(report, its_format), file)
    if html_dir:
        from aligner.formats.html import render_folder

        emit_folder(render_folder(report), html_dir)
    _deliver(report, format, output, explain=explain_score, quiet=quiet, no_color=no_color, bidi=bidi)
    for remark in acceptance.remarks():
        say(remark)
    failures = list(gate.failures(report.findings, report.total, report.scores))
    if failures and acceptance.ignores(origins):
        say(f"notice: it would have failed ({failures[0]}), but the settings ignore its path")
        failures = []
    for failure in failures if not quiet else ():
        say(f"failed: {failure}")
    raise typer.Exit(1 if failures else 0)


def compared(documents: list[Document], encoder: Chosen, config: Config, *, quiet: bool) -> Report:
    """The report of a chain, made while a terminal shows that something goes on; its warnings are told."""
    from rich.console import Console

    from aligner.pipeline import compare

    console = Console(stderr=True, quiet=quiet)
    with console.status("comparing …"):
        report = compare(documents, encoder.load(), config)
    for warning in report.warnings:
        say(f"warning: {warning}")
    return report


def _deliver(
    report: Report,
    format: options.Format,
    output: Path | None,
    *,
    explain: bool,
    quiet: bool,
    no_color: bool,
    bidi: Bidi,
) -> None:
    """The report goes to standard output or a file; what a reader of files would miss goes to standard error."""
    from .layout import terminal
    from .terminal import show, summary

    if format is options.Format.TEXT and output is None:
        with terminal(bidi, no_color=no_color) as screen:
            if screen:
                show(report, screen, explain=explain)
                return
    emit(_rendered(report, format), output)
    if format in (options.Format.TEXT, options.Format.ONELINE) and not quiet:
        for line in summary(report, explain=explain).plain.splitlines():
            say(line)


def _rendered(report: Report, format: options.Format) -> str:
    """A report as one text, for people one line a finding."""
    from aligner.formats import discover

    (text,) = discover()[options.Format.ONELINE if format is options.Format.TEXT else format](report).values()
    return text
