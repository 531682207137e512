"""How the run in a folder is getting on, told by what stands there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aligner.batch.lock import NAME, holder
from aligner.batch.output import MANIFEST, METRICS
from aligner.errors import InputError


def status(folder: Path) -> Iterator[str]:
    """The state in a few lines; raises InputError for a folder without a run."""
    if not (folder / NAME).exists():
        raise InputError(f"{folder} holds no run of aligner batch; check the path")
    manifest, metrics, running = _read(folder / MANIFEST), _read(folder / METRICS), holder(folder)
    if running:
        yield f"running: {running}"
    elif manifest:
        yield "complete"
    else:
        yield "broken off; the same command goes on from here"
    if manifest and not running:
        yield f"items {manifest['items']}, dead letters {manifest['dead_letters']}, files {len(manifest['shards'])}"
        yield "findings " + ", ".join(f"{count} {severity}" for severity, count in manifest["severities"].items())
    elif metrics:
        items = metrics["items"]
        done = items["computed"] + items["skipped"] + items["dead_letters"]
        of = f" of about {metrics['expected']}" if metrics["expected"] else ""
        yield f"items {done}{of}, dead letters {items['dead_letters']}, workers lost {metrics['workers_lost']}"
    if metrics and metrics["items_per_second"]:
        share = f"encoder {metrics['encoder_share']:.0%} of the time" if metrics["encoder_share"] is not None else ""
        yield f"{metrics['items_per_second']} items/s, {metrics['items_per_second_per_core']} a worker, {share}"


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
