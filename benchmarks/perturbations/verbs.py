"""What is done to the verb of a sentence: denied, doubted, put in another time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from .edits import Edit, Edits
from .kinds import Kind, Text

VERBS = Path(__file__).with_name("verbs.tsv")
SUBJECT = r"(?:\b(?:he|she|it|they|we|I|who|which|police|officials|authorities)|(?:^|(?<=[.,] ))[Tt]he \w+(?: \w+)?|(?:[A-Z]\w+))"


@cache
def forms() -> dict[str, tuple[str, str]]:
    """The base and the participle of a past tense."""
    rows = (line.split("\t") for line in VERBS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {past: (base, participle) for base, past, participle in rows if past != "hit"}


@cache
def pattern(follow: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=^)|(?<= )){SUBJECT} (?P<past>{'|'.join(forms())})(?={follow})")


def finite(text: str) -> Iterator[tuple[int, int, str]]:
    """Past tenses that surely are the verb of a clause: behind its subject, before an object."""
    follow = r" (?:the|a|an|that|to|his|her|its|their|in|on|for|from|with|by|at|it|him|them|more|\d)\b"
    for match in pattern(follow).finditer(text):
        before = match.group()[: match.start("past") - match.start()]
        passive = text[match.end() :].startswith(" by ")
        if not passive and not re.search(r"\b(?:is|are|was|were|been|has|have|had|be|of|the)\s$", before):
            yield match.start("past"), match.end("past"), match["past"]


def put(made: Callable[[str, str, str], tuple[str, ...]]) -> Callable[[Text], Iterator[Edits]]:
    """A kind that writes for a past tense what is made of its past, base and participle."""

    def ways(text: Text) -> Iterator[Edits]:
        for start, end, past in finite(text.twin):
            for new in made(past, *forms()[past]):
                yield (Edit(start, end, new),)

    return ways


KINDS = [
    Kind("negation.did", "negation", put(lambda _, base, __: (f"did not {base}", f"never {_}", f"failed to {base}"))),
    Kind("negation.refused", "negation", put(lambda _, base, __: (f"refused to {base}", f"declined to {base}"))),
    Kind("tense.future", "tense", put(lambda _, base, __: (f"will {base}", f"is about to {base}"))),
    Kind("hedge.past", "hedge", put(lambda past, _, done: (f"reportedly {past}", f"may have {done}", f"allegedly {past}"))),
    Kind("hedge.said", "hedge", put(lambda _, __, done: (f"is said to have {done}", f"is believed to have {done}"))),
    Kind("modality.intent", "modality", put(lambda _, base, __: (f"plans to {base}", f"wanted to {base}", f"is considering whether to {base}"))),
    Kind("modality.forced", "modality", put(lambda _, base, __: (f"was forced to {base}", f"was allowed to {base}", f"could {base}"))),
]
