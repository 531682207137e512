"""A batch on two Dask workers, one of which loses its link in the middle: cut_link.py [--rounds 3] (as root, Linux).

Scheduler and driver, and each worker, have a network namespace of their own, joined by a bridge and TLS; the namespaces
are removed at the end in any case. Every other round the link comes back. Afterwards the output has to be byte for byte
that of an undisturbed local run. Prints a table; exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from batch_faults import ALIGNER, files, write_items

ITEMS, WAIT = 400, 300
HERE, WORKERS = "aligner-here", ("aligner-one", "aligner-two")
NETWORK = "10.77.0"
SCHEDULER = f"tls://{NETWORK}.1:8786"
SETTINGS = {"REQUIRE_ENCRYPTION": "true", "TIMEOUTS__CONNECT": "10s", "TIMEOUTS__TCP": "12s"}


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


@contextmanager
def namespaces() -> Iterator[None]:
    """One for the scheduler with a bridge, and one a worker with a cable to it."""
    try:
        for name in (HERE, *WORKERS):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip("-n", HERE, "link", "add", "bridge", "type", "bridge")
        ip("-n", HERE, "address", "add", f"{NETWORK}.1/24", "dev", "bridge")
        ip("-n", HERE, "link", "set", "bridge", "up")
        for k, name in enumerate(WORKERS, 2):
            ip("-n", HERE, "link", "add", f"to-{k}", "type", "veth", "peer", "name", "cable", "netns", name)
            ip("-n", HERE, "link", "set", f"to-{k}", "master", "bridge", "up")
            ip("-n", name, "address", "add", f"{NETWORK}.{k}/24", "dev", "cable")
            ip("-n", name, "link", "set", "cable", "up")
        yield
    finally:
        for name in (HERE, *WORKERS):
            subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)


def certified(folder: Path) -> dict[str, str]:
    """An environment in which Dask has a certificate that lasts a day."""
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=aligner"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings = {**SETTINGS, "TLS__CA_FILE": certificate}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"TLS__{role}__KEY": key, f"TLS__{role}__CERT": certificate}
    return {**os.environ, **{f"DASK_DISTRIBUTED__COMM__{name}": value for name, value in settings.items()}}


@contextmanager
def running(
    namespace: str, *words: str, folder: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a namespace, ended when the block is left."""
    with (folder / f"{namespace}.log").open("ab") as log:
        command = ["ip", "netns", "exec", namespace, sys.executable, *words]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def command(source: Path, out: Path, *options: str) -> list[str]:
    return ["-c", ALIGNER, "batch", str(source), str(out), "--shard-size", "8", "--no-cache", "-q", *options]


def disturbed(folder: Path, source: Path, environment: dict[str, str], chance: random.Random, *, back: bool) -> str:
    """A run whose link is cut; what it says besides."""
    out = folder / "out"
    with ExitStack() as stack:

        def start(namespace: str, *words: str) -> subprocess.Popen[bytes]:
            return stack.enter_context(running(namespace, *words, folder=folder, environment=environment))

        quiet = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
        start(HERE, "-m", "dask", "scheduler", "--host", f"{NETWORK}.1", "--protocol", "tls", "--port", "8786", *quiet)
        for k, name in enumerate(WORKERS, 2):
            start(name, "-m", "dask", "worker", SCHEDULER, "--host", f"{NETWORK}.{k}", "--nthreads", "1", *quiet)
        time.sleep(8)
        driver = start(HERE, *command(source, out, "--executor", "dask", "--scheduler", SCHEDULER))
        until = time.monotonic() + WAIT
        while len(list(out.glob("part-*"))) < 4:
            if driver.poll() is not None or time.monotonic() > until:
                return f"the run has not begun (exit code {driver.poll()})"
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 3))
        before = len(list(out.glob("part-*")))
        ip("-n", HERE, "link", "set", "to-2", "down")
        began = time.monotonic()
        if back:
            time.sleep(chance.uniform(5, 20))
            ip("-n", HERE, "link", "set", "to-2", "up")
        code = driver.wait(WAIT)
        ip("-n", HERE, "link", "set", "to-2", "up")
        print(f"  cut after {before} files, then {time.monotonic() - began:.0f} s to the end", flush=True)
        return f"exit code {code}" if code else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    missing = [name for name in ("ip", "openssl") if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        print(f"skipped: this needs {', '.join(missing) or 'root'}")
        return 0
    failures = 0
    with tempfile.TemporaryDirectory(prefix="cut-link-") as name:
        folder = Path(name)
        source = folder / "items.jsonl"
        write_items(source, count=ITEMS)
        subprocess.run([sys.executable, *command(source, folder / "wanted", "--workers", "2")], check=True)
        wanted = files(folder / "wanted")
        environment = certified(folder)
        for k in range(given.rounds):
            shutil.rmtree(folder / "out", ignore_errors=True)
            began, back = time.monotonic(), k % 2 == 1
            try:
                with namespaces():
                    wrong = disturbed(folder, source, environment, random.Random(given.seed + k), back=back)  # noqa: S311
            except subprocess.CalledProcessError as error:
                print(f"skipped: no namespaces can be made here ({error.stderr.strip()})")
                return 0
            same = not wrong and files(folder / "out") == wanted
            failures += not same
            told = "the same bytes" if same else f"DIFFERS {wrong}"
            print(f"{k + 1}: link {'cut and restored' if back else 'cut'}: {told}, {time.monotonic() - began:.0f} s")
            if not same:
                for path in folder.glob("*.log"):
                    print(path.name, path.read_text("utf-8", "replace")[-1500:], sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
