"""When a text says that something happens: the verb groups of English, and Arabic verbs whose form tells the time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from aligner.lang.arabic import folded
from aligner.lang.tokens import words
from aligner.lang.verb_forms import verb_forms

FUTURE, PROSPECT, PRESENT, PAST, PERFECT = "future", "prospect", "present", "past", "perfect"
MODAL, OPEN = "modal", "open"
"""Times of a verb. `PROSPECT` is «is set to», `PERFECT` the English present perfect; a modal verb and an Arabic
imperfect (`OPEN`) tell none."""
_LONGEST_GROUP = 6
_KINDS = {"past_be": PAST, "had": PAST, "did": PAST, "present_be": PRESENT, "do": PRESENT, "have": PERFECT}
_CLITIC = re.compile(r"'(?:ll|ve|re|m|d)\Z")
_FUTURE_VERB = re.compile(r"[وف]?س[يتن]\w{2,}\Z")
_IMPERFECT = re.compile(r"[وف]?[يتن]\w{2,}\Z")
_FEMININE_PERFECT = re.compile(r"[وف]?(?!ال|[يتنبلم])\w{2,}(?<!ا)ت\Z")
_PERFECT = re.compile(r"[وف]?(?!ال)[^\Wيتنلمبكسوف\d_]\w{2,4}(?<![ةه])\Z|[وف]?است\w{3}\Z")
_BEFORE_VERB = frozenset(
    (
        "",
        "،",
        ":",
        "ثم",
        "حيث",
        "عندما",
        "حين",
        "التي",
        "الذي",
        "الذين",
        "بعدما",
        "كما",
        "ما",
        "ان",
        "و",
        '"',
        ".",
        "؛",
        "بينما",
        "وقت",
        "-",
    )
)


class VerbGroup(NamedTuple):
    """Time and form of a verb; `main` is the offset of its last word, `sure` tells a finite verb from a participle."""

    time: str
    main: int
    progressive: bool = False
    passive: bool = False
    sure: bool = True
    auxiliary: str = ""

    @property
    def would(self) -> bool:
        """Whether it is a future seen from the past."""
        return self.auxiliary.startswith("would ") and not self.auxiliary.endswith(" not")


@lru_cache(maxsize=256)
def verb_groups(text: str, language: str) -> tuple[tuple[int, int, VerbGroup], ...]:
    """The verbs of a text whose form tells when, from the first auxiliary to the main verb."""
    spans = words(text)
    if language == "en":
        return tuple(_english([text[start:end].casefold().replace("’", "'") for start, end in spans], spans))
    if language == "ar":
        return tuple(_arabic([folded(text[start:end]) for start, end in spans], spans))
    return ()


def _english(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, VerbGroup]]:
    k = 0
    while k < len(tokens):
        time = auxiliary_time(tokens[k])
        if time and not (tokens[k] == "will" and k and _takes_noun(tokens[k - 1])):
            last, group = _group(tokens, k, time)
            yield (
                spans[k][0],
                spans[last][1],
                group._replace(main=spans[last][0], auxiliary=" ".join(tokens[k : k + 2])),
            )
            k = last + 1
            continue
        # «Expected to rise» is no more past than «expects to».
        if _is_past(tokens[k]) and tokens[k] not in verb_forms("en")["prospect"]:
            yield *spans[k], VerbGroup(PAST, spans[k][0], sure=_is_finite(tokens, k))
        k += 1


def _takes_noun(token: str) -> bool:
    """Whether «will» after this word is a noun."""
    return token in verb_forms("en")["determiner"] or token.endswith(("'s", "s'"))


def auxiliary_time(token: str) -> str:
    """The time that an auxiliary tells, empty for other words."""
    if "'" in token and (clitic := _CLITIC.search(token)):
        token = clitic[0]
    return _times().get(token, "")


@cache
def _times() -> dict[str, str]:
    kinds = {"future": FUTURE, "modal": MODAL, **_KINDS}
    return {form: time for kind, time in kinds.items() for form in verb_forms("en")[kind]}


def _group(tokens: Sequence[str], first: int, time: str) -> tuple[int, VerbGroup]:
    """The last word of the group that an auxiliary opens, and its form; a copula is a main verb itself."""
    table, last, auxiliary = verb_forms("en"), first, tokens[first]
    for k in range(first + 1, min(first + _LONGEST_GROUP, len(tokens))):
        if tokens[k] in table["link"] or tokens[k].endswith("ly"):
            last, auxiliary = (k, tokens[k]) if tokens[k][:2] == "be" else (last, auxiliary)
        elif _opens_prospect(tokens, k) and time in (PRESENT, PAST):
            return _prospect(tokens, k + 2, FUTURE if tokens[k] == "going" else PROSPECT, time)
        elif tokens[k] == "to" and time == PRESENT:
            return _prospect(tokens, k + 1, PROSPECT, time)
        else:
            if time == PERFECT and last == first and not (_is_past(tokens[k]) or tokens[k] in table["unchanged"]):
                return last, VerbGroup(PRESENT, 0)
            if tokens[k].isalpha() and tokens[k] not in table["stop"] and not auxiliary_time(tokens[k]):
                being = auxiliary[:2] == "be" or auxiliary in table["past_be"] | table["present_be"]
                progressive = being and tokens[k].endswith("ing")
                return k, VerbGroup(time, 0, progressive, being and _is_past(tokens[k]))
            break
    return last, VerbGroup(time, 0)


def _opens_prospect(tokens: Sequence[str], k: int) -> bool:
    """Whether a word is followed by «to» and a verb, not by a place: «going to the market»."""
    place = tokens[k] == "going" and not {*tokens[k + 2 : k + 3]}.isdisjoint(verb_forms("en")["stop"])
    return tokens[k] in verb_forms("en")["prospect"] and tokens[k + 1 : k + 2] == ["to"] and not place


def _prospect(tokens: Sequence[str], main: int, kind: str, time: str) -> tuple[int, VerbGroup]:
    """The group of a verb after «going to» and the like; «was going to» leaves open what happened."""
    while main + 1 < len(tokens) and (tokens[main] in verb_forms("en")["link"] - {"be"} or tokens[main].endswith("ly")):
        main += 1
    passive = tokens[main : main + 1] == ["be"] and main + 1 < len(tokens) and _is_past(tokens[main + 1])
    last = min(main + passive, len(tokens) - 1)
    return last, VerbGroup(kind if time == PRESENT else MODAL, 0, passive=passive)


def _is_past(token: str) -> bool:
    table = verb_forms("en")
    return token in table["past"] or (len(token) > 4 and token.endswith("ed") and token not in table["noted"])


def _is_finite(tokens: Sequence[str], k: int) -> bool:
    """Whether a past form is likely the verb of its clause: a word that can be its subject stands before it."""
    before = next((token for token in reversed(tokens[:k]) if not token.endswith("ly")), "")
    subjects = {"i", "he", "she", "it", "we", "they", "you", "who", "which", "that", "and"}
    if before in verb_forms("en")["copula"]:
        return False
    able = before in subjects or (before[:1].isalnum() and before not in verb_forms("en")["stop"])
    return able and tokens[k + 1 : k + 2] != ["by"]


def _arabic(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, VerbGroup]]:
    table = verb_forms("ar")
    for k, token in enumerate(tokens):
        before = tokens[k - 1] if k else ""
        stem = token[token[:1] in "وف" :]
        if before in {"سوف", "وسوف", "فسوف"} or (_FUTURE_VERB.match(token) and not _nouns().fullmatch(stem)):
            yield spans[k - before.endswith("سوف")][0], spans[k][1], VerbGroup(FUTURE, spans[_main(tokens, k)][0])
        elif token in table["done"]:
            yield *spans[k], VerbGroup(PAST, spans[_main(tokens, k)][0])
        elif before in {"لم", "ولم", "فلم"} or (before in {"قد", "وقد", "فقد", "لقد"} and stem[:1] not in "يتن"):
            yield spans[k - 1][0], spans[k][1], VerbGroup(PAST, spans[k][0])
        elif token not in table["ended"] | table["lasting"] and _may_be_perfect(token, before):
            yield *spans[k], VerbGroup(PAST, spans[k][0], sure=False)
        elif _IMPERFECT.match(token):
            yield *spans[k], VerbGroup(OPEN, spans[k][0], sure=False)


def _may_be_perfect(token: str, before: str) -> bool:
    """Whether an Arabic word looks like a perfect: by a feminine ending, or by its place at the head of a clause."""
    listed = token in verb_forms("ar")["perfect"] or (token[1:] in verb_forms("ar")["perfect"] and token[0] in "وف")
    return bool(listed or _FEMININE_PERFECT.match(token) or (before in _BEFORE_VERB and _PERFECT.match(token)))


def _main(tokens: Sequence[str], k: int) -> int:
    """The word that says what happens: the verb, or the noun after a verb that only tells the time («تم», «قام ب»)."""
    if re.search("(?:تم|جر[ىي]|عيد|اعاد|بدا|واصل)ت?$", tokens[k]):
        return min(k + 1, len(tokens) - 1)
    if re.search("(?:قام|قوم)(?:ت|وا|ون)?$", tokens[k]):
        return next((j for j in range(k + 1, min(k + 5, len(tokens))) if re.match(r"ب\w{3,}", tokens[j])), k)
    return k


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile("|".join(verb_forms("ar")["noun"]))
