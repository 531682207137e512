"""The user's regular expressions, none of which can keep a run busy for long."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.errors import ConfigError

if TYPE_CHECKING:
    import regex

LONGEST = 2_000
"""Code points of a text that are searched; what is longer is no notice, and costs time."""
SECONDS = 0.25
"""Time that a search may take. Nearly all take microseconds; those that backtrack for ever are stopped."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, case ignored; raises ConfigError for what is none."""

    text: str

    def __post_init__(self) -> None:
        _compiled(self.text)

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere in `text`, whose white space counts as single blanks.

        Raises ConfigError for a pattern that takes too long.
        """
        words = " ".join(text[: 2 * LONGEST].split())[:LONGEST]
        try:
            return _compiled(self.text).search(words, timeout=SECONDS) is not None
        except TimeoutError:
            raise ConfigError(
                [f"the pattern {self.text!r} takes too long on {words[:40]!r}: leave out repeats within repeats"]
            ) from None


@lru_cache(maxsize=1_000)
def _compiled(text: str) -> regex.Pattern[str]:
    import regex  # noqa: PLC0415 - unlike re it can be stopped; only for those who have patterns

    try:
        return regex.compile(text, regex.IGNORECASE)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ConfigError([f"{text!r} is no regular expression ({error}); mend it"]) from None
