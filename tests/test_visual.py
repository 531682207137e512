"""Text in visual order is what the bidirectional algorithm says, and marks and styles move along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from aligner.cli.bidi import Bidi, wanted
from aligner.cli.visual import reordered
from bidi.wrapper import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

PIECES = [*"ابت٢٥19aZ  ()[]«»“”.,:%/-$€!؟،", "NASA", "[1]", "(", "قال ", " محطة", "1.5", "٢٫٥"]
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join).map(str.strip).filter(bool)


@settings(max_examples=500, deadline=None)
@given(LINES)
def test_order_is_that_of_another_implementation(line: str) -> None:
    # That one does not turn brackets.
    turned = str.maketrans(")]»", "([«")
    assert reordered(Text(line)).plain.translate(turned) == get_display(line, base_dir="R").translate(turned)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("قال (نعم)", "(معن) لاق"),
        ("وكالة NASA[1] اليوم", "مويلا NASA[1] ةلاكو"),
        ("نحو 30 دولارا", "ارالود 30 وحن"),
        ("محمّد كَتب", "بتكَ دمّحم"),
    ],
)
def test_brackets_turn_and_marks_stay_on_their_letters(line: str, seen: str) -> None:
    assert reordered(Text(line)).plain == seen


def test_styles_move_along() -> None:
    text = Text("قال ", "bold").append("بوتين", "red").append(" [1]", "dim")
    shown = reordered(text)
    assert shown.plain == "[1] نيتوب لاق"
    assert shown.style == "bold"
    assert {(shown.plain[span.start : span.end], span.style) for span in shown.spans} == {
        ("نيتوب", "red"),
        ("[1] ", "dim"),
    }


def test_a_style_over_both_directions_falls_apart_where_it_has_to() -> None:
    text = Text("في NASA قال")
    text.stylize("red", 1, 5)
    shown = reordered(text)
    assert shown.plain == "لاق NASA يف"
    assert {shown.plain[span.start : span.end] for span in shown.spans} == {"NA", " ي"}


def test_runs_inside_a_line_from_left_to_right_are_turned_one_by_one() -> None:
    line = Text("“موسكو”, “روسيا” became “Moscow”")
    assert Bidi.VISUAL.embedded(line).plain == "“وكسوم”, “ايسور” became “Moscow”"
    assert Bidi.OFF.embedded(line).plain == line.plain
    assert Bidi.ISOLATE.embedded(line).plain == "“\u2068موسكو\u2069”, “\u2068روسيا\u2069” became “Moscow”"


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({"TERM": "xterm-256color"}, Bidi.ISOLATE),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, Bidi.ISOLATE),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, Bidi.ISOLATE),
        ({"TERM": "xterm-256color", "WT_SESSION": "1a2b"}, Bidi.ISOLATE),
        ({"TERM": "tmux-256color", "TMUX": "tmux-0/default,1,0", "XTERM_VERSION": "XTerm(379)"}, Bidi.ISOLATE),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}, Bidi.VISUAL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "VTE_VERSION": "7200"}, Bidi.VISUAL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Bidi.ISOLATE),
        ({"TERM": "alacritty"}, Bidi.VISUAL),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, Bidi.OFF),
        ({"TERM": "mlterm", "XTERM_VERSION": ""}, Bidi.OFF),
        ({}, Bidi.ISOLATE),
    ],
)
def test_a_terminal_is_known_by_its_variables(environment: dict[str, str], mode: Bidi) -> None:
    assert wanted(Bidi.AUTO, environment) is mode
    assert wanted(Bidi.VISUAL, environment) is Bidi.VISUAL


def test_the_manual_classes_terminals_as_the_program_does() -> None:
    manual = (Path(__file__).parents[1] / "docs/terminal.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in manual.splitlines() if line.startswith("|")]
    told = [(variable, row[3].strip("`")) for row in rows[7:] for variable in re.findall("`([A-Z_]+[^`]*)`", row[2])]
    assert len(told) > 15
    for variable, mode in told:
        name, _, value = variable.rstrip("…").partition("=")
        assert wanted(Bidi.AUTO, {name: value or "1"}) == mode, variable
