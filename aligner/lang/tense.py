"""When a text says that something happens: the verb groups of English, and Arabic verbs whose form tells the time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import folded
from aligner.lang.tokens import words

FUTURE, PROSPECT, PRESENT, PAST, PERFECT = "future", "prospect", "present", "past", "perfect"
MODAL, OPEN = "modal", "open"
"""Times of a verb. `PROSPECT` is «is set to», `PERFECT` the English present perfect; a modal verb and an Arabic
imperfect (`OPEN`) tell none."""
ENDED, LASTING = "ended", "lasting"
"""What a duration says of a state: it is over, or it goes on."""
_LONGEST_GROUP = 6
_KINDS = {"past_be": PAST, "had": PAST, "did": PAST, "present_be": PRESENT, "do": PRESENT, "have": PERFECT}
_CLITIC = re.compile(r"'(?:ll|ve|re|m|d)\Z")
_FUTURE_VERB = re.compile(r"[وف]?س[يتن]\w{2,}\Z")
_IMPERFECT = re.compile(r"[وف]?[يتن]\w{2,}\Z")
_FEMININE_PERFECT = re.compile(r"[وف]?(?!ال|[يتنبلم])\w{2,}(?<!ا)ت\Z")
_FIRST_PERFECT = re.compile(r"[وف]?[^\Wيتنالمبكسوف\d_]\w{2,3}\Z|[وف]?است\w{3}\Z")


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


class Change(NamedTuple):
    """What is wrong with two verbs, in words, and how likely it is a distortion."""

    what: str
    confidence: float


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
    told = [_words(text) for text in texts]
    reported = [bool(own & _forms("en")["report"]) for own in told]
    if times == {MODAL, PAST} and all(reported) and all(verb.would or (verb.time == PAST and not verb.progressive) for verb in verbs):
        return Change("what was announced in the one is done in the other", 0.8)
    if times == {FUTURE, PRESENT} and not any(own & _forms("en")["uncertain"] for own in told):
        # English tells the near future in the present progressive.
        one_arranged = verbs[0].progressive != verbs[1].progressive
        return None if one_arranged else Change("what lies ahead in the one is so now in the other", 0.8)
    if PRESENT in times and times & {PAST, PERFECT} and not any(reported):
        return _present_and_past(*sorted(verbs, key=lambda verb: verb.time != PRESENT))
    return None


def _will_and_simple_present(verbs: tuple[VerbGroup, VerbGroup], texts: tuple[str, str]) -> Change | None:
    """«Will suggest» and «suggests»; «will» tells habits too."""
    if {verb.time for verb in verbs} != {FUTURE, PRESENT}:
        return None
    simple = _words(texts[[verb.time for verb in verbs].index(PRESENT)])
    loose = _forms("en")["uncertain"] | _forms("en")["future"] | _forms("en")["modal"] | {"to"}
    return None if simple & loose else Change("what lies ahead in the one is so now in the other", 0.5)


def _will_and_past_arabic(times: set[str], texts: tuple[str, str], languages: tuple[str, str]) -> Change | None:
    """An English future for what looks like an Arabic perfect, if nothing in the Arabic lies ahead."""
    if times != {FUTURE, PAST} or "ar" not in languages:
        return None
    arabic = texts[languages.index("ar")]
    ahead = {group.time for _, _, group in verb_groups(arabic, "ar")} & {FUTURE, OPEN}
    hinted = {folded(word) for word in _words(arabic)} & _forms("ar")["ahead"]
    return None if ahead or hinted else Change("what lies ahead in the one is past in the other", 0.7)


def _present_and_past(present: VerbGroup, past: VerbGroup) -> Change | None:
    if present.progressive and not past.progressive:
        return Change("what goes on in the one is done in the other", 0.7)
    if past.time == PAST and past.auxiliary:
        return Change("what is so in the one was so in the other", 0.4)
    return None


def is_present(word: str, base: str, before: str) -> bool:
    """Whether an English word is the simple present of a verb, given its base and the word before."""
    return word in (base, f"{base}s", f"{base}es", f"{base[:-1]}ies") and before != "to" and not _time(before)


def is_ahead(verb: VerbGroup) -> bool:
    """Whether a verb tells what is to come or goes on, not what is done."""
    return verb.time in (FUTURE, PROSPECT, MODAL, OPEN) or verb.progressive


def durations(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """How long a state lasted or has been going on, from its verb to the unit of time."""
    spans = words(text)
    if language == "en":
        groups = [group for group in verb_groups(text, language) if _is_state(text[group[0] : group[1]], group[2])]
        for first, last in _english_durations([text[start:end].casefold() for start, end in spans]):
            start, end = spans[first][0], spans[last][1]
            before = [group for group in groups if group[1] <= start and text.count(" ", group[1], start) <= 8]
            group = before[-1] if before else next((group for group in groups if group[0] >= end), None)
            if group:
                lasting = LASTING if group[2].time == PERFECT else ENDED
                yield min(group[0], start), max(group[1], end) if not before else end, lasting
    elif language == "ar":
        yield from _arabic_durations([folded(text[start:end]) for start, end in spans], spans)


def _is_state(group: str, verb: VerbGroup) -> bool:
    """Whether a verb tells of something that can go on for years: being, living, working."""
    told = set(group.casefold().split())
    table = _forms("en")
    stative = told & (table["past_be"] | table["state"] | {"been"})
    return bool(verb.sure and verb.time in (PAST, PERFECT) and stative and not told & table["sentenced"])


def _english_durations(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last word of each «for eight years»."""
    units = _forms("en")["span"]
    for k, token in enumerate(tokens):
        if token == "for":
            last = next((j for j in range(k + 1, min(k + 6, len(tokens))) if tokens[j] in units), None)
            if last and not {"first", "next", "time", "the", "this"} & set(tokens[k:last]):
                yield k, last


