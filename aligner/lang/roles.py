"""Who does it to whom, as the order of English words tells: agent, deed and patient; from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.lang.lemmas import irregular_forms, lemmas
from aligner.lang.stopwords import stopwords

REACH = 4
"""How many words of a party are looked at."""
_BE_WORDS = """
    is are was were be been being get gets got
"""
_BE = frozenset(_BE_WORDS.split())
_AUXILIARIES_WORDS = """
    has have had will would can could may might must did does do should also then later
"""
_AUXILIARIES = _BE | frozenset(_AUXILIARIES_WORDS.split())
_STOPPING_WORDS = """
    in on at of for with from by about after before over under against during since until into near and or but
    that which who whom whose when where while because as if than not n't to
"""
_STOPPING = frozenset(_STOPPING_WORDS.split())
"""Words before which a party ends."""
_SYMMETRIC_WORDS = """
    meet marry face fight play equal resemble match border accompany date debate divorce contact kiss hug cross
    oppose tie draw battle greet join follow include mean become remain be have concern involve
"""
_SYMMETRIC = frozenset(_SYMMETRIC_WORDS.split())
"""Verbs that say the same of both parties, or link them in either order."""
_UNCHANGED_WORDS = """
    beat hit hurt shut cost cast
"""
_UNCHANGED = frozenset(_UNCHANGED_WORDS.split())
"""Verbs whose past tense looks like the dictionary form."""
_ADDRESSED_WORDS = """
    say write explain speak talk reply lose report apologise apologize admit complain appeal surrender listen respond
    suggest announce confess promise lie sell
"""
_ADDRESSED = frozenset(_ADDRESSED_WORDS.split())
"""Verbs whose other party may stand after «to»."""


_SUBJECTS = {"he": "he", "she": "she", "they": "they"}
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
"""Pronouns before and after a verb, by what they are before it."""
SHORTEST = 4
"""Letters of a word that may name a party by itself; shorter ones are mostly numbers."""
APPOSITION = 12
"""How many words before a verb the opening comma of an apposition is looked for."""
SPEECH = frozenset({"tell", "say"})
"""Verbs that differ only in how they name the other party: told him, said to him."""


class Deed(NamedTuple):
    """A verb with the words of its agent and those of its patient, as indices; neither is empty."""

    verb: int
    agent: tuple[int, ...]
    patient: tuple[int, ...]


def deeds(words: Sequence[str]) -> Iterator[Deed]:
    """The verbs that stand right between two parties, passives turned round."""
    for k, word in enumerate(words):
        if _is_verb(word):
            passive = any(words[i].casefold() in _BE for i in range(max(0, k - 2), k))
            before, after = _party(words, k, -1), _party(words, k, 1, "by" if passive else _to(words, k))
            if before and after:
                yield Deed(k, after, before) if passive else Deed(k, before, after)


def doers(words: Sequence[str]) -> Iterator[Deed]:
    """The verbs in the past tense with the party right before them, as agent and patient alike; none of speech."""
    for k, word in enumerate(words):
        if not _is_verb(word) or word.endswith("s") or lemmas(word) & (SPEECH | _ADDRESSED):
            continue
        if not any(words[i].casefold() in _AUXILIARIES for i in range(max(0, k - 2), k)):
            before = _party(words, k, -1)
            if before and all(words[i].isalpha() and len(words[i]) >= SHORTEST for i in before):
                yield Deed(k, before, before)


def pronoun(word: str) -> str | None:
    """A personal pronoun as it stands before a verb; None if a word is none."""
    form = word.casefold()
    return _SUBJECTS.get(form) or _OBJECTS.get(form)


def blames(words: Sequence[str]) -> Iterator[Deed]:
    """The verbs that stand between a pronoun and another party, in either order."""
    for k, word in enumerate(words):
        if not _is_verb(word) or any(words[i].casefold() in _BE for i in range(max(0, k - 2), k)):
            continue
        before, after = words[k - 1].casefold() if k else "", words[k + 1].casefold() if k + 1 < len(words) else ""
        closed = k + 2 >= len(words) or not words[k + 2][0].isalnum() or words[k + 2].casefold() in _STOPPING
        if before in _SUBJECTS and (patient := _party(words, k, 1)):
            yield Deed(k, (k - 1,), patient)
        elif after in _OBJECTS and closed and (agent := _party(words, _before_apposition(words, k), -1)):
            yield Deed(k, agent, (k + 1,))


def _before_apposition(words: Sequence[str], verb: int) -> int:
    """Where the apposition opens that ends right before a verb, or else the verb."""
    if verb < 2 or words[verb - 1] != ",":
        return verb
    return next((i for i in range(verb - 2, max(0, verb - APPOSITION), -1) if words[i] == ","), verb)


def ways(words: Sequence[str]) -> Iterator[Deed]:
    """What stands after «from» and after the «to» that belongs to it."""
    forms = [word.casefold() for word in words]
    for k, form in enumerate(forms):
        if form == "from":
            ends = [i for i in range(k + 2, min(k + 2 + REACH, len(words))) if forms[i] == "to"]
            if ends and all(word[0].isalnum() for word in words[k : ends[0]]):
                start, goal = _party(words, k, 1), _party(words, ends[0], 1)
                if start and goal:
                    yield Deed(k, start, goal)


def _is_verb(word: str) -> bool:
    """Whether a word looks like a verb in the past tense or the third person that is no symmetric one."""
    form = word.casefold()
    if not form.isalpha() or form in stopwords("en") or word[0].isupper():
        return False
    inflected = form.endswith(("ed", "s")) and len(lemmas(form)) > 1
    return (inflected or form in irregular_forms() or form in _UNCHANGED) and not lemmas(form) & _SYMMETRIC


def _to(words: Sequence[str], verb: int) -> str:
    """«to» where it names the other party; «said» needs it, for what is said follows otherwise."""
    forms, following = lemmas(words[verb]), words[verb + 1 : verb + 2]
    return "to" if "say" in forms or (forms & _ADDRESSED and following == ["to"]) else ""


def _party(words: Sequence[str], verb: int, step: int, opening: str = "") -> tuple[int, ...]:
    """The content words of the party next to a verb; `opening` is the word that must come first, if any."""
    found: list[int] = []
    k = verb + step
    if opening:
        if not 0 <= k < len(words) or words[k].casefold() != opening:
            return ()
        k += step
    while 0 <= k < len(words) and abs(k - verb) <= REACH + bool(opening):
        form = words[k].casefold()
        if not words[k][0].isalnum() or form in _STOPPING:
            break
        if form not in stopwords("en") and form not in _AUXILIARIES and not form.endswith("ly"):
            found.append(k)
        k += step
    return tuple(sorted(found))
