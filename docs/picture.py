"""Draw docs/iss.png, the README's picture: what `aligner diff samples/iss` prints, in a window of Chromium.

    python docs/picture.py [OUT]        needs aligner and a `chromium` on the PATH

A browser orders right-to-left text itself, so the command is asked for isolates; each becomes a box as wide as its
columns in the terminal, since Arabic glyphs of a browser do not keep to the grid.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
COLUMNS = 132
SHOWN = re.compile(r"^ *\d+ +(Russia is|Roscosmos could|More than|\"When|Meanwhile)")
PAGE = """<meta charset="utf-8"><style>
body {{ margin: 0; background: #14161b }}
pre {{ margin: 0; padding: 18px 22px; color: #d7dae0; font: 15px/1.45 "DejaVu Sans Mono", monospace }}
bdi {{ display: inline-block; text-align: right; direction: rtl; white-space: pre }}
</style><pre>{}</pre>"""


def printed() -> list[Text]:
    """The lines of the report with their styles."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    command = [Path(sys.executable).with_name("aligner"), "diff", "samples/iss", "--bidi", "isolate"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return [Text.from_ansi(line) for line in done.stdout.decode().splitlines()]


def excerpt(lines: list[Text]) -> list[Text]:
    """The headings, some rows whole, and the summary."""
    blocks = [list(block) for filled, block in groupby(lines, lambda line: bool(line.plain.strip())) if filled]
    chosen = [block for block in blocks if block in (blocks[0], blocks[-1]) or SHOWN.match(block[0].plain)]
    return [line for block in chosen for line in (*block, Text())]


def markup(line: Text, console: Console) -> str:
    """A line as HTML; an isolate becomes a box, the padding before it included."""
    parts = []
    for piece in re.finditer("(?P<padding> *)\u2067(?P<rtl>[^\u2069]*)\u2069|[^\u2067]+?(?= *\u2067|$)", line.plain):
        if piece["rtl"] is None:
            parts.append(styled(line[piece.start() : piece.end()], console))
        else:
            cells = len(piece["padding"]) + cell_len(piece["rtl"])
            inside = styled(line[piece.start("rtl") : piece.end("rtl")], console)
            parts.append(f'<bdi style="width: {cells}ch">{inside}</bdi>')
    return "".join(parts)


def styled(text: Text, console: Console) -> str:
    """Text with its colours as HTML."""
    return "".join(
        f'<span style="{segment.style.get_html_style() if segment.style else ""}">{html.escape(segment.text)}</span>'
        for segment in text.render(console)
    )


def main(out: Path) -> None:
    """Print, cut, draw."""
    lines = excerpt(printed())
    console = Console(color_system="truecolor")
    page = PAGE.format("\n".join(markup(line, console) for line in lines))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        size = f"{COLUMNS * 9 + 60},{len(lines) * 22 + 40}"
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        command = ["chromium", *quiet, f"--user-data-dir={folder}", f"--window-size={size}"]
        subprocess.run([*command, f"--screenshot={out}", source.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/iss.png")