def _arabic_durations(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    table = _forms("ar")
    for k, token in enumerate(tokens):
        if token in ("منذ", "لمدة", "طوال", "طيلة"):
            last = next((j for j in range(k + 1, min(k + 5, len(tokens))) if tokens[j] in table["span"]), None)
            before = next((j for j in range(k, -1, -1) if tokens[j] in table["ended"] | table["lasting"]), None)
            if last and (token == "منذ" or before is not None):
                goes_on = token == "منذ" or tokens[before] in table["lasting"]
                yield spans[k if before is None else before][0], spans[last][1], LASTING if goes_on else ENDED


def _english(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, VerbGroup]]:
    k = 0
    while k < len(tokens):
        time = _time(tokens[k])
        if time and not (tokens[k] == "will" and k and _takes_noun(tokens[k - 1])):
            last, group = _group(tokens, k, time)
            yield spans[k][0], spans[last][1], group._replace(main=spans[last][0], auxiliary=" ".join(tokens[k : k + 2]))
            k = last + 1
            continue
        if _is_past(tokens[k]):
            yield *spans[k], VerbGroup(PAST, spans[k][0], sure=_is_finite(tokens, k))
        k += 1


def _takes_noun(token: str) -> bool:
    """Whether «will» after this word is a noun."""
    return token in _forms("en")["determiner"] or token.endswith(("'s", "s'"))


def _time(token: str) -> str:
    """The time that an auxiliary tells, empty for other words."""
    if "'" in token and (clitic := _CLITIC.search(token)):
        token = clitic[0]
    return _times().get(token, "")


@cache
def _times() -> dict[str, str]:
    kinds = {"future": FUTURE, "modal": MODAL, **_KINDS}
    return {form: time for kind, time in kinds.items() for form in _forms("en")[kind]}


def _group(tokens: Sequence[str], first: int, time: str) -> tuple[int, VerbGroup]:
    """The last word of the group that an auxiliary opens, and its form; a copula is a main verb itself."""
    table, last, auxiliary = _forms("en"), first, tokens[first]
    for k in range(first + 1, min(first + _LONGEST_GROUP, len(tokens))):
        if tokens[k] in table["link"] or tokens[k].endswith("ly"):
            last, auxiliary = (k, tokens[k]) if tokens[k][:2] == "be" else (last, auxiliary)
        elif tokens[k + 1 : k + 2] == ["to"] and tokens[k] in table["prospect"] and time in (PRESENT, PAST):
            return _prospect(tokens, k + 2, FUTURE if tokens[k] == "going" else PROSPECT, time)
        elif tokens[k] == "to" and time == PRESENT:
            return _prospect(tokens, k + 1, PROSPECT, time)
        else:
            if time == PERFECT and last == first and not (_is_past(tokens[k]) or tokens[k] in table["unchanged"]):
                return last, VerbGroup(PRESENT, 0)
            if tokens[k].isalpha() and tokens[k] not in table["stop"] and not _time(tokens[k]):
                being = auxiliary[:2] == "be" or auxiliary in table["past_be"] | table["present_be"]
                progressive = being and tokens[k].endswith("ing")
                return k, VerbGroup(time, 0, progressive, being and _is_past(tokens[k]))
            break
    return last, VerbGroup(time, 0)


