"""Names garbled, put in another's place, or lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from .edits import Edit, Edits
from .kinds import Kind, Text, listed

SORTS = Path(__file__).with_name("names.tsv")
NAME = re.compile(r"(?<![\w'’.-])[A-ZÁÉÍÓÚÖÜÇŠŽ][a-záéíóúöüçñãâêôåøłšž]{2,}(?![\w-])")
FULL = re.compile(rf"{NAME.pattern}(?: {NAME.pattern})+")
TITLE = (
    r"(?:(?:former|deputy|vice|prime|foreign|general|chief|executive|interior|defense|finance|health|\w+ian|\w+ish) )*"
    r"(?:president|minister|chancellor|king|queen|prince|princess|senator|governor|mayor|coach|captain|judge|director"
    r"|professor|commissioner|spokesman|spokeswoman|spokesperson|secretary|manager|chairman|actor|actress|singer"
    r"|scientist|researcher|officer|leader|goalkeeper|pitcher|striker)"
)
TITLED = re.compile(
    rf"(?P<the>\b[Tt]he )?(?P<title>\b(?i:{TITLE}))"
    rf"(?P<gone>,? (?P<name>{NAME.pattern}(?: {NAME.pattern})*))(?P<comma>,)?"
)
BARE = listed("bare")
PLACE = re.compile(
    rf",? (?:in|at|near) (?P<name>{NAME.pattern}(?: {NAME.pattern})*)(?=\.|,(?! [A-Z])| (?:on|after|for|when)\b)"
)
COMMON = listed("common")
UNLIKE = {
    "b": "n", "c": "g", "d": "r", "f": "k", "g": "h", "h": "j", "j": "h", "k": "f", "l": "n", "m": "b", "n": "t",
    "p": "t", "r": "z", "s": "d", "t": "n", "v": "r", "w": "f", "x": "s", "y": "l", "z": "r",
}  # fmt: skip


@cache
def sorts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in SORTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple((sort, tuple(names.split("|"))) for sort, names in rows)


@cache
def sorted_words() -> frozenset[str]:
    """All words of the names that a sort has."""
    return frozenset(word for _, names in sorts() for name in names for word in name.split())


def rare(text: Text) -> Iterator[re.Match[str]]:
    """Names that no list has: what a machine garbles."""
    for match in NAME.finditer(text.twin):
        word = match.group()
        known = word in sorted_words() or word.lower() in COMMON or word not in text.names
        noun = re.search(r"(?:tion|ment|torate|strates?|ology|ness|ship|ings|ical|ists|ental)$", word)
        if len(word) >= 5 and not known and not noun and word in text.source:
            yield match


def inner(word: str) -> list[int]:
    return [i for i in range(1, len(word) - 1) if word[i] in UNLIKE]


def letters(text: Text) -> Iterator[Edits]:
    """Two consonants written for others."""
    for match in rare(text):
        word = match.group()
        for i, j in list(combinations(inner(word), 2))[:6]:
            new = word[:i] + UNLIKE[word[i]] + word[i + 1 : j] + UNLIKE[word[j]] + word[j + 1 :]
            yield (Edit(match.start(), match.end(), new),)
        if word[0].lower() in UNLIKE and inner(word):
            i = inner(word)[-1]
            new = UNLIKE[word[0].lower()].upper() + word[1:i] + UNLIKE[word[i]] + word[i + 1 :]
            yield (Edit(match.start(), match.end(), new),)


def shortened(text: Text) -> Iterator[Edits]:
    """A syllable lost, at the beginning or within."""
    for match in rare(text):
        word = match.group()
        if len(word) < 6:
            continue
        for i in inner(word):
            cut = word[:i] + word[i + 2 :]
            if re.search(r"[aeiouy]", cut[1:]) and not re.search(r"[^aeiouy]{4}", cut):
                yield (Edit(match.start(), match.end(), cut),)
        if re.match(r"[A-Z]?[^aeiou]*[aeiou]+[^aeiou]", word):
            tail = re.sub(r"^[^aeiou]*[aeiou]+", "", word, count=1, flags=re.IGNORECASE)
            if len(tail) >= 4 and re.match(r"[aeiou]|[^aeiou][aeiou]", tail):
                yield (Edit(match.start(), match.end(), tail.capitalize()),)


def split(text: Text) -> Iterator[Edits]:
    """One name written as two, as if there were words in it."""
    for match in rare(text):
        word = match.group()
        for i in range(3, len(word) - 2):
            if word[i] not in "aeiouy" and word[i + 1] in "aeiouy" and word[i - 1] != word[i]:
                second = word[i:].capitalize()
                doubled = second + second[-1] if second[-1] in "slt" and second[-2] != second[-1] else second
                yield (Edit(match.start(), match.end(), f"{word[:i]} {doubled}"),)


def blurred(text: Text) -> Iterator[Edits]:
    """A consonant of two lost and the vowels guessed, as after a script that writes no vowels."""
    guess = str.maketrans("aeiou", "oaaeo")
    for match in rare(text):
        word = match.group()
        for pair in re.finditer(r"(?<=[aeiou])([^aeiouy])(?!\1)[^aeiouyh](?=[a-z])", word):
            for kept in (word[: pair.start()] + word[pair.start() + 1 :], word[: pair.end() - 1] + word[pair.end() :]):
                yield (Edit(match.start(), match.end(), kept[0] + kept[1:].translate(guess)),)


def translated(text: Text) -> Iterator[Edits]:
    """A name read as a common noun."""
    nouns = "the Island|the Mountain|the Spring|the Old Man|the Bridge|the Faithful|the Lion|the Beautiful|the Moon"
    for match in rare(text):
        alone = not re.match(r" ?['’(]| [A-Z]", text.twin[match.end() :])
        if alone and re.search(r"(?:\b(?:in|to|from|of|by|with|for|and|at|that)|,) $", text.twin[: match.start()]):
            for noun in nouns.split("|"):
                yield (Edit(match.start(), match.end(), noun),)


def of_its_sort(text: Text) -> Iterator[Edits]:
    for sort, names in sorts():
        if sort in ("first", "person"):
            continue
        for name in names:
            for match in re.finditer(rf"(?<![\w-]){name}(?![\w-])(?! [A-Z])", text.twin):
                at = names.index(name)
                for step in (1, 5, 11):
                    new = names[(at + step) % len(names)]
                    if new not in text.twin and (name in text.source or sort == "nationality"):
                        yield (Edit(match.start(), match.end(), new),)


def other_person(text: Text) -> Iterator[Edits]:
    people = dict(sorts())["person"]
    for match in FULL.finditer(text.twin):
        if is_person(match.group()) and match.group() in text.source:
            for person in people:
                yield (Edit(match.start(), match.end(), person),)


def swapped(text: Text) -> Iterator[Edits]:
    """Two names of the sentence, each in the other's place."""
    people = [m for m in FULL.finditer(text.twin) if is_person(m.group())]
    singles = [m for m in NAME.finditer(text.twin) if sort_of(m.group()) not in ("", "first")]
    for group in (people, singles):
        for one, other in combinations(group, 2):
            apart = one.group() != other.group() and sort_of(one.group()) == sort_of(other.group())
            listing = re.fullmatch(r"(?:, | and |, and | or | & )", text.twin[one.end() : other.start()])
            if apart and not listing and one.group() in text.source and other.group() in text.source:
                yield (Edit(one.start(), one.end(), other.group()), Edit(other.start(), other.end(), one.group()))


