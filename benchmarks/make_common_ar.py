"""Derive the list of common Arabic words from wordfreq: make_common_ar.py WORDFREQ_DATA NAMES [OUT].

WORDFREQ_DATA is the folder `wordfreq/data` of the package wordfreq 3.1.1, NAMES a file of Arabic-Latin name pairs
(ar2en-train.txt of https://github.com/google/transliteration). Words that are names there, places of the tables, or
too short to tell are left out, and so are words that are never seen with an article, an ending or a verb's prefix: most
of them are names too. Reading the package's files needs msgpack.
"""

from __future__ import annotations

import gzip
import re
import sys
import textwrap
from pathlib import Path

import msgpack

from aligner.lang.arabic import folded
from aligner.lang.places import arabic_place_words

MOST = 12000
HEADER = """\
# Frequent Arabic words that are not names, folded as aligner.lang.arabic does, without vowel signs.
# Origin: wordfreq 3.1.1 by Robyn Speer (https://github.com/rspeer/wordfreq), the most frequent words of its Arabic
# list, less the names that benchmarks/make_common_ar.py was given. wordfreq builds on Wikipedia, OpenSubtitles
# (https://www.opensubtitles.org), news and web text; sources: https://github.com/rspeer/wordfreq#sources-and-license.
# Licence of this file: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
"""
INFLECTED = re.compile("ال.*|[يتنا].{3,}|.*(?:ة|ات|ية|ها|هم|نا|وا|ته|تها)")
ARABIC = re.compile("[ء-ي]{3,}")


def frequent(data: Path) -> list[str]:
    """The words of the list, the most frequent first."""
    with gzip.open(data / "small_ar.msgpack.gz") as file:
        _, *bins = msgpack.load(file, raw=False)
    return [folded(word) for words in bins for word in words]


def named(pairs: Path) -> set[str]:
    """The Arabic words of name pairs."""
    lines = pairs.read_text(encoding="utf-8").splitlines()
    return {folded(part) for line in lines for part in line.split("\t")[0].split()}


def main(data: Path, pairs: Path, out: Path) -> None:
    names = named(pairs) | arabic_place_words()
    bare = {name.removeprefix("ال") for name in names}
    known = dict.fromkeys(frequent(data))
    chosen = [
        word
        for word in list(known)[:MOST]
        if ARABIC.fullmatch(word) and (INFLECTED.fullmatch(word) or f"ال{word}" in known)
    ]
    words = sorted(word for word in chosen if word not in names and word.removeprefix("ال") not in bare)
    body = textwrap.fill(" ".join(words), 118, break_on_hyphens=False, break_long_words=False)
    out.write_text(HEADER + body + "\n", encoding="utf-8")
    print(f"{len(words)} words written to {out}")


if __name__ == "__main__":
    target = Path(__file__).parents[1] / "aligner" / "lang" / "common_ar.txt"
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else target)
