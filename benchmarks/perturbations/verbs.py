"""What is done to the verb of a sentence: denied, doubted, put in another time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from .edits import Edit, Edits
from .kinds import Kind, Text, listed

VERBS = Path(__file__).with_name("verbs.tsv")
PRONOUN = r"\b(?:he|she|it|they|we|I|who|which|police|officials|authorities)"
SUBJECT = rf"(?:{PRONOUN}|(?:^|(?<=[.,] ))[Tt]he \w+(?: \w+)?|(?:[A-Z]\w+))"


@cache
def forms() -> dict[str, tuple[str, str]]:
    """The base and the participle of a past tense."""
    rows = (line.split("\t") for line in VERBS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {past: (base, participle) for base, past, participle in rows if past != "hit"}


@cache
def pattern(follow: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=^)|(?<= )){SUBJECT} (?P<past>{'|'.join(forms())})(?={follow})")


def finite(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Past tenses that surely are the verb of a clause: behind its subject, before an object."""
    follow = r" (?:the|a|an|that|to|his|her|its|their|in|on|for|from|with|by|at|it|him|them|more|\d)\b"
    for match in pattern(follow).finditer(text):
        before = match.group()[: match.start("past") - match.start()]
        base, participle = forms()[match["past"]]
        reduced = re.match(
            r" (?:in|by|at|from|on|for|with|as|to)\b", text[match.end() :]
        ) and before.lower().startswith("the ")
        passive = text[match.end() :].startswith(" by ") or (reduced and participle == match["past"])
        if (
            base != "hit"
            and not passive
            and not re.search(r"\b(?:is|are|was|were|been|has|have|had|be|of|the)\s$", before)
        ):
            yield match.start("past"), match.end("past"), match["past"], before.split()[-1]


def put(
    made: Callable[[str, str, str], tuple[str, ...]], without: frozenset[str] = frozenset(), willing: bool = False
) -> Callable[[Text], Iterator[Edits]]:
    """A kind that writes for a past tense what is made of its past, base and participle."""

    def ways(text: Text) -> Iterator[Edits]:
        for start, end, past, subject in finite(text.twin):
            base, participle = forms()[past]
            person = (
                subject in ("he", "she", "they", "we", "who")
                or subject[0].isupper()
                or subject in ("government", "company")
            )
            if base in without or (willing and not (person and base in WILLED)):
                continue
            for new in made(past, base, participle):
                plural = subject in PLURAL or subject.endswith("s") or " and " in text.twin[max(0, start - 40) : start]
                if not (new.startswith(("is ", "was ")) and plural):
                    yield (Edit(start, end, new),)

    return ways


PLURAL = listed("plural")
SPEECH = listed("speech")
WILLED = listed("willed")
KINDS = [
    Kind("negation.did", "negation", put(lambda _, base, __: (f"did not {base}", f"never {_}", f"failed to {base}"))),
    Kind(
        "negation.refused",
        "negation",
        put(lambda _, base, __: (f"refused to {base}", f"declined to {base}"), willing=True),
    ),
    Kind(
        "tense.future",
        "tense",
        put(
            lambda _, base, __: (f"will {base}", f"is about to {base}"),
            frozenset({"know", "want", "hope", "need", "live", "remain"}),
        ),
    ),
    Kind(
        "hedge.past",
        "hedge",
        put(lambda past, _, done: (f"reportedly {past}", f"may have {done}", f"allegedly {past}"), SPEECH),
    ),
    Kind(
        "hedge.said",
        "hedge",
        put(lambda _, __, done: (f"is said to have {done}", f"is believed to have {done}"), SPEECH),
    ),
    Kind(
        "modality.intent",
        "modality",
        put(
            lambda _, base, __: (f"plans to {base}", f"wanted to {base}", f"is considering whether to {base}"),
            willing=True,
        ),
    ),
    Kind(
        "modality.forced",
        "modality",
        put(lambda _, base, __: (f"was forced to {base}", f"was allowed to {base}", f"could {base}"), willing=True),
    ),
]