def _prospect(tokens: Sequence[str], main: int, kind: str, time: str) -> tuple[int, VerbGroup]:
    """The group of a verb after «going to» and the like; «was going to» leaves open what happened."""
    while main + 1 < len(tokens) and (tokens[main] in _forms("en")["link"] - {"be"} or tokens[main].endswith("ly")):
        main += 1
    passive = tokens[main : main + 1] == ["be"] and main + 1 < len(tokens) and _is_past(tokens[main + 1])
    last = min(main + passive, len(tokens) - 1)
    return last, VerbGroup(kind if time == PRESENT else MODAL, 0, passive=passive)


def _is_past(token: str) -> bool:
    table = _forms("en")
    return token in table["past"] or (len(token) > 4 and token.endswith("ed") and token not in table["noted"])


def _is_finite(tokens: Sequence[str], k: int) -> bool:
    """Whether a past form is likely the verb of its clause: a word that can be its subject stands before it."""
    before = next((token for token in reversed(tokens[:k]) if not token.endswith("ly")), "")
    subjects = {"i", "he", "she", "it", "we", "they", "you", "who", "which", "that", "and"}
    able = before in subjects or (before[:1].isalnum() and before not in _forms("en")["stop"])
    return able and tokens[k + 1 : k + 2] != ["by"]


def _arabic(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, VerbGroup]]:
    table = _forms("ar")
    for k, token in enumerate(tokens):
        before = tokens[k - 1] if k else ""
        stem = token[token[:1] in "وف" :]
        if before in {"سوف", "وسوف", "فسوف"} or (_FUTURE_VERB.match(token) and not _nouns().fullmatch(stem)):
            yield spans[k - before.endswith("سوف")][0], spans[k][1], VerbGroup(FUTURE, spans[_main(tokens, k)][0])
        elif token in table["done"]:
            yield *spans[k], VerbGroup(PAST, spans[_main(tokens, k)][0])
        elif before in {"لم", "ولم", "فلم"} or (before in {"قد", "وقد", "فقد", "لقد"} and stem[:1] not in "يتن"):
            yield spans[k - 1][0], spans[k][1], VerbGroup(PAST, spans[k][0])
        elif (_FEMININE_PERFECT.match(token) or (k == 0 and _FIRST_PERFECT.match(token))) and token not in table["ended"] | table["lasting"]:
            yield *spans[k], VerbGroup(PAST, spans[k][0], sure=False)
        elif _IMPERFECT.match(token):
            yield *spans[k], VerbGroup(OPEN, spans[k][0], sure=False)


def _main(tokens: Sequence[str], k: int) -> int:
    """The word that says what happens: the verb, or the noun after a verb that only tells the time («تم», «قام ب»)."""
    if re.search("(?:تم|جر[ىي]|عيد|اعاد|بدا|واصل)ت?$", tokens[k]):
        return min(k + 1, len(tokens) - 1)
    if re.search("(?:قام|قوم)(?:ت|وا|ون)?$", tokens[k]):
        return next((j for j in range(k + 1, min(k + 5, len(tokens))) if re.match(r"ب\w{3,}", tokens[j])), k)
    return k


def _words(text: str) -> frozenset[str]:
    return frozenset(text[start:end].casefold() for start, end in words(text))


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile("|".join(_forms("ar")["noun"]))


@cache
def _forms(language: str) -> dict[str, frozenset[str]]:
    lines = files("aligner.lang").joinpath("tense.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: frozenset(map(folded, listed.split())) for code, kind, listed in rows if code == language}
