"""Lines of right-to-left text for terminals that reorder them, that do not, and that want to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from aligner.lang.direction import RTL_RUN

FIRST_STRONG_ISOLATE, RTL_ISOLATE, POP_ISOLATE = "\u2068", "\u2067", "\u2069"


class Bidi(StrEnum):
    """Who puts right-to-left text in order, and how it is told where such text ends."""

    AUTO = "auto"
    ISOLATE = "isolate"
    VISUAL = "visual"
    OFF = "off"

    def line(self, text: Text) -> Text:
        """A line of a right-to-left text, already wrapped: it reads from right to left as a whole."""
        return self._run(text, RTL_ISOLATE)

    def embedded(self, text: Text) -> Text:
        """A left-to-right line, already wrapped, whose right-to-left runs cannot reorder what stands around them."""
        parts: list[Text] = []
        at = 0
        for run in RTL_RUN.finditer(text.plain):
            parts += [text[at : run.start()], self._run(text[run.start() : run.end()], FIRST_STRONG_ISOLATE)]
            at = run.end()
        return Text.assemble(*parts, text[at:])

    def _run(self, text: Text, isolate: str) -> Text:
        if self is Bidi.OFF:
            return text
        if self is Bidi.VISUAL:
            from .visual import reordered  # noqa: PLC0415 - most terminals need no reordering

            return reordered(text)
        return Text.assemble(isolate, text, POP_ISOLATE)


BidiMode = Annotated[
    Bidi,
    typer.Option(
        "--bidi",
        envvar="ALIGNER_BIDI",
        help="How right-to-left text is put in order on a terminal: isolate, for one that reorders lines itself; "
        "visual, reordered here, for one that does not, such as xterm; off, as it is. auto goes by the terminal.",
    ),
]
_TOLD_BY = (
    # What stands between the program and the window has the first word, then what a terminal says of itself, then
    # variables that another terminal may have left behind.
    ("TMUX", "", Bidi.ISOLATE),
    ("STY", "", Bidi.ISOLATE),
    ("TERM", "mlterm", Bidi.OFF),
    ("TERM", "xterm-kitty", Bidi.OFF),
    ("TERM", "alacritty", Bidi.VISUAL),
    ("TERM", "rxvt", Bidi.VISUAL),
    ("TERM_PROGRAM", "ghostty", Bidi.VISUAL),
    ("TERM_PROGRAM", "vscode", Bidi.VISUAL),
    ("TERM_PROGRAM", "WezTerm", Bidi.VISUAL),
    ("TERM_PROGRAM", "", Bidi.ISOLATE),
    ("MLTERM", "", Bidi.OFF),
    ("KITTY_WINDOW_ID", "", Bidi.OFF),
    ("ALACRITTY_WINDOW_ID", "", Bidi.VISUAL),
    ("XTERM_VERSION", "", Bidi.VISUAL),
    ("KONSOLE_VERSION", "", Bidi.ISOLATE),
    ("VTE_VERSION", "", Bidi.ISOLATE),
    ("WT_SESSION", "", Bidi.ISOLATE),
)
"""A variable, how its value begins and what that terminal needs; docs/terminal.md says why."""


def wanted(bidi: Bidi, environment: Mapping[str, str]) -> Bidi:
    """What was asked for, or what the terminal seems to need; isolates where it is unknown, since they do no harm."""
    if bidi is not Bidi.AUTO:
        return bidi
    told = (mode for name, value, mode in _TOLD_BY if environment.get(name) and environment[name].startswith(value))
    return next(told, Bidi.ISOLATE)
