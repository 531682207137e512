"""Words of a text that are not of its language, and whether they are misspelt rather than foreign.

A word in another script is always reported. A Latin word in an English text is unknown if it is written in small
letters (a capital makes a name) and the lexicon has neither it nor a form of it, or if another language uses it all the
time and English hardly. Addresses, handles, units, numbers and particles of names («van der») are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from aligner.lang.lexicon import in_lexicon, is_frequent, is_inflected, supplement
from aligner.lang.stopwords import stopwords_by_language
from aligner.lang.tokens import words

Unknown = tuple[int, int, str]
SCRIPTS = {"en": "LATIN", "ar": "ARABIC"}
"""The script of each language, as Unicode's character names begin."""
OTHER_SCRIPT, FOREIGN, MISSPELT = "script", "foreign", "misspelt"
LATIN_LANGUAGES = ("fr", "de", "es", "it", "pt", "nl", "tr", "sv", "da", "no", "pl", "cs", "ro")
SHORTEST = 3
_NAMES_GO_ON = 3
"""Letters up to which an unknown word beside a capitalised one is a particle of a name: de, van, bin."""
_VOWELS = "aeiouy"
_BINOMIAL = re.compile(r"(?:us|is|um|ii|ae|ensis|oides|yp?ti)\Z")
_ELISION = re.compile(r"(?:[dlmnst]|qu|dell|all|nell|sull|un)['’](?=[aeiouhéèêàâîôûæœ])\w{3,}", re.IGNORECASE)
_ENGLISH_ELISIONS = {"d'etat", "d'oeuvre", "d'oeuvres", "d'etre"}
_ADDRESS = re.compile(r"\S*(?:[@#/_\\]|\w\.[a-z]{2,}(?!\w)|www\.)\S*")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def unknown_words(text: str, lang: str) -> Iterator[Unknown]:
    """The words of a sentence that its language does not have, as (start, end, kind)."""
    own = SCRIPTS.get(lang)
    if own is None:
        return
    tokens = words(text)
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    shouting = not any(letter.isupper() for letter in text)
    for k, (start, end) in enumerate(tokens):
        if any(first < end and start < last for first, last in addresses):
            continue
        word = text[start:end]
        scripts = _scripts(word)
        if scripts - {own, "LATIN"} and not _symbol(word):
            yield from _other_script(text, start, end, own)
        elif lang == "en" and scripts and _small(word) and not shouting:
            around = [text[slice(*tokens[j])] for j in (k - 1, k + 1) if 0 <= j < len(tokens)]
            if kind := _judge(word, around):
                yield start, end, kind
        elif lang == "ar" and scripts == {"LATIN"} and _small(word) and len(word) >= SHORTEST:
            around = [text[slice(*tokens[j])] for j in (k - 1, k + 1) if 0 <= j < len(tokens)]
            if len(word) > _NAMES_GO_ON or not any(map(_capital, around)):
                yield start, end, FOREIGN


@lru_cache(maxsize=1 << 12)
def correction(word: str, near: frozenset[str] = frozenset()) -> str | None:
    """The word of English that an unknown one misspells, one of `near` or a common one; None if it looks foreign.

    A letter is missing, doubled, swapped with its neighbour or a wrong vowel. What adds a vowel at the end (like
    «problema»), has an accent or is a stop word of another language, is no misspelling.
    """
    word = word.casefold()
    if not word.isascii() or not word.isalpha() or word in _foreign_stopwords():
        return None
    candidates = list(dict.fromkeys(_misspellings(word)))
    meant = next((c for known in (near.__contains__, is_frequent) for c in candidates if known(c)), None)
    return meant or next((c for c in _doubled(word) if is_inflected(c)), None)


def _doubled(word: str) -> Iterator[str]:
    """The words that have a consonant doubled where this has it once, if it is long: zigurat, ziggurat."""
    if len(word) > 6:
        yield from (word[:k] + word[k] + word[k:] for k in range(1, len(word) - 1) if word[k] not in _VOWELS)


def _misspellings(word: str) -> Iterator[str]:
    """The words that this may have been meant to be."""
    cuts = range(len(word) + 1)
    yield from (word[:k] + word[k + 1] + word[k] + word[k + 2 :] for k in cuts[:-2])
    yield from (word[:k] + letter + word[k:] for k in cuts for letter in _LETTERS)
    if len(word) > 5:
        yield from (
            word[:k] + word[k + 1 :] for k in cuts[1:-1] if word[k] in (word[k - 1], *_VOWELS) and word[k + 1 :]
        )
        vowels = [k for k in cuts[1:-2] if word[k] in _VOWELS]
        yield from (word[:k] + vowel + word[k + 1 :] for k in vowels for vowel in _VOWELS)


def _judge(word: str, around: list[str]) -> str | None:
    """What is wrong with a word in small Latin letters, None if nothing is."""
    word = word.replace("’", "'")
    if len(word) < SHORTEST or "." in word:
        return None
    capitals = [_capital(other) for other in around]
    if word in _foreign_stopwords():
        return None if any(capitals) else FOREIGN
    plain = _plain(word)
    elided = _ELISION.fullmatch(word) is not None and plain not in _ENGLISH_ELISIONS
    # An accent is lost on the way into English, but in few words.
    known = not elided and (in_lexicon(plain) if plain == word else is_inflected(plain))
    particle = any(capitals) and len(word) <= _NAMES_GO_ON
    species = len(around) > 1 and capitals[0] and not in_lexicon(around[0]) and bool(_BINOMIAL.search(plain))
    if known or particle or species or not any(letter in plain for letter in _VOWELS):
        return None
    return MISSPELT if correction(word) else FOREIGN


def _other_script(text: str, start: int, end: int, own: str) -> Iterator[Unknown]:
    """The parts of a token that are in a foreign script: Chinese is written without spaces, even beside Latin."""
    position = start
    foreign_signs = [_script(c) not in ("", own, "LATIN") for c in text[start:end]]
    for k, letter in enumerate(text[start:end]):
        # Vowel signs belong to the letter before them.
        foreign_signs[k] |= k > 0 and foreign_signs[k - 1] and unicodedata.category(letter).startswith("M")
    for foreign, letters in groupby(foreign_signs):
        length = len(list(letters))
        if foreign:
            yield position, position + length, OTHER_SCRIPT
        position += length


@lru_cache(maxsize=1 << 12)
def _scripts(word: str) -> frozenset[str]:
    return frozenset(filter(None, map(_script, word)))


@lru_cache(maxsize=1 << 10)
def _script(letter: str) -> str:
    """The first word of a letter's Unicode name, such as LATIN or CJK; nothing for what is no letter."""
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter.isalpha() else ""


def _symbol(word: str) -> bool:
    """Whether it is a single letter of mathematics or a unit: μ, π, Ω."""
    return len(word) == 1 and _script(word) in ("GREEK", "MICRO", "OHM", "FEMININE", "MASCULINE", "MODIFIER")


def _small(word: str) -> bool:
    return word[0].islower() and not any(letter.isupper() or letter.isdigit() for letter in word)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _plain(word: str) -> str:
    """The word in small letters without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _foreign_stopwords() -> frozenset[str]:
    lists = stopwords_by_language()
    foreign = frozenset[str]().union(*(lists.get(lang, frozenset()) for lang in LATIN_LANGUAGES))
    return frozenset(word for word in foreign if not is_frequent(word) and word not in supplement())
