"""How likely, intended, binding or conditional a text calls what it says."""

from __future__ import annotations

from aligner.lang.phrases import Found, Phrase, echoes, phrases
from aligner.lang.verbs import FUTURE, PAST, PERFECT, verb_groups

FACT = "fact"
"""The kind of a verb that is told as done."""
RANKS = {
    "possible": 1,
    "consider": 1,
    "likely": 2,
    "want": 2,
    "intend": 3,
    "expect": 3,
    "attempt": 3,
    "commit": 3,
    "certain": 4,
    "future": 4,
    "sure": 5,
    "decided": 5,
    FACT: 5,
}
"""Strength from what may be to what is settled; kinds that are no neighbours differ. Others stand apart."""
BINDING = frozenset({"require", "oblige", "advise"})
"""Kinds that an imperative may render."""
_OPPOSED = (
    *({"require", kind} for kind in ("possible", "likely", "expect", "can", "advise", FACT)),
    *({"oblige", kind} for kind in ("possible", "likely", "expect", "can", FACT)),
    *({FACT, kind} for kind in ("allow", "forced", "hypothetical")),
    {"can", "certain"},
    {"can", "sure"},
    *({"advise", kind} for kind in ("can", "possible")),
    {"condition", "time"},
    {"always", "often"},
    {"think", "know"},
)
_ALIKE = (
    *({"possible", kind} for kind in ("can", "allow", "hypothetical")),
    {"can", "allow"},
    {"require", "forced"},
    {"advise", "forced"},
    *({"oblige", kind} for kind in ("require", "advise", "forced")),
    {"commit", "decided"},
    *({kind, "decided"} for kind in ("certain", "future")),
    {"want", "attempt"},
    {"likely", "often"},
)


def modality(text: str, language: str) -> Found:
    """The words of a text that say how sure, intended, binding or conditional something is."""
    found = phrases("modality", text, language)
    if language == "ar":
        verbs = verb_groups(text, language)
        found += tuple((start, end, Phrase("future", "soft")) for start, end, verb in verbs if verb.time == FUTURE)
    return found


def facts(text: str, language: str) -> Found:
    """The verbs of a text that are told as done."""
    verbs = verb_groups(text, language)
    done = (
        (start, end) for start, end, verb in verbs if verb.time in (PAST, PERFECT) and (verb.sure or language == "ar")
    )
    return tuple((start, end, Phrase(FACT, "soft")) for start, end in done)


def answers(text: str, language: str, kind: str) -> Found:
    """The words of a text that may stand for a phrase of this kind elsewhere."""
    return echoes("modality", text, language, kind)


def differs(one: str, other: str) -> bool:
    """Whether a reader who is told the one kind learns something else than one who is told the other."""
    if {one, other} in _ALIKE:
        return False
    if {one, other} in _OPPOSED:
        return True
    return one in RANKS and other in RANKS and abs(RANKS[one] - RANKS[other]) > 1


def compatible(one: str, other: str) -> bool:
    """Whether one kind may render the other."""
    if one == other or {one, other} in _ALIKE:
        return True
    return one in RANKS and other in RANKS and abs(RANKS[one] - RANKS[other]) <= 1
