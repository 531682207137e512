"""All checks of the repository, one after the other; the tests of the command line a second time against the wheel.

The wheel goes into an environment of its own, with nothing but the core dependencies and pytest, and its tests into a
folder away from the tree, so that a file missing from the wheel or a dependency missing from its list shows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CONSTRAINTS = ROOT / "constraints.txt"
# Tests need no network, and a library that tries must not wait for it. What earlier runs have kept might hide a fault.
ALONE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "ALIGNER_NO_CACHE": "1"}

PARALLEL = ("-n", "auto", "--dist", "loadfile")  # the tests of a file share what it sets up


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; end with its exit code if it fails."""
    start = time.monotonic()
    print("+", *command, flush=True)
    code = subprocess.run(command, cwd=cwd, env={**os.environ, **ALONE}, check=False).returncode
    print(f"  {time.monotonic() - start:.0f} s", flush=True)
    if code:
        sys.exit(code)


def test_wheel(scratch: Path) -> None:
    """Build the wheel, install it elsewhere and run the command-line tests against it."""
    python = scratch / "venv" / BIN.name / "python"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", scratch / "dist", ROOT)
    (wheel,) = (scratch / "dist").glob("*.whl")
    run(sys.executable, "-m", "venv", scratch / "venv")
    run(python, "-m", "pip", "install", "-q", "-c", CONSTRAINTS, wheel, "pytest", "pytest-xdist")
    shutil.copytree(ROOT / "tests/cli", scratch / "tests/cli")
    shutil.copytree(ROOT / "samples", scratch / "samples")
    run(python, "-m", "pytest", "-q", *PARALLEL, "-p", "no:cacheprovider", "tests/cli", cwd=scratch)


def main() -> None:
    """Linters first, since they are quick."""
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "mypy")
    run(BIN / "lint-imports", "--no-cache")
    with tempfile.TemporaryDirectory() as scratch:
        test_wheel(Path(scratch))
    run(sys.executable, "-m", "pytest", "-q", *PARALLEL)


if __name__ == "__main__":
    main()
