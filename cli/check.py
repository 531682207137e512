"""`aligner check`: feeds of articles, matched and compared item by item."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.bitext import Role
from aligner.config import MAX_BYTES, MEGABYTE, Config
from aligner.errors import ConfigError, InputError
from aligner.finding import Finding

from . import feed_options, options, settings, values
from .acceptance import Acceptance, BaselineFile, read_baseline
from .bidi import Bidi, BidiMode
from .encoder import chosen
from .judging import Judging
from .output import check_folder, check_output, emit, say
from .pool import Fetching, Reading, is_address
from .stopping import INTERRUPTED, Stop

if TYPE_CHECKING:
    from aligner.feed_run import Run
    from aligner.history import History

TEXT = feed_options.FeedFormat.TEXT


def check(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    named: Annotated[
        Path | None,
        typer.Argument(
            metavar="[SETTINGS]",
            is_eager=True,
            callback=settings.load_argument,
            help="A settings file, such as aligner.toml, whose table [feeds] names the feeds; the same as --config.",
            show_default=False,
        ),
    ] = None,
    source: feed_options.Source = None,
    translation: feed_options.Translation = None,
    twin: feed_options.Twin = None,
    format: feed_options.FormatName = feed_options.FeedFormat.TEXT,
    output: options.Output = None,
    reports: options.Reports = None,
    html_dir: feed_options.HtmlFolder = None,
    fail_on: options.Severe = options.FailOn.MAJOR,
    min_score: options.MinScores = None,
    max_findings: feed_options.MostFindings = None,
    strict: feed_options.Strict = False,
    baseline: BaselineFile = None,
    write_baseline: feed_options.NewBaseline = None,
    history: feed_options.HistoryFile = None,
    since: feed_options.Since = None,
    fetch: feed_options.Fetch = False,
    allow_private: feed_options.AllowPrivate = False,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    no_cache: options.NoCache = False,
    glossary: options.GlossaryFile = None,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Check the articles of feeds against their translations, and those against what a machine made of them.

    Feeds are RSS, Atom, JSON Feed, sitemaps of pages, folders of documents,
    or bitexts. Which articles belong together is told by their texts alone;
    those without a partner are listed. Two feeds do as well.

    Exit codes: 0 passed, 1 an item fails its gate (or the run has more than
    --max-findings), 2 could not run, 130 broken off with Ctrl-C; then the
    report is marked as partial.
    """
    places = _places({Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin})
    acceptance = Acceptance(settings.of(context), baseline)
    terms = values.glossary(glossary)
    run = Config(values.gate(fail_on, min_score), max_bytes=values.in_bytes(max_size), glossary=terms)
    files: dict[Path | None, feed_options.FeedFormat] = {output: format}
    wanted = values.reports(feed_options.FeedFormat, reports, output)
    files |= {file: wanted[file] for file in wanted}
    if write_baseline and (history or since):
        raise ConfigError(["--write-baseline needs all findings: leave out --history and --since"])
    _check_targets([*files, history, write_baseline], html_dir, places.values())
    reading = Reading(values.languages(lang), values.by_role(encoding, "--encoding", for_all=True), run.max_bytes)
    fetching = Fetching(run.max_bytes, allow_private=allow_private) if fetch else None
    with Stop() as stop, _opened(history) as known:
        judging = Judging(acceptance.applied(run), acceptance, stop, known, since, quiet=quiet)
        with stop.breakable():
            judging.prepare(places, reading, fetching, chosen(context, encoder, threads, no_cache))
        if stop.asked:
            say("aligner: broken off before anything was compared")
            raise typer.Exit(INTERRUPTED)
        done = _reported(judging, files, html_dir, partial(_failures, most=max_findings, strict=strict))
    _show(done, files, bidi, no_color=no_color, quiet=quiet)
    if write_baseline and not done.partial:
        _keep_known(done, baseline, write_baseline)
    for remark in acceptance.remarks() if not done.partial else ():
        say(remark)
    for failure in done.failures if not quiet else ():
        say(f"failed: {failure}")
    raise typer.Exit(INTERRUPTED if done.partial else 1 if done.failures else 0)


def _places(named: Mapping[Role, str | None]) -> dict[Role, str]:
    """The feeds by role; raises InputError if there are too few."""
    places = {role: place for role, place in named.items() if place}
    if len(places) < 2:
        given = f"only the {next(iter(places))} is named" if places else "no feeds are named"
        raise InputError(f"{given}: give two or three of --source, --translation and --twin, or settings with [feeds]")
    return places


def _check_targets(files: Iterable[Path | None], html_dir: Path | None, places: Iterable[str]) -> None:
    """Raise InputError, before any work is done, where no result can go."""
    inputs = [Path(place) for place in places if not is_address(place)]
    for file in filter(None, files):
        check_output(file, inputs)
    if html_dir:
        check_folder(html_dir, inputs)
        if any(path.resolve() == html_dir.resolve() for path in inputs):
            raise InputError(f"{html_dir} is one of the feeds; give --html-dir a folder of its own")


@contextmanager
def _opened(file: Path | None) -> Iterator[History | None]:
    if file is None:
        yield None
        return
    from aligner.history import History

    with History(file, create=True) as history:
        yield history


def _reported(
    judging: Judging,
    files: Mapping[Path | None, feed_options.FeedFormat],
    html_dir: Path | None,
    failing: Callable[[Run], tuple[str, ...]],
) -> Run:
    """The run, its reports written item by item as it goes on; reports for people are made of what it comes to."""
    from .feed_reports import reports

    with reports({file: its for file, its in files.items() if its is not TEXT}, html_dir) as writing:
        items = []
        for item in judging.items():
            writing.item(item)
            items.append(replace(item, report=None))
        done = judging.run(items)
        done = replace(done, failures=failing(done))
        writing.end(done)
    return done


def _keep_known(run: Run, before: Path | None, file: Path) -> None:
    """Write the baseline of a run over all items."""
    from aligner.baseline import Baseline, to_text

    known = read_baseline(before) if before else Baseline({})
    made = known.updated(f for item in run.items for f in item.findings if isinstance(f, Finding))
    emit(to_text(made), file)
    say(f"{len(made)} findings written to {file}")


def _failures(run: Run, most: int | None, *, strict: bool) -> tuple[str, ...]:
    from aligner.feeds import failures

    return tuple(failures(run, most, strict=strict))


def _show(
    run: Run,
    files: Mapping[Path | None, feed_options.FeedFormat],
    bidi: Bidi,
    *,
    no_color: bool,
    quiet: bool,
) -> None:
    """Reports for people, and on standard error what readers of the others would miss."""
    from .feed_view import show, summary

    for bad in run.bad:
        say(f"warning: {bad}")
    for item in run.items:
        if item.error:
            say(f"warning: item {item.number} ({item.lead.title}) cannot be compared: {item.error}")
    for file in [file for file, its in files.items() if its is TEXT]:
        show(run, file, bidi, no_color=no_color)
    if files.get(None) is not TEXT and not quiet:
        for each in run.unmatched:
            say(f"notice: the {each.role} {each.article.origin} has no partner: {each.reason}")
        for line in summary(run):
            say(line)
