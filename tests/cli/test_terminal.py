"""What a person sees: both layouts, Arabic in isolates, marks that stand out, nothing a document can steer."""

from __future__ import annotations

import importlib.metadata
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
TERMINALS = {
    "ALIGNER_BIDI",
    "TMUX",
    "STY",
    "TERM_PROGRAM",
    "MLTERM",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
    "XTERM_VERSION",
}
"""What would tell the command on which terminal the tests were started."""
RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"


def on_a_terminal(*arguments: str, columns: int, **environment: str) -> str:
    """The output of the command in a pseudo terminal."""
    assert importlib.metadata.version("aligner-diff")
    main, side = pty.openpty()
    command = [sys.executable, "-c", RUN, *arguments]
    here = {name: value for name, value in os.environ.items() if name not in TERMINALS}
    settings = {**here, "COLUMNS": str(columns), "TERM": "xterm-256color", **environment}
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=subprocess.DEVNULL, env=settings) as process:
        os.close(side)
        output = b""
        while select.select([main], [], [], 60)[0]:
            try:
                output += os.read(main, 65536)
            except OSError:  # the other end is closed
                break
        process.wait(10)
    os.close(main)
    return output.decode()


RUN = """
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(prog_name="aligner")
"""


@pytest.fixture(scope="module")
def wide() -> str:
    return on_a_terminal("diff", str(SAMPLES / "iss"), columns=160)


@pytest.fixture(scope="module")
def narrow() -> str:
    return on_a_terminal("diff", str(SAMPLES / "iss"), columns=80)


@pytest.fixture(scope="module")
def aligned_wide() -> str:
    return on_a_terminal("align", str(SAMPLES / "iss"), columns=160)


@pytest.fixture(scope="module")
def aligned_narrow() -> str:
    return on_a_terminal("align", str(SAMPLES / "iss"), columns=80)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_findings_are_marked_and_listed(layout: str, request: pytest.FixtureRequest) -> None:
    output = ANSI.sub("", request.getfixturevalue(layout))
    for text in ("Roscos Moss", "Navani", "fighting"):
        (number,) = re.findall(rf"{text}\[(\d+)\]", output)
        assert re.search(rf"\[{number}\] (critical|major) \w+, translation-twin: “{text}”", output)
    assert "findings 2 critical, " in output


LAYOUTS = {"wide": 160, "narrow": 80, "aligned_wide": 160, "aligned_narrow": 80}


@pytest.mark.parametrize("layout", ["aligned_wide", "aligned_narrow"])
def test_sentences_are_numbered_and_what_stands_alone_shows(layout: str, request: pytest.FixtureRequest) -> None:
    output = ANSI.sub("", request.getfixturevalue(layout))
    for text in ("0 Russia is considering", f"{RLI}0 روسيا", "2 Sponsored Links", "no counterpart", " rows; sentences"):
        assert text in output


@pytest.mark.parametrize(("layout", "columns"), LAYOUTS.items())
def test_no_line_is_wider_than_the_terminal(layout: str, columns: int, request: pytest.FixtureRequest) -> None:
    invisible = re.compile("[\u064b-\u0652\u2066-\u2069]")
    lines = ANSI.sub("", request.getfixturevalue(layout)).splitlines()
    assert max(len(invisible.sub("", line)) for line in lines) <= columns


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_of_arabic_is_one_closed_isolate(layout: str, request: pytest.FixtureRequest) -> None:
    lines = [line for line in ANSI.sub("", request.getfixturevalue(layout)).splitlines() if RLI in line]
    lines = [line for line in lines if f"{RLI}no counterpart{PDI}" not in line]
    assert len(lines) > 30
    for line in lines:
        assert line.count(RLI) == line.count(PDI) == 1
        inside = line[line.index(RLI) + 1 : line.index(PDI)]
        assert re.search("[\u0621-\u064a]", inside)
        assert not re.search("[\u0621-\u064a]", line.replace(inside, ""))


