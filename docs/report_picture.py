"""Draw docs/report.png, the picture of the HTML report in docs/usage.md: what three sentences of `samples/iss` lost.

    python docs/report_picture.py [OUT [light | dark]]        needs aligner[dev] and a `chromium` on the PATH

The report is filtered as a reader would filter it; everything else is as it opens.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
WIDTH = 1200
SHOWN = ("critical", "major", "name", "mistranslation", "findings")


def written(folder: Path) -> Path:
    """The report as the command makes it."""
    file = folder / "report.html"
    command = [Path(sys.executable).with_name("aligner"), "diff", "samples/iss", "--fail-on", "never", "--quiet"]
    subprocess.run([*command, "--format", "html", "--output", file], cwd=ROOT, check=True)
    return file


def arrange(page: Page) -> None:
    """Filter the findings, and put the filters away."""
    for value in SHOWN:
        page.check(f"input[value={value}]")
    page.locator("summary").first.click()
    page.mouse.move(0, 0)


def main(out: Path, scheme: str) -> None:
    """Write, open, photograph."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = chromium.new_page(
            viewport={"width": WIDTH, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=1.2,
        )
        page.goto(written(Path(folder)).as_uri())
        arrange(page)
        bottom = page.evaluate("document.querySelector('table').getBoundingClientRect().bottom + scrollY")
        page.screenshot(path=out, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": bottom + 20})
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/report.png", (*sys.argv, "light", "light")[2])
