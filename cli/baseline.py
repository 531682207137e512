"""`aligner baseline`: the findings that are known already and do not fail a run."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from aligner.bitext import Role
from aligner.config import MAX_BYTES, MEGABYTE, Config
from aligner.errors import InputError

from . import options, settings, values
from .acceptance import Acceptance, read_baseline
from .bidi import Bidi, BidiMode
from .chain import chain_of, read_chain
from .diff import compared
from .encoder import chosen
from .output import check_output, emit, say
from .score import findings_of

if TYPE_CHECKING:
    from aligner.baseline import Baseline
    from aligner.finding import Finding

app = typer.Typer(help="Keep the findings that are known, so that only new ones fail a run.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", help="The baseline, a JSON file.", show_default=False)]

_Find: TypeAlias = "Callable[[], tuple[Finding, ...]]"
"""Does the work, once nothing stands in the way of its result."""


def _over_documents(write: Callable[[Path, _Find], None]) -> Callable[..., None]:
    """A command with the inputs of aligner diff and aligner score, and the options that change what these find."""

    def command(  # noqa: PLR0917 - one parameter an option
        context: typer.Context,
        file: File,
        paths: options.Paths = None,
        source: options.Source = None,
        translation: options.Translation = None,
        twin: options.Twin = None,
        lang: options.Languages = None,
        encoding: options.Encodings = None,
        encoder: options.EncoderName = "embedded",
        threads: options.Threads = 1,
        no_cache: options.NoCache = False,
        glossary: options.GlossaryFile = None,
        max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
        force: options.Force = False,
        quiet: options.Quiet = False,
        isolated: settings.Isolated = False,
        config: settings.SettingsFile = None,
    ) -> None:
        acceptance = Acceptance(settings.of(context))
        terms = values.glossary(glossary)
        run = acceptance.applied(Config(max_bytes=values.in_bytes(max_size), force=force, glossary=terms))
        languages = values.languages(lang)
        choice = chosen(context, encoder, threads, no_cache)
        named = {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin}
        if paths and len(paths) == 1 and paths[0].is_file() and not any(named.values()):
            check_output(file, paths)
            write(file, partial(findings_of, paths[0], run, acceptance, languages, choice))
            return
        chain = chain_of(paths or [], named)
        check_output(file, chain.values())
        encodings = values.by_role(encoding, "--encoding", for_all=True)
        documents = read_chain(chain, languages, encodings, run.max_bytes)
        write(file, lambda: compared(documents, choice, run, quiet=quiet).findings)

    command.__doc__ = write.__doc__
    return command


def _create(file: Path, find: _Find) -> None:
    """Write the findings of these documents to a new baseline.

    The documents are those of aligner diff, or one file of aligner score.
    aligner diff with --baseline FILE then fails only on others. Findings that
    the settings suppress are left out. Write into the file why a finding may
    stay, as its "reason": reports show it, and update keeps it.

    Exit codes: 0 written, 2 could not run.
    """
    from aligner.baseline import baseline_of

    if file.exists():
        raise InputError(f"{file} exists; use aligner baseline update, or take it away")
    made = baseline_of(find())
    _write(file, made)
    say(f"{len(made)} findings written to {file}")


def _update(file: Path, find: _Find) -> None:
    """Write the findings of these documents to a baseline that exists.

    Reasons are kept, and what is not found any more is dropped. Says on
    standard error what is new and what is gone.

    Exit codes: 0 written, 2 could not run.
    """
    before = read_baseline(file)
    made = before.updated(find())
    new, gone = made.without(before), before.without(made)
    for sign, changed in (("+", new), ("-", gone)):
        for known in changed.known.values():
            say(f"{sign} {known.id} {known.severity} {known.category}: {known.message} [{known.hop}]")
    if made != before:
        _write(file, made)
    say(f"{file}: {len(new)} new, {len(gone)} gone, {len(made) - len(new)} kept")


app.command("create")(_over_documents(_create))
app.command("update")(_over_documents(_update))


@app.command()
def show(file: File, no_color: options.NoColor = False, bidi: BidiMode = Bidi.AUTO) -> None:
    """Show what a baseline holds: a table in a terminal, elsewhere TSV.

    Exit codes: 0 shown, 2 could not run.
    """
    from .baseline_view import show as show_table
    from .baseline_view import to_tsv
    from .layout import terminal

    baseline = read_baseline(file)
    with terminal(bidi, no_color=no_color) as screen:
        if screen:
            show_table(baseline, screen)
            return
    emit(to_tsv(baseline), None)


def _write(file: Path, baseline: Baseline) -> None:
    from aligner.baseline import to_text

    emit(to_text(baseline), file)
