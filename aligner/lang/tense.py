"""Which times of two verbs exclude each other."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from aligner.lang.arabic import folded
from aligner.lang.tokens import words
from aligner.lang.verb_forms import verb_forms
from aligner.lang.verbs import (
    FUTURE,
    MODAL,
    OPEN,
    PAST,
    PERFECT,
    PRESENT,
    PROSPECT,
    VerbGroup,
    auxiliary_time,
    verb_groups,
)


class Change(NamedTuple):
    """What is wrong with two verbs, in words, and how likely it is a distortion."""

    what: str
    confidence: float


Told: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""The words of the two texts that the verbs stand in."""


def changed(verbs: tuple[VerbGroup, VerbGroup], texts: tuple[str, str], languages: tuple[str, str]) -> Change | None:
    """How the times of two verbs in each other's place exclude each other, if they do."""
    times = {verb.time for verb in verbs}
    if len(times) < 2:
        return None
    if not all(verb.sure for verb in verbs):
        return _will_and_past_arabic(times, texts, languages) or _will_and_simple_present(verbs, texts)
    if times & {FUTURE, PROSPECT} and times & {PAST, PERFECT}:
        return Change("what lies ahead in the one is past in the other", 0.9)
    if "ar" in languages:
        return None
    told = (_words(texts[0]), _words(texts[1]))
    return _announced(verbs, told) or _will_and_present(verbs, told) or _present_and_past(verbs, told)


def _announced(verbs: tuple[VerbGroup, VerbGroup], told: Told) -> Change | None:
    """«Said it would build» and «said it built»."""
    if {verb.time for verb in verbs} != {MODAL, PAST} or not all(own & verb_forms("en")["report"] for own in told):
        return None
    fits = all(verb.would or (verb.time == PAST and not verb.progressive) for verb in verbs)
    return Change("what was announced in the one is done in the other", 0.8) if fits else None


def _will_and_present(verbs: tuple[VerbGroup, VerbGroup], told: Told) -> Change | None:
    """«Will be» and «is», unless something shows that the present may be meant of the future."""
    uncertain = any(own & verb_forms("en")["uncertain"] for own in told)
    # English tells the near future in the present progressive.
    arranged = verbs[0].progressive != verbs[1].progressive
    if {verb.time for verb in verbs} != {FUTURE, PRESENT} or uncertain or arranged:
        return None
    return Change("what lies ahead in the one is so now in the other", 0.8)


def _will_and_simple_present(verbs: tuple[VerbGroup, VerbGroup], texts: tuple[str, str]) -> Change | None:
    """«Will suggest» and «suggests»; «will» tells habits too."""
    if {verb.time for verb in verbs} != {FUTURE, PRESENT}:
        return None
    simple = _words(texts[[verb.time for verb in verbs].index(PRESENT)])
    loose = verb_forms("en")["uncertain"] | verb_forms("en")["future"] | verb_forms("en")["modal"] | {"to"}
    return None if simple & loose else Change("what lies ahead in the one is so now in the other", 0.5)


def _will_and_past_arabic(times: set[str], texts: tuple[str, str], languages: tuple[str, str]) -> Change | None:
    """An English future for what looks like an Arabic perfect, if nothing in the Arabic lies ahead."""
    if times not in ({FUTURE, PAST}, {PROSPECT, PAST}) or "ar" not in languages:
        return None
    arabic = texts[languages.index("ar")]
    ahead = {group.time for _, _, group in verb_groups(arabic, "ar")} & {FUTURE}
    return None if ahead or looks_ahead(arabic) else Change("what lies ahead in the one is past in the other", 0.7)


def _present_and_past(verbs: tuple[VerbGroup, VerbGroup], told: Told) -> Change | None:
    """«Is building» and «has built»; «is» and «was», which is doubtful."""
    present, past = sorted(verbs, key=lambda verb: verb.time != PRESENT)
    reported = any(own & verb_forms("en")["report"] for own in told)
    if present.time != PRESENT or past.time not in (PAST, PERFECT) or reported:
        return None
    if present.progressive and not past.progressive:
        return Change("what goes on in the one is done in the other", 0.5)
    if past.time == PAST and past.auxiliary:
        return Change("what is so in the one was so in the other", 0.4)
    return None


def is_present(word: str, base: str, before: str) -> bool:
    """Whether an English word is the simple present of a verb, given its base and the word before."""
    return word in (base, f"{base}s", f"{base}es", f"{base[:-1]}ies") and before != "to" and not auxiliary_time(before)


def looks_ahead(arabic: str) -> bool:
    """Whether an Arabic text has words that announce what is to come: «it is expected», «next»."""
    return bool({folded(word) for word in _words(arabic)} & verb_forms("ar")["ahead"])


def is_ahead(verb: VerbGroup) -> bool:
    """Whether a verb tells what is to come or goes on, not what is done."""
    return verb.time in (FUTURE, PROSPECT, MODAL, OPEN) or verb.progressive


def _words(text: str) -> frozenset[str]:
    return frozenset(text[start:end].casefold() for start, end in words(text))
