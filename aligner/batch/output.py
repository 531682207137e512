"""The folder of a run: its shards' files, what is told of them all, and what does not belong there any more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aligner.batch.account import Account, known
from aligner.batch.files import place, remove_leftovers, sha256_of, writable
from aligner.batch.job import SCHEMA, Job
from aligner.batch.lock import NAME as LOCK
from aligner.batch.lock import locked
from aligner.batch_writers import writer
from aligner.errors import InputError
from aligner.lang.controls import escaped

MANIFEST, DEAD_LETTERS, METRICS = "manifest.json", "dead_letters.jsonl", "metrics.json"
_PART = re.compile(r"part-\d{5,}\.(?:parquet|jsonl)|\.part-\d{5,}\.account\.json")


@contextmanager
def opened(job: Job) -> Iterator[int]:
    """The folder made, locked and rid of what broken runs left, whose number is given; raises InputError.

    Until the run is through there is no manifest: a folder with one is complete.
    """
    with writable(job.folder):
        job.folder.mkdir(parents=True, exist_ok=True)
        _require_ours(job.folder)
    with locked(job.folder):
        left = remove_leftovers(job.folder)
        with writable(job.folder):
            for name in (MANIFEST, DEAD_LETTERS, METRICS):
                (job.folder / name).unlink(missing_ok=True)
        try:
            yield left
        finally:
            remove_leftovers(job.folder)  # of workers that were stopped in the middle


def _require_ours(folder: Path) -> None:
    """Raise InputError for a folder with files of our names that are none of ours: they would be lost."""
    manifest = folder / MANIFEST
    try:
        ours = json.loads(manifest.read_bytes())["schema"] == SCHEMA
    except FileNotFoundError:
        parts = [path for path in folder.glob("part-*") if _PART.fullmatch(path.name)]
        ours = not parts or (folder / LOCK).exists() or any(map(_has_account, parts))
    except (ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        what = manifest if manifest.exists() else f"what is in {folder}"
        raise InputError(f"{what} was written by something else; give a folder of its own")


def _has_account(part: Path) -> bool:
    """Whether a file tells of itself as those that `run_shard` writes do."""
    return bool(writer(part.suffix[1:]).account(part.parent, part.stem))


def described(job: Job, account: Account) -> dict[str, Any]:
    """What the manifest tells of a shard; raises InputError if its file has gone."""
    path = job.folder / writer(job.format).names(f"part-{account.shard:05d}")[0]
    with writable(path):
        return {
            "file": path.name,
            "first": account.first,
            "items": account.items,
            "dead_letters": len(account.dead),
            "bytes": path.stat().st_size,
            "sha256": sha256_of(path),
            "fingerprint": account.fingerprint,
        }


def finish(job: Job, shards: Iterable[Mapping[str, Any]], told: Mapping[str, Any]) -> int:
    """Remove shards of earlier runs that are none of this one's, and write dead letters and manifest.

    Gives the number of files that were removed.
    """
    shards = list(shards)
    stems = [Path(shard["file"]).stem for shard in shards]
    wanted = {name for stem in stems for name in writer(job.format).names(stem)}
    stale = [path for path in job.folder.iterdir() if _PART.fullmatch(path.name) and path.name not in wanted]
    with writable(job.folder):
        for path in stale:
            path.unlink(missing_ok=True)
    letters = (stem for stem, shard in zip(stems, shards, strict=True) if shard["dead_letters"])
    accounts = (known(job, stem) for stem in letters)
    dead = (_line(letter) for account in accounts if account for letter in account.dead)
    manifest = json.dumps({"schema": SCHEMA, **told, "shards": shards}, indent=1)
    place(job.folder, {DEAD_LETTERS: "".join(dead).encode("utf-8"), MANIFEST: f"{manifest}\n".encode("ascii")})
    return len(stale)


def _line(letter: Mapping[str, Any]) -> str:
    return f"{escaped(json.dumps(letter, ensure_ascii=False))}\n"
