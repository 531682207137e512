"""`aligner cache`: what earlier runs have worked out."""

from __future__ import annotations

import json
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.config import MEGABYTE
from aligner.lang.controls import escaped, visible

from . import settings
from .encoder import cache_bytes, open_cache
from .output import emit, say

if TYPE_CHECKING:
    from aligner.store import Info, Kept

DAY = 86_400
NAMES = {"vector": "sentence vectors", "states": "token states", "report": "reports"}
"""What the kinds of entries are for people."""
WIDTH = 2 + max(map(len, NAMES.values()))
app = typer.Typer(
    help="Look at, empty or check the cache: what earlier runs have worked out. A result never depends on it.",
    no_args_is_help=True,
)


class InfoFormat(StrEnum):
    """Output formats of what the cache holds."""

    TEXT = "text"
    JSON = "json"


@app.callback()
def _group() -> None:
    pass


@app.command()
def info(
    context: typer.Context,
    format: Annotated[
        InfoFormat, typer.Option("--format", "-f", help="text is for people, json for programs.")
    ] = InfoFormat.TEXT,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Show where the cache lies, how large it is and may become, and what it holds.

    Exit codes: 0 shown, 2 could not run.
    """
    with open_cache(cache_bytes(context)) as cache:
        found = cache.info()
    emit(_as_json(found) if format is InfoFormat.JSON else _as_text(found), None)


@app.command()
def clear(
    context: typer.Context,
    older: Annotated[
        float | None,
        typer.Option("--older-than", metavar="DAYS", min=0, help="Only what has not been used for so many days."),
    ] = None,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Remove what the cache holds; the built encoder stays.

    Exit codes: 0 done, 2 could not run.
    """
    with open_cache(cache_bytes(context)) as cache:
        before = cache.info()
        removed = cache.clear() if older is None else cache.clear(time.time() - older * DAY)
        after = cache.info()
    freed = max(0, before.bytes - after.bytes)
    say(f"removed {_count(removed, 'entry', 'entries')} ({_megabytes(freed)}) from {after.place}")


@app.command()
def verify(
    context: typer.Context,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Read everything in the cache and remove what is damaged.

    Exit codes: 0 all is well, 1 something was damaged, 2 could not run.
    """
    with open_cache(cache_bytes(context)) as cache:
        found = cache.verify()
    if not found.whole:
        say("failed: the cache was damaged or cannot be read; whatever a run needs of it will be worked out anew")
    elif found.damaged:
        say(f"failed: {found.damaged} of {_count(found.entries, 'entry was', 'entries were')} damaged, and removed")
    else:
        say(f"{_count(found.entries, 'entry is', 'entries are')} as they were written" if found.entries else "empty")
    raise typer.Exit(int(bool(found.damaged) or not found.whole))


def _as_text(found: Info) -> str:
    lines = {"place": visible(str(found.place)), "size": f"{_megabytes(found.bytes)} of {_megabytes(found.most_bytes)}"}
    lines |= {NAMES.get(kind, visible(kind)): _kept(kept) for kind, kept in found.kinds.items()}
    return "".join(f"{name:<{WIDTH}}{value}\n" for name, value in lines.items())


def _kept(kept: Kept) -> str:
    return f"{kept.entries:,} ({_megabytes(kept.bytes)})"


def _as_json(found: Info) -> str:
    kinds = {kind: {"entries": kept.entries, "bytes": kept.bytes} for kind, kept in found.kinds.items()}
    plain = {"place": str(found.place), "bytes": found.bytes, "most_bytes": found.most_bytes, "kinds": kinds}
    return escaped(json.dumps(plain, ensure_ascii=False, indent=1)) + "\n"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
