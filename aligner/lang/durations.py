"""How long a state lasted, and whether it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.lang.arabic import folded
from aligner.lang.tokens import words
from aligner.lang.verb_forms import verb_forms
from aligner.lang.verbs import PAST, PERFECT, VerbGroup, verb_groups

ENDED, LASTING = "ended", "lasting"
"""What a duration says of a state: it is over, or it goes on."""


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
    table = verb_forms("en")
    stative = told & (table["past_be"] | table["state"] | {"been"})
    return bool(verb.sure and verb.time in (PAST, PERFECT) and stative and not told & table["sentenced"])


def _english_durations(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last word of each «for eight years»."""
    units = verb_forms("en")["span"]
    for k, word in enumerate(tokens):
        if word == "for":
            last = next((j for j in range(k + 1, min(k + 6, len(tokens))) if tokens[j] in units), None)
            if last and not {"first", "next", "time", "the", "this"} & set(tokens[k:last]):
                yield k, last


def _arabic_durations(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    table = verb_forms("ar")
    for k, word in enumerate(tokens):
        if word in ("منذ", "لمدة", "طوال", "طيلة"):
            last = next((j for j in range(k + 1, min(k + 5, len(tokens))) if tokens[j] in table["span"]), None)
            before = next((j for j in range(k, -1, -1) if tokens[j] in table["ended"] | table["lasting"]), None)
            if last and (word == "منذ" or before is not None):
                goes_on = word == "منذ" or (before is not None and tokens[before] in table["lasting"])
                yield spans[k if before is None else before][0], spans[last][1], LASTING if goes_on else ENDED
