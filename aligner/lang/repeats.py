"""Words and phrases that a text has twice or more in a row: «the the», «to the to the», «in the city in the city»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from aligner.lang.arabic import folded
from aligner.lang.tokens import words

LONGEST = 5
"""Words of the longest phrase that is looked for."""
LOOP = 3
"""Times from which even a word that may be doubled is stuck in a loop, unless it calls or emphasises."""
_DOUBLED = {
    # had had, that that; what it is is; the flat she lived in in May; very very; bye bye
    "en": """
        had that is was are were in on at by to for with her you do does did so very really much many more far long
        no yes ha hee ho hey bye hush now there please pretty never ever big old little too well oh hear tut tsk knock
        blah yada chop night twin same some less round click beep rah go dear quite so-called half all this it he she
    """,
    # Latin letters by their names, as in بي بي سي
    # من مَن: of whom; لا لا; جدا جدا; what ends in alef is mostly an accusative, doubled on purpose: رويدا رويدا
    "ar": """
        من ما لا لم ان جدا نعم كلا بين هو هي هم ذلك هذا عن كل حسن محمد علي احمد
        ايه بي سي دي اي اف جي اتش كي ال ام او كيو ار اس تي يو في دبليو اكس واي زد
    """,
}
_EMPHATIC = {
    "en": "very no ha so really blah knock never bye yeah go far many more much long please hey oh",
    "ar": "لا نعم جدا ها",
}


class Repeat(NamedTuple):
    """What is repeated, how many words it has, how often it stands there, and whether people double it on purpose."""

    phrase: str
    size: int
    times: int
    meant: bool


@lru_cache(maxsize=1 << 10)
def repeats(text: str, language: str) -> tuple[tuple[int, int, Repeat], ...]:
    """What a text has twice or more in a row with nothing but space between."""
    spans = words(text)
    plain = [folded(text[start:end].casefold()) for start, end in spans]
    found: list[tuple[int, int, Repeat]] = []
    stop = 0
    for at, size in _again(plain):
        if at >= stop:
            times = _times(plain, at, size)
            last = at + size * times
            if _is_close(text, spans[at:last]):
                phrase, first = " ".join(plain[at : at + size]), text[slice(*spans[at])]
                meant = _is_meant(phrase, size, times, first, language)
                found.append((spans[at][0], spans[last - 1][1], Repeat(phrase, size, times, meant)))
                stop = last
    return tuple(found)


def _again(plain: list[str]) -> Iterator[tuple[int, int]]:
    """Where a phrase begins that begins again where it ends, and its size; the shortest first."""
    for at, word in enumerate(plain):
        for size in range(1, LONGEST + 1):
            if word in plain[at + size : at + size + 1] and plain[at : at + size] == plain[at + size : at + 2 * size]:
                yield at, size
                break


def _times(plain: list[str], at: int, size: int) -> int:
    times = 2
    while plain[at + times * size : at + (times + 1) * size] == plain[at : at + size]:
        times += 1
    return times


def _is_close(text: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether only words with space between them stand there: «no, no» and «ten-ten» are meant."""
    between = (text[left[1] : right[0]] for left, right in pairwise(spans))
    return all(gap.isspace() for gap in between) and all(text[start].isalnum() for start, _ in spans)


def _is_meant(phrase: str, size: int, times: int, first: str, language: str) -> bool:
    """Whether people write so: emphasis, cries, names like Duran Duran, words that meet at the edge of two clauses."""
    if size > 1:
        return size == 2 and times == 2 and first[0].isupper() and not first.isupper()
    if not phrase[0].isalpha() or (len(phrase) == 1 and phrase != "a"):
        return True
    doubled = phrase in _listed("doubled", language) or (language == "ar" and phrase.endswith("ا"))
    name = first[0].isupper() and phrase not in {"the", "a", "an", "of", "and", "it"}
    return phrase in _listed("emphatic", language) or (times < LOOP and (doubled or name))


@cache
def _listed(use: str, language: str) -> frozenset[str]:
    return frozenset({"doubled": _DOUBLED, "emphatic": _EMPHATIC}[use].get(language, "").split())