@pytest.mark.parametrize("command", ["diff", "align"])
def test_a_terminal_without_bidi_gets_arabic_as_it_is_seen(command: str) -> None:
    output = ANSI.sub("", on_a_terminal(command, str(SAMPLES / "iss"), columns=160, XTERM_VERSION="XTerm(379)"))
    assert "سومزوكسور" in output
    assert not set(output) & {RLI, FSI, PDI}
    assert max(len(re.sub("[\u064b-\u0652]", "", line)) for line in output.splitlines()) <= 160


def test_a_terminal_that_orders_words_itself_gets_them_plain() -> None:
    output = on_a_terminal("diff", str(SAMPLES / "iss"), columns=160, KITTY_WINDOW_ID="1")
    assert "روسكوزموس" in output
    assert not set(output) & {RLI, FSI, PDI}


@pytest.mark.parametrize(("mode", "shown"), [("isolate", f"{FSI}روسكوزموس{PDI}"), ("visual", "سومزوكسور")])
def test_arabic_that_was_left_in_english_is_put_in_order_too(tmp_path: Path, mode: str, shown: str) -> None:
    (tmp_path / "source.txt").write_text("The rocket was built by Roscosmos in two years.", encoding="utf-8")
    (tmp_path / "twin.txt").write_text("The rocket was built by روسكوزموس in two years.", encoding="utf-8")
    output = ANSI.sub("", on_a_terminal("align", str(tmp_path), "--bidi", mode, columns=160))
    assert f"built by {shown} in" in output


def test_bidi_can_be_asked_for() -> None:
    arguments = ("diff", str(SAMPLES / "iss"), "--bidi", "isolate")
    assert RLI in on_a_terminal(*arguments, columns=160, KITTY_WINDOW_ID="1")
    output = on_a_terminal("explain", "names", columns=100, ALIGNER_BIDI="visual")
    assert "سومزوكسور" in output
    assert RLI not in output


@pytest.mark.parametrize("prefix", ["", "aligned_"])
def test_side_by_side_needs_room(prefix: str, request: pytest.FixtureRequest) -> None:
    wide, narrow = (ANSI.sub("", request.getfixturevalue(f"{prefix}{layout}")) for layout in ("wide", "narrow"))
    assert re.search(r"Russia is considering.*روسيا.*Russia plans", wide)
    assert not re.search(r"Russia is considering.*روسيا", narrow)


@pytest.mark.parametrize("command", ["diff", "align"])
@pytest.mark.parametrize("columns", [20, 40])
def test_a_very_narrow_terminal_loses_nothing(command: str, columns: int) -> None:
    output = ANSI.sub("", on_a_terminal(command, str(SAMPLES / "iss"), columns=columns))
    assert "…" not in output
    for line in output.splitlines():
        assert line.count(RLI) + line.count(FSI) == line.count(PDI)


def test_a_terminal_of_another_encoding_shows_all() -> None:
    assert "روسكوزموس" in on_a_terminal("diff", str(SAMPLES / "iss"), columns=120, PYTHONIOENCODING="ascii")


def test_without_colour_marks_still_stand_out() -> None:
    output = on_a_terminal("diff", str(SAMPLES / "iss"), "--no-color", columns=80)
    codes = {code for match in re.findall(r"\x1b\[([0-9;]+)m", output) for code in match.split(";")}
    assert codes <= {"0", "1", "2", "4", "7"}
    assert "1" in codes


@pytest.mark.parametrize("command", ["diff", "align"])
def test_a_document_cannot_steer_the_terminal(tmp_path: Path, command: str) -> None:
    text = "The \x1b[2J\x1b]8;;http://x\x07dam\u202e held on [red]Monday[/red]. Nobody in Valdora was hurt."
    for name in ("source.txt", "twin.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    output = on_a_terminal(command, str(tmp_path), columns=120)
    assert "<U+001B>[2J" in output
    assert "<U+202E>" in output
    assert "[red]Monday[/red]" in output
    assert "\x1b[2J" not in output
    assert "\u202e" not in output
