"""`aligner compare`: several variants of one text, or articles on one event."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.bitext import Role
from aligner.config import MAX_BYTES, MEGABYTE, Config
from aligner.errors import ConfigError, InputError

from . import options, settings, values
from .acceptance import Acceptance
from .bidi import Bidi, BidiMode
from .encoder import chosen
from .output import check_output, emit, say
from .variant_files import read_variants, variants_of

if TYPE_CHECKING:
    from aligner.comparison import Comparison
    from aligner.report import Report
    from aligner.variant_gate import Known


class Failing(StrEnum):
    """What fails a comparison besides --require."""

    REGRESSION = "regression"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class _Gate:
    """What the run has to reach: requirements in words, and an earlier report with the points that may be lost."""

    require: Sequence[str]
    known: Sequence[Known]
    max_loss: float

    def failures(self, comparison: Comparison) -> list[str]:
        """Why it fails."""
        from aligner.variant_gate import regressions, requirements

        wanted = requirements(self.require, comparison.names)
        unmet = [reason for one in wanted if (reason := one.failure(comparison))]
        return [*unmet, *regressions(comparison, self.known, self.max_loss)]


def compare(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ARTICLES]", help="With --event: the articles.", show_default=False),
    ] = None,
    source: options.Source = None,
    translation: options.Translation = None,
    twin: Annotated[
        list[str] | None,
        typer.Option(metavar="[NAME=]FILE", help="A variant; give two or more. Without a name the file's is taken."),
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Lines of the same number belong together (test sets).")
    ] = False,
    event: Annotated[bool, typer.Option("--event", help="Compare articles on one event, related or not.")] = False,
    format: options.VariantsFormatName = options.VariantsFormat.TEXT,
    output: options.Output = None,
    reports: options.Reports = None,
    rows: Annotated[
        int | None,
        typer.Option(
            "--rows", min=0, help="Rows to show, those in which the variants part most. [default: 10, in HTML 200]"
        ),
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar="'A>=B'", help="Exit with 1 unless A is as good as B; also 'A>B', 'A>=B-2', 'A>B+5'."),
    ] = None,
    failing: Annotated[
        Failing, typer.Option("--fail-on", help="regression: exit with 1 if a variant is worse than in --against.")
    ] = Failing.NEVER,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier report of this command, as JSON.")
    ] = None,
    max_loss: Annotated[
        float, typer.Option("--max-loss", metavar="POINTS", min=0, help="Fidelity a variant may lose against that.")
    ] = 1.0,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: Annotated[
        int, typer.Option("--threads", min=1, help="Sentences, and variants, to work on at a time.")
    ] = 1,
    no_cache: options.NoCache = False,
    glossary: options.GlossaryFile = None,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    force: options.Force = False,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Compare variants of one text: which keeps the meaning best, and where they part.

    The variants, such as translations by two engines, are each aligned with
    the source, the translation or both, and brought to the same rows. A
    difference that may be noise is called so.

    Exit codes: 0 passed, 1 not as good as --require or --fail-on want it,
    2 could not run.
    """
    choice = chosen(context, encoder, threads, no_cache)
    if event:
        if source or translation or twin or require:
            raise ConfigError(["--event takes articles alone; leave out the options of variants"])
        from .event import run as run_event

        run_event(
            paths or [],
            format,
            output,
            encoder=choice,
            lang=lang,
            encoding=encoding,
            max_size=max_size,
            quiet=quiet,
            no_color=no_color,
            bidi=bidi,
        )
        return
    if paths:
        raise InputError(f"{paths[0]}: name a role, as in --source FILE --twin NAME=FILE; or give --event")
    chain = {role: path for role, path in ((Role.SOURCE, source), (Role.TRANSLATION, translation)) if path}
    variants = variants_of(twin or [])
    files = values.reports(options.VariantsFormat, reports, output)
    inputs = [*chain.values(), *variants.values(), *([against] if against else [])]
    for file in filter(None, (output, *files)):
        check_output(file, inputs)
    gate = _gate(require or [], failing, against, max_loss, list(variants))
    acceptance = Acceptance(settings.of(context))
    run = acceptance.applied(
        Config(max_bytes=values.in_bytes(max_size), force=force, glossary=values.glossary(glossary))
    )
    encodings = values.by_role(encoding, "--encoding", for_all=True)
    read = read_variants(chain, variants, values.languages(lang), encodings, run.max_bytes)
    from rich.console import Console

    from aligner.variants import compare_variants

    origins = [str(path) for path in inputs]

    def marked(report: Report) -> Report:
        return replace(report, findings=acceptance.marked(report.findings, origins))

    with Console(stderr=True, quiet=quiet).status("comparing …"):
        comparison = compare_variants(*read, choice.load(), run, lines=lines, processes=threads, mark=marked)
    for file, its_format in files.items():
        emit(_rendered(comparison, its_format, rows), file)
    _deliver(comparison, format, output, rows, no_color=no_color, bidi=bidi)
    for remark in (*(f"warning: {warning}" for warning in comparison.warnings()), *acceptance.remarks()):
        say(remark)
    failures = gate.failures(comparison)
    if failures and acceptance.ignores(origins):
        say(f"notice: it would have failed ({failures[0]}), but the settings ignore its path")
        return
    for failure in failures if not quiet else ():
        say(f"failed: {failure}")
    raise typer.Exit(1 if failures else 0)


def _gate(
    require: Sequence[str], failing: Failing, against: Path | None, max_loss: float, names: Sequence[str]
) -> _Gate:
    """What --require and --fail-on ask for, before any work is done; raises ConfigError and InputError."""
    from aligner.variant_gate import earlier, requirements

    requirements(require, names)
    if failing is Failing.NEVER:
        return _Gate(require, (), max_loss)
    if against is None:
        raise ConfigError(["--fail-on regression needs an earlier report to look at: give --against FILE"])
    try:
        text = against.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{against} cannot be read ({reason}); make one: aligner compare --format json") from None
    return _Gate(require, earlier(text, str(against)), max_loss)


def _deliver(
    comparison: Comparison,
    format: options.VariantsFormat,
    output: Path | None,
    rows: int | None,
    *,
    no_color: bool,
    bidi: Bidi,
) -> None:
    """The comparison goes to standard output or a file, for people as text."""
    if format is options.VariantsFormat.TEXT and output is None:
        from .layout import page
        from .variants_view import show

        with page(bidi, no_color=no_color) as screen:
            show(comparison, screen, rows)
        return
    emit(_rendered(comparison, format, rows), output)


def _rendered(comparison: Comparison, format: options.VariantsFormat, rows: int | None) -> str:
    """As one text; in a file Markdown is the text for people."""
    from aligner.variant_formats import discover

    name = options.VariantsFormat.MARKDOWN if format is options.VariantsFormat.TEXT else format
    return discover()[name](comparison, rows)
