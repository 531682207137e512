"""How long ten variants of one article take beyond encoding: python benchmarks/variants_speed.py FOLDER [PROCESSES].

FOLDER holds source.txt, translation.txt and twin.txt, of which the first 500 paragraphs are taken. In each variant one
word of every sentence of the twin is left out, another one each time, so that none has a sentence in common.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from aligner.bitext import Document, Role
from aligner.config import Config
from aligner.encoders import load
from aligner.readers import read
from aligner.remembered import RememberedEncoder
from aligner.variants import compare_variants

VARIANTS, PARAGRAPHS = 10, 500


def start(document: Document) -> str:
    """The first paragraphs of a document."""
    return "\n\n".join([text for text in document.text.split("\n") if text.strip()][:PARAGRAPHS])


def variant(text: str, seed: int) -> str:
    """The text without a word of each paragraph."""
    generator = random.Random(seed)  # noqa: S311 - no secret
    paragraphs = (paragraph.split() for paragraph in text.split("\n\n"))
    dropped = ((words, generator.randrange(max(len(words) - 1, 1))) for words in paragraphs)
    return "\n\n".join(" ".join(words[:k] + words[k + 1 :]) for words, k in dropped)


def seconds() -> float:
    """Processor time so far, that of processes that have ended too; on a busy machine it says more than a clock."""
    return sum(os.times()[:4])


def main() -> None:
    folder, processes = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2
    chain = {role: read(folder / f"{role}.txt", role) for role in Role}
    texts = {role: start(document) for role, document in chain.items()}
    shared = [Document(role, f"{role}.txt", texts[role], chain[role].lang) for role in (Role.SOURCE, Role.TRANSLATION)]
    twins = {
        f"v{k}": Document(Role.TWIN, f"v{k}.txt", variant(texts[Role.TWIN], k), chain[Role.TWIN].lang)
        for k in range(VARIANTS)
    }
    encoder = RememberedEncoder(load(threads=processes))
    for told in ("encoding and all", "all but encoding"):  # the second time everything has been read
        before, used = time.monotonic(), seconds()
        found = compare_variants(shared, twins, encoder, Config(force=True), processes=processes)
        taken = f"{time.monotonic() - before:.1f} s, {seconds() - used:.1f} s of processor time"
        print(f"{told}: {taken}, {len(found.rows)} rows, {processes} processes", flush=True)


if __name__ == "__main__":
    main()