def is_person(name: str) -> bool:
    """Whether a name of two or three words begins as a person's does."""
    first, *rest = name.split()
    return len(rest) <= 2 and sort_of(first) == "first" and not any(word.lower() in COMMON for word in rest)


def sort_of(name: str) -> str:
    return next((sort for sort, names in sorts() if name in names), "")


def untitled(text: Text) -> Iterator[Edits]:
    """The title kept, the name gone."""
    for match in TITLED.finditer(text.twin):
        if all(word.lower() not in COMMON for word in match["name"].split()):
            before = re.search(r"(\S+) $|^$", text.twin[: match.start("title")])
            if not before or not (match["the"] or not before[1] or before[1] in BARE):
                continue
            commas = match["comma"] and match["gone"].startswith(",")
            end = match.end() if commas else match.end("gone")
            title = re.sub(r"[A-Z]\w*(?<!an)(?<!ish)(?<!ese)\b", lambda word: word.group().lower(), match["title"])
            yield (Edit(match.start("title"), end, title if match["the"] else f"the {title}"),)


def unplaced(text: Text) -> Iterator[Edits]:
    """The place gone."""
    for match in PLACE.finditer(text.twin):
        if match.start() > 20 and all(
            word in text.source and word.lower() not in COMMON for word in match["name"].split()
        ):
            yield (Edit(match.start(), match.end(), ""),)


def unaccented(text: Text) -> Iterator[Edits]:
    """A name without the marks that English keyboards lack."""
    plain = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i", "ß": "ss"})
    for match in re.finditer(r"(?<!\w)[^\W\d_]{3,}(?!\w)", text.twin):
        folded = unicodedata.normalize("NFKD", match.group().translate(plain))
        new = "".join(char for char in folded if not unicodedata.combining(char))
        if new != match.group() and new.isascii():
            yield (Edit(match.start(), match.end(), new),)


KINDS = [
    Kind("clean.unaccented", "clean name", unaccented),
    Kind("garbled_name.letters", "garbled_name", letters),
    Kind("garbled_name.shortened", "garbled_name", shortened),
    Kind("garbled_name.blurred", "garbled_name", blurred),
    Kind("garbled_name.split", "garbled_name", split),
    Kind("garbled_name.translated", "garbled_name", translated),
    Kind("name_swap.swapped", "name_swap", swapped),
    Kind("name_swap.sort", "name_swap", of_its_sort),
    Kind("name_swap.person", "name_swap", other_person),
    Kind("name_omitted.untitled", "name_omitted", untitled),
    Kind("name_omitted.unplaced", "name_omitted", unplaced),
]
