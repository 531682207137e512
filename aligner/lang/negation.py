"""Words that deny, in a text of a language whose words `negation.tsv` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from aligner.lang.arabic import folded
from aligner.lang.lexicon import in_lexicon
from aligner.lang.opposites import opposed
from aligner.lang.tokens import words


class Denial(StrEnum):
    """How a word denies, from the plainest way to the faintest; `negation.tsv` explains them."""

    NEGATOR = "negator"
    JOINED = "joined"
    LIMIT = "limit"
    WEAK = "weak"
    VERB = "verb"
    AFFIRM = "affirm"
    TRAIT = "trait"
    IDLE = "idle"
    FAINT = "faint"
    ECHO = "echo"


PLAIN = "plain"
"""Kind of the words that look denied and are not: «united»."""
LANGUAGES = frozenset({"ar", "en"})
_CONTRACTED = re.compile(r"\w+n['’]t\Z")
_PREFIX = re.compile(r"(?:un|non-?|ill-|anti-)(?P<stem>[^\W\d_-]{4,})\Z")
_SUFFIX = re.compile(r"(?P<stem>[^\W\d_-]{3,})(?:less(?:ly|ness)?|-free)\Z")
_DOUBTFUL = re.compile(r"(?:in|im|il|ir|dis|mis)(?P<stem>[^\W\d_-]{4,})\Z")
_DOUBLED = "\u0651"
"""The sign over a doubled letter: «دوّن» (wrote down) is not «دون» (without)."""
_TAG = re.compile(r"n['’]t (?:i|you|he|she|it|we|they|there)\s*\?", re.IGNORECASE)
_OPENING, _CLOSING = "وف", ("", "ه", "ها", "هم", "هما", "نا", "ت", "تا", "وا", "ون", "ين", "ان", "ات", "ة", "ي", "ته", "تها", "تهم", "وه", "ا", "اء", "يه", "ية", "يين", "يون")  # fmt: skip
_JOINED = ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال", "س")
_PERSON = ("", "ي", "ت", "ن", "ا")
_AFFIXES = tuple({joined + person for joined in _JOINED for person in _PERSON})


def denials(text: str, language: str) -> list[tuple[int, int, Denial]]:
    """The words and phrases of a text that deny or may answer a denial, from left to right."""
    spans = words(text)
    forms = [_form(text[start:end], language) for start, end in spans]
    found: list[tuple[int, int, Denial]] = []
    k = 0
    while k < len(forms):
        size, kind = _longest(forms, k, language)
        kind = _in_context(kind, text, spans[k], forms, k, found)
        if kind:
            found.append((spans[k][0], spans[k + size - 1][1], kind))
        k += size
    return found


def _in_context(
    kind: Denial | None,
    text: str,
    span: tuple[int, int],
    forms: Sequence[str],
    k: int,
    found: Sequence[tuple[int, int, Denial]],
) -> Denial | None:
    """What a word is where it stands: «ولا» and «nor» go on with a denial, «No. 1» and a question tag are none."""
    start, end = span
    word = text[start:end].lstrip("وف")
    if word == "ألا":
        return Denial.NEGATOR
    if word.startswith("إليس") or (_DOUBLED in word and kind is Denial.NEGATOR):
        return None
    if kind is Denial.JOINED:
        return kind if any(other is Denial.NEGATOR for _, _, other in found) else Denial.NEGATOR
    if kind is Denial.NEGATOR and (
        _TAG.match(text, end - 3)
        or (forms[k] == "no" and "".join(forms[k + 1 : k + 3]).lstrip(".")[:1].isdigit())
        or (forms[k] in ("no", "لا") and "".join(forms[k + 1 : k + 2]) in (",", ".", "!", "،", "”", '"', "»", ""))
    ):
        return Denial.FAINT
    return kind


def _form(word: str, language: str) -> str:
    return folded(word) if language == "ar" else word.casefold().replace("’", "'")


def _longest(forms: Sequence[str], k: int, language: str) -> tuple[int, Denial | None]:
    """How many words the longest listed phrase at a place has, and its kind."""
    for first in _openings(forms[k], language):
        for phrase, kind in _table(language)[1].get(first, ()):
            if tuple(forms[k + 1 : k + len(phrase)]) == phrase[1:]:
                return len(phrase), kind
    return 1, _kind(forms[k], language)


def _openings(form: str, language: str) -> tuple[str, ...]:
    return (form, form[1:]) if language == "ar" and form[:1] in _OPENING else (form,)


@lru_cache(maxsize=1 << 15)
def _kind(form: str, language: str) -> Denial | None:
    """The kind of a single word."""
    listed, _, stems = _table(language)
    kind = listed.get(form)
    if kind is None and language == "en":
        kind = _english(form)
    if kind is None and language == "ar":
        kind = next((listed[one] for one in _openings(form, language) if one in listed), None)
        kind = kind or next((stems[stem] for stem in _arabic_stems(form) if stem in stems), None)
    return None if kind in (None, PLAIN) else Denial(kind)


def _english(form: str) -> str | None:
    if _CONTRACTED.match(form):
        return Denial.NEGATOR
    part = _PREFIX.match(form) or _SUFFIX.match(form)
    if part and in_lexicon(part["stem"]):
        return Denial.TRAIT
    part = _DOUBTFUL.match(form)
    return Denial.TRAIT if part and opposed(form, part["stem"]) else None


def _arabic_stems(form: str) -> Iterator[str]:
    """What is left of a word without what Arabic writes around it; two letters at least."""
    for opened in _openings(form, "ar"):
        for affix in _AFFIXES:
            if opened.startswith(affix):
                rest = opened[len(affix) :]
                for ending in _CLOSING:
                    if rest.endswith(ending) and len(rest) - len(ending) > 2:
                        yield rest[: len(rest) - len(ending)]


def _inflections(stem: str) -> Iterator[str]:
    """An English word and its regular forms."""
    bare = stem[:-1] if stem.endswith("e") else stem
    yield from (stem, stem + "s", stem + "es", bare + "ed", bare + "ing")
    if stem.endswith("y"):
        yield from (stem[:-1] + "ies", stem[:-1] + "ied")


@cache
def _table(
    language: str,
) -> tuple[dict[str, str], dict[str, tuple[tuple[tuple[str, ...], Denial], ...]], dict[str, str]]:
    """The kinds of words, the phrases by their first word, longest first, and the kinds of Arabic stems."""
    listed: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Denial]]] = {}
    stems: dict[str, str] = {}
    for kind, entry in _entries(language):
        parts = tuple(entry.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, Denial(kind)))
        elif not entry.endswith("~"):
            listed.setdefault(entry, kind)
        elif language == "ar":
            stems.setdefault(entry[:-1], kind)
        else:
            for form in _inflections(entry[:-1]):
                listed.setdefault(form, kind)
    ordered = {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in phrases.items()}
    return listed, ordered, stems


def _entries(language: str) -> Iterator[tuple[str, str]]:
    lines = files("aligner.lang").joinpath("negation.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#") and line.split("\t")[0] == language:
            _, kind, entries = line.split("\t")
            yield from ((kind, _form(entry.strip(), language)) for entry in entries.split(";"))
