"""Words that deny, in a text of a language whose words `negation.tsv` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import folded
from aligner.lang.lexicon import in_lexicon
from aligner.lang.opposites import opposed
from aligner.lang.tokens import words


class Denial(StrEnum):
    """How a word denies; `negation.tsv` explains the kinds."""

    NEGATOR = "negator"
    LACK = "lack"
    JOINED = "joined"
    WEAK = "weak"
    LIMIT = "limit"
    IDLE = "idle"
    VERB = "verb"
    AFFIRM = "affirm"
    TRAIT = "trait"
    FAINT = "faint"
    ECHO = "echo"
    TURN = "turn"


OUTRIGHT = frozenset({Denial.NEGATOR, Denial.LACK})
"""Words that deny and say nothing more."""
LANGUAGES = frozenset({"ar", "en"})
_PLAIN = "plain"
_CONTRACTED = re.compile(r"\w*n['’]t\Z")
_TAG = re.compile(r"n['’]t (?:i|you|he|she|it|we|they|there)\s*\?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:un|non-?|ill-|anti-)(?P<stem>[^\W\d_-]{4,})\Z")
_DOUBTFUL = re.compile(r"(?:in|im|il|ir|dis|mis)(?P<stem>[^\W\d_-]{4,})\Z")
_SUFFIX = re.compile(r"(?P<stem>[^\W\d_-]{3,})(?:less(?:ly|ness)?|-free)\Z")
_STOPS = frozenset((",", ".", "!", "،", "”", '"', "»", ""))
_SHADDA = "\u0651"
_OPENINGS = "وف"
_BEFORE_NOUNS = frozenset(("لا", "ولا", "فلا"))
_IMPERFECT = frozenset("يتنا")
_PARTICLES = ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال")
_PERSONS = ("ي", "ت", "ن", "ا", "سي", "ست", "سن", "لي", "لت", "لن")
_ENDINGS = """
    ه ها هم هما نا ت تا وا ون ين ان ات ة ي ته تها تهم وه ا اء يه ية يين يون ونه ونها ونهم وها وهم هن
"""
_AUXILIARIES = """
    is are was were be been being am do does did has have had having will would can could shall should may might must
