"""What a settings file says: aligner.toml, or the table [tool.aligner] of pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import PurePath
from pkgutil import iter_modules
from typing import Any

from aligner import checks, formats
from aligner import settings_values as values
from aligner.bitext import Hop, Role
from aligner.config import MAX_BYTES, MEGABYTE, Config
from aligner.errors import ConfigError
from aligner.finding import Category, Severity
from aligner.patterns import Pattern
from aligner.store import MOST_BYTES as CACHE_BYTES
from aligner.suppressions import Suppression, on_path

OFF, NEVER = "off", "never"
_SEVERITIES = tuple(severity.value for severity in reversed(Severity))
_FORMATS = ("text", *sorted(info.name for info in iter_modules(formats.__path__)))
_SCORE = values.number(0, 100)
_LANGUAGE = values.spelt("[A-Za-z]{2,3}([-_].*)?", "a code such as en or ar")


def _min_score(value: Any, key: str) -> dict[str, float]:
    """A number for the document, or a table of them."""
    if isinstance(value, dict):
        return values.table(dict.fromkeys(("document", "row", *(hop.value for hop in Hop)), _SCORE))(value, key)
    return {"document": _SCORE(value, key)}


def _by_role(reader: values.Reader[str]) -> values.Reader[dict[str, Any]]:
    """A value for each of some roles."""
    return values.table({role.value: reader for role in Role})


def _suppression(value: Any, key: str) -> Suppression:
    """One entry of `suppress`: a reason, and at least one criterion."""
    mistakes: list[str] = []
    try:
        told = values.table(_CRITERIA)(value, key)
    except ConfigError as error:
        mistakes += error.mistakes
    if isinstance(value, dict) and "reason" not in value:
        mistakes.append(f"{key}: the reason is lacking; say why these findings are right")
    if isinstance(value, dict) and not value.keys() - {"reason", "until"}:
        mistakes.append(f"{key}: it would match every finding; give id, check, category, hop, text or path too")
    if mistakes:
        raise ConfigError(mistakes)
    return Suppression(**told)


_CRITERIA: Mapping[str, values.Reader[Any]] = {
    "reason": values.text,
    "until": values.day,
    "id": values.spelt("[0-9a-f]{16}", "the 16 characters of a finding's id"),
    "check": values.choice(*checks.all_names()),
    "category": values.member(Category),
    "hop": values.member(Hop),
    "text": values.pattern,
    "path": values.text,
}


_FEEDS: Mapping[str, values.Reader[Any]] = {
    **{role.value: values.text for role in Role},
    "history": values.text,
    "max-findings": values.whole(0),
    "strict": values.flag,
    "fetch": values.flag,
    "allow-private": values.flag,
}


def _key(reader: values.Reader[Any], default: Any) -> Any:
    """A key of the file, how its value is read and what it is without one."""
    return field(default_factory=lambda: default, metadata={"reader": reader})


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of a settings file with their defaults; `fail_on` is called `fail-on` there.

    `where` is the file, `given` what it says, as it says it. Paths are relative to the file.
    """

    fail_on: str = _key(values.choice(*_SEVERITIES, NEVER), "major")
    min_score: Mapping[str, float] = _key(_min_score, {})
    min_confidence: float = _key(values.number(0, 1), 0)
    severity: Mapping[str, str] = _key(
        values.table(dict.fromkeys(checks.all_names(), values.choice(*_SEVERITIES, OFF))), {}
    )
    glossary: str | None = _key(values.text, None)
    accepted_names: tuple[tuple[str, ...], ...] = _key(values.several(values.several(values.text, least=2)), ())
    boilerplate: tuple[Pattern, ...] = _key(values.several(values.pattern), ())
    ignore: tuple[str, ...] = _key(values.several(values.text), ())
    suppress: tuple[Suppression, ...] = _key(values.several(_suppression), ())
    warn_unused: bool = _key(values.flag, True)
    baseline: str | None = _key(values.text, None)
    encoder: str = _key(values.text, "embedded")
    threads: int = _key(values.whole(1), 1)
    cache: bool = _key(values.flag, True)
    cache_size: float = _key(values.number(1, 1_000_000), CACHE_BYTES // MEGABYTE)
    max_size: float = _key(values.number(0.001, 1000), MAX_BYTES // MEGABYTE)
    lang: Mapping[str, str] = _key(_by_role(_LANGUAGE), {})
    encoding: Mapping[str, str] = _key(_by_role(values.text), {})
    format: str = _key(values.choice(*_FORMATS), "text")
    feeds: Mapping[str, Any] = _key(values.table(_FEEDS), {})
    where: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)

    def applied(self, config: Config, today: date) -> Config:
        """The configuration with what has no option on the command line."""
        changed = {check: severity for check, severity in self.severity.items() if severity != OFF}
        return replace(
            config,
            severities={check: Severity(severity) for check, severity in changed.items()},
            off=frozenset(self.severity.keys() - changed.keys()),
            min_confidence=float(self.min_confidence),
            boilerplate=self.boilerplate,
            suppressions=(*self._ignored(), *self._names(), *self.accepted(today)),
        )

    def accepted(self, today: date) -> tuple[Suppression, ...]:
        """The entries of `suppress` that hold today."""
        return tuple(entry for entry in self.suppress if not entry.expired(today))

    def ignores(self, origin: str) -> bool:
        """Whether a document of this name is not to be judged."""
        return any(on_path(glob, origin) for glob in self.ignore)

    def _ignored(self) -> tuple[Suppression, ...]:
        return tuple(Suppression(f"ignored by its path: {glob}", path=glob) for glob in self.ignore)

    def _names(self) -> tuple[Suppression, ...]:
        same = (" = ".join(names) for names in self.accepted_names)
        return tuple(
            Suppression(f"the same name: {text}", spellings=names)
            for text, names in zip(same, self.accepted_names, strict=True)
        )


_FIELDS = {each.name.replace("_", "-"): each for each in fields(Settings) if each.metadata}
KEYS = tuple(_FIELDS)
"""What the file may say."""
CRITERIA = tuple(_CRITERIA)
"""What an entry of `suppress` may say."""


def from_text(text: str, where: str) -> Settings | None:
    """The settings in a file's text, none in a pyproject.toml without the table [tool.aligner].

    Raises ConfigError with all mistakes, each with the file and the key.
    """
    shared = PurePath(where).name == "pyproject.toml"
    if shared and "aligner" not in text:
        return None  # broken or not, it is not ours
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError([f"{where}: no TOML ({error}); mend it"]) from None
    if shared:
        tool = data.get("tool", {})
        if not isinstance(tool, dict) or "aligner" not in tool:
            return None
        data = tool["aligner"]
    try:
        read = values.table({key: each.metadata["reader"] for key, each in _FIELDS.items()})(data, "")
    except ConfigError as error:
        place = f"{where} [tool.aligner]" if shared else where
        raise ConfigError([f"{place}: {mistake}" for mistake in error.mistakes]) from None
    return Settings(**{_FIELDS[key].name: value for key, value in read.items()}, where=where, given=data)


def in_force(settings: Settings) -> dict[str, tuple[Any, bool]]:
    """Each key with its value, as the file says it or by default, and whether the file says it."""
    default = Settings()
    return {
        key: (settings.given.get(key, getattr(default, each.name)), key in settings.given)
        for key, each in _FIELDS.items()
    }
