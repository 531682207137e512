"""Derive the table of English word frequencies from wordfreq: make_frequency.py WORDFREQ_DATA [OUT].

WORDFREQ_DATA is the folder `wordfreq/data` of the package wordfreq 3.1.1. Kept are the words that aligner's lexicon
has, by their Zipf frequency (log10 of how often they stand in a billion words) rounded down to a quarter. Reading the
package's files needs msgpack.
"""

from __future__ import annotations

import gzip
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

import msgpack

from aligner.lang.lexicon import in_lexicon

OUT = Path(__file__).parents[1] / "aligner" / "lang" / "frequency_en.txt"
LEAST = 3.0
HEADER = """\
# English words by their Zipf frequency (log10 of how often they stand in a billion words): `> 4.25`, then the words
# from there up to a quarter more; rarer ones are left out.
#
# LICENCE OF THIS FILE: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0),
# https://creativecommons.org/licenses/by-sa/4.0/legalcode. It is NOT under the MIT licence of the rest of aligner:
# whoever shares this file or an adaptation of it must keep this notice and use the same licence.
#
# Adapted from wordfreq 3.1.1 by Robyn Speer (https://github.com/rspeer/wordfreq), data CC BY-SA 4.0: its English list.
# Changes: frequencies rounded, words left out that aligner's lexicon lacks (benchmarks/make_frequency.py). Supplied as
# is, without warranty.
# wordfreq's data in turn comes from (its README names them all):
# - the Leeds Internet Corpus, University of Leeds Centre for Translation Studies (http://corpus.leeds.ac.uk/list.html),
#   CC BY
# - Wikipedia, the free encyclopedia (https://www.wikipedia.org), CC BY-SA
# - OPUS OpenSubtitles 2018 (http://opus.nlpl.eu/OpenSubtitles.php), whose data originates from the OpenSubtitles
#   project (https://www.opensubtitles.org) and is used with its permission: please credit http://www.opensubtitles.org/
# - SUBTLEX word lists by Marc Brysbaert and others (http://crr.ugent.be/programs-data/subtitle-frequencies), CC BY-SA
# - news: NewsCrawl 2014 (http://www.statmt.org/wmt15/) and GlobalVoices (https://opus.nlpl.eu/GlobalVoices.php), CC BY
# - web text: OSCAR (https://oscar-corpus.com), derived from the Common Crawl; ParaCrawl (https://paracrawl.eu), CC BY;
"""


def main(data: Path, out: Path) -> None:
    with gzip.open(data / "large_en.msgpack.gz") as file:
        _, *bins = msgpack.load(file, raw=False)
    table: dict[float, list[str]] = defaultdict(list)
    for centibels, words in enumerate(bins):
        zipf = 9 - centibels / 100
        if zipf >= LEAST:
            table[zipf // 0.25 * 0.25] += (
                word for word in words if word.isascii() and word.isalpha() and in_lexicon(word)
            )
    parts = [
        f"> {zipf:.2f}\n{textwrap.fill(' '.join(sorted(words)), 118)}" for zipf, words in sorted(table.items()) if words
    ]
    out.write_text(HEADER + "\n".join(parts) + "\n", encoding="utf-8")
    print(f"{sum(map(len, table.values()))} words written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