"""
AUXILIARIES = frozenset(_AUXILIARIES.split())
"""English words that a negator goes with."""
_ARABIC_ENDINGS = ("", *_ENDINGS.split())
SHORTEST_STEM = 3


class _Table(NamedTuple):
    """The kinds of words, the phrases by their first word, longest first, and the kinds of Arabic stems."""

    words: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    stems: dict[str, str]


def denials(text: str, language: str) -> list[tuple[int, int, Denial]]:
    """The words and phrases of a text that deny or may answer a denial, from left to right."""
    spans = words(text)
    forms = [_form(text[start:end], language) for start, end in spans]
    found: list[tuple[int, int, Denial]] = []
    k = 0
    while k < len(forms):
        size, listed = _longest(forms, k, language)
        start, end = spans[k][0], spans[k + size - 1][1]
        kind = _read(listed, text[start:end], forms[k : k + 4], text[end - 3 : end + 10], found)
        if kind:
            found.append((start, end, kind))
        k += size
    return found


def _read(
    listed: str | None, word: str, forms: Sequence[str], ending: str, before: Sequence[tuple[int, int, Denial]]
) -> Denial | None:
    """What a word is where it stands: a question tag and «No. 1» are no denials, «nor» goes on with one or is one."""
    bare = word.lstrip(_OPENINGS)
    if bare == "ألا":
        return Denial.NEGATOR
    kind = Denial(listed) if listed and listed != _PLAIN else None
    if kind is Denial.JOINED:
        return kind if any(other in OUTRIGHT for _, _, other in before) else Denial.NEGATOR
    if kind not in OUTRIGHT:
        return kind
    # «Ellis» and «wrote down» are written as «is not» and «without», but for a sign that is seldom left out.
    if bare.startswith("إل") or _SHADDA in word:
        return None
    following = forms[1] if len(forms) > 1 else ""
    answer = forms[0] in ("no", "لا") and following in _STOPS
    numbered = forms[0] in ("no", "دون") and "".join(forms[1:3]).lstrip(".")[:1].isdigit()
    if answer or numbered or _TAG.match(ending):
        return Denial.FAINT
    # Before a noun «لا» denies that there is one, or it is the article of a foreign name («La Riviera»).
    return Denial.LACK if forms[0] in _BEFORE_NOUNS and following[:1] not in _IMPERFECT else kind


def _form(word: str, language: str) -> str:
    return folded(word) if language == "ar" else word.casefold().replace("’", "'")


def _longest(forms: Sequence[str], k: int, language: str) -> tuple[int, str | None]:
    """How many words the longest listed phrase at a place has, and its kind."""
    table = _table(language)
    for first in _opened(forms[k], language):
        for phrase, kind in table.phrases.get(first, ()):
            if tuple(forms[k + 1 : k + len(phrase)]) == phrase[1:]:
                return len(phrase), kind
    return 1, _kind(forms[k], language)


def _opened(form: str, language: str) -> tuple[str, ...]:
    """A word, and what is left of it without an Arabic conjunction."""
    return (form, form[1:]) if language == "ar" and form[:1] and form[0] in _OPENINGS else (form,)


@lru_cache(maxsize=1 << 15)
def _kind(form: str, language: str) -> str | None:
    """The kind of a single word."""
    table = _table(language)
    kind = next((table.words[one] for one in _opened(form, language) if one in table.words), None)
    if kind is None and language == "en":
        return _english(form)
    if kind is None and language == "ar":
        return next((table.stems[stem] for stem in _arabic_stems(form) if stem in table.stems), None)
    return kind


def _english(form: str) -> str | None:
    """The kind of an English word that is not listed, by its form."""
    if _CONTRACTED.match(form):
        return Denial.NEGATOR
    part = _PREFIX.match(form) or _SUFFIX.match(form)
    if part and in_lexicon(part["stem"]):
        return Denial.TRAIT
    part = _DOUBTFUL.match(form)
    return Denial.TRAIT if part and opposed(form, part["stem"]) else None


def _arabic_stems(form: str) -> Iterator[str]:
    """What is left of a word without what Arabic writes around it."""
    for opened in _opened(form, "ar"):
        for affix in (*_PARTICLES, *_PERSONS):
            if opened.startswith(affix):
                rest = opened[len(affix) :]
                stems = (rest[: len(rest) - len(ending)] for ending in _ARABIC_ENDINGS if rest.endswith(ending))
                yield from (stem for stem in stems if len(stem) >= SHORTEST_STEM)


def _inflections(stem: str) -> Iterator[str]:
    """An English word and its regular forms."""
    bare = stem.removesuffix("e")
    yield from (stem, stem + "s", stem + "es", bare + "ed", bare + "ing")


@cache
def _table(language: str) -> _Table:
    table = _Table({}, {}, {})
    for kind, entry in _entries(language):
        first, *others = entry.split()
        if others:
            table.phrases[first] = (*table.phrases.get(first, ()), ((first, *others), kind))
        elif not entry.endswith("~"):
            table.words.setdefault(entry, kind)
        elif language == "ar":
            table.stems.setdefault(entry[:-1], kind)
        else:
            for form in _inflections(entry[:-1]):
                table.words.setdefault(form, kind)
    for first, some in table.phrases.items():
        table.phrases[first] = tuple(sorted(some, key=lambda one: -len(one[0])))
    return table


def _entries(language: str) -> Iterator[tuple[str, str]]:
    """The kind and the folded text of each word and phrase of a language."""
    lines = files("aligner.lang").joinpath("negation.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#") and line.split("\t")[0] == language:
            _, kind, entries = line.split("\t")
            yield from ((kind, _form(entry.strip(), language)) for entry in entries.split(";"))
