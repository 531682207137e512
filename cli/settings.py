"""The settings file of a run: where it is found, and how it stands in for options that are not given."""
# ruff: noqa: PLC0415 - settings know the checks, which are imported only when a command runs

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from aligner.errors import ConfigError

from .feed_options import FeedFormat
from .options import AlignmentFormat, BatchFormat, Format, ItemFormat, VariantsFormat

if TYPE_CHECKING:
    from aligner.settings import Settings

NAMES = ("aligner.toml", "pyproject.toml")
"""Settings files in the order in which they count within a folder."""
FORMATS = {
    "diff": Format,
    "check": FeedFormat,
    "batch": BatchFormat,
    "align": AlignmentFormat,
    "score": ItemFormat,
    "compare": VariantsFormat,
}
"""The commands that write reports, and how."""
MOST_BYTES = 1_000_000
ADDRESSES = ("http://", "https://")


def _load(context: typer.Context, file: Path | None) -> Path | None:
    """Read the settings before any other option, and let them be the defaults of those."""
    if context.resilient_parsing or (file is None and context.obj is not None):  # completion, or it is read already
        return file
    isolated = bool(context.params.get("isolated"))
    _check(isolated, file)
    context.obj = settings = load(file, isolated=isolated)
    context.default_map = given = _options(settings)
    if context.command.name == "check":
        given |= _feeds(settings)
    if given.get("format") not in tuple(FORMATS.get(context.command.name or "", ())):
        given.pop("format", None)  # the command has no such format: it keeps its own
    return file


def load_argument(context: typer.Context, file: Path | None) -> Path | None:
    """Read the settings that an argument names in place of --config."""
    if file is None or context.resilient_parsing:
        return file
    if context.obj is not None:
        raise ConfigError(["a settings file and --config exclude each other; give one"])
    return _load(context, file)


def _alone(context: typer.Context, isolated: bool) -> bool:
    """--isolated, which stands before --config or after it."""
    _check(isolated, context.params.get("config") or context.params.get("named"))
    return isolated


def _check(isolated: bool, file: Path | None) -> None:
    if isolated and file:
        raise ConfigError(["--config and --isolated exclude each other; give one"])


Isolated = Annotated[
    bool,
    typer.Option("--isolated", is_eager=True, callback=_alone, help="Read no settings file (see aligner config show)."),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        is_eager=True,
        callback=_load,
        help="Read the settings from here, not from the nearest aligner.toml or pyproject.toml upward.",
    ),
]


def of(context: typer.Context) -> Settings:
    """The settings of a command that takes --config."""
    return cast("Settings", context.obj)


def load(file: Path | None = None, *, isolated: bool = False) -> Settings:
    """The settings in a file, else in the nearest one from the working folder upward; raises ConfigError."""
    from aligner.settings import Settings, from_text

    if isolated:
        return Settings()
    for path in [file] if file else _candidates():
        settings = from_text(_text(path), str(path))
        if settings:
            return settings
    if file:
        raise ConfigError([f"{file}: there is no table [tool.aligner]; write one, or name another file"])
    return Settings()


def beside(settings: Settings, path: str) -> Path:
    """A path that the settings name, which is relative to their file."""
    return Path(settings.where).parent / path


def _candidates() -> Iterator[Path]:
    """The settings files from the working folder upward, to the root of the repository or of the file system."""
    try:
        folder = Path.cwd()
    except OSError:  # it has been taken away
        return
    for place in (folder, *folder.parents):
        # Unlike Path.is_file these take a folder that cannot be looked into for one without the file.
        yield from (Path(os.path.relpath(place / name)) for name in NAMES if os.path.isfile(place / name))  # noqa: PTH113
        if os.path.exists(place / ".git"):  # noqa: PTH110
            return


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ConfigError([f"{path}: larger than {MOST_BYTES:,} bytes, which no settings are; check the path"])
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: no UTF-8 (byte {error.start}); save it as UTF-8"]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError([f"{path}: cannot be read ({reason}); check the path"]) from None


def _options(settings: Settings) -> dict[str, Any]:
    """What the file says, as options have it."""
    texts: Mapping[str, Any] = {
        "fail_on": settings.fail_on,
        "min_score": [f"{name}={least}" for name, least in settings.min_score.items()],
        "glossary": settings.glossary and str(beside(settings, settings.glossary)),
        "baseline": settings.baseline and str(beside(settings, settings.baseline)),
        "encoder": settings.encoder,
        "threads": settings.threads,
        "no_cache": not settings.cache,
        "max_size": settings.max_size,
        "lang": [f"{role}={code}" for role, code in settings.lang.items()],
        "encoding": [f"{role}={name}" for role, name in settings.encoding.items()],
        "format": settings.format,
    }
    given = {"no_cache" if key == "cache" else key.replace("-", "_") for key in settings.given}
    return {name: value for name, value in texts.items() if name in given}


def _feeds(settings: Settings) -> dict[str, Any]:
    """What the file says of feeds, as options have it; addresses are no paths."""
    given = {name.replace("-", "_"): value for name, value in settings.feeds.items()}
    for name in {"source", "translation", "twin", "history"} & given.keys():
        path = given[name]
        given[name] = path if path.lower().startswith(ADDRESSES) else str(beside(settings, path))
    return given
