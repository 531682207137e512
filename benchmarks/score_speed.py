"""How many triples a second one core scores, and how much of that is encoding: score_speed.py DATA.

The triples of DATA/detection (no two share a text), by the processor's clock, after the first sixty have warmed up what
is loaded once.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from aligner.bitext import Role
from aligner.encoders import load
from aligner.encoding import TokenStates, Vectors
from aligner.items import Item
from aligner.scoring import score_items

COLUMNS = {
    Role.SOURCE: "flores_en_source",
    Role.TRANSLATION: "flores_ar_human",
    Role.TWIN: "demetr_mt_sent_as_twin",
}
LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
WARM = 60


class Timed:
    """An encoder that counts the processor's seconds it takes."""

    def __init__(self) -> None:
        self._encoder, self.seconds = load(), 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """What the encoder makes of the texts."""
        start = time.process_time()
        found = self._encoder.encode_with_states(texts)
        self.seconds += time.process_time() - start
        return found


def main(data: Path) -> None:
    with (data / "detection/flores_demetr_triples/triples.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    items = [Item(k, {role: row[name] for role, name in COLUMNS.items()}, {}) for k, row in enumerate(rows)]
    encoder = Timed()
    for _ in range(3):
        list(score_items(items[:WARM], encoder, languages=LANGUAGES))
        encoder.seconds, start = 0.0, time.process_time()
        list(score_items(items[WARM:], encoder, languages=LANGUAGES))
        taken = time.process_time() - start
        print(f"{(len(items) - WARM) / taken:.1f} triples/s, {encoder.seconds / taken:.0%} of it encoding")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
